package io.schemaproof.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.Folders;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedDatabaseProviderTest {

    private static final ServerRequest REQUEST = ServerRequest.from(Configuration.ofSystem());

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void every_version_starts_clones_and_stops(int version) throws SQLException {
        ServerRequest request =
                new ServerRequest("embedded", version, Optional.empty(), Optional.empty(), REQUEST.cache());
        try (DatabaseServer server = Databases.start(request);
                TestDatabase database = TestDatabase.create(server);
                TestDatabase copy = database.copy();
                Connection connection = copy.connect()) {
            assertThat(server.majorVersion()).isEqualTo(version);
            assertThat(one(connection, "SELECT current_setting('server_version_num')::int / 10000"))
                    .isEqualTo(String.valueOf(version));
            assertThat(one(
                            connection,
                            "SELECT current_setting('fsync') || current_setting('jit') || current_setting('wal_level')"
                                    + " || pg_encoding_to_char(encoding) || datcollate"
                                    + " FROM pg_database WHERE datname = current_database()"))
                    .isEqualTo("offoffminimalUTF8C.UTF-8");
            assertThat(one(connection, "SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'"))
                    .isEqualTo("1");
            assertThat(one(connection, "SELECT count(*) FROM pg_ls_dir('base/1') f WHERE f ~ '_(fsm|vm)$'"))
                    .as("files that each copy would have to copy")
                    .isEqualTo("0");
        }
    }

    @Test
    void nobody_gets_in_without_the_password_of_this_server(@TempDir Path directory) throws IOException {
        ServerRequest request =
                new ServerRequest("embedded", 17, Optional.empty(), Optional.of(directory), REQUEST.cache());
        try (DatabaseServer server = Databases.start(request)) {
            ConnectionSettings right = server.connection("postgres");
            for (String password :
                    new String[] {"", "postgres", "x".repeat(right.password().length())}) {
                ConnectionSettings wrong =
                        new ConnectionSettings(right.host(), right.port(), "postgres", "postgres", password);
                assertThatThrownBy(wrong::connect)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("password");
            }
            Path folder = ((EmbeddedServer) server).folder().path();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_server_that_does_not_start_is_quoted(@TempDir Path cache, @TempDir Path directory) throws IOException {
        // The binaries of the real cache, and a template that the server will refuse.
        Path binaries = Files.createDirectories(REQUEST.cache().resolve("binaries"));
        Files.createSymbolicLink(cache.resolve("binaries"), binaries.toAbsolutePath());
        ServerRequest request = new ServerRequest("embedded", 17, Optional.empty(), Optional.of(directory), cache);
        Databases.start(request).close();
        Path image = image(cache);
        Path data = directory.resolve("data");
        DataImage.unpack(image, data);
        Files.writeString(data.resolve("postgresql.conf"), "shared_buffers = 'a lot'\n", StandardOpenOption.APPEND);
        Files.delete(image);
        DataImage.pack(data, image);
        Folders.delete(data);

        assertThatThrownBy(() -> Databases.start(request))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("ended with status 1 while starting")
                .hasMessageContaining("invalid value for parameter \"shared_buffers\": \"a lot\"");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void two_jvms_that_start_at_once_share_an_empty_cache_and_damage_is_repaired(
            @TempDir Path cache, @TempDir Path directory) throws IOException {
        String classPath = System.getProperty("java.class.path");
        ChildJvm.Starting one = ChildJvm.start(List.of(), classPath, directory, cache.resolve("c"));
        ChildJvm.Starting other = ChildJvm.start(List.of(), classPath, directory, cache.resolve("c"));
        for (ChildJvm child : new ChildJvm[] {one.awaitReady(), other.awaitReady()}) {
            child.exit();
            child.awaitNothingLeft();
        }

        Path image = image(cache.resolve("c"));
        byte[] content = Files.readAllBytes(image);
        content[content.length / 2] ^= 1;
        Files.write(image, content);
        Path home = cache.resolve("c/binaries/17.11.0-linux-amd64");
        if (Files.exists(home)) {
            Files.write(home.resolve("bin/postgres"), new byte[] {1, 2, 3});
            Files.createDirectories(cache.resolve("c/binaries/17.11.0-linux-amd64.unfinished/bin"));
        }

        ServerRequest request =
                new ServerRequest("embedded", 17, Optional.empty(), Optional.of(directory), cache.resolve("c"));
        try (DatabaseServer server = Databases.start(request)) {
            TestDatabase.create(server).close();
        }
        assertThat(cache.resolve("c/binaries")).isDirectoryNotContaining("glob:**.unfinished");
    }

    private static Path image(Path cache) throws IOException {
        try (var files = Files.list(cache.resolve("templates"))) {
            return files.filter(file -> file.toString().endsWith(".image"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
