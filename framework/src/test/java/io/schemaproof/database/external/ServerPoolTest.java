package io.schemaproof.database.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerAddress;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Locks lie in the database of a URL, so that two databases of one server are two servers here. */
class ServerPoolTest {

    /** Nobody listens there. */
    private static final String NOBODY = "jdbc:postgresql://127.0.0.1:1/nowhere?user=ci&password=Hidden1";

    @SuppressWarnings("NullAway.Init")
    private static ForeignServer foreign;

    @BeforeAll
    static void start() throws SQLException {
        foreign = ForeignServer.start();
    }

    @AfterAll
    static void stop() {
        foreign.close();
    }

    @AfterEach
    void nothing_of_ours_is_left() throws SQLException {
        assertThat(foreign.databases())
                .containsExactlyElementsOf(
                        ForeignServer.OTHERS.stream().sorted().toList());
        foreign.awaitNoSession();
    }

    private static String url(String database) {
        return foreign.url(database, ForeignServer.USER);
    }

    private static ServerRequest request(String... urls) {
        return ServerRequest.from(Configuration.of(Map.of(
                ConfigurationParameters.SERVERS,
                String.join(" , ", urls),
                ConfigurationParameters.DATABASE_PASSWORD,
                ForeignServer.PASSWORD)));
    }

    /** Where seats are taken, by the database of the URL. */
    private static List<String> seats() throws SQLException {
        return foreign.query(
                "SELECT d.datname || ' ' || l.objid FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                        + " WHERE l.locktype = 'advisory' AND l.objsubid = 2 ORDER BY 1");
    }

    @Test
    void runs_side_by_side_go_where_the_fewest_are() throws SQLException {
        ServerRequest request = request(url("others"), url("schemaproof_abc_1"));

        try (DatabaseServer first = Databases.start(request)) {
            assertThat(seats()).containsExactly("others 0");
            TestDatabase.create(first).close();
            try (DatabaseServer second = Databases.start(request);
                    DatabaseServer third = Databases.start(request)) {
                assertThat(second.tenancy().prefix())
                        .isNotEqualTo(third.tenancy().prefix());
                assertThat(seats()).containsExactly("others 0", "others 1", "schemaproof_abc_1 0");
            }
            try (DatabaseServer next = Databases.start(request)) {
                assertThat(next.isRunning()).isTrue();
                assertThat(seats()).containsExactly("others 0", "schemaproof_abc_1 0");
            }
        }
        assertThat(seats()).isEmpty();
    }

    @Test
    void a_run_that_breaks_off_gives_its_seat_back() throws SQLException {
        ServerRequest request = request(url("others"), url("schemaproof_abc_1"));
        DatabaseServer server = Databases.start(request);

        foreign.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'schemaproof%'"
                        + " AND usename = '" + ForeignServer.USER + "'");
        server.close();

        try (DatabaseServer next = Databases.start(request)) {
            assertThat(next.isRunning()).isTrue();
            assertThat(seats()).containsExactly("others 0");
        }
    }

    @Test
    void a_server_that_does_not_answer_is_left_out_and_one_at_least_must() throws SQLException {
        try (DatabaseServer server = Databases.start(request(NOBODY, url("others")))) {
            assertThat(server.isRunning()).isTrue();
            assertThat(seats()).containsExactly("others 0");
        }

        assertThatThrownBy(() -> Databases.start(request(NOBODY, NOBODY.replace("nowhere", "elsewhere"))))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("None of the 2 servers of schemaproof.servers (--servers) answers:\n"
                        + "  jdbc:postgresql://127.0.0.1:1/nowhere: ")
                .hasMessageContaining("\n  jdbc:postgresql://127.0.0.1:1/elsewhere: ")
                .hasMessageNotContaining("Hidden1");
    }

    @Test
    void one_that_answers_and_cannot_be_used_is_an_error() {
        String wrong = url("others") + "&password=Wrong1";

        assertThatThrownBy(() -> Databases.start(request(wrong, url("schemaproof_abc_1"))))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("cannot be used as user " + ForeignServer.USER)
                .hasMessageContaining("password authentication failed")
                .hasMessageNotContaining("Wrong1");
    }

    @Test
    void servers_of_different_versions_are_none() {
        List<ServerAddress> addresses =
                request(url("others"), url("schemaproof_abc_1")).pool();

        assertThatThrownBy(() -> ServerPool.usable(List.of(
                        new PoolMember(addresses.get(0), Optional.of("17.5"), ""),
                        new PoolMember(addresses.get(1), Optional.of("16.9"), ""))))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(
                        "The servers of schemaproof.servers (--servers) are of different versions, so that what is said"
                                + " would hang on which one is free:\n  " + addresses.get(0) + ": PostgreSQL 17.5\n  "
                                + addresses.get(1) + ": PostgreSQL 16.9\nName servers of one version.");
    }

    @Test
    void what_names_no_servers_is_refused_without_its_secrets() {
        assertThatThrownBy(() -> request("localhost:5432?password=Hidden1"))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("What names several servers begins with no URL. Write"
                        + " jdbc:postgresql://HOST/DATABASE?user=NAME for each, with commas between.");
        assertThatThrownBy(() -> ServerRequest.from(Configuration.of(
                        Map.of(ConfigurationParameters.SERVERS, NOBODY, ConfigurationParameters.DATABASE, "embedded"))))
                .hasMessage(
                        "schemaproof.servers (--servers) and schemaproof.database (--database) both say where the server"
                                + " is. Leave one of them out.");
        assertThat(request(NOBODY, NOBODY).pool()).as("one server is no choice").isEmpty();
        assertThat(request(NOBODY, url("others")).toString()).doesNotContain("Hidden1");
    }

    @Test
    void a_server_of_a_pool_is_somebody_elses() throws SQLException {
        try (DatabaseServer server = Databases.start(request(url("others"), url("schemaproof_abc_1")))) {
            assertThat(server.tenancy().wholeServer()).isFalse();
            assertThatThrownBy(() -> server.connection("others"))
                    .hasMessageContaining("is not one that this run has made.");
            try (Connection connection = TestDatabase.create(server).connect()) {
                assertThat(connection.isValid(5)).isTrue();
            }
            ConnectionSettings settings = server.connection(server.tenancy().maintenance());
            assertThat(settings.toString()).doesNotContain(ForeignServer.PASSWORD);
        }
    }
}
