package io.schemaproof.assertions.core;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Give connections on which everything happens in one transaction that is never committed: what is tried on them leaves
 * no trace but used sequence numbers. Where somebody else has a transaction open on the connection, as a test that runs in
 * one, its work stays: what is tried goes back to a savepoint.
 */
public final class RolledBackDataSource extends DelegatingDataSource {

    private final Preparation preparation;

    public RolledBackDataSource(DataSource dataSource, Preparation preparation) {
        super(dataSource);
        this.preparation = preparation;
    }

    /** Connections without any preparation. */
    public static RolledBackDataSource of(DataSource dataSource) {
        return new RolledBackDataSource(dataSource, connection -> {});
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = open();
        Transaction transaction = begin(connection);
        try {
            preparation.prepare(connection);
            return transaction.proxy();
        } catch (SQLException | RuntimeException e) {
            transaction.end();
            throw e;
        }
    }

    private Transaction begin(Connection connection) throws SQLException {
        try {
            if (!connection.getAutoCommit()) {
                return new Transaction(connection, connection.setSavepoint());
            }
            connection.setAutoCommit(false);
            return new Transaction(connection, null);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("A role is taken on by SET ROLE, not by another connection.");
    }

    /** What is done at the beginning of each transaction. */
    public interface Preparation {

        void prepare(Connection connection) throws SQLException;
    }

    private final class Transaction {

        private final Connection connection;
        private final @Nullable Savepoint before;
        private boolean claimedAutoCommit;

        /** @param before where somebody else's transaction was; absent where there is none */
        Transaction(Connection connection, @Nullable Savepoint before) {
            this.connection = connection;
            this.before = before;
            this.claimedAutoCommit = before == null;
        }

        private void takeBack() throws SQLException {
            if (before == null) {
                connection.rollback();
            } else {
                connection.rollback(before);
            }
        }

        Connection proxy() {
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                        switch (method.getName()) {
                            case "close" -> end();
                            case "commit" -> {}
                            case "setAutoCommit" -> claimedAutoCommit = (Boolean) arguments[0];
                            case "getAutoCommit" -> {
                                return claimedAutoCommit;
                            }
                            case "rollback" -> {
                                if (arguments != null) {
                                    return invoke(connection, method, arguments);
                                }
                                takeBack();
                                preparation.prepare(connection);
                            }
                            default -> {
                                if (method.getName().startsWith("prepare")) {
                                    TransactionControl.refuse(String.valueOf(arguments[0]));
                                }
                                return invoke(connection, method, arguments);
                            }
                        }
                        return null;
                    });
        }

        void end() throws SQLException {
            if (connection.isClosed()) {
                return;
            }
            try (connection) {
                takeBack();
                if (before == null) {
                    connection.setAutoCommit(true);
                } else {
                    connection.releaseSavepoint(before);
                }
            }
        }
    }
}
