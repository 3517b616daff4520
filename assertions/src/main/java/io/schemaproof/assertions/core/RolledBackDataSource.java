package io.schemaproof.assertions.core;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Give connections on which everything happens in one transaction that is never committed: what is tried on them leaves
 * no trace but used sequence numbers.
 */
public final class RolledBackDataSource implements DataSource {

    private final DataSource dataSource;
    private final Preparation preparation;

    public RolledBackDataSource(DataSource dataSource, Preparation preparation) {
        this.dataSource = dataSource;
        this.preparation = preparation;
    }

    /** Connections without any preparation. */
    public static RolledBackDataSource of(DataSource dataSource) {
        return new RolledBackDataSource(dataSource, connection -> {});
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = dataSource.getConnection();
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

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return dataSource.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        dataSource.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        dataSource.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return dataSource.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return dataSource.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return dataSource.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return dataSource.isWrapperFor(type);
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
                                    return invoke(method, arguments);
                                }
                                connection.rollback();
                                preparation.prepare(connection);
                            }
                            default -> {
                                if (method.getName().startsWith("prepare")) {
                                    TransactionControl.refuse(String.valueOf(arguments[0]));
                                }
                                return invoke(method, arguments);
                            }
                        }
                        return null;
                    });
        }

        private @Nullable Object invoke(java.lang.reflect.Method method, Object @Nullable [] arguments)
                throws Throwable {
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
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
