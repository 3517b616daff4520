package io.schemaproof.assertions.core;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/**
 * Do something on a connection and take it back: with a transaction of its own, or to a savepoint where somebody else has one open,
 * whose work stays.
 */
public final class TakenBack {

    private TakenBack() {}

    /** What is done. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Return what the work has found. */
    public static <T> T of(Connection connection, Work<T> work) throws SQLException {
        if (connection.getAutoCommit()) {
            connection.setAutoCommit(false);
            try {
                return work.on(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        Savepoint before = connection.setSavepoint();
        try {
            return work.on(connection);
        } finally {
            connection.rollback(before);
            connection.releaseSavepoint(before);
        }
    }
}
