package io.schemaproof.junit;

import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.DatabaseTemplate;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database of one test, or of one class where a class asks for one; JUnit closes it when the test or class is over. */
final class TestScope implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaExtension.class);

    private final ExtensionContext context;
    private final SchemaSettings settings;
    private @Nullable TestDatabase database;
    private @Nullable Connection connection;

    TestScope(ExtensionContext context, SchemaSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    @SuppressWarnings("deprecation") // JUnit 6 has computeIfAbsent instead, which 5 lacks.
    static TestScope of(ExtensionContext context) {
        // A store shows what the contexts around it hold, so the key names the context.
        return Objects.requireNonNull(context.getStore(ExtensionContext.Namespace.create(TestScope.class))
                .getOrComputeIfAbsent(
                        context.getUniqueId(),
                        key -> new TestScope(context, SchemaSettings.of(context)),
                        TestScope.class));
    }

    /** That of the database that a test has, or of its class; empty where nobody has asked for one. */
    static Optional<DatabaseServer> serverInUse(ExtensionContext context) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            TestScope scope = at.get()
                    .getStore(ExtensionContext.Namespace.create(TestScope.class))
                    .get(at.get().getUniqueId(), TestScope.class);
            if (scope != null) {
                TestDatabase known = scope.known();
                if (known != null) {
                    return Optional.of(known.server());
                }
            }
        }
        return Optional.empty();
    }

    private synchronized @Nullable TestDatabase known() {
        return database;
    }

    SchemaSettings settings() {
        return settings;
    }

    SharedSchemas shared() {
        return SharedSchemas.of(context);
    }

    DatabaseTemplate template() {
        return shared().template(settings, context.getRequiredTestClass());
    }

    synchronized TestDatabase database() {
        if (database == null) {
            database = template().newDatabase();
            settings.mutation().ifPresent(this::mutate);
        }
        return database;
    }

    private void mutate(String sql) {
        try (Connection mutating = database().connect();
                Statement statement = mutating.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        } catch (SQLException e) {
            throw new DatabaseException("The mutation cannot be applied: " + e.getMessage() + "\n  " + sql, e);
        }
    }

    synchronized Connection connection() throws SQLException {
        if (connection == null || connection.isClosed()) {
            connection = database().connect();
        }
        return connection;
    }

    @Override
    public synchronized void close() {
        if (database == null) {
            return;
        }
        closeConnection();
        boolean failed = context.getExecutionException()
                .filter(exception -> !(exception instanceof TestAbortedException))
                .isPresent();
        if (failed && settings.keep()) {
            LOG.warn("{} failed; its database is kept until the server stops: {}", name(), database.keep());
        } else {
            endForgottenSessions(database);
        }
        database.close();
    }

    private void closeConnection() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("The connection of {} was broken already", name(), e);
        }
    }

    private void endForgottenSessions(TestDatabase leaving) {
        try {
            OpenSessions sessions = shared().sessions(leaving.server());
            List<String> open = sessions.stayingIn(leaving.name());
            if (!open.isEmpty()) {
                LOG.warn(
                        "{} left {} open; closed now. Close what a DataSource gives with try-with-resources.\n  {}",
                        name(),
                        open.size() == 1 ? "a connection" : open.size() + " connections",
                        String.join("\n  ", open));
                sessions.end(leaving.name());
            }
        } catch (SQLException e) {
            LOG.warn("Cannot look for connections that {} left open: {}", name(), e.getMessage());
        }
    }

    private String name() {
        String testClass = context.getTestClass().map(Class::getName).orElse("");
        return context.getTestMethod()
                .map(method -> testClass + "." + method.getName())
                .orElse(testClass);
    }
}
