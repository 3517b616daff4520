package io.schemaproof.data;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the rows of a check come from. The same moment may be asked for several times, each time on another database in the
 * same state, and must give the same rows.
 *
 * <p>A hook in Java is a lambda:
 *
 * <pre>{@code
 * RowSource admins = (connection, catalog, moment) -> {
 *     if (!moment.isBefore("7")) {
 *         return FillReport.NOTHING;
 *     }
 *     try (var statement = connection.createStatement()) {
 *         return FillReport.of(statement.executeUpdate("INSERT INTO users (name) VALUES ('admin')"));
 *     }
 * };
 * }</pre>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RowSource {

    /** No rows at all. */
    RowSource NONE = new RowSource() {
        @Override
        public FillReport fill(Connection connection, Catalog catalog, FillMoment moment) {
            return FillReport.NOTHING;
        }

        @Override
        public boolean mayFill(FillMoment moment) {
            return false;
        }

        @Override
        public SortedMap<String, String> parameters() {
            return new TreeMap<>(Map.of("rows", "none"));
        }
    };

    /**
     * Put rows into a database.
     *
     * @param connection a session of pgjdbc in autocommit mode, as a migration tool would open it
     * @param catalog what the database consists of now
     * @param moment where in the history of the schema it stands
     * @throws RowSourceException if rows that were meant to be there cannot be put in
     * @throws SQLException if the connection is lost
     */
    FillReport fill(Connection connection, Catalog catalog, FillMoment moment) throws SQLException;

    /** Whether rows may come at a moment; where not, nobody needs to ask. */
    default boolean mayFill(FillMoment moment) {
        return true;
    }

    /**
     * Whether this source has rows for a table at a later moment. Whoever comes after it leaves the table alone until then,
     * since rows of both might have one key.
     */
    default boolean reserves(Relation table, FillMoment moment) {
        return false;
    }

    /** Whether these rows are made up, so that what fails on them may pass on those of production. */
    default boolean isGenerated() {
        return false;
    }

    /** What these rows depend on, by name, for who reads a report and wants to have the same: how many, and of which seed. */
    default SortedMap<String, String> parameters() {
        return new TreeMap<>(Map.of("rows", "by code"));
    }

    /** Return the same that makes up rows which are rare but possible, if it makes up any. */
    default RowSource adversarial() {
        return this;
    }

    /** Return the same for a place behind another source, whose reserved tables it leaves alone. */
    default RowSource after(RowSource other) {
        return this;
    }

    /** Return this source followed by another one, which fills up what is left. */
    default RowSource then(RowSource next) {
        return RowSourceSequence.of(this, next);
    }
}
