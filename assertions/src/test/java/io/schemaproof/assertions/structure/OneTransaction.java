package io.schemaproof.assertions.structure;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import javax.sql.DataSource;

/**
 * Gives connections that are all one session in its open transaction, so that they see what it has changed: a database of its
 * own for each change, and new sessions that plan all queries anew, take ten times as long.
 */
final class OneTransaction {

    private OneTransaction() {}

    /** @param session with a transaction that the caller ends; what is done on a connection of it ends when that is closed */
    static DataSource of(Connection session) {
        return proxy(DataSource.class, (self, method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                throw new UnsupportedOperationException(method.toString());
            }
            return connection(session);
        });
    }

    private static Connection connection(Connection session) throws SQLException {
        Savepoint begin = session.setSavepoint();
        boolean[] closed = {false};
        boolean[] autoCommit = {true};
        return proxy(Connection.class, (self, method, arguments) -> {
            switch (method.getName()) {
                case "close" -> {
                    if (!closed[0]) {
                        closed[0] = true;
                        session.rollback(begin);
                        session.releaseSavepoint(begin);
                    }
                }
                case "isClosed" -> {
                    return closed[0];
                }
                case "commit" -> {}
                case "setAutoCommit" -> autoCommit[0] = (Boolean) arguments[0];
                case "getAutoCommit" -> {
                    return autoCommit[0];
                }
                default -> {
                    if (method.getName().equals("rollback") && arguments == null) {
                        session.rollback(begin);
                        return null;
                    }
                    try {
                        return method.invoke(session, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                }
            }
            return null;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
