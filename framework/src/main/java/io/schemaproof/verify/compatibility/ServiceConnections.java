package io.schemaproof.verify.compatibility;

import io.schemaproof.query.named.ServiceSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Connections as those of a service: with its role and its search path. */
final class ServiceConnections {

    private ServiceConnections() {}

    /** Set what a service sets. */
    static void set(Statement statement, ServiceSession service) throws SQLException {
        if (service.searchPath().isPresent()) {
            statement.execute("SET search_path = " + service.searchPath().get());
        }
        if (service.role().isPresent()) {
            statement.execute("SET ROLE " + service.role().get());
        }
    }

    /** A source whose connections are the service's. */
    static DataSource of(DataSource source, ServiceSession service) {
        if (service.equals(ServiceSession.DEFAULT)) {
            return source;
        }
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(source, arguments);
                        if (result instanceof Connection connection) {
                            settle(connection, service);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void settle(Connection connection, ServiceSession service) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            set(statement, service);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
