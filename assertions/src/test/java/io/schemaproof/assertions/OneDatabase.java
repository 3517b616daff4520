package io.schemaproof.assertions;

import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A database for all tests of a class, with the objects that the class asks for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OneDatabase {

    private final String sql;

    protected TestDatabase database;
    /** What it holds when the first test begins. */
    protected Schema schema;

    /** @param sql that makes what the tests need */
    protected OneDatabase(String sql) {
        this.sql = sql;
    }

    @BeforeAll
    final void create() throws SQLException {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        execute(sql);
        schema = Schema.of(database.dataSource());
    }

    @AfterAll
    final void drop() {
        database.close();
    }

    protected final void execute(String statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
