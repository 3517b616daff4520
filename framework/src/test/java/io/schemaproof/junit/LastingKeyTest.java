package io.schemaproof.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.database.LastingContents;
import io.schemaproof.migration.source.MigrationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastingKeyTest {

    @TempDir
    private Path root;

    private Optional<String> key(String name, String text) throws IOException {
        Path folder = Files.createDirectories(root.resolve("db"));
        Files.writeString(folder.resolve(name), text);
        TemplateSource source =
                new TemplateSource(MigrationReader.read(folder, "auto"), Optional.empty(), Optional.empty(), seed());
        return LastingKey.of(source, source.key())
                .filter(lasting -> lasting.known().getAsBoolean())
                .map(LastingContents::text);
    }

    private Optional<Path> seed() {
        return Optional.of(root.resolve("seed")).filter(Files::isDirectory);
    }

    @Test
    void it_holds_the_scripts_the_rows_the_zone_and_the_tool() throws IOException {
        String one = key("V1__t.sql", "CREATE TABLE t ();").orElseThrow();

        assertThat(key("V1__t.sql", "CREATE TABLE t ();")).contains(one);
        assertThat(one)
                .startsWith("Schemaproof ")
                .contains("LastingKey.class ")
                .contains("zone " + TimeZone.getDefault().getID());
        assertThat(key("V1__t.sql", "CREATE TABLE t (id int);").orElseThrow()).isNotEqualTo(one);
        Files.createDirectories(root.resolve("seed"));
        Files.writeString(root.resolve("seed/1.after.sql"), "INSERT INTO t VALUES (1);");
        String seeded = key("V1__t.sql", "CREATE TABLE t (id int);").orElseThrow();
        Files.writeString(root.resolve("seed/1.after.sql"), "INSERT INTO t VALUES (2);");
        assertThat(key("V1__t.sql", "CREATE TABLE t (id int);").orElseThrow()).isNotEqualTo(seeded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t AS SELECT pg_read_file('/etc/hostname') AS name;",
                "COPY t FROM '/tmp/rows.csv';",
                "COPY t (a, b) FROM PROGRAM 'date';",
                "CREATE SERVER there FOREIGN DATA WRAPPER postgres_fdw;",
                "SELECT * FROM dblink('host=there', 'SELECT 1') AS t (n int);",
                "CREATE TABLE t_${environment} ();"
            })
    void what_reads_something_else_has_none(String statement) throws IOException {
        assertThat(key("V1__t.sql", statement)).isEmpty();
    }

    @Test
    void what_includes_a_file_by_a_command_of_psql_has_none() throws IOException {
        assertThat(key("001_t.sql", "CREATE TABLE t ();")).isPresent();
        assertThat(key("001_t.sql", "\\ir other.sql")).isEmpty();
    }

    @Test
    void rows_that_are_read_from_elsewhere_have_none() throws IOException {
        Files.createDirectories(root.resolve("seed"));
        Files.writeString(root.resolve("seed/1.after.sql"), "\\i more.sql");

        assertThat(key("V1__t.sql", "CREATE TABLE t ();")).isEmpty();
    }
}
