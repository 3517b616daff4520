package io.schemaproof.assertions.core;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import javax.sql.DataSource;

/**
 * Give connections on which everything happens in one transaction that is never committed: what is tried on them leaves
 * no trace but used sequence numbers.
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
        Transaction transaction = new Transaction(connection, connection.getAutoCommit());
        try {
            connection.setAutoCommit(false);
            preparation.prepare(connection);
            return transaction.proxy();
        } catch (SQLException | RuntimeException e) {
            transaction.end();
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
        private final boolean autoCommit;
        private boolean claimedAutoCommit;

        Transaction(Connection connection, boolean autoCommit) {
            this.connection = connection;
            this.autoCommit = autoCommit;
            this.claimedAutoCommit = autoCommit;
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
                                connection.rollback();
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
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        }
    }
}
