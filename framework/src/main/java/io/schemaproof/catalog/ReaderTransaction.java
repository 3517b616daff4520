package io.schemaproof.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Put the queries behind settings that fix how the server writes definitions, and take them back.
 *
 * <p>Where no transaction is open the queries run in one of their own, so that all of them see one moment. Inside an open one
 * a savepoint takes back the settings and the locks.
 *
 * @since 0.1
 */
public final class ReaderTransaction implements AutoCloseable {

    /** As for pg_dump, plus what changes the spelling of constants; JIT would cost more than the queries. */
    static final String SETTINGS = "SELECT set_config('search_path', 'pg_catalog, pg_temp', true),"
            + " set_config('DateStyle', 'ISO, MDY', true), set_config('IntervalStyle', 'postgres', true),"
            + " set_config('TimeZone', 'UTC', true), set_config('extra_float_digits', '1', true),"
            + " set_config('bytea_output', 'hex', true), set_config('quote_all_identifiers', 'off', true),"
            + " set_config('lc_monetary', 'C', true), set_config('standard_conforming_strings', 'on', true),"
            + " set_config('xmlbinary', 'base64', true), set_config('jit', 'off', true),"
            + " set_config('max_parallel_workers_per_gather', '0', true)";

    private final Connection connection;
    private final boolean inside;
    private final boolean restoreManualCommit;
    private boolean dirty;

    private ReaderTransaction(Connection connection, boolean inside, boolean restoreManualCommit) {
        this.connection = connection;
        this.inside = inside;
        this.restoreManualCommit = restoreManualCommit;
    }

    /**
     * Look at the connection's state; nothing is sent before {@link #opening} is.
     *
     * @throws CatalogException if the connection's transaction has failed
     */
    public static ReaderTransaction begin(Connection connection) throws SQLException {
        TransactionState state = state(connection);
        if (state == TransactionState.FAILED) {
            throw new CatalogException("The catalogue cannot be read: the connection's transaction has failed."
                    + " Roll it back first, or read on another connection.");
        }
        boolean manual = !connection.getAutoCommit();
        boolean inside = state == TransactionState.OPEN;
        if (manual && !inside) {
            connection.setAutoCommit(true);
        }
        return new ReaderTransaction(connection, inside, manual && !inside);
    }

    /**
     * Prepare a query that is planned once in a session, as long as its text is the same, unless the connection forbids it with {@code
     * prepareThreshold=0}.
     */
    public static PreparedStatement prepare(Connection connection, String query) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        if (connection.isWrapperFor(PGConnection.class)
                && connection.unwrap(PGConnection.class).getPrepareThreshold() > 0) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(1);
        }
        return statement;
    }

    private static TransactionState state(Connection connection) throws SQLException {
        if (connection.isWrapperFor(BaseConnection.class)) {
            return connection.unwrap(BaseConnection.class).getTransactionState();
        }
        return connection.getAutoCommit() ? TransactionState.IDLE : TransactionState.OPEN;
    }

    /** Whether a transaction is open already, which may see a new moment with each query. */
    boolean isInside() {
        return inside;
    }

    /** The statement that comes first. */
    public String opening() {
        dirty = true;
        return inside ? "SAVEPOINT schemaproof_reader" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    }

    /** The statement that may come last in a message, once nothing else is asked for; empty where there is more than one. */
    Optional<String> ending() {
        return inside ? Optional.empty() : Optional.of("ROLLBACK");
    }

    /** Note that the last statement was sent. */
    void ended() {
        dirty = false;
    }

    /** Leave the connection as it was, also after a failure. */
    @Override
    public void close() throws SQLException {
        try {
            if (dirty) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(
                            inside
                                    ? "ROLLBACK TO SAVEPOINT schemaproof_reader; RELEASE SAVEPOINT schemaproof_reader"
                                    : "ROLLBACK");
                }
            }
        } finally {
            if (restoreManualCommit) {
                connection.setAutoCommit(false);
            }
        }
    }
}
