package io.schemaproof.safety;

import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.Trigger;
import io.schemaproof.catalog.View;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What takes several steps, of which the last is missing in the end. */
final class Unfinished {

    private Unfinished() {}

    static void find(Table table, Consumer<LeftOver> found) {
        indexes(table, found);
        constraints(table, found);
        foreignKeys(table, found);
        triggers(table, found);
        if (table.object().is("detach pending")) {
            String parent = table.object().attribute("partition of").orElse("");
            found.accept(left(
                    table.identity(),
                    List.of(table.name()),
                    table.identity() + " is half detached from " + parent
                            + " in the end: queries on that do not see its rows, and it can neither be attached nor dropped as usual.",
                    "ALTER TABLE " + parent + " DETACH PARTITION " + table.identity() + " FINALIZE;"));
        }
    }

    static void find(View view, Consumer<LeftOver> found) {
        if (!view.isPopulated()) {
            found.accept(
                    left(
                            view.identity(),
                            List.of(view.name()),
                            "The materialized view " + view.identity()
                                    + " holds nothing in the end: until somebody refreshes it, each query of it fails.",
                            "REFRESH MATERIALIZED VIEW " + view.identity()
                                    + "; where it is made, or in a migration of its own. CONCURRENTLY only where it holds something."));
        }
    }

    private static void indexes(Table table, Consumer<LeftOver> found) {
        for (Index index : table.indexes()) {
            if (!index.isValid() || !index.isReady()) {
                found.accept(left(
                        index.identity(),
                        List.of(index.name(), table.name()),
                        "The index " + index.identity()
                                + " is invalid in the end: each write maintains it, and no query uses it.",
                        table.isPartitioned()
                                ? "Attach an index of each partition: ALTER INDEX " + index.identity()
                                        + " ATTACH PARTITION …;"
                                : "REINDEX INDEX CONCURRENTLY " + index.identity() + ";"));
            }
        }
    }

    private static void constraints(Table table, Consumer<LeftOver> found) {
        for (Constraint constraint : table.constraints()) {
            if (!constraint.isValidated() && constraint.isEnforced()) {
                found.accept(left(
                        constraint.identity(),
                        List.of(constraint.name(), table.name()),
                        "The constraint " + constraint.quotedName() + " of " + table.identity()
                                + " is NOT VALID in the end: rows of before may break it, and the planner does not believe it.",
                        "In a later migration: ALTER TABLE " + table.identity() + " VALIDATE CONSTRAINT "
                                + constraint.quotedName() + ";"));
            }
        }
    }

    /** By triggers the server enforces it: DISABLE TRIGGER ALL takes them, too, and names none. */
    private static void foreignKeys(Table table, Consumer<LeftOver> found) {
        for (ForeignKey key : table.foreignKeys()) {
            boolean isToldOfParent = table.partitionOf().stream()
                    .flatMap(parent -> parent.foreignKeys().stream())
                    .anyMatch(other -> other.columns().equals(key.columns()) && isDisabled(other));
            if (isDisabled(key) && !isToldOfParent) {
                List<String> tables = Stream.of(table.identity(), key.referencedTable())
                        .distinct()
                        .toList();
                found.accept(
                        left(
                                key.identity(),
                                List.of(
                                        key.name(),
                                        table.name(),
                                        key.references().map(Table::name).orElse(table.name())),
                                "The foreign key " + key.quotedName() + " of " + table.identity()
                                        + " is not enforced in the end: the server's own triggers for it are disabled.",
                                tables.stream()
                                                .map(name -> "ALTER TABLE " + name + " ENABLE TRIGGER ALL;")
                                                .collect(Collectors.joining(" "))
                                        + " where the rows are written. What refers to nothing by then, the server does not look for."));
            }
        }
    }

    /** A trigger that fires always is no less. */
    private static boolean isDisabled(ForeignKey key) {
        return key.isEnforced()
                && key.object()
                        .attribute("trigger states")
                        .filter(states -> !states.equals("A"))
                        .isPresent();
    }

    private static void triggers(Table table, Consumer<LeftOver> found) {
        for (Trigger trigger : table.triggers()) {
            if (!trigger.isEnabled()) {
                found.accept(left(
                        trigger.identity(),
                        List.of(trigger.name(), table.name()),
                        "The trigger " + trigger.identity() + " is disabled in the end.",
                        "ALTER TABLE " + table.identity() + " ENABLE TRIGGER …; where the rows are written."));
            }
        }
    }

    private static LeftOver left(String object, List<String> names, String what, String remedy) {
        return new LeftOver(Hazard.LEFT_UNFINISHED, object, names, what, remedy);
    }
}
