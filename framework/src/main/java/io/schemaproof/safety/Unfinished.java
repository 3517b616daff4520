package io.schemaproof.safety;

import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.Trigger;
import io.schemaproof.catalog.View;
import java.util.List;
import java.util.function.Consumer;

/** What takes several steps, of which the last is missing in the end. */
final class Unfinished {

    private Unfinished() {}

    static void find(Table table, Consumer<LeftOver> found) {
        indexes(table, found);
        constraints(table, found);
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
