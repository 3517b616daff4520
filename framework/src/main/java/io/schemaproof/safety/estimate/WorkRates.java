package io.schemaproof.safety.estimate;

import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How fast a server does what migrations make it do, without parallel workers.
 *
 * @param read rows that are read and checked
 * @param rewritten rows whose table is written anew
 * @param indexed rows of which an index is built
 * @param changed rows that are inserted, updated or deleted one by one
 * @param basis on what this was measured, in words that follow "here"
 * @since 0.1
 */
public record WorkRates(Rate read, Rate rewritten, Rate indexed, Rate changed, String basis) {

    /** Enough that what a statement costs without rows does not count. */
    private static final int ROWS = 200_000;

    private static final double NANOS = 1e9;

    /**
     * Measure them on a table of 200,000 rows in a database of its own, which takes a second or two.
     *
     * @throws DatabaseException if the server is lost
     */
    public static WorkRates measuredOn(DatabaseServer server) {
        return measuredOn(server, ROWS);
    }

    /** The same on so many rows, for tests that need no good figures. */
    static WorkRates measuredOn(DatabaseServer server, int rows) {
        try (TestDatabase database = TestDatabase.create(server);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET max_parallel_maintenance_workers = 0; SET max_parallel_workers_per_gather = 0");
            statement.execute("CREATE TABLE measured (id int PRIMARY KEY, number int, at timestamptz, words text)");
            statement.execute("INSERT INTO measured SELECT g, hashint4(g), now(), repeat(md5(g::text), 2)"
                    + " FROM generate_series(1, " + rows + ") g");
            statement.execute("ANALYZE measured");
            // What is read for the first time is also marked as committed.
            statement.execute("SELECT count(*) FROM measured");
            long bytes = bytes(statement);
            Rate read = rate(
                    statement, rows, bytes, "ALTER TABLE measured ADD CHECK (number > -2147483648 OR number IS NULL)");
            Rate changed = rate(statement, rows, bytes, "UPDATE measured SET at = at + interval '1 day'");
            statement.execute("ALTER TABLE measured DROP CONSTRAINT measured_pkey");
            statement.execute("VACUUM FULL measured");
            Rate rewritten = rate(statement, rows, bytes, "ALTER TABLE measured ALTER number TYPE bigint");
            Rate indexed = rate(statement, rows, bytes, "CREATE INDEX ON measured (number)");
            return new WorkRates(
                    read, rewritten, indexed, changed, "measured on " + rows + " rows in memory, with nobody beside");
        } catch (SQLException e) {
            throw new DatabaseException("How fast this server works cannot be measured: " + e.getMessage(), e);
        }
    }

    private static long bytes(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT pg_table_size('measured')")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Rate rate(Statement statement, int rows, long bytes, String sql) throws SQLException {
        long begin = System.nanoTime();
        statement.execute(sql);
        double seconds = Math.max(1, System.nanoTime() - begin) / NANOS;
        return new Rate(rows / seconds, bytes / seconds);
    }
}
