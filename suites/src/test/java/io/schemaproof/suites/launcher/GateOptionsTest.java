package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.verify.policy.GitChanges;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gate in CI needs: only new migrations, only new findings, and reports that are shown there. */
class GateOptionsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path root;

    private Path folder;

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectories(root.resolve("db"));
        write("1_a", "CREATE TABLE IF NOT EXISTS a (id int);", "SELECT 1;");
        write("2_b", "CREATE TABLE b (id int);", "DROP TABLE b;");
    }

    private void write(String name, String up, String down) throws IOException {
        Files.writeString(folder.resolve(name + ".up.sql"), up);
        Files.writeString(folder.resolve(name + ".down.sql"), down);
    }

    private int verify(String... options) {
        List<String> arguments = new ArrayList<>(List.of("verify", folder.toString(), "--rows", "0"));
        arguments.addAll(List.of(options));
        out.getBuffer().setLength(0);
        return Launcher.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
    }

    @Test
    void only_what_is_new_since_a_revision_is_checked() throws IOException, InterruptedException {
        git("init", "-q");
        git("add", "-A");
        git("commit", "-q", "-m", "first");
        git("tag", "before");

        assertThat(verify("--since", "before")).isZero();
        assertThat(out.toString())
                .isEqualToIgnoringNewLines("No migration has changed since before: there is nothing to check.");
        Path sarif = Files.writeString(root.resolve("findings.sarif"), "of an earlier run");
        Path gitlab = root.resolve("quality.json");
        Path markdown = root.resolve("summary.md");
        assertThat(verify(
                        "--since",
                        "before",
                        "--sarif",
                        sarif.toString(),
                        "--gitlab",
                        gitlab.toString(),
                        "--markdown",
                        markdown.toString()))
                .isZero();
        assertThat(sarif).content().contains("\"version\": \"2.1.0\"", "\"results\": []");
        assertThat(gitlab).content().isEqualToIgnoringWhitespace("[]");
        assertThat(markdown)
                .hasContent("## Schemaproof: passed\n\nNo migration has changed: there is nothing to check.\n");

        write("3_c", "CREATE TABLE IF NOT EXISTS c (id int);", "SELECT 1;");
        assertThat(verify("--since", "before")).isEqualTo(1);
        assertThat(out.toString())
                .contains("LEAVES-TRACE  3 c", "1 migration: 1 leaves-trace")
                .doesNotContain("1 a");
        git("add", "-A");
        git("commit", "-q", "-m", "second");
        write("2_b", "CREATE TABLE b (id bigint);", "DROP TABLE b;");
        assertThat(verify("--since", "before")).isEqualTo(1);
        assertThat(out.toString())
                .contains("2 migrations: 1 leaves-trace, 1 unsafe", "2_b.up.sql:1  error order.edited")
                .contains("The up is other than in before. Where it was applied already,");
        write("2_b", "CREATE TABLE b (id int);", "DROP TABLE b; -- mended");
        write("0_x", "CREATE TABLE x (id int);", "DROP TABLE x;");
        assertThat(verify("--since", "before")).isEqualTo(1);
        assertThat(out.toString())
                .contains("4 migrations: 1 ok, 2 leaves-trace, 1 unsafe", "0_x.up.sql:1  error order.behind")
                .contains("It is new since before and comes before 2 b, which is not:")
                .contains("instead: Give it a version behind 2.");

        assertThat(verify("--since", "no-such-revision")).isEqualTo(2);
        assertThatThrownBy(() -> GitChanges.since(MigrationReader.read(folder), "--help"))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("git knows no revision '--help'");
        assertThat(err.toString()).contains("git knows no revision 'no-such-revision' in " + folder + " (--since).");
        assertThat(verify("--since", "before", "--from", "2")).isEqualTo(2);
        assertThat(err.toString()).contains("--from and --since say the same: choose one.");
    }

    @Test
    void what_is_gone_or_left_out_since_a_revision_is_told() throws IOException, InterruptedException {
        write("1_a", "CREATE TABLE a (id int);", "DROP TABLE a;");
        write("3_c", "CREATE TABLE c (id int);", "DROP TABLE c;");
        write("4_d", "CREATE TABLE d (id int);", "DROP TABLE d;");
        Files.writeString(folder.resolve("notes.sql"), "-- by hand");
        git("init", "-q");
        git("add", "-A");
        git("commit", "-q", "-m", "first");
        git("tag", "before");

        write("6_f", "CREATE TABLE f (id int);", "DROP TABLE f;");
        assertThat(verify("--since", "before")).isZero();
        assertThat(out.toString())
                .contains(
                        "6_f.up.sql:1  warning order.gap",
                        "There is nothing between 4 and 6, and all others count by one.")
                .contains("instead: Give it the version 5, or add the file that is missing.");
        // Another name of the same version, and what was no migration: nothing is gone.
        Files.delete(folder.resolve("notes.sql"));
        Files.delete(folder.resolve("6_f.up.sql"));
        Files.delete(folder.resolve("6_f.down.sql"));
        Files.move(folder.resolve("4_d.up.sql"), folder.resolve("4_e.up.sql"));
        Files.move(folder.resolve("4_d.down.sql"), folder.resolve("4_e.down.sql"));
        assertThat(verify("--since", "before")).isZero();
        assertThat(out.toString()).doesNotContain("order.missing");

        Files.delete(folder.resolve("4_e.up.sql"));
        Files.delete(folder.resolve("4_e.down.sql"));
        assertThat(verify("--since", "before")).isEqualTo(1);
        assertThat(out.toString())
                .contains("3_c.up.sql:1  error order.missing", "The up 4_d.up.sql, which before has, is gone.")
                .contains(
                        "instead: Bring back what is gone, and take back what it has made in a migration behind the last one.");
    }

    @Test
    void known_findings_do_not_fail_and_new_ones_do() throws IOException {
        String baseline = root.resolve("schemaproof-baseline.txt").toString();

        assertThat(verify("--write-baseline")).isEqualTo(2);
        assertThat(err.toString()).contains("--write-baseline needs a file: --baseline FILE.");
        assertThat(verify("--baseline", baseline)).isEqualTo(2);
        assertThat(verify("--baseline", baseline, "--write-baseline")).isZero();
        assertThat(out.toString()).contains("baseline.known");
        assertThat(verify("--baseline", baseline)).isZero();
        assertThat(out.toString())
                .contains("1_a.down.sql", "note baseline.known", "Known by the baseline: roundtrip.leaves-trace.");

        write("3_c", "CREATE TABLE IF NOT EXISTS c (id int);", "SELECT 1;");
        assertThat(verify("--baseline", baseline)).isEqualTo(1);
        assertThat(out.toString()).contains("1 leaves-trace");
    }

    @Test
    void reports_for_services_are_written_where_they_are_asked_for() throws IOException {
        Files.createDirectories(root.resolve(".git"));
        Path sarif = root.resolve("r.sarif");
        Path gitlab = root.resolve("r.json");
        Path markdown = root.resolve("r.md");

        assertThat(verify(
                        "--github",
                        "--sarif",
                        sarif.toString(),
                        "--gitlab",
                        gitlab.toString(),
                        "--markdown",
                        markdown.toString()))
                .isEqualTo(1);

        assertThat(out.toString())
                .containsPattern(
                        "(?m)^::error file=db/1_a.down.sql,line=1,title=roundtrip.leaves-trace::[^\\n]+%0AInstead: ");
        assertThat(sarif).content().contains("\"uri\": \"db/1_a.down.sql\"");
        assertThat(gitlab).content().contains("\"path\": \"db/1_a.down.sql\"");
        assertThat(markdown).content().contains("| leaves-trace | 1 a | 1 |");
    }
}
