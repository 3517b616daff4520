package io.schemaproof.migration;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.GuardedSessions;
import io.schemaproof.database.ServerFailure;
import io.schemaproof.migration.script.CopyData;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * A session to which text is sent exactly as it is: one message of the simple protocol, past the driver's own reading of it.
 *
 * <p>The driver's executor is used below its JDBC face, because only there the answers of one message arrive in order, with
 * those before an error.
 */
final class ScriptSession implements AutoCloseable {

    private static final int FLAGS = QueryExecutor.QUERY_ONESHOT
            | QueryExecutor.QUERY_SUPPRESS_BEGIN
            | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
            | QueryExecutor.QUERY_NO_BINARY_TRANSFER;

    private static final int PIPELINE = FLAGS & ~QueryExecutor.QUERY_EXECUTE_AS_SIMPLE;

    /**
     * The driver sets the session's time zone to that of the JVM, on which the outcome of a migration must not depend: what a
     * {@code timestamp} means as {@code timestamptz}, and whether the change rewrites the table.
     */
    private static final String TIME_ZONE_OF_SETTINGS = """
            SELECT set_config('TimeZone', coalesce((
                SELECT substr(setting, position('=' IN setting) + 1)
                FROM pg_db_role_setting d, unnest(setconfig) setting
                WHERE setting ILIKE 'timezone=%'
                  AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
                  AND setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = current_user))
                ORDER BY setrole = 0, setdatabase = 0 LIMIT 1), 'UTC'), false)""";

    /** Finding out that nobody has set anything is much faster than finding that by the other way. */
    private static final String HAS_SETTINGS = "SELECT EXISTS (SELECT FROM pg_catalog.pg_db_role_setting)";

    /** Sessions that have begun with settings of their role or database, which they go back to when they are reset. */
    private static final Set<Connection> BEGUN_WITH_SETTINGS =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final Connection connection;
    private final BaseConnection driver;
    private final boolean owned;
    private boolean plain = true;

    private ScriptSession(Connection connection, BaseConnection driver, boolean owned) {
        this.connection = connection;
        this.driver = driver;
        this.owned = owned;
    }

    static Connection connect(ConnectionSettings database) throws SQLException {
        return connect(database, Map.of("preferQueryMode", "simple"));
    }

    /** Connect so that a probe can look; what workers of a parallel build read would not be counted. */
    static Connection connectForProbe(ConnectionSettings database) throws SQLException {
        return connect(
                database,
                Map.of(
                        "preferQueryMode",
                        "extendedForPrepared",
                        "options",
                        "-c max_parallel_maintenance_workers=0 -c max_parallel_workers_per_gather=0"));
    }

