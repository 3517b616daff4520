package io.schemaproof.assertions.query;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.CapturedQueries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** What tests of captured statements share: a database for the class, a fresh capture for each test, and how a statement is sent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnCapturedQueries {

    /** Of this class. */
    TestDatabase database;

    /** Of this test. */
    CapturedQueries captured;

    abstract TestDatabase create() throws SQLException;

    @BeforeAll
    final void start() throws SQLException {
        database = create();
    }

    @AfterAll
    final void drop() {
        database.close();
    }

    @BeforeEach
    final void capture() {
        captured = CapturedQueries.of(database.dataSource());
    }

    /** Send a statement as an application does, through the data source that captures it. */
    final void send(String sql, @Nullable Object... binds) throws SQLException {
        try (Connection connection = captured.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < binds.length; i++) {
                statement.setObject(i + 1, binds[i]);
            }
            statement.execute();
        }
    }
}
