package io.schemaproof.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schemaproof.configuration.Configuration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class ServerLogTest {

    private static final String LOG = """
            2026-01-01 00:00:00.000 UTC [11] mine LOG:  statement: SELECT 1
            2026-01-01 00:00:00.001 UTC [11] mine ERROR:  relation "a" already exists
            2026-01-01 00:00:00.001 UTC [11] mine DETAIL:  it does
            2026-01-01 00:00:00.001 UTC [11] mine STATEMENT:  CREATE TABLE a (
            \tid int
            )
            2026-01-01 00:00:00.002 UTC [12] other ERROR:  syntax error
            2026-01-01 00:00:00.003 UTC [11] mine WARNING:  ERROR:  quoted in a warning
            2026-01-01 00:00:00.004 UTC [10]  LOG:  database system is ready, ERROR: not one
            2026-01-01 00:00:00.005 UTC [13] mine FATAL:  terminating connection
            """;

    @Test
    void each_error_comes_with_its_further_lines() {
        assertThat(ServerLog.read("mine", LOG).errors()).containsExactly("""
                        ERROR:  relation "a" already exists
                        DETAIL:  it does
                        STATEMENT:  CREATE TABLE a (
                        \tid int
                        )""", "FATAL:  terminating connection");
    }

    @Test
    void errors_of_other_databases_are_not_ours() {
        assertThat(ServerLog.read("third", LOG).errors()).isEmpty();
        assertThat(ServerLog.read("other", LOG).errors()).containsExactly("ERROR:  syntax error");
    }

    @Test
    void a_database_without_errors_has_a_clean_log() throws SQLException {
        try (TestDatabase database = database();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 'ERROR:  this is no error'");

            assertThat(ServerLog.of(database).errors()).isEmpty();
        }
    }

    @Test
    void an_error_is_found_in_the_log_of_the_server() throws SQLException {
        try (TestDatabase database = database();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.execute("SELECT 1/0"));

            assertThat(ServerLog.of(database).errors())
                    .containsExactly("ERROR:  division by zero\nSTATEMENT:  SELECT 1/0");
        }
    }

    private static TestDatabase database() {
        return TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
    }
}
