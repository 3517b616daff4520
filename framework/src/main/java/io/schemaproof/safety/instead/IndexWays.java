package io.schemaproof.safety.instead;

import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Ways to indexes, and to the keys that take an index over: CONCURRENTLY, beside which others write. */
public final class IndexWays {

    private IndexWays() {}

    public static String index(Table table, Index index) {
        return PartitionWays.index(table, index).orElseGet(() -> concurrently(index) + ";");
    }

    /** What makes it without a lock that keeps others from writing. */
    static String concurrently(Index index) {
        return index.definition().replaceFirst("INDEX ", "INDEX CONCURRENTLY ");
    }

    /**
     * A unique constraint or a primary key.
     *
     * @param other whether there was another one of this name
     */
    public static String key(Table was, Table table, Constraint key, boolean other) {
        return (key.type().equals("primary key") ? notNullFirst(was, table, key.columns()) : "")
                + indexed(table, key, other);
    }

    private static String notNullFirst(Table was, Table table, List<String> columns) {
        List<String> nullable = columns.stream()
                .filter(name -> Stream.concat(
                                was.columns().stream().filter(column -> !column.isNullable()),
                                table.columns().stream().filter(ColumnWays::isIdentity))
                        .noneMatch(column -> column.name().equals(name)))
                .toList();
        return nullable.isEmpty() ? "" : "First make " + table.list(nullable) + " NOT NULL by a valid CHECK.\n";
    }

    private static String indexed(Table table, Constraint key, boolean other) {
        if (table.isPartitioned()) {
            Optional<String> inPartitions = other ? Optional.empty() : PartitionWays.key(table, key);
            return inPartitions.orElse(
                    "There is no way to make this key of a partitioned table beside traffic: fill a new table that has it.");
        }
        String name = key.quotedName();
        String index = other ? NewName.like(table, "new_" + key.name()) : name;
        return unique(table, index, key.columns()) + ";\n"
                + "ALTER TABLE " + table.identity() + (other ? " DROP CONSTRAINT " + name + "," : "")
                + " ADD CONSTRAINT " + name + " " + type(key) + " USING INDEX " + index + deferred(key) + ";";
    }

    /** What makes the index that a key takes over. */
    static String unique(Table table, String name, List<String> columns) {
        return "CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON " + table.identity() + " (" + table.list(columns)
                + ")";
    }

    /** {@code UNIQUE} or {@code PRIMARY KEY}. */
    static String type(Constraint key) {
        return key.type().toUpperCase(Locale.ROOT);
    }

    /** When a key is looked at, behind a blank, where that is not at once. */
    static String deferred(Constraint key) {
        return (key.isDeferrable() ? " DEFERRABLE" : "") + (key.isInitiallyDeferred() ? " INITIALLY DEFERRED" : "");
    }
}
