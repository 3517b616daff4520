package io.schemaproof.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Time one prepared statement on one session, undoing what it writes after each execution. */
final class PreparedSamples implements SampleSource, AutoCloseable {

    private final Connection connection;
    private final PreparedStatement statement;
    private final OwnTransaction transaction;
    private final Undo undo;

    private PreparedSamples(Connection connection, PreparedStatement statement, OwnTransaction transaction, Undo undo) {
        this.connection = connection;
        this.statement = statement;
        this.transaction = transaction;
        this.undo = undo;
    }

    static PreparedSamples open(Query query) throws SQLException {
        return open(query, Optional.empty());
    }

    /** @param mode the kind of plan; empty to leave it to the server */
    static PreparedSamples open(Query query, Optional<PlanCacheMode> mode) throws SQLException {
        return on(query.dataSource().getConnection(), query, mode);
    }

    /** Prepare on a connection, which is closed with the samples, and at once if preparing fails. */
    static PreparedSamples on(Connection connection, Query query, Optional<PlanCacheMode> mode) throws SQLException {
        try {
            OwnTransaction transaction = OwnTransaction.begin(connection);
            if (mode.isPresent()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(
                            "SET LOCAL plan_cache_mode = " + mode.get().setting());
                }
            }
            return new PreparedSamples(connection, query.prepare(connection), transaction, new Undo());
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Prepare another statement on the same session, which the first one's {@link #close} closes. */
    PreparedSamples another(Query query) throws SQLException {
        return new PreparedSamples(connection, query.prepare(connection), transaction, undo);
    }

    @Override
    public long sample() throws SQLException {
        Savepoint before = undo.on(connection);
        long start = System.nanoTime();
        fetchAll();
        long nanos = System.nanoTime() - start;
        connection.rollback(before);
        return nanos;
    }

    private void fetchAll() throws SQLException {
        if (statement.execute()) {
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    // The driver has received the row by now.
                }
            }
        }
    }

    @Override
    public double contention() {
        return Spin.contention();
    }

    @Override
    public void pause(Duration duration) {
        sleep(duration);
    }

    static void sleep(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueryException("Interrupted while timing a query.", e);
        }
    }

    /** Let the server end the statement, from another thread. */
    void cancel() throws SQLException {
        statement.cancel();
    }

    /** Break off the session, from another thread. */
    void abort() throws SQLException {
        connection.abort(Runnable::run);
    }

    /** Close the statement alone, where another one uses the same connection. */
    void closeStatement() throws SQLException {
        statement.close();
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                statement) {
            transaction.takeBack();
        }
    }

    /** The savepoint of a session: what rolls back to it keeps it, so that one is enough. */
    private static final class Undo {

        private @Nullable Savepoint savepoint;

        Savepoint on(Connection connection) throws SQLException {
            Savepoint set = savepoint;
            if (set == null) {
                set = connection.setSavepoint();
                savepoint = set;
            }
            return set;
        }
    }
}
