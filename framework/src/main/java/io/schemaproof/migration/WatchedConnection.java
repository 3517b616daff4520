package io.schemaproof.migration;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection that tells of the statements that are sent over it; queries are not told of, unless they fail. */
final class WatchedConnection implements InvocationHandler {

    private final Connection connection;
    private final Watcher watcher;

    private WatchedConnection(Connection connection, Watcher watcher) {
        this.connection = connection;
        this.watcher = watcher;
    }

    /** Hears of a statement after it. */
    @FunctionalInterface
    interface Watcher {
        void seen(String sql, Duration time, long rows, Optional<SQLException> error);
    }

    static Connection of(Connection connection, Watcher watcher) {
        return proxy(Connection.class, new WatchedConnection(connection, watcher));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (isEquals(method)) {
            return isSame(proxy, arguments);
        }
        Object result = call(connection, method, arguments);
        if (result instanceof CallableStatement statement) {
            return proxy(CallableStatement.class, new Sending(statement, text(arguments), (Connection) proxy));
        } else if (result instanceof PreparedStatement statement) {
            return proxy(PreparedStatement.class, new Sending(statement, text(arguments), (Connection) proxy));
        } else if (result instanceof Statement statement) {
            return proxy(Statement.class, new Sending(statement, "", (Connection) proxy));
        }
        return result;
    }

    private static boolean isEquals(Method method) {
        return method.getDeclaringClass() == Object.class && method.getName().equals("equals");
    }

    /** What stands before another object is equal to itself, which the other would deny. */
    private static boolean isSame(Object proxy, Object @Nullable [] arguments) {
        return arguments != null && arguments.length == 1 && proxy == arguments[0];
    }

    private static String text(Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[0] instanceof String sql ? sql : "";
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(WatchedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** One of its statements. */
    private final class Sending implements InvocationHandler {

        private final Statement statement;
        private final String prepared;
        private final Connection owner;
        private final List<String> batch = new ArrayList<>();

        private Sending(Statement statement, String prepared, Connection owner) {
            this.statement = statement;
            this.prepared = prepared;
            this.owner = owner;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            String name = method.getName();
            if (isEquals(method)) {
                return isSame(proxy, arguments);
            }
            if (name.equals("getConnection")) {
                return owner;
            }
            if (name.equals("addBatch")) {
                batch.add(sql(arguments));
            }
            return name.startsWith("execute") ? send(method, arguments) : call(statement, method, arguments);
        }

        private String sql(Object @Nullable [] arguments) {
            String text = text(arguments);
            return text.isEmpty() ? prepared : text;
        }

        private @Nullable Object send(Method method, Object @Nullable [] arguments) throws Throwable {
            boolean batched = method.getName().endsWith("Batch");
            String sql = batched ? String.join(";\n", batch) : sql(arguments);
            batch.clear();
            long begin = System.nanoTime();
            try {
                Object result = call(statement, method, arguments);
                if (!method.getName().equals("executeQuery") && !Boolean.TRUE.equals(result)) {
                    watcher.seen(sql, time(begin), rows(result), Optional.empty());
                }
                return result;
            } catch (SQLException e) {
                watcher.seen(sql, time(begin), -1, Optional.of(e));
                throw e;
            }
        }

        private Duration time(long begin) {
            return Duration.ofNanos(System.nanoTime() - begin);
        }

        private long rows(@Nullable Object result) throws SQLException {
            if (result instanceof Boolean) {
                return statement.getUpdateCount();
            }
            return result instanceof Number count ? count.longValue() : -1;
        }
    }
}
