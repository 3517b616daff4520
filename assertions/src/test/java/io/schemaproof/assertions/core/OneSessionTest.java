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

class OneSessionTest {

    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static String backend(Connection connection) throws SQLException {
        return Sql.rows(connection, "SELECT pg_backend_pid()").get(0).get(0);
    }

    @Test
    void who_asks_after_another_gets_the_same_session_and_who_asks_meanwhile_another() throws SQLException {
        try (OneSession session = new OneSession(database.dataSource())) {
            String first;
            try (Connection connection = session.getConnection()) {
                first = backend(connection);
            }
            try (Connection connection = session.getConnection();
                    Connection meanwhile = session.getConnection()) {
                assertThat(backend(connection)).isEqualTo(first);
                assertThat(backend(meanwhile)).isNotEqualTo(first);
            }
        }
    }

    @Test
    void a_session_in_which_a_transaction_is_left_open_is_not_used_again() throws SQLException {
        try (OneSession session = new OneSession(database.dataSource())) {
            String first;
            try (Connection connection = session.getConnection()) {
                first = backend(connection);
                connection.setAutoCommit(false);
            }
            try (Connection connection = session.getConnection()) {
                assertThat(backend(connection)).isNotEqualTo(first);
            }
        }
    }

    @Test
    void a_connection_that_was_given_back_is_closed_to_who_gave_it() throws SQLException {
        try (OneSession session = new OneSession(database.dataSource())) {
            Connection connection = session.getConnection();
            connection.close();
            connection.close();

            assertThat(connection.isClosed()).isTrue();
            assertThatThrownBy(connection::createStatement).hasMessage("This connection has been closed.");
        }
    }

    @Test
    void the_server_s_refusal_comes_through_as_it_is() throws SQLException {
        try (OneSession session = new OneSession(database.dataSource());
                Connection connection = session.getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SELECT 1 / 0"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("division by zero");
            assertThatThrownBy(() -> connection.unwrap(Integer.class)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void no_session_stays_once_it_is_closed() throws SQLException {
        OneSession session = new OneSession(database.dataSource());
        try (Connection connection = session.getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
        }
        session.close();

        try (Connection connection = session.getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
        }
        // A copy needs a database to which nobody is connected.
        database.copy().close();
    }
}
