package io.schemaproof.verify.policy;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.Interruption;
import io.schemaproof.migration.Statement;
import io.schemaproof.migration.StatementObserver;
import io.schemaproof.migration.StatementOutcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Stops a statement that works in several transactions, such as {@code CREATE INDEX CONCURRENTLY}, between them. It waits for
 * every older snapshot of the database: another session holds one, and once the statement is seen to wait it is cancelled,
 * or its session killed. So the place is always the same, and no clock decides it.
 */
final class Freeze implements StatementObserver, AutoCloseable {

    /** Reads of all tables, which let every such statement begin and keep it from ending. */
    private static final String HOLD = """
            DO $$ DECLARE t regclass; BEGIN
              FOR t IN SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                        WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
                          AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') LOOP
                EXECUTE 'LOCK TABLE ONLY ' || t || ' IN ACCESS SHARE MODE';
              END LOOP;
            END $$""";

    private static final long STEP = 2_000_000;

    private final TestDatabase database;
    private final int number;
    private final Interruption.Kind kind;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private int seen;
    private @Nullable Connection holder;
    private @Nullable Thread watcher;

    /** @param number of the statement, counted from 1 */
    Freeze(TestDatabase database, int number, Interruption.Kind kind) {
        this.database = database;
        this.number = number;
        this.kind = kind;
    }

    /** Whether the statement was stopped; one that never waits runs to its end. */
    boolean stopped() {
        return stopped.get();
    }

    @Override
    public void before(Connection connection, Statement statement) throws SQLException {
        if (++seen != number) {
            return;
        }
        int pid;
        try (java.sql.Statement ask = connection.createStatement();
                ResultSet row = ask.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
            row.next();
            pid = row.getInt(1);
        }
        holder = database.connect();
        try (java.sql.Statement hold = holder.createStatement()) {
            hold.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
            hold.execute(HOLD);
        }
        watcher = new Thread(() -> watch(pid), "schemaproof-freeze");
        watcher.setDaemon(true);
        watcher.start();
    }

    @Override
    public void after(Connection connection, StatementOutcome outcome) throws SQLException {
        if (seen == number) {
            close();
        }
    }

    private void watch(int pid) {
        String stop = kind == Interruption.Kind.ERROR ? "pg_cancel_backend" : "pg_terminate_backend";
        try (Connection connection = database.connect();
                PreparedStatement end = connection.prepareStatement("SELECT pg_catalog." + stop
                        + "(pid) FROM pg_catalog.pg_stat_activity WHERE pid = ? AND wait_event_type = 'Lock'"
                        + " AND state = 'active'")) {
            end.setInt(1, pid);
            while (!over.get() && !stopped.get()) {
                try (ResultSet row = end.executeQuery()) {
                    stopped.set(row.next() && row.getBoolean(1));
                }
                LockSupport.parkNanos(STEP);
            }
        } catch (SQLException e) {
            // The server is gone, which the run itself reports; or the statement goes on without a stop, which is told.
            over.set(true);
        }
    }

    /** Let go of what is held. */
    @Override
    public void close() throws SQLException {
        over.set(true);
        Thread thread = watcher;
        if (thread != null) {
            watcher = null;
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        Connection connection = holder;
        if (connection != null) {
            holder = null;
            connection.close();
        }
    }
}
