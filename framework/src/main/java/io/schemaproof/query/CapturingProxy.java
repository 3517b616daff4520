package io.schemaproof.query;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Stand between an application and JDBC's data source, connections, statements and results, and note what is executed. */
final class CapturingProxy implements InvocationHandler {

    private final Object target;
    private final CapturedQueries captured;
    private final @Nullable String prepared;
    private final @Nullable Object parent;
    private final @Nullable OpenedConnection opened;
    private final TreeMap<Integer, @Nullable Object> binds = new TreeMap<>();
    private final List<List<@Nullable Object>> batch = new ArrayList<>();
    private final List<String> batchedTexts = new ArrayList<>();

    private CapturingProxy(
            Object target,
            CapturedQueries captured,
            @Nullable String prepared,
            @Nullable Object parent,
            @Nullable OpenedConnection opened) {
        this.target = target;
        this.captured = captured;
        this.prepared = prepared;
        this.parent = parent;
        this.opened = opened;
    }

    static DataSource of(DataSource target, CapturedQueries captured) {
        return proxy(DataSource.class, new CapturingProxy(target, captured, null, null, null));
    }

    private static <T> T proxy(Class<T> type, CapturingProxy handler) {
        return type.cast(Proxy.newProxyInstance(CapturingProxy.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        Object[] values = arguments == null ? new Object[0] : arguments;
        if (method.getName().equals("equals") && values.length == 1) {
            // The other is a proxy too, which what stands behind this one does not know.
            return self == values[0];
        }
        if (target instanceof Statement) {
            note(method.getName(), values);
        }
        try {
            Object result = method.invoke(target, arguments);
            if (opened != null
                    && (method.getName().equals("close") || method.getName().equals("abort"))) {
                opened.close();
            }
            return isWayBack(method.getName()) ? parent : wrapped(self, method, values, result);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** Whether this leads to what it came from, from where an application may go on. */
    private boolean isWayBack(String name) {
        return parent != null
                && (name.equals("getStatement") ? target instanceof ResultSet : name.equals("getConnection"));
    }

    private @Nullable Object wrapped(Object self, Method method, Object[] values, @Nullable Object result) {
        if (result == null || method.getName().equals("unwrap")) {
            return result;
        }
        if (target instanceof DataSource && result instanceof Connection connection) {
            OpenedConnection open = OpenedConnection.of(connection);
            captured.add(open);
            return proxy(Connection.class, new CapturingProxy(connection, captured, null, null, open));
        }
        if (target instanceof Connection && result instanceof Statement) {
            String sql = values.length > 0 && values[0] instanceof String text ? text : null;
            CapturingProxy handler = new CapturingProxy(result, captured, sql, self, null);
            if (result instanceof CallableStatement && method.getName().equals("prepareCall")) {
                return proxy(CallableStatement.class, handler);
            }
            return sql == null ? proxy(Statement.class, handler) : proxy(PreparedStatement.class, handler);
        }
        if (target instanceof Statement && result instanceof ResultSet) {
            return proxy(ResultSet.class, new CapturingProxy(result, captured, null, self, null));
        }
        if (target instanceof Connection && result instanceof DatabaseMetaData) {
            return proxy(DatabaseMetaData.class, new CapturingProxy(result, captured, null, self, null));
        }
        return result;
    }

    private void note(String name, Object[] values) {
        boolean ownText = values.length > 0 && values[0] instanceof String;
        if (name.startsWith("set") && values.length >= 2 && values[0] instanceof Integer index) {
            binds.put(index, value(name, values));
        } else if (name.equals("clearParameters")) {
            binds.clear();
        } else if (name.equals("addBatch")) {
            if (ownText) {
                batchedTexts.add((String) values[0]);
            } else {
                batch.add(new ArrayList<>(binds.values()));
            }
        } else if (name.equals("clearBatch")) {
            clearBatch();
        } else if (name.equals("executeBatch") || name.equals("executeLargeBatch")) {
            batchedTexts.forEach(text -> captured.add(text, List.of(List.of()), batchedTexts.size()));
            if (prepared != null && !batch.isEmpty()) {
                captured.add(prepared, batch, batch.size());
            }
            clearBatch();
        } else if (name.startsWith("execute")) {
            String sql = ownText ? (String) values[0] : prepared;
            if (sql != null) {
                captured.add(sql, List.of(ownText ? List.of() : new ArrayList<>(binds.values())), 1);
            }
        }
    }

    private void clearBatch() {
        batch.clear();
        batchedTexts.clear();
    }

    /** A type that the application names decides the plan as much as the value. */
    private static @Nullable Object value(String name, Object[] values) {
        if (name.equals("setNull")) {
            return null;
        }
        return name.equals("setObject") && values.length >= 3 && values[2] instanceof Integer type
                ? new TypedValue(values[1], type)
                : values[1];
    }
}
