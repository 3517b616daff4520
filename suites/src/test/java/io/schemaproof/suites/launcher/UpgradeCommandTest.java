package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeCommandTest {

    private static final String FOLDER = "src/test/resources/suites/";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Launcher.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void a_dump_that_ends_in_another_schema_is_told_with_what_differs(@TempDir Path folder) throws IOException {
        Path deployed = folder.resolve("deployed.sql");
        Files.writeString(
                deployed,
                Files.readString(Path.of(FOLDER + "deployed_1.sql")).replace("name text NOT NULL", "name text"));

        assertThat(run(
                        "upgrade",
                        FOLDER + "good",
                        "--start",
                        deployed.toString(),
                        "--start",
                        FOLDER + "deployed_2.sql"))
                .isEqualTo(ExitCode.FINDINGS);

        assertThat(out.toString())
                .contains(
                        "ok  from nothing: 2 versions",
                        "ENDS ELSEWHERE  from the dump " + deployed + ": 1 version, and another schema",
                        "different there: column public.authors.name became nullable",
                        "ENDS ELSEWHERE  from the dump " + FOLDER
                                + "deployed_2.sql: it holds all migrations already, and another schema than that of a new database",
                        "missing there: table public.books");
    }

    @Test
    void a_dump_that_holds_all_migrations_passes_where_its_schema_is_theirs() {
        assertThat(run("upgrade", FOLDER + "good", "--to", "1", "--start", FOLDER + "deployed_1.sql"))
                .isZero();

        assertThat(out.toString())
                .contains("ok  from the dump " + FOLDER + "deployed_1.sql: it holds all migrations already");
    }

    @Test
    void an_up_that_fails_is_told_with_file_and_line() {
        assertThat(run("upgrade", FOLDER + "broken")).isEqualTo(ExitCode.FINDINGS);
        assertThat(run("upgrade", FOLDER + "broken", "--to", "1")).isZero();

        assertThat(out.toString())
                .contains(
                        "FAILS  from nothing, at 2 title",
                        "2_title.up.sql:1:1 ERROR 42P01: relation \"boks\" does not exist")
                .endsWith("""
                        ok  from nothing: 1 version
                        Not run: from what is deployed, because nobody says what that is: --start DUMP.
                        """.replace("\n", System.lineSeparator()));
    }

    @Test
    void from_says_nothing_without_a_dump() {
        assertThat(run("upgrade", FOLDER + "good", "--from", "2")).isEqualTo(ExitCode.USAGE);

        assertThat(err.toString()).contains("--from says what --start lacks, but nothing is said to be deployed.");
    }
}
