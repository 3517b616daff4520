package io.schemaproof.assertions.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A database of its own for one test class, and how its tests look at failures. Assertions share a session, because to open one
 * takes longer than what most of them ask.
 */
final class Fixture implements AutoCloseable {

    private final TestDatabase database;
    private final OneSession session;
    private final String roles;
    private Schema schema;

    /**
     * Create a database.
     *
     * @param roles a list of roles that the script creates and that are dropped at the end, or the empty text
     */
    Fixture(String roles, String... scripts) throws SQLException {
        this.database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        this.session = new OneSession(database.dataSource());
        this.roles = roles;
        this.schema = Schema.of(session);
        for (String script : scripts) {
            execute(script);
        }
    }

    Schema schema() {
        return schema;
    }

    int serverVersion() throws SQLException {
        try (Connection connection = database.connect()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }

    /** Change the database; the schema is read again. */
    void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        schema = Schema.of(session);
    }

    /** The failure holds these lines, however they are indented. */
    static void failsWith(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .satisfies(error -> assertThat(withoutIndent(String.valueOf(error.getMessage())))
                        .contains(withoutIndent(message)));
    }

    private static String withoutIndent(String text) {
        return text.replaceAll("(?m)^ +", "");
    }

    @Override
    public void close() throws SQLException {
        if (!roles.isEmpty()) {
            execute("DROP OWNED BY " + roles + " CASCADE; DROP ROLE " + roles);
        }
        session.close();
        database.close();
    }
}
