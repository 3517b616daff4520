package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardOptionsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path root;

    private Path folder;

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectories(root.resolve("db"));
        for (int number = 1; number <= 3; number++) {
            Files.writeString(folder.resolve(number + "_t.up.sql"), "CREATE TABLE t" + number + " ();");
            Files.writeString(
                    folder.resolve(number + "_t.down.sql"), number == 3 ? "SELECT 1;" : "DROP TABLE t" + number + ";");
        }
    }

    private int run(String... arguments) {
        return Launcher.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private String shard(int number, int first, int last) {
        return shard(number, first, last, "p", "ok", "");
    }

    private String shard(int number, int first, int last, String plan, String verdict, String findings) {
        try {
            Path report = root.resolve(number + plan + ".json");
            String migration = "{\"version\":\"v\",\"description\":\"d\",\"verdict\":\"" + verdict + "\",\"findings\":["
                    + findings + "]}";
            String migrations = String.join(",", Collections.nCopies(last - first + 1, migration));
            return Files.writeString(report, """
                            {"tool":"schemaproof","version":"0.1.0","server":{"version":"17.11"},"shard":{"number":%d,"of":3,
                             "plan":"%s","part":{"first":%d,"last":%d},"whole":{"first":1,"last":4}},"migrations":[%s]}""".formatted(number, plan, first, last, migrations))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_shard_tells_of_its_own_migrations_and_the_union_of_all() throws IOException {
        Path first = root.resolve("1.json");
        Path second = root.resolve("2.json");

        assertThat(run("verify", folder.toString(), "--rows", "0", "--shard", "1/2", "--json", first.toString()))
                .as(out + "\n" + err)
                .isZero();
        assertThat(run("verify", folder.toString(), "--rows", "0", "--shard", "2/2", "--json", second.toString()))
                .isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString())
                .contains("Shard 1/2 answers for 1 of 3 migrations, 1, and for what belongs to none (plan ")
                .contains("1 migration: 1 ok, in shard 1/2, in ")
                .contains("Shard 2/2 answers for 2 of 3 migrations, 2 to 3 (plan ")
                .contains("2 migrations: 1 ok, 1 leaves-trace, in shard 2/2, in ");

        out.getBuffer().setLength(0);
        assertThat(run("union", second.toString(), first.toString())).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                shard 1/2  1 checked, 0 failed  %s
                shard 2/2  2 checked, 1 failed  %s
                leaves-trace  3 t
                3 migrations: 2 ok, 1 leaves-trace, in 2 shards
                """.formatted(first, second));
    }

    @Test
    void shards_that_have_run_other_checks_are_no_run_of_all() {
        String[] files = new String[3];
        String[] checks = {"roundtrip,partial", "roundtrip", "partial,roundtrip"};
        for (int i = 0; i < files.length; i++) {
            files[i] = root.resolve(i + ".json").toString();
            run(
                    "verify",
                    folder.toString(),
                    "--shard",
                    (i == 0 ? 1 : 2) + "/2",
                    "--checks",
                    checks[i],
                    "--json",
                    files[i]);
        }

        out.getBuffer().setLength(0);
        assertThat(run("union", files[0], files[1])).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains(files[0] + " and " + files[1]
                        + " do not fit together: one has checked partial, roundtrip, and the other roundtrip. Have all shards"
                        + " run the same checks.");
        assertThat(out.toString()).isEmpty();
        assertThat(run("union", files[0], files[2])).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString()).contains("3 migrations: 2 ok, 1 leaves-trace, in 2 shards");
    }

    @Test
    void a_shard_for_which_nothing_is_left_says_so_and_starts_nothing() {
        assertThat(run(
                        "verify",
                        folder.toString(),
                        "--database",
                        "jdbc:postgresql://nowhere.invalid/x",
                        "--shard",
                        "4/4"))
                .isZero();

        assertThat(out.toString())
                .isEqualToNormalizingNewlines(
                        "Nothing is in shard 4/4: there are 3 migrations for 4 shards. It has checked"
                                + " nothing; more than 3 shards are too many.\n");
    }

    @Test
    void what_is_no_shard_and_times_without_one_are_bad_usage() {
        assertThat(run("verify", folder.toString(), "--shard", "6/5")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("There is no shard 6/5: of 5 they are 1/5 to 5/5.");
        assertThat(run("verify", folder.toString(), "--times", "x.json")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("say which this one is with --shard, such as 2/5.");
    }

    @Test
    void a_union_without_a_part_is_none() {
        String whole = root.resolve("whole.json").toString();

        assertThat(run("union", shard(1, 1, 2), shard(3, 4, 4))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains(
                        "A shard of 3 is missing: nothing is known of migration 3 of the history. Look at what became");
        assertThat(run("union", shard(1, 1, 2))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("nothing is known of migrations 3 to 4 of the history.");
        assertThat(run("union", shard(1, 1, 2), shard(1, 1, 2))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Shard 1/3 is there twice: ");
        assertThat(run("union", shard(1, 1, 2), shard(2, 3, 4, "q", "ok", ""))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("do not fit together: shard 1/3 divides by plan p, and shard 2/3 by plan q.")
                .contains("and read the same --times.");
        assertThat(run("union", whole)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("The report " + whole + " cannot be read: ");
    }

    @Test
    void a_union_ends_as_one_run_of_all_would() {
        String warning = "{\"severity\":\"warning\"}";

        assertThat(run("union", shard(1, 1, 2), shard(2, 3, 4))).isZero();
        assertThat(run("union", shard(1, 1, 2), shard(2, 3, 4, "p", "inconclusive", "")))
                .isEqualTo(ExitCode.FINDINGS);
        String warned = shard(2, 3, 4, "p", "ok", warning);
        assertThat(run("union", shard(1, 1, 2), warned)).isZero();
        assertThat(run("union", "--fail-on", "warning", shard(1, 1, 2), warned)).isEqualTo(ExitCode.FINDINGS);
    }
}
