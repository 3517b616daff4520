package io.schemaproof.data.rows;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Sequence;
import io.schemaproof.catalog.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Has the sequences of a table's numbers go on behind those that were made up, as if they had given them: else the next row that somebody
 * else writes, such as a trigger, would meet a key that is there.
 */
final class SequencePositions {

    /** No sequence comes so far here; what is larger is one of the extremes of its type. */
    private static final long FAR = 1_000_000_000;

    private final Set<Table> numbered = new LinkedHashSet<>();

    /** Note that a table was given numbers of ours; a partition takes those of its whole table. */
    void numbered(Table table) {
        Table whole = table;
        for (Optional<Table> of = whole.partitionOf(); of.isPresent(); of = whole.partitionOf()) {
            whole = of.get();
        }
        numbered.add(whole);
    }

    void advance(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Table table : numbered) {
                for (Column column : table.columns()) {
                    Optional<Sequence> sequence = column.sequence();
                    if (sequence.isPresent()) {
                        statement.execute(advance(table, column, sequence.get()));
                    }
                }
            }
        }
        numbered.clear();
    }

    private static String advance(Table table, Column column, Sequence sequence) {
        String name = SqlText.literal(sequence.identity()) + "::pg_catalog.regclass";
        return "SELECT pg_catalog.setval(" + name + ", number) FROM (SELECT max(" + column.quotedName()
                + ")::bigint AS number FROM " + table.identity() + " WHERE " + column.quotedName() + " < " + FAR
                // The table may hold numbers that the sequence never gives.
                + " AND " + column.quotedName() + " BETWEEN " + sequence.minimum() + " AND " + sequence.maximum()
                + ") n WHERE number > coalesce(pg_catalog.pg_sequence_last_value(" + name + "), 0)";
    }
}
