package io.schemaproof.verify.acceptance;

import io.schemaproof.migration.Migration;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.result.Acceptance;
import io.schemaproof.verify.result.AcceptanceRule;
import io.schemaproof.verify.result.MigrationVerdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is accepted of one migration, and what was found of it. */
final class MigrationAcceptance implements Acceptance {

    private final String suffix;
    private final boolean keeps;
    private final List<Waiver> waivers;
    private final List<Finding> invalid;
    private final List<ForeignComment> foreign;
    private final List<Baseline.Entry> known;
    private final Supplier<LocalDate> today;
    private final DownPolicy downs;
    private final List<Finding> open = new ArrayList<>();
    private final List<Baseline.Entry> met = new ArrayList<>();
    private final Set<Waiver> used = new HashSet<>();
    private final Set<String> undecided = new HashSet<>();

    /**
     * @param suffix what entries of the baseline have behind the path of its scripts
     * @param known the entries of the baseline about its scripts
     * @param keeps whether what is found is known from now on
     * @param isFirst whether no other migration stands before it in its file
     */
    MigrationAcceptance(
            Migration migration,
            String suffix,
            List<Baseline.Entry> known,
            boolean keeps,
            Supplier<LocalDate> today,
            DownPolicy downs,
            boolean isFirst) {
        this.downs = downs;
        this.suffix = suffix;
        this.keeps = keeps;
        this.known = new ArrayList<>(known);
        this.today = today;
        List<WaiverComments> comments = Stream.concat(Stream.of(migration.up()), migration.down().stream())
                .map(WaiverComments::of)
                .toList();
        waivers = comments.stream().flatMap(each -> each.waivers().stream()).toList();
        invalid = Stream.of(
                        comments.stream().flatMap(each -> each.invalid().stream()),
                        UnknownDirectives.in(migration).stream(),
                        isFirst ? UnknownDirectives.above(migration).stream() : Stream.<Finding>empty())
                .flatMap(findings -> findings)
                .toList();
        foreign = Stream.concat(Stream.of(migration.up()), migration.down().stream())
                .flatMap(script -> ForeignComment.of(script).stream())
                .toList();
    }

    @Override
    public Finding apply(Finding finding) {
        boolean inconclusive = MigrationVerdict.of(finding) == MigrationVerdict.INCONCLUSIVE;
        if (inconclusive) {
            undecided.add(check(finding.rule()));
        }
        if (downs == DownPolicy.OPTIONAL && AcceptanceRule.tellsOfMissingDown(finding)) {
            return AcceptanceFindings.noDownAsked(finding);
        }
        if (finding.severity() == Severity.NOTE
                || MigrationVerdict.of(finding) == MigrationVerdict.UP_FAILS
                || AcceptanceRule.of(finding.rule()).isPresent()) {
            return finding;
        }
        Optional<Waiver> waiver = waivers.stream()
                .filter(each -> each.covers(finding) && !isExpired(each))
                .findFirst();
        if (waiver.isPresent()) {
            used.add(waiver.get());
            return AcceptanceFindings.waived(finding, waiver.get());
        }
        Baseline.Entry entry = Baseline.Entry.of(finding, suffix);
        met.add(entry);
        // What nobody could look at is let pass by whoever has read it in the file, and not by the run that writes it.
        if (known.remove(entry) || (keeps && !inconclusive)) {
            return AcceptanceFindings.known(finding);
        }
        open.add(finding);
        return finding;
    }

    private boolean isExpired(Waiver waiver) {
        return waiver.until().isPresent() && waiver.isExpired(today.get());
    }

    private static String check(String rule) {
        return rule.substring(0, rule.indexOf('.'));
    }

    /** What is to be said of its waivers once all checks have ended. */
    List<Finding> ofWaivers(Predicate<Waiver> judged) {
        List<Finding> findings = new ArrayList<>(invalid);
        for (Waiver waiver : waivers) {
            if (isExpired(waiver)) {
                Optional<Finding> still = open.stream().filter(waiver::covers).findFirst();
                findings.add(AcceptanceFindings.expired(waiver, still));
            } else if (!used.contains(waiver)
                    && !undecided.contains(waiver.rule().check())
                    && judged.test(waiver)) {
                findings.add(AcceptanceFindings.unused(waiver));
            }
        }
        for (ForeignComment comment : foreign) {
            open.stream()
                    .filter(comment::isAbout)
                    .findFirst()
                    .ifPresent(finding -> findings.add(AcceptanceFindings.ofOtherTool(comment, finding)));
        }
        return findings;
    }

    /** Entries of the baseline for which nothing was found; where nothing could be known, none. */
    List<Baseline.Entry> unmet() {
        return known.stream()
                .filter(entry -> !undecided.contains(check(entry.rule())))
                .toList();
    }

    /** What a new baseline would hold of it: what is not allowed by a comment. */
    List<Baseline.Entry> met() {
        return List.copyOf(met);
    }
}
