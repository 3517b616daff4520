package io.schemaproof.verify.acceptance;

import io.schemaproof.base.EditDistance;
import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.result.AcceptanceRule;
import io.schemaproof.verify.result.Declaration;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.Place;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The waivers in the comments of a script.
 *
 * @param waivers those that count, whether their day is over or not
 * @param invalid a finding for each of the others
 */
record WaiverComments(List<Waiver> waivers, List<Finding> invalid) {

    private static final Pattern PARTS = Pattern.compile("\\A(\\S+)"
            + "(?:[ \\t]+(?!until\\b|because\\b)(" + ObjectName.PART + "(?:\\." + ObjectName.PART + "){0,3}))?"
            + "(?:[ \\t]+until[ \\t]+(\\S+))?"
            + "(?:[ \\t]+because\\b[ \\t:]*(.*))?\\Z");

    /** Taken for a part of the reason, it would never come. */
    private static final Pattern LATE_DAY = Pattern.compile("\\buntil\\s+(\\d{4}-\\d{2}-\\d{2})\\W*\\z");

    /** How far a word may be from the id of a rule that was meant. */
    private static final int SIMILAR = 6;

    static WaiverComments of(Script script) {
        List<Waiver> waivers = new ArrayList<>();
        List<Finding> invalid = new ArrayList<>();
        for (Declaration comment : Declaration.in(script, "allow")) {
            Matcher parts = PARTS.matcher(comment.text());
            if (parts.find()) {
                read(comment.place(), parts, waivers, invalid);
            } else {
                invalid.add(AcceptanceFindings.unreadable(
                        comment.place(), "The comment cannot be read: '" + comment.text() + "'."));
            }
        }
        return new WaiverComments(List.copyOf(waivers), List.copyOf(invalid));
    }

    private static void read(Place place, Matcher parts, List<Waiver> waivers, List<Finding> invalid) {
        Optional<MigrationRule> rule = MigrationRule.of(parts.group(1));
        String reason = Optional.ofNullable(parts.group(4)).orElse("").strip();
        Matcher late = LATE_DAY.matcher(reason);
        Optional<LocalDate> until;
        try {
            until = Optional.ofNullable(parts.group(3)).map(LocalDate::parse);
        } catch (DateTimeParseException e) {
            invalid.add(AcceptanceFindings.unreadable(place, "'" + parts.group(3) + "' is no day such as 2030-01-31."));
            return;
        }
        if (rule.isEmpty()) {
            invalid.add(AcceptanceFindings.unreadable(
                    place,
                    "There is no rule '" + parts.group(1) + "'."
                            + similar(parts.group(1))
                                    .map(id -> " Did you mean " + id + "?")
                                    .orElse("")));
        } else if (!isAllowable(rule.get())) {
            invalid.add(AcceptanceFindings.unreadable(
                    place, "What " + rule.get().id() + " says cannot be allowed, for nothing is known behind it."));
        } else if (reason.isEmpty()) {
            invalid.add(AcceptanceFindings.withoutReason(place, parts.group()));
        } else if (late.find()) {
            invalid.add(AcceptanceFindings.unreadable(
                    place, "The day " + late.group(1) + " stands behind the reason; it belongs before 'because'."));
        } else {
            waivers.add(new Waiver(place, rule.get(), Optional.ofNullable(parts.group(2)), until, reason));
        }
    }

    /** Without an up there is nothing that could be accepted; notes need no waiver, and waivers none either. */
    private static boolean isAllowable(MigrationRule rule) {
        return rule.verdict() != MigrationVerdict.UP_FAILS && !(rule instanceof AcceptanceRule);
    }

    private static Optional<String> similar(String word) {
        return MigrationRule.all().stream()
                .filter(rule -> rule.severity() != Severity.NOTE && isAllowable(rule))
                .map(MigrationRule::id)
                .min(Comparator.comparingInt(id -> distance(word, id)))
                .filter(id -> distance(word, id) <= SIMILAR);
    }

    /** The name of the check may be missing. */
    private static int distance(String word, String id) {
        return Math.min(EditDistance.between(word, id), EditDistance.between(word, id.substring(id.indexOf('.') + 1)));
    }
}
