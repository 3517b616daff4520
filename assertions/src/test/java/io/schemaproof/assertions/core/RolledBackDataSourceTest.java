package io.schemaproof.assertions.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RolledBackDataSourceTest {

    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static RolledBackDataSource dataSource() {
        return new RolledBackDataSource(database.dataSource(), connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL application_name = 'prepared'");
            }
        });
    }

    @Test
    void a_commit_keeps_nothing() throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            assertThat(connection.getAutoCommit()).isTrue();
            statement.execute("CREATE TABLE gone (id int)");
            connection.commit();
            statement.execute("INSERT INTO gone VALUES (1)");
        }
        assertThat(new Sql(database.dataSource()).value("SELECT to_regclass('gone')"))
                .isNull();
    }

    @Test
    void a_rollback_prepares_again() throws SQLException {
        try (Connection connection = dataSource().getConnection()) {
            connection.rollback();
        }
        assertThat(new Sql(dataSource()).value("SHOW application_name")).isEqualTo("prepared");
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.rollback();
            try (var rows = statement.executeQuery("SHOW application_name")) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("prepared");
            }
        }
    }

    @Test
    void a_preparation_that_fails_gives_no_connection() {
        RolledBackDataSource broken = new RolledBackDataSource(database.dataSource(), connection -> {
            throw new SQLException("no");
        });
        assertThatThrownBy(broken::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessage("no");
    }
}
