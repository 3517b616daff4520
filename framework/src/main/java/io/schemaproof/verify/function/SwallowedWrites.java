package io.schemaproof.verify.function;

import static io.schemaproof.verify.result.MigrationRule.finding;

import io.schemaproof.base.Quantity;
import io.schemaproof.base.SqlCode;
import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.Trigger;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.FunctionChanges;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds writes that an up makes come to nothing without an error, by a trigger that returns NULL before each row. */
final class SwallowedWrites {

    private static final int MOST_TRIGGERS = 40;

    private final Catalog before;
    private final Catalog after;
    private final FunctionChanges changes;
    private final FunctionBodies bodies;
    private final Migration migration;

    private SwallowedWrites(Catalog before, Catalog after, MigrationLedger ledger) {
        this.before = before;
        this.after = after;
        this.changes = ledger.functionChanges();
        this.bodies = new FunctionBodies(after);
        this.migration = ledger.migration();
    }

    /**
     * What a trigger leaves out.
     *
     * @param rows that were tried
     */
    private record Swallowed(RowTrigger by, Set<RowWrite> writes, int rows) {}

    /** Whether there may be one, by what is known before the up is run. */
    static boolean mayBe(Catalog before, Script up, FunctionChanges changes) {
        String text = SqlCode.withoutComments(up.text());
        return (WholeWord.in(text, "TRIGGER") && WholeWord.in(text, "BEFORE"))
                || rowTriggers(before)
                        .anyMatch(each -> changes.triggered()
                                        .contains(each.table().id())
                                || changes.made().contains(each.function().id()));
    }

    /**
     * Run the check.
     *
     * @param copy of the stage, on which the up has run
     */
    static List<Finding> check(RowStage stage, MigrationLedger ledger, ObservedDatabase copy, Catalog after)
            throws SQLException {
        SwallowedWrites check = new SwallowedWrites(stage.catalog(), after, ledger);
        List<RowTrigger> candidates = check.candidates();
        if (candidates.isEmpty()) {
            return List.of();
        }
        List<Swallowed> swallowed =
                check.swallowed(candidates, new TrialSession(copy.session(), check.bodies.parameters()));
        if (swallowed.isEmpty()) {
            return List.of();
        }
        try (ObservedDatabase former = stage.copy(false)) {
            TrialSession then = new TrialSession(former.session(), new FunctionBodies(check.before).parameters());
            return check.notBefore(swallowed, then).stream().map(check::told).toList();
        }
    }

    private static Stream<RowTrigger> rowTriggers(Catalog catalog) {
        return catalog.tables().stream()
                .filter(table -> !table.isForeign())
                .flatMap(table ->
                        table.triggers().stream().flatMap(trigger -> RowTrigger.of(catalog, table, trigger).stream()));
    }

    /** None where any trigger reaches out of the database: one may write to a table that has it. */
    private List<RowTrigger> candidates() {
        if (!MetFunctions.triggersStayInside(after, bodies)
                || !MetFunctions.triggersStayInside(before, new FunctionBodies(before))) {
            return List.of();
        }
        return rowTriggers(after)
                .filter(each -> each.trigger().isEnabled())
                .filter(each -> changes.made().contains(each.function().id()) || isNew(each))
                .filter(each -> !isOfParent(each))
                .filter(each -> FunctionBodies.isReadLate(each.function()))
                .limit(MOST_TRIGGERS)
                .toList();
    }

    private boolean isNew(RowTrigger each) {
        return before.tables().stream()
                .filter(table -> table.id().equals(each.table().id()))
                .flatMap(table -> table.triggers().stream())
                .noneMatch(was -> was.isEnabled()
                        && was.definition().equals(each.trigger().definition()));
    }

    /** A partition has the triggers of its table, with which they are told. */
    private static boolean isOfParent(RowTrigger each) {
        return each.table().partitionOf().stream()
                .flatMap(parent -> parent.triggers().stream())
                .anyMatch(trigger -> trigger.name().equals(each.trigger().name()));
    }

