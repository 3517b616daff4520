package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.RolledBackDataSource;
import io.schemaproof.query.QueryException;
import io.schemaproof.query.ServerError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Try a statement in a transaction that is rolled back.
 *
 * @param changed the number of rows that it changed or returned
 * @param refusal the server's error, or empty
 */
record Attempt(long changed, Optional<SQLException> refusal) {

    /**
     * Try a statement.
     *
     * @throws QueryException if there is no connection, the role cannot be taken on, or the connection is lost: none is a refusal
     */
    static Attempt of(DataSource dataSource, String sql, @Nullable Object... binds) {
        return run(dataSource, sql, false, binds);
    }

    /** Deferred constraints are checked at the end too, because a commit would. */
    static Attempt ofWrite(DataSource dataSource, String sql) {
        return run(dataSource, sql, true);
    }

    private static Attempt run(DataSource dataSource, String sql, boolean checkDeferred, @Nullable Object... binds) {
        RolledBackDataSource rolledBack = RolledBackDataSource.of(dataSource);
        try (Connection connection = rolledBack.getConnection()) {
            return execute(connection, sql, checkDeferred, binds);
        } catch (SQLException e) {
            throw new QueryException(
                    "The statement cannot be tried: " + e.getMessage() + " [SQLSTATE " + e.getSQLState() + "]", e);
        }
    }

    private static Attempt execute(Connection connection, String sql, boolean checkDeferred, @Nullable Object... binds)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < binds.length; i++) {
                statement.setObject(i + 1, binds[i]);
            }
            long changed = 0;
            if (statement.execute()) {
                try (var rows = statement.getResultSet()) {
                    while (rows.next()) {
                        changed++;
                    }
                }
            } else {
                changed = Math.max(0, statement.getUpdateCount());
            }
            if (checkDeferred) {
                try (var end = connection.createStatement()) {
                    end.execute("SET CONSTRAINTS ALL IMMEDIATE");
                }
            }
            return new Attempt(changed, Optional.empty());
        } catch (SQLException e) {
            if (ServerError.of(e).isConnectionLost(connection)) {
                throw e;
            }
            return new Attempt(0, Optional.of(e));
        }
    }

    String state() {
        return refusal.map(error -> String.valueOf(error.getSQLState())).orElse("");
    }

    /** Whether a privilege or a policy was what refused it. */
    boolean isDenied() {
        return state().equals("42501");
    }

    /** The server's words, without the driver's prefix. */
    String words() {
        return refusal.map(error -> String.valueOf(error.getMessage()).replaceFirst("^ERROR: ", "") + " [SQLSTATE "
                        + error.getSQLState() + "]")
                .orElse("");
    }
}
