package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.Trigger;
import io.schemaproof.migration.Script;
import io.schemaproof.query.KeyCover;
import io.schemaproof.rule.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a migration has begun and no later one has ended: looked for at the end of the history.
 *
 * @param hazard what it is
 * @param object the identity of it
 * @param name by which a script may speak of it
 * @param table the name of its table, for a script that does not
 * @since 0.1
 */
public record LeftOver(Hazard hazard, String object, String name, String table, String what, String remedy) {

    /**
     * Find all in a schema, by what tells them apart.
     *
     * @param cover judges the keys of a database with this schema
     */
    public static Map<String, LeftOver> in(Catalog catalog, KeyCover cover) {
        Map<String, LeftOver> found = new TreeMap<>();
        for (Table table : catalog.tables()) {
            if (table.extension().isEmpty()) {
                indexes(table, found);
                constraints(table, found);
                keys(table, cover, found);
                triggers(table, found);
            }
        }
        return found;
    }

    private static void put(Map<String, LeftOver> found, LeftOver left) {
        found.put(left.hazard().id() + " " + left.object() + " " + left.name(), left);
    }

    private static void indexes(Table table, Map<String, LeftOver> found) {
        for (Index index : table.indexes()) {
            if (!index.isValid() || !index.isReady()) {
                put(
                        found,
                        new LeftOver(
                                Hazard.LEFT_UNFINISHED,
                                index.identity(),
                                index.name(),
                                table.name(),
                                "The index " + index.identity()
                                        + " is invalid in the end: each write maintains it, and no query uses it.",
                                table.isPartitioned()
                                        ? "Attach an index of each partition: ALTER INDEX " + index.identity()
                                                + " ATTACH PARTITION …;"
                                        : "REINDEX INDEX CONCURRENTLY " + index.identity() + ";"));
            }
        }
    }

    private static void constraints(Table table, Map<String, LeftOver> found) {
        for (Constraint constraint : table.constraints()) {
            if (!constraint.isValidated() && constraint.isEnforced()) {
                put(
                        found,
                        new LeftOver(
                                Hazard.LEFT_UNFINISHED,
                                constraint.identity(),
                                constraint.name(),
                                table.name(),
                                "The constraint " + constraint.quotedName() + " of " + table.identity()
                                        + " is NOT VALID in the end: rows of before may break it, and the planner does not believe it.",
                                "In a later migration: ALTER TABLE " + table.identity() + " VALIDATE CONSTRAINT "
                                        + constraint.quotedName() + ";"));
            }
        }
    }

    private static void keys(Table table, KeyCover cover, Map<String, LeftOver> found) {
        for (ForeignKey key : table.foreignKeys()) {
            if (table.partitionOf().isEmpty() && !cover.isCovered(key)) {
                put(
                        found,
                        new LeftOver(
                                Hazard.FOREIGN_KEY_WITHOUT_INDEX,
                                key.identity(),
                                key.name(),
                                table.name(),
                                "No index of " + table.identity() + " finds rows by ("
                                        + String.join(", ", key.columns()) + "), the columns of the foreign key "
                                        + key.quotedName() + ".",
                                "CREATE INDEX CONCURRENTLY ON " + table.identity() + " ("
                                        + String.join(", ", key.columns()) + ");"));
            }
        }
    }

    private static void triggers(Table table, Map<String, LeftOver> found) {
        for (Trigger trigger : table.triggers()) {
            if (!trigger.isEnabled()) {
                put(
                        found,
                        new LeftOver(
                                Hazard.LEFT_UNFINISHED,
                                trigger.identity(),
                                trigger.name(),
                                table.name(),
                                "The trigger " + trigger.identity() + " is disabled in the end.",
                                "ALTER TABLE " + table.identity() + " ENABLE TRIGGER …; where the rows are written."));
            }
        }
    }

    /** The finding about it in the script that has begun it. */
    public Finding in(Script script) {
        int line = lineOf(script, name).or(() -> lineOf(script, table)).orElse(0);
        return SafetyFinding.of(
                hazard, Optional.of(object), script.path(), script.firstLine() + line, what, remedy, Map.of());
    }

    /** The first line that holds a name, from 0. */
    private static Optional<Integer> lineOf(Script script, String name) {
        List<String> lines = script.text().lines().toList();
        return IntStream.range(0, lines.size())
                .filter(line -> Words.names(lines.get(line), name))
                .boxed()
                .findFirst();
    }
}
