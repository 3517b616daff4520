package io.schemaproof.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.diff.CatalogDiff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LocalDatabaseProviderTest {

    /** Environment variable or system property by which continuous integration insists. */
    private static final String REQUIRED = "SCHEMAPROOF_REQUIRE_LOCAL";

    @TempDir
    private Path folder;

    private static ServerRequest request(Map<String, String> parameters) {
        return ServerRequest.from(Configuration.of(parameters).orElse(Configuration.ofSystem()));
    }

    /** A server that is installed here; a test that cannot run says so, and fails where one is required. */
    private ServerRequest installed() {
        Optional<Integer> version = IntStream.rangeClosed(14, 18)
                .boxed()
                .filter(major -> new LocalDatabaseProvider()
                        .availability(request(Map.of("schemaproof.database.version", String.valueOf(major))))
                        .available())
                .findFirst();
        if (version.isEmpty()) {
            String reason = "LocalDatabaseProviderTest NOT RUN: no PostgreSQL server of 14 to 18 is installed";
            if (Boolean.parseBoolean(System.getenv(REQUIRED)) || Boolean.getBoolean(REQUIRED)) {
                fail(reason);
            }
            System.err.println(reason);
            abort(reason);
        }
        return request(Map.of(
                ConfigurationParameters.DATABASE,
                "local",
                ConfigurationParameters.DATABASE_VERSION,
                String.valueOf(version.orElseThrow()),
                ConfigurationParameters.DATABASE_DIRECTORY,
                folder.toString()));
    }

    @Test
    void what_is_installed_runs_as_a_server_of_its_own_and_leaves_nothing() throws SQLException {
        ServerRequest request = installed();
        ProcessHandle process;
        try (DatabaseServer server = Databases.start(request);
                TestDatabase database = TestDatabase.create(server);
                TestDatabase copy = database.copy();
                Connection connection = copy.connect();
                Statement statement = connection.createStatement()) {
            process = ((EmbeddedServer) server).folder().server().orElseThrow();
            assertThat(server.provider()).isEqualTo("local");
            assertThat(server.majorVersion()).isEqualTo(request.majorVersion());
            assertThat(server.version()).matches("[\\d.]+\\w*");
            try (ResultSet row =
                    statement.executeQuery("SELECT current_setting('data_directory'), current_setting('fsync')")) {
                row.next();
                assertThat(row.getString(1)).startsWith(folder.toString());
                assertThat(row.getString(2)).isEqualTo("off");
            }
            // The newest releases number the columns of every table anew, among their options.
            statement.execute("CREATE TABLE t (n int, o int)");
            Catalog first = CatalogReader.read(connection);
            statement.execute("DROP TABLE t; CREATE TABLE t (n int, o int)");
            assertThat(CatalogDiff.between(first, CatalogReader.read(connection))
                            .changes())
                    .isEmpty();
            statement.execute("ALTER TABLE t ALTER o SET (n_distinct = 5)");
            assertThat(CatalogReader.read(connection)
                            .table("public.t")
                            .orElseThrow()
                            .column("o")
                            .orElseThrow()
                            .object()
                            .attributes())
                    .containsEntry("options", "n_distinct=5");
            server.clientPrograms()
                    .ifPresent(programs -> assertThat(programs.majorVersion()).isEqualTo(server.majorVersion()));
        }
        assertThat(process.isAlive()).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are scripts of a shell")
    void a_version_that_is_not_installed_is_an_error_that_lists_what_is() throws IOException {
        program("server/bin/initdb", "initdb");
        program("server/bin/postgres", "postgres (PostgreSQL) 16.9 (Debian 16.9-1)");
        Map<String, String> named = Map.of(
                ConfigurationParameters.DATABASE, "local",
                ConfigurationParameters.DATABASE_VERSION, "17",
                ConfigurationParameters.DATABASE_BINARIES,
                        folder.resolve("server").toString());

        assertThatThrownBy(() -> Databases.start(request(named)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith(
                        "PostgreSQL 17 is not installed; there is 16.9 in " + folder.resolve("server/bin")
                                + ". Ask for one of these by schemaproof.database.version (--pg).")
                .hasMessageContaining("postgresql-17")
                .hasMessageContaining("schemaproof.database.binaries");
        assertThat(new LocalDatabaseProvider()
                        .availability(request(named).withMajorVersion(16))
                        .reason())
                .isEqualTo("PostgreSQL 16.9 is installed in " + folder.resolve("server/bin"));
    }

    @Test
    void a_folder_without_a_server_is_an_error_that_names_it() {
        assertThatThrownBy(() -> Databases.start(request(Map.of(
                        ConfigurationParameters.DATABASE,
                        "local",
                        ConfigurationParameters.DATABASE_BINARIES,
                        folder.toString()))))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith(
                        "No PostgreSQL server is installed: there is no initdb with postgres in " + folder);
    }

    private void program(String name, String says) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, "#!/bin/sh\necho '" + says + "'\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
