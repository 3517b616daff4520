package io.schemaproof.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasesTest {

    private static final ServerRequest REQUEST = ServerRequest.from(Configuration.ofSystem());

    @Test
    void of_several_servers_none_is_said_to_be_chosen_before_a_seat_is_taken() {
        ServerRequest several = ServerRequest.from(Configuration.of(
                Map.of("schemaproof.servers", "jdbc:postgresql://one/db?user=ci,jdbc:postgresql://two/db?user=ci")));

        assertThat(ProviderChoice.of(several, List.of(provider("external", DatabaseProvider.Availability.yes("x"))))
                        .reason())
                .isEqualTo("one of the 2 that schemaproof.servers names");
    }

    @Test
    void the_first_available_provider_is_chosen_and_the_reason_names_the_others() {
        ProviderChoice choice = ProviderChoice.of(
                request("auto"),
                List.of(
                        provider("a", DatabaseProvider.Availability.no("it rains")),
                        provider("b", DatabaseProvider.Availability.yes("it is dry here")),
                        provider("c", DatabaseProvider.Availability.yes("too late"))));

        assertThat(choice.provider().name()).isEqualTo("b");
        assertThat(choice.reason()).isEqualTo("it is dry here; not a: it rains");
    }

    @Test
    void when_none_is_available_each_says_why() {
        assertThatThrownBy(() -> ProviderChoice.of(
                        request("auto"), List.of(provider("a", DatabaseProvider.Availability.no("it rains")))))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("No provider can start PostgreSQL 17")
                .hasMessageContaining("a: it rains");
    }

    @Test
    void a_forced_provider_is_taken_without_being_asked() {
        ProviderChoice choice = ProviderChoice.of(
                request("a"),
                List.of(
                        provider("b", DatabaseProvider.Availability.yes("x")),
                        provider("a", DatabaseProvider.Availability.no("it rains"))));

        assertThat(choice.provider().name()).isEqualTo("a");
        assertThat(choice.reason()).isEqualTo("schemaproof.database=a forces it");
    }

    @Test
    void a_server_of_somebody_else_is_named_by_its_url_without_its_secrets() {
        ServerRequest named = ServerRequest.from(Configuration.of(Map.of(
                ConfigurationParameters.DATABASE,
                "jdbc:postgresql://db.example.org/postgres?user=ci&password=hunter2")));

        assertThat(ProviderChoice.of(named, List.of(provider("external", DatabaseProvider.Availability.yes("x"))))
                        .reason())
                .isEqualTo("the URL jdbc:postgresql://db.example.org/postgres names it");
    }

    @Test
    void docker_is_another_word_for_testcontainers() {
        assertThat(ProviderChoice.of(request("docker")).provider().name()).isEqualTo("testcontainers");
    }

    @Test
    void an_unknown_provider_is_an_error_that_lists_the_known_ones() {
        assertThatThrownBy(() -> Databases.start(request("podman")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("no database provider \"podman\"")
                .hasMessageContaining("schemaproof.database")
                .hasMessageContaining("auto, testcontainers, embedded, local, docker (the same as testcontainers), or"
                        + " jdbc:postgresql://HOST/DATABASE.");
    }

    @Test
    void equal_requests_share_a_server_even_when_asked_at_once() {
        List<DatabaseServer> servers = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> Databases.shared(ServerRequest.from(Configuration.ofSystem())))
                .distinct()
                .toList();

        assertThat(servers).hasSize(1);
    }

    @Test
    void a_shared_server_that_died_is_replaced(@TempDir Path directory) {
        ServerRequest request = new ServerRequest(
                "embedded", REQUEST.majorVersion(), Optional.empty(), Optional.of(directory), REQUEST.cache());
        DatabaseServer dead = Databases.shared(request);
        dead.close();

        try (DatabaseServer next = Databases.shared(request)) {
            assertThat(next).isNotSameAs(dead);
            assertThat(next.isRunning()).isTrue();
            TestDatabase.create(next).close();
        }
        assertThatThrownBy(() -> TestDatabase.create(dead))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("is not running any more");
    }

    @Test
    void a_server_that_does_not_start_is_not_remembered() {
        ServerRequest request = new ServerRequest(
                "embedded", 17, Optional.empty(), Optional.of(Path.of("/dev/null/nowhere")), REQUEST.cache());
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> Databases.shared(request))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("/dev/null/nowhere")
                    .hasMessageContaining("schemaproof.database.directory");
        }
    }

    private static ServerRequest request(String provider) {
        return ServerRequest.from(Configuration.of(Map.of("schemaproof.database", provider)));
    }

    private static DatabaseProvider provider(String name, DatabaseProvider.Availability availability) {
        return new DatabaseProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Availability availability(ServerRequest request) {
                return availability;
            }

            @Override
            public DatabaseServer start(ServerRequest request) {
                throw new DatabaseException("not meant to start");
            }
        };
    }
}
