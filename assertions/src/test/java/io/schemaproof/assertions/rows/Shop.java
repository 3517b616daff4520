package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.SchemaAssertions;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.Query;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** A database of a few tables for the tests of data assertions. */
public final class Shop implements AutoCloseable {

    private final TestDatabase database =
            TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
    private final Connection one = connect(database);
    private final DataSource dataSource = pool(one, database.dataSource());

    private static Connection connect(TestDatabase database) {
        try {
            return database.connect();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A pool of one connection, because a connection for each question costs more than the question. */
    private static DataSource pool(Connection connection, DataSource others) {
        ClassLoader loader = Shop.class.getClassLoader();
        Connection kept = (Connection) Proxy.newProxyInstance(
                loader,
                new Class<?>[] {Connection.class},
                (proxy, method, args) -> method.getName().equals("close") ? null : invoke(connection, method, args));
        return (DataSource) Proxy.newProxyInstance(
                loader,
                new Class<?>[] {DataSource.class},
                (proxy, method, args) ->
                        method.getName().equals("getConnection") ? kept : invoke(others, method, args));
    }

    private static Object invoke(Object target, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Run SQL on a new database. */
    public static Shop with(String sql) throws SQLException {
        Shop shop = new Shop();
        shop.execute(sql);
        return shop;
    }

    /** Run SQL and commit. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public TestDatabase database() {
        return database;
    }

    /** The pool. */
    public DataSource dataSource() {
        return dataSource;
    }

    public Rows table(String name) {
        return Rows.of(dataSource, name);
    }

    public Query query(String sql, @Nullable Object... binds) {
        return Query.of(dataSource, sql, binds);
    }

    public RowsAssert rows(String table) {
        return SchemaAssertions.assertThat(table(table));
    }

    /** The values of a VALUES list or any other query of one column named v. */
    public ValuesAssert values(String sql) {
        return SchemaAssertions.assertThat(Rows.of(query(sql))).column("v");
    }

    /** Require a failure with this text in its message. */
    public static void failsWith(ThrowingCallable assertion, String message) {
        Assertions.assertThatThrownBy(assertion)
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining(message);
    }

    /** The message of a failure, with expected and actual. */
    public static String messageOf(ThrowingCallable assertion) {
        Throwable thrown = Assertions.catchThrowable(assertion);
        Assertions.assertThat(thrown).isNotNull();
        StringBuilder all = new StringBuilder();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            all.append(t);
            if (t instanceof AssertionFailedError failed) {
                all.append(failed.getExpected()).append(failed.getActual());
            }
        }
        return all.toString();
    }

    @Override
    public void close() {
        try {
            one.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        database.close();
    }
}
