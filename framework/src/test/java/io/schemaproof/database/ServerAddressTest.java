package io.schemaproof.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAddressTest {

    private static final Map<String, String> PARAMETERS = Map.of(
            ConfigurationParameters.DATABASE_USER,
            "ann",
            ConfigurationParameters.DATABASE_PASSWORD,
            "of-the-parameter");
    private static final Map<String, String> VARIABLES = Map.of("PGUSER", "bob", "PGPASSWORD", "of-the-variable");

    private static ServerAddress address(String url, Map<String, String> parameters, Map<String, String> variables) {
        return ServerAddress.of(url, Configuration.of(parameters), OptionalInt.empty(), variables::get);
    }

    @Test
    void who_connects_is_said_by_the_url_then_by_parameters_then_by_variables() {
        ServerAddress url = address("jdbc:postgresql://h/d?user=eve&password=of%2Dthe%2Durl", PARAMETERS, VARIABLES);
        assertThat(url.user() + " " + url.password()).isEqualTo("eve of-the-url");

        ServerAddress parameters = address("jdbc:postgresql://h/d", PARAMETERS, VARIABLES);
        assertThat(parameters.user() + " " + parameters.password()).isEqualTo("ann of-the-parameter");

        ServerAddress variables = address("jdbc:postgresql://h/d", Map.of(), VARIABLES);
        assertThat(variables.user() + " " + variables.password()).isEqualTo("bob of-the-variable");

        assertThat(address("jdbc:postgresql://h/d", Map.of(), Map.of()).user())
                .isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void the_way_to_the_server_is_as_the_url_says() {
        ConnectionSettings settings = address(
                        "jdbc:postgresql://[::1]:5433/d?user=eve&sslmode=verify-full&sslrootcert=/ca.pem",
                        Map.of(),
                        Map.of())
                .settings();

        assertThat(settings.jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:5433/d");
        assertThat(settings.properties())
                .containsEntry("sslmode", "verify-full")
                .containsEntry("sslrootcert", "/ca.pem");
        assertThat(settings.guarded()).isTrue();
        assertThat(settings.environment())
                .containsEntry("PGHOST", "::1")
                .containsEntry("PGPORT", "5433")
                .containsEntry("PGUSER", "eve")
                .containsEntry("PGSSLMODE", "verify-full")
                .containsEntry("PGSSLROOTCERT", "/ca.pem");
        assertThat(address("jdbc:postgresql://h/?user=eve", Map.of(), Map.of())
                        .settings()
                        .database())
                .isEqualTo("eve");
    }

    @Test
    void a_password_is_written_into_a_url_as_it_must_be_and_found_again_in_what_a_program_says() {
        ConnectionSettings settings = address(
                        "jdbc:postgresql://h/d", Map.of(), Map.of("PGUSER", "a b", "PGPASSWORD", "p@s/s"))
                .settings();

        assertThat(settings.libpqUrl()).isEqualTo("postgresql://a%20b:p%40s%2Fs@h:5432/d");
        assertThat(settings.withoutPassword("cannot use postgresql://a%20b:p%40s%2Fs@h, or p@s/sword"))
                .isEqualTo("cannot use postgresql://a%20b:****@h, or ****word");
        assertThat(settings.toString()).isEqualTo("jdbc:postgresql://h:5432/d as a b");
    }

    @Test
    void neither_an_address_nor_a_request_shows_the_password() {
        ServerRequest request = ServerRequest.from(Configuration.of(Map.of(
                ConfigurationParameters.DATABASE, "jdbc:postgresql://h/d?user=eve&password=kept-secret",
                ConfigurationParameters.DATABASE_VERSION, "15")));

        assertThat(request.provider()).isEqualTo("external");
        assertThat(request.toString()).contains("jdbc:postgresql://h/d").doesNotContain("kept-secret");
        assertThat(request.withMajorVersion(16).address().orElseThrow().version())
                .hasValue(16);
        assertThat(request.address().orElseThrow().withoutSecrets("password=kept-secret is wrong"))
                .isEqualTo("password=*** is wrong");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:mysql://h/d                            | The URL jdbc:mysql://h/d is not understood",
                "jdbc:postgresql://eve:kept-secret@h/d       | The URL jdbc:postgresql://h/d is not understood",
                "jdbc:postgresql://h:port/d                  | is not understood. Write jdbc:postgresql://HOST:PORT/DATABASE?user=NAME",
                "jdbc:postgresql://h,i/d                     | names several servers",
                "jdbc:postgresql://h/d?currentSchema=x       | sets currentSchema, on which what a migration does must not depend",
                "jdbc:postgresql://h/d?options=-c%20jit%3Don | sets options",
            })
    void what_is_no_address_is_refused(String url, String message) {
        assertThatThrownBy(() -> address(url, Map.of(), Map.of()).settings())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("kept-secret");
    }

    @Test
    void whether_cluster_changes_are_allowed_is_true_or_false() {
        assertThat(address(
                                "jdbc:postgresql://h/d",
                                Map.of(ConfigurationParameters.DATABASE_CLUSTER_CHANGES, "true"),
                                Map.of())
                        .settings()
                        .guarded())
                .isFalse();
        assertThatThrownBy(() -> address(
                        "jdbc:postgresql://h/d",
                        Map.of(ConfigurationParameters.DATABASE_CLUSTER_CHANGES, "yes"),
                        Map.of()))
                .hasMessageContaining("schemaproof.database.allow-cluster-changes is true or false, not \"yes\"");
    }
}
