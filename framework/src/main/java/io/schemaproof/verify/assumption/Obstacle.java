package io.schemaproof.verify.assumption;

import io.schemaproof.query.Relation;
import java.util.List;
import java.util.Optional;

/**
 * Rows that a script cannot stand.
 *
 * @param demand what the script takes for granted, as the end of a sentence that begins with "that"
 * @param table where the rows are
 * @param columns those that it depends on
 * @param query finds the rows on any database that has the schema of before the script; empty where only the script itself tells them
 * @param removal statements that take them away, or mend them
 * @param condition that each row of the table meets which is in the way; empty where that depends on other rows
 */
public record Obstacle(
        String demand,
        Relation table,
        List<String> columns,
        String query,
        List<String> removal,
        Optional<String> condition) {

    public Obstacle {
        columns = List.copyOf(columns);
        removal = List.copyOf(removal);
    }

    static Obstacle of(String demand, Relation table, List<String> columns, String query, String... removal) {
        return new Obstacle(demand, table, columns, query, List.of(removal), Optional.empty());
    }
}