    private static Connection connect(ConnectionSettings database, Map<String, String> mode) throws SQLException {
        Map<String, String> properties = new HashMap<>(mode);
        // A dump may set client_encoding; the driver would close the session.
        properties.put("allowEncodingChanges", "true");
        properties.put("ApplicationName", "schemaproof");
        Connection connection = database.connect(properties);
        try {
            setTimeZone(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    private static void setTimeZone(Connection connection) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'; " + HAS_SETTINGS);
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                if (!row.getBoolean(1)) {
                    return;
                }
            }
            statement.execute(TIME_ZONE_OF_SETTINGS + "; SELECT " + SessionRenewal.HAS_OWN_SETTINGS);
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                if (row.getBoolean(1)) {
                    BEGUN_WITH_SETTINGS.add(connection);
                }
            }
        }
    }

    /** Whether resetting the session brings back what was set for its role or database when it began. */
    static boolean hasBegunWithSettings(Connection connection) {
        return BEGUN_WITH_SETTINGS.contains(connection);
    }

    static ScriptSession of(Connection connection, boolean owned) throws SQLException {
        if (!connection.getAutoCommit()) {
            throw new IllegalArgumentException(
                    "The connection must be in autocommit mode, because scripts hold their own BEGIN and COMMIT.");
        }
        return new ScriptSession(connection, connection.unwrap(BaseConnection.class), owned);
    }

    Connection connection() {
        return connection;
    }

    /** Whether it leads to a server of somebody else. */
    boolean isGuarded() {
        return GuardedSessions.contains(driver);
    }

    /** Its database, without asking the server, whom a trace may be looking at. */
    String database() {
        return driver.getQueryExecutor().getDatabase();
    }

    boolean standardStrings() {
        return driver.getStandardConformingStrings();
    }

    TransactionState transaction() {
        return driver.getTransactionState();
    }

    /** Send a text and throw the rows away. */
    ServerReply send(String sql) throws SQLException {
        return send(sql, false);
    }

    ServerReply send(String sql, boolean keepRows) throws SQLException {
        return send(List.of(new NativeQuery(sql, SqlCommand.BLANK)), new ReplyCollector(keepRows), FLAGS);
    }

    /**
     * Send a statement and what follows it in one transaction that is not a transaction block: the server ends it when the
     * pipeline ends. The rows of what follows are kept.
     */
    ServerReply pipeline(String sql, List<String> following, boolean keepRows) throws SQLException {
        List<NativeQuery> queries = new ArrayList<>();
        queries.add(single(sql));
        following.forEach(next -> queries.add(single(next)));
        return send(queries, new ReplyCollector(keepRows, 1), PIPELINE);
    }

    /** A statement without parameters; the extended protocol, unlike the simple one, takes no more than one. */
    private static NativeQuery single(String sql) {
        return new NativeQuery(sql, new int[0], false, SqlCommand.BLANK);
    }

    /** Whether the server has said of each command so far that it makes, changes or drops a table or the like. */
    boolean isPlain() {
        return plain;
    }

    boolean canPipeline() {
        return driver.getPreferQueryMode() == PreferQueryMode.EXTENDED_FOR_PREPARED;
    }

    private ServerReply send(List<NativeQuery> queries, ReplyCollector collector, int flags) throws SQLException {
        QueryExecutor executor = driver.getQueryExecutor();
        long begin = System.nanoTime();
        try {
            executor.execute(executor.wrap(queries), null, collector, 0, 0, flags);
        } catch (SQLException e) {
            collector.handleError(e);
        }
        plain &= collector.isPlain();
        return alive(collector.toReply(System.nanoTime() - begin));
    }

    /** Send COPY FROM STDIN; the data are asked for only if the server wants them. */
    ServerReply copy(String sql, CopySource data) throws SQLException {
        ReplyCollector collector = new ReplyCollector(false);
        plain = false;
        connection.clearWarnings();
        long begin = System.nanoTime();
        long rows = -1;
        try {
            CopyIn copy = driver.getCopyAPI().copyIn(sql);
            data.writeTo(copy, charset());
            rows = copy.isActive() ? copy.endCopy() : copy.getHandledRowCount();
        } catch (SQLException e) {
            collector.handleError(e);
        }
        for (SQLWarning warning = connection.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            collector.handleWarning(warning);
        }
        connection.clearWarnings();
        if (rows >= 0) {
            collector.handleCommandStatus("COPY " + rows, rows, 0);
        }
        return alive(collector.toReply(System.nanoTime() - begin));
    }

    /** Begin anew, as a tool that connects again would. */
    void reset() throws SQLException {
        rollback();
        send("DISCARD ALL");
        setTimeZone(connection);
    }

    /** End a transaction that is open. Returns whether there was one. */
    boolean rollback() throws SQLException {
        boolean open = transaction() != TransactionState.IDLE;
        if (open) {
            send("ROLLBACK");
        }
        return open;
    }

    boolean isOwned() {
        return owned;
    }

    @Override
    public void close() throws SQLException {
        if (owned) {
            connection.close();
        }
    }

    private Charset charset() throws SQLException {
        return Charset.forName(driver.getEncoding().name());
    }

    private ServerReply alive(ServerReply reply) throws SQLException {
        Optional<SQLException> error = reply.error();
        // What says nothing of the statement is no outcome of it.
        if (error.isPresent() && (connection.isClosed() || ServerFailure.isOfServer(error.get()))) {
            throw error.get();
        }
        return reply;
    }

    /** Where the data of COPY come from. */
    @FunctionalInterface
    interface CopySource {

        void writeTo(CopyIn copy, Charset charset) throws SQLException;

        /** The lines that follow the statement in the script. */
        static CopySource of(CopyData data) {
            return (copy, charset) -> data.writeTo(charset, (bytes, length) -> copy.writeToCopy(bytes, 0, length));
        }
    }
}
