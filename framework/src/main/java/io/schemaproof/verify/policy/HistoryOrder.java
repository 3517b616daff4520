package io.schemaproof.verify.policy;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.FolderCheck;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.result.PolicyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Demand that the history goes on where it ended: what others may have applied stays as it is, and what is new comes behind it.
 * Repeatable migrations are meant to be edited, and a down may be mended.
 */
public final class HistoryOrder implements FolderCheck {

    private final Changes changes;

    public HistoryOrder(Changes changes) {
        this.changes = changes;
    }

    @Override
    public boolean runsCommands() {
        return true;
    }

    @Override
    public Set<String> families() {
        return Set.of("order");
    }

    @Override
    public void verify(CheckScope scope) {
        for (int index = scope.range().first(); index <= scope.range().last(); index++) {
            finish(scope, index, of(scope.folder(), scope.range(), index));
        }
    }

    /** Keep what is found, but for what another of these checks has found of the migration already. */
    static void finish(CheckScope scope, int index, List<Finding> findings) {
        Set<String> known =
                scope.ledger(index).findings().stream().map(Finding::rule).collect(Collectors.toSet());
        List<Finding> fresh = findings.stream()
                .filter(finding -> !known.contains(finding.rule()))
                .toList();
        if (!fresh.isEmpty()) {
            scope.finish(scope.ledger(index), "order", fresh, Map.of());
        }
    }

    /**
     * Return what is to be said of a migration.
     *
     * @param range what is looked at; its first migration also has what is gone, which has no script of its own any more
     * @param index of the migration in the folder
     */
    public List<Finding> of(MigrationFolder folder, MigrationRange range, int index) {
        List<Migration> all = folder.migrations();
        List<Finding> findings = of(folder, index);
        if (index == range.first() && !changes.removed().isEmpty()) {
            findings.add(missing(all.get(index)));
        }
        if (isFirstMoved(folder, range, index)) {
            findings.add(moved(all.get(index)));
        }
        VersionGap.before(folder, index)
                .filter(gap -> changes.isAdded(folder, all.get(index)))
                .ifPresent(gap -> findings.add(gap(all.get(index), gap)));
        return findings;
    }

    /** Return what is to be said of a migration where nobody knows what there was: a number that is left out, whenever that happened. */
    public static List<Finding> ofNumbers(MigrationFolder folder, int index) {
        return VersionGap.before(folder, index).stream()
                .map(gap -> gap(folder.migrations().get(index), gap))
                .toList();
    }

    private List<Finding> of(MigrationFolder folder, int index) {
        List<Migration> all = folder.migrations();
        Migration migration = all.get(index);
        List<Finding> findings = new ArrayList<>();
        if (migration.repeatable()) {
            return findings;
        }
        if (changes.isEdited(folder, migration)) {
            findings.add(finding(
                    PolicyRule.ORDER_EDITED,
                    migration,
                    "The up is other than in " + changes.since()
                            + ". Where it was applied already, its tool refuses it, or nobody ever runs what has changed.",
                    "Leave it as it was, and write a migration behind the last one.",
                    Map.of("since", changes.since())));
        }
        List<Migration> known = all.subList(index + 1, all.size()).stream()
                .filter(later -> !later.repeatable() && !changes.isAdded(folder, later))
                .toList();
        if (changes.isAdded(folder, migration) && !known.isEmpty()) {
            Migration last = known.get(known.size() - 1);
            findings.add(finding(
                    PolicyRule.ORDER_BEHIND,
                    migration,
                    "It is new since " + changes.since() + " and comes before " + last.displayName()
                            + ", which is not: where that was applied already, this one is refused, left out, or applied to"
                            + " another schema than here.",
                    "Give it a version behind " + last.version() + ".",
                    Map.of("since", changes.since(), "before", last.version())));
        }
        upstream(migration, Changes.key(folder, migration))
                .filter(found -> findings.stream().noneMatch(own -> own.rule().equals(found.rule())))
                .ifPresent(findings::add);
        return findings;
    }

    /** What the revision has got since the branch began; where something comes behind it here already, that is told. */
    private Optional<Finding> upstream(Migration migration, String key) {
        String since = changes.since();
        String taken = changes.upstream().taken().get(key);
        if (taken != null) {
            return Optional.of(finding(
                    PolicyRule.ORDER_TAKEN,
                    migration,
                    since + " has got another migration of version " + migration.version()
                            + " since this branch began: " + taken
                            + ". When the two are merged, the tool refuses them or runs one of them alone.",
                    "Give it a version behind all that " + since + " has.",
                    Map.of("since", since, "taken", taken)));
        }
        return Optional.ofNullable(changes.upstream().behind().get(key))
                .map(last -> finding(
                        PolicyRule.ORDER_BEHIND,
                        migration,
                        "It comes before " + last + ", which " + since
                                + " has got since this branch began: where that was applied already, this one is refused, left out,"
                                + " or applied to another schema than here.",
                        "Give it a version behind all that " + since + " has.",
                        Map.of("since", since, "before", last)));
    }

    /** There is no script in which it could be told, so the first one that is looked at has it. */
    private Finding missing(Migration first) {
        List<String> gone = changes.removed().stream().sorted().toList();
        return finding(
                PolicyRule.ORDER_MISSING,
                first,
                (gone.size() == 1 ? "The up " : "The ups ") + String.join(", ", gone) + ", which " + changes.since()
                        + " has, " + (gone.size() == 1 ? "is" : "are")
                        + " gone. Where it was applied already, its tool refuses to go on, or what it has made stays there and is"
                        + " nowhere else.",
                "Bring back what is gone, and take back what it has made in a migration behind the last one.",
                Map.of("since", changes.since(), "missing", String.join(", ", gone)));
    }

    /** Told of the first one, since the others follow from it. */
    private boolean isFirstMoved(MigrationFolder folder, MigrationRange range, int index) {
        List<Migration> before = folder.migrations().subList(range.first(), index);
        return changes.isMoved(folder, folder.migrations().get(index))
                && before.stream().noneMatch(earlier -> changes.isMoved(folder, earlier));
    }

    private Finding moved(Migration migration) {
        return finding(
                PolicyRule.ORDER_MOVED,
                migration,
                "It stands at another place of the history than in " + changes.since()
                        + ". Databases to which both were applied in the former order hold something else than new ones may.",
                "Put it back where it was.",
                Map.of("since", changes.since()));
    }

    private static Finding gap(Migration migration, VersionGap gap) {
        return finding(
                PolicyRule.ORDER_GAP,
                migration,
                "There is nothing between " + gap.before() + " and " + gap.version()
                        + ", and all others count by one. What fills the gap later, from another branch perhaps, comes behind this one"
                        + " where this is applied already.",
                "Give it the version " + gap.expected() + ", or add the file that is missing.",
                Map.of("before", gap.before()));
    }

    static Finding finding(
            PolicyRule rule, Migration migration, String message, String remedy, Map<String, String> facts) {
        return MigrationRule.finding(rule, Optional.empty(), Place.of(migration.up()), message, remedy, facts);
    }
}
