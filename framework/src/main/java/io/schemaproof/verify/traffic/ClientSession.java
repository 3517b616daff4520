package io.schemaproof.verify.traffic;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.verify.client.ClientStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The session of a client, which runs one statement at a time, beside whoever watches it. */
final class ClientSession implements AutoCloseable {

    /** Who is ended where two wait for each other is decided by what is seen, and not by which clock runs out first. */
    private static final String NO_CLOCK =
            "DO $$ BEGIN SET deadlock_timeout = '1h';" + " EXCEPTION WHEN insufficient_privilege THEN NULL; END $$";

    /** Who needs longer when nobody is in the way is not sent while a migration runs. */
    private static final String IN_TIME = "SET statement_timeout = '30s'";

    private final Connection connection;
    private final int pid;
    private @Nullable Call call;

    ClientSession(ConnectionSettings database) throws SQLException {
        connection = database.connect(Map.of("ApplicationName", "schemaproof client", "prepareThreshold", "0"));
        try {
            leaveTimeToOthers(connection);
            pid = pid(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A session to try statements out before somebody is in the way. */
    static ClientSession toTry(ConnectionSettings database) throws SQLException {
        ClientSession session = new ClientSession(database);
        try (Statement statement = session.connection.createStatement()) {
            statement.execute(IN_TIME);
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /** A statement that is on its way. */
    record Call(ClientStatement statement, CompletableFuture<Ended> end, long begin) {}

    /** The end of a statement, with the time of the client's clock. */
    record Ended(Optional<SQLException> error, long time) {}

    static void leaveTimeToOthers(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(NO_CLOCK);
        }
    }

    static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    int pid() {
        return pid;
    }

    boolean isOpen() throws SQLException {
        return !connection.isClosed();
    }

    /** Send a statement. */
    Call send(ClientStatement statement, Executor threads) {
        CompletableFuture<Ended> end =
                CompletableFuture.supplyAsync(() -> new Ended(run(statement), System.nanoTime()), threads);
        Call sent = new Call(statement, end, System.nanoTime());
        call = sent;
        return sent;
    }

    /** The statement that was sent last, if it has not ended. */
    Optional<Call> running() {
        Call last = call;
        return last == null || last.end().isDone() ? Optional.empty() : Optional.of(last);
    }

    private Optional<SQLException> run(ClientStatement client) {
        try {
            connection.setAutoCommit(client.commits());
            try (Statement statement = connection.createStatement()) {
                statement.execute(client.sql());
            } finally {
                if (!client.commits() && !connection.isClosed()) {
                    connection.rollback();
                }
            }
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }

    /** Whether a statement succeeds, for which nobody has to wait now. */
    boolean passes(ClientStatement client) {
        return run(client).isEmpty();
    }

    /** Whether a statement succeeds and finds a row. */
    boolean finds(ClientStatement lookUp) {
        try {
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(lookUp.sql())) {
                return row.next();
            }
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
