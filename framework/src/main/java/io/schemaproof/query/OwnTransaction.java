package io.schemaproof.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/**
 * What is done on a connection and taken back: with a transaction of its own, or to a savepoint where somebody else has one
 * open, as a test that runs in one. Its work stays.
 */
final class OwnTransaction {

    private final Connection connection;
    private final @Nullable Savepoint before;

    private OwnTransaction(Connection connection, @Nullable Savepoint before) {
        this.connection = connection;
        this.before = before;
    }

    static OwnTransaction begin(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            return new OwnTransaction(connection, connection.setSavepoint());
        }
        connection.setAutoCommit(false);
        return new OwnTransaction(connection, null);
    }

    void takeBack() throws SQLException {
        if (before == null) {
            connection.rollback();
            connection.setAutoCommit(true);
        } else {
            connection.rollback(before);
            connection.releaseSavepoint(before);
        }
    }
}
