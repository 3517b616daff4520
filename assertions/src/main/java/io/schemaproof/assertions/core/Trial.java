package io.schemaproof.assertions.core;

import io.schemaproof.query.QueryException;
import io.schemaproof.query.ServerError;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.function.Function;
import javax.sql.DataSource;

/** Do something to a database and take it back, whether it succeeds or not. */
public final class Trial {

    private Trial() {}

    /**
     * Run in a transaction that is rolled back; inside an open one, in a savepoint.
     *
     * @param refused makes a result of the server's refusal
     * @throws QueryException if the connection fails
     */
    public static <T> T of(DataSource dataSource, Work<T> work, Function<ServerError, T> refused) {
        try (Connection connection = dataSource.getConnection()) {
            if (connection.getAutoCommit()) {
                connection.setAutoCommit(false);
                try {
                    return attempt(connection, work, refused);
                } finally {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            }
            Savepoint savepoint = connection.setSavepoint();
            try {
                return attempt(connection, work, refused);
            } finally {
                connection.rollback(savepoint);
                connection.releaseSavepoint(savepoint);
            }
        } catch (SQLException e) {
            throw new QueryException("The database cannot be reached: " + e.getMessage(), e);
        }
    }

    private static <T> T attempt(Connection connection, Work<T> work, Function<ServerError, T> refused)
            throws SQLException {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            ServerError error = ServerError.of(e);
            if (error.isConnectionLost(connection)) {
                throw e;
            }
            return refused.apply(error);
        }
    }

    /** What is tried. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
