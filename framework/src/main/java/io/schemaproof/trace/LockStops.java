package io.schemaproof.trace;

import io.schemaproof.database.ConnectionSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sees the locks of a statement that ends transactions itself. Others hold what it needs, so that it has to stop; there its
 * locks are read; then they let go, and it runs to the next stop. No clock decides where it stops:
 *
 * <ol>
 *   <li>The first holder has all tables to itself: the statement stops at its first lock on a table.
 *   <li>Then it only keeps others from changing them: the statement stops at its first lock that is stronger than a reader's or
 *       a writer's.
 *   <li>Then it has only read them, within an old snapshot: what waits for readers or for old snapshots stops there.
 *   <li>Before a holder lets go, the next one has read them, so that the statement stops again at its next phase.
 * </ol>
 */
final class LockStops implements AutoCloseable {

    private static final long STEP = 500_000;

    /** More stops than any statement on a few tables has; afterwards it runs on without being looked at. */
    private static final int MOST = 100;

    /** What the statement itself has locked is left out, after a moment: it is looked at while it waits. */
    private static final String BRIEF = "SET lock_timeout = '20ms'; SET statement_timeout = 0; SET jit = off";

    private static final String EACH = """
            DO $$ DECLARE t regclass; BEGIN
              FOR t IN SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                        WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND c.oid >= 16384
                          AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY c.oid LOOP
                BEGIN EXECUTE pg_catalog.format('COMMAND', t); EXCEPTION WHEN lock_not_available THEN NULL; END;
              END LOOP;
            END $$""";

    /** Planning locks the indexes, too, which LOCK TABLE does not. */
    private static final String READ = each("EXPLAIN SELECT FROM ONLY %s");

    private static final String WAITS = "SELECT EXISTS (SELECT FROM pg_catalog.pg_locks WHERE pid = ? AND NOT granted)";

    private static final String LOCKS = "SELECT relation, mode FROM pg_catalog.pg_locks"
            + " WHERE pid = ? AND locktype = 'relation' AND relation >= 16384";

    private static final List<LockMode> MODES = List.of(LockMode.SHARE_UPDATE_EXCLUSIVE, LockMode.ACCESS_EXCLUSIVE);

    private final ConnectionSettings database;
    private final int pid;
    private final Map<Long, Set<LockMode>> locks = new HashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private @Nullable Thread thread;
    private @Nullable SQLException failure;

    /** @param pid process of the session that runs the script */
    LockStops(ConnectionSettings database, int pid) {
        this.database = database;
        this.pid = pid;
    }

    /**
     * Get in the way of the statement that comes next.
     *
     * @param withoutSnapshot whether only its first locks are looked at, because it would leave old rows alone as long as
     *     somebody may see them
     */
    void begin(boolean withoutSnapshot) throws SQLException {
        end();
        locks.clear();
        over.set(false);
        failure = null;
        Holder first = new Holder(withoutSnapshot ? "READ COMMITTED" : "REPEATABLE READ");
        try {
            if (!withoutSnapshot) {
                first.read();
            }
            for (LockMode mode : MODES) {
                first.execute("SAVEPOINT " + mode);
                first.execute(each("LOCK TABLE ONLY %s IN " + mode.sql() + " MODE"));
            }
        } catch (SQLException e) {
            first.close();
            throw e;
        }
        thread = new Thread(() -> watch(first, withoutSnapshot), "schemaproof-stops");
        thread.setDaemon(true);
        thread.start();
    }

    /** Get out of the way. Returns what was seen, by OID. */
    Map<Long, Set<LockMode>> end() throws SQLException {
        over.set(true);
        Thread watcher = thread;
        if (watcher != null) {
            thread = null;
            boolean interrupted = false;
            while (watcher.isAlive()) {
                try {
                    watcher.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (failure != null) {
            throw failure;
        }
        return Map.copyOf(locks);
    }

    private static String each(String command) {
        return EACH.replace("COMMAND", command);
    }

    private void watch(Holder first, boolean withoutSnapshot) {
        Holder holder = first;
        try (Connection observer = database.connect();
                PreparedStatement waits = observer.prepareStatement(WAITS);
                PreparedStatement seen = observer.prepareStatement(LOCKS)) {
            waits.setInt(1, pid);
            seen.setInt(1, pid);
            for (int i = MODES.size() - 1; i >= 0; i--) {
                if (!stop(waits, seen)) {
                    return;
                }
                holder.execute("ROLLBACK TO SAVEPOINT " + MODES.get(i));
            }
            for (int i = 0; i < MOST && !withoutSnapshot && stop(waits, seen); i++) {
                Holder next = new Holder("REPEATABLE READ");
                try {
                    next.read();
                } finally {
                    holder.close();
                    holder = next;
                }
            }
        } catch (SQLException e) {
            failure = e;
        } finally {
            holder.close();
        }
    }

    /** Wait until the statement waits and read its locks. Returns false where it has come to its end instead. */
    private boolean stop(PreparedStatement waits, PreparedStatement seen) throws SQLException {
        while (!over.get()) {
            try (ResultSet row = waits.executeQuery()) {
                row.next();
                if (row.getBoolean(1)) {
                    read(seen);
                    return true;
                }
            }
            LockSupport.parkNanos(STEP);
        }
        return false;
    }

    private void read(PreparedStatement seen) throws SQLException {
        try (ResultSet rows = seen.executeQuery()) {
            while (rows.next()) {
                long relation = rows.getLong(1);
                LockMode.of(rows.getString(2))
                        .ifPresent(mode -> locks.computeIfAbsent(relation, r -> EnumSet.noneOf(LockMode.class))
                                .add(mode));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        end();
    }

    /** A session in the way. */
    private final class Holder implements AutoCloseable {

        private final Connection connection;

        Holder(String isolation) throws SQLException {
            connection = database.connect();
            try {
                execute(BRIEF);
                execute("BEGIN ISOLATION LEVEL " + isolation);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        }

        void read() throws SQLException {
            execute(READ);
        }

        void execute(String sql) throws SQLException {
            try (java.sql.Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        /** Its locks are gone when this returns, which they are not yet when a closed connection does. */
        @Override
        public void close() {
            try (connection) {
                execute("ROLLBACK");
            } catch (SQLException e) {
                failure = failure == null ? e : failure;
            }
        }
    }
}