    private List<Swallowed> swallowed(List<RowTrigger> candidates, TrialSession now) throws SQLException {
        List<Swallowed> swallowed = new ArrayList<>();
        for (RowTrigger each : candidates) {
            ReturnTexts texts = ReturnTexts.of(each.function().body());
            Set<RowWrite> writes = EnumSet.noneOf(RowWrite.class);
            int rows = 0;
            for (RowWrite write : each.writes()) {
                if (texts.maySwallow(write) && !writesToItself(each)) {
                    int leftOut = new SwallowTrial(now, after, each.table()).leftOutBy(write, each.trigger());
                    if (leftOut > 0) {
                        writes.add(write);
                        rows = Math.max(rows, leftOut);
                    }
                }
            }
            if (!writes.isEmpty()) {
                swallowed.add(new Swallowed(each, writes, rows));
            }
        }
        return swallowed;
    }

    /** On certain rows at least: a row may be marked as gone already. */
    private boolean writesToItself(RowTrigger each) {
        Set<String> names = Stream.concat(
                        Stream.of(each.table()),
                        Stream.concat(each.table().partitions().stream(), each.table().inheritors().stream()))
                .map(Table::name)
                .collect(Collectors.toSet());
        return bodies.reached(each.function()).stream()
                .anyMatch(function -> ReturnTexts.of(function.body()).writeTo(names));
    }

    /** Without what came to nothing before, too. */
    private List<Swallowed> notBefore(List<Swallowed> swallowed, TrialSession then) throws SQLException {
        List<Swallowed> left = new ArrayList<>();
        for (Swallowed each : swallowed) {
            Set<RowWrite> writes = EnumSet.copyOf(each.writes());
            Optional<Table> former = former(each.by());
            if (former.isPresent()) {
                SwallowTrial trial = new SwallowTrial(then, before, former.get());
                for (RowWrite write : each.writes()) {
                    if (trial.leavesOut(write)) {
                        writes.remove(write);
                    }
                }
            }
            if (!writes.isEmpty()) {
                left.add(new Swallowed(each.by(), writes, each.rows()));
            }
        }
        return left;
    }

    /** The table, under the name that it had where it has another one now. */
    private Optional<Table> former(RowTrigger each) {
        return before.table(each.table().identity())
                .or(() -> before.tables().stream()
                        .filter(table -> after.table(table.identity()).isEmpty())
                        .filter(table -> table.triggers().stream()
                                .anyMatch(trigger ->
                                        trigger.name().equals(each.trigger().name())))
                        .findFirst());
    }

    private Finding told(Swallowed swallowed) {
        RowTrigger by = swallowed.by();
        Table table = by.table();
        Set<RowWrite> writes = swallowed.writes();
        String words = writes.stream()
                .map(RowWrite::name)
                .collect(Collectors.joining(", "))
                .replaceFirst(", (\\w+)$", " and $1");
        String verb = writes.size() == 1 ? writes.iterator().next().verb() : "writes";
        boolean byNew = writes.contains(RowWrite.DELETE)
                && ReturnTexts.of(by.function().body()).giveNew();
        return finding(
                DataRule.SWALLOWS_WRITES,
                Optional.of(table.identity()),
                place(by.trigger(), by.function()),
                "After the up each " + words + " of " + table.identity() + " reports success and " + verb + " nothing: "
                        + by.words() + " returns NULL" + (byNew ? ", as NEW is for a DELETE" : "")
                        + ", and the server then leaves the row out without an error.\nSo it was with each of "
                        + Quantity.of(swallowed.rows(), "row") + "; without the trigger the server " + verb + " them."
                        + " From the commit on, clients take for done what never happens.",
                "Let a BEFORE trigger return the row: OLD for a DELETE, else NEW.\nRETURN coalesce(NEW, OLD);\n"
                        + "Or let it fire AFTER, where what it returns does not matter. Where nobody may write, RAISE EXCEPTION says so.",
                Map.of(
                        "table", table.identity(),
                        "trigger", by.trigger().name(),
                        "function", by.function().signature(),
                        "writes", words));
    }

    /** Where the up makes the trigger, or else its function. */
    private Place place(Trigger trigger, Function function) {
        Matcher made = Pattern.compile("(?i)\\bTRIGGER\\s+\"?" + Pattern.quote(trigger.name()) + "(?![\\w$])")
                .matcher(SqlCode.withBlankComments(migration.up().text()));
        return made.find()
                ? Place.at(migration.up(), made.start())
                : Place.mentioned(migration.up(), function.name()).orElseGet(() -> Place.of(migration.up()));
    }
}
