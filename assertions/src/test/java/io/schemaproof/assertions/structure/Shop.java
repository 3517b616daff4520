package io.schemaproof.assertions.structure;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.Failures;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.opentest4j.AssertionFailedError;

/** Databases for the tests of this package, and how they look at failures. */
final class Shop {

    private Shop() {}

    static TestDatabase create(String sql) throws SQLException {
        TestDatabase database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        execute(database, sql);
        return database;
    }

    static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static int version(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }

    /** Leave an index that is not valid, as a build that fails does. */
    static void failToIndex(TestDatabase database, String sql) {
        assertThatThrownBy(() -> execute(database, sql)).isInstanceOf(SQLException.class);
    }

    /** The whole message. */
    static void failsWith(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionFailedError.class).satisfies(Failures.saying(message));
    }

    /** A part of the message. */
    static void failsSaying(ThrowingCallable assertion, String part) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionFailedError.class).hasMessageContaining(part);
    }
}
