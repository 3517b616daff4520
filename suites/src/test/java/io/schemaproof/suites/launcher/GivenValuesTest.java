package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values on the command line that are none. */
class GivenValuesTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path root;

    private String folder = "";

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectories(root.resolve("db")).toString();
        Files.writeString(root.resolve("db/1_a.up.sql"), "CREATE TABLE a (id int PRIMARY KEY);");
        Files.writeString(root.resolve("db/1_a.down.sql"), "DROP TABLE a;");
    }

    private int run(String... arguments) {
        return Launcher.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--queries", "--idempotency", "--servers", "--pg", "--rows", "--shard", "--baseline", "--downs",
                "--json", "--markdown", "--html", "--sarif", "--gitlab", "--allure", "--before", "--checks"
            })
    void an_empty_value_is_refused_and_leaves_no_option_out(String option) {
        assertThat(run("verify", folder, option, "")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("The value of " + option + " is empty. Leave the option out, or say what it is."
                        + System.lineSeparator() + "Usage: schemaproof verify [-hV]");

        err.getBuffer().setLength(0);
        assertThat(run("verify", folder, option + "= ")).isEqualTo(2);
        assertThat(err.toString()).startsWith("The value of " + option + " is empty.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void two_reports_are_not_written_into_one_file() {
        String file = root.resolve("report.json").toString();

        assertThat(run(
                        "verify",
                        folder,
                        "--sarif",
                        root.resolve("db/../report.json").toString(),
                        "--gitlab",
                        file))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("--sarif and --gitlab name one file, " + file + ". Give each its own.");
        assertThat(root.resolve("report.json")).doesNotExist();
    }

    @Test
    void a_report_is_not_written_into_a_script() throws IOException {
        Path script = Files.writeString(root.resolve("kept.sql"), "SELECT 1;");

        assertThat(run("verify", folder, "--json", script.toString())).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("--json would overwrite the script " + script + ". Name another file for the report.");
        assertThat(script).hasContent("SELECT 1;");
    }

    @Test
    void reports_into_files_of_their_own_or_into_none_are_written() {
        String file = root.resolve("report.json").toString();

        assertThat(run("verify", folder, "--rows", "0", "--json", file, "--html", file + ".html"))
                .as(err.toString())
                .isZero();
        assertThat(run("verify", folder, "--rows", "0", "--sarif", "/dev/null", "--gitlab", "/dev/null"))
                .as(err.toString())
                .isZero();
    }

    @Test
    void an_empty_folder_is_not_the_working_directory() {
        assertThat(run("verify", "")).isEqualTo(2);
        assertThat(run("conventions", "")).isEqualTo(2);
        assertThat(run("report", "")).isEqualTo(2);

        assertThat(err.toString())
                .containsSubsequence(
                        "The value of DIR is empty. Say what it is.",
                        "The value of DIR|JDBC-URL is empty.",
                        "The value of DIR is empty. Say what it is.");
    }

    @Test
    void a_database_is_no_folder() {
        assertThat(run("verify", "jdbc:postgresql://db.example.org/shop?user=me&password=hunter2"))
                .isEqualTo(2);
        assertThat(run("lock", "postgres://me:hunter2@db.example.org/shop")).isEqualTo(2);
        assertThat(run("verify", folder, "--seed", "host=db.example.org dbname=shop password=hunter2"))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        "DIR takes a folder or a file, and jdbc:postgresql://db.example.org/shop is a database. One is read by"
                                + " describe, conventions, contract --against, drift --against and --start; --database names"
                                + " the server on which migrations are verified.",
                        "DIR takes a folder or a file, and postgres://db.example.org/shop is a database.",
                        "--seed takes a folder or a file, and ")
                .doesNotContain("hunter2", "does not exist");
    }

    @Test
    void values_that_say_something_pass_and_an_option_that_is_left_out_too() {
        assertThat(run("verify", folder, "--rows", "0", "--pg", "17")).isZero();
        assertThat(err.toString()).doesNotContain("is empty");
    }
}
