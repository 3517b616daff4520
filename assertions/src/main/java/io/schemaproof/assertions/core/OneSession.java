package io.schemaproof.assertions.core;

import io.schemaproof.catalog.Schema;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Give the same session to each who asks one after the other, since to open one takes longer than what an assertion asks. For
 * the many questions of one contract, none of which leaves anything in a session. Once it is closed, and while the session is in
 * use, others get sessions of their own.
 */
public final class OneSession extends DelegatingDataSource implements AutoCloseable {

    private @Nullable Connection idle;
    private boolean closed;

    public OneSession(DataSource dataSource) {
        super(dataSource);
    }

    /** Do something with a schema, all of it through one session. */
    public static <T> T of(Schema schema, Function<Schema, T> work) {
        try (OneSession session = new OneSession(schema.dataSource())) {
            return work.apply(schema.through(session));
        }
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
        Connection session = idle;
        idle = null;
        if (closed) {
            return open();
        }
        return lend(session == null ? open() : session);
    }

    private Connection lend(Connection session) {
        boolean[] returned = {false};
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "close" -> {
                            if (!returned[0]) {
                                returned[0] = true;
                                takeBack(session);
                            }
                            return null;
                        }
                        case "isClosed" -> {
                            return returned[0] || session.isClosed();
                        }
                        default -> {
                            if (returned[0]) {
                                throw new SQLException("This connection has been closed.");
                            }
                            return invoke(session, method, arguments);
                        }
                    }
                });
    }

    private synchronized void takeBack(Connection session) throws SQLException {
        if (closed || idle != null || session.isClosed() || !session.getAutoCommit()) {
            session.close();
        } else {
            idle = session;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (idle != null) {
            try {
                idle.close();
            } catch (SQLException e) {
                // What was asked was answered; the server ends the session.
            }
            idle = null;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The session is the same for all who ask.");
    }
}
