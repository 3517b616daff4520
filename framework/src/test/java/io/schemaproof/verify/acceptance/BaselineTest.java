package io.schemaproof.verify.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.Acceptance;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {

    @TempDir
    private Path root;

    private MigrationsOnDisk migrations;
    private Path baseline;

    @BeforeEach
    void write() {
        baseline = root.resolve("known/findings.txt");
        migrations = new MigrationsOnDisk(root.resolve("db"))
                .pair("1_a", "CREATE TABLE IF NOT EXISTS a (id int);", "SELECT 1;")
                .pair("2_b", "CREATE TABLE IF NOT EXISTS b (id int); CREATE TABLE c (id int);", "DROP TABLE c;");
    }

    private List<MigrationResult> evaluate(boolean writes) {
        return RoundTrip.of(migrations.read())
                .configuredBy(Configuration.of(Map.of(
                        ConfigurationParameters.FINDINGS_BASELINE,
                        baseline.toString(),
                        ConfigurationParameters.FINDINGS_BASELINE_WRITE,
                        String.valueOf(writes))))
                .evaluate()
                .migrations();
    }

    @Test
    void a_switch_that_is_neither_true_nor_false_ends_the_verification() {
        for (String key : List.of(ConfigurationParameters.FINDINGS_BASELINE_WRITE, ConfigurationParameters.PARANOID)) {
            assertThatThrownBy(() -> RoundTrip.of(migrations.read())
                            .configuredBy(Configuration.of(Map.of(key, "1")))
                            .evaluate())
                    .hasMessage(key + " is true or false, not \"1\".");
        }
    }

    @Test
    void a_changeset_of_a_file_is_known_for_itself_and_also_when_others_are_appended() throws IOException {
        String first = "--liquibase formatted sql\n--changeset me:1\nCREATE TABLE a (id int);\n";
        migrations = new MigrationsOnDisk(root.resolve("liquibase")).file("all.sql", first);
        evaluate(true);
        assertThat(Files.readString(baseline)).endsWith("roundtrip.no-down | all.sql@me:1 |\n");

        migrations.file("all.sql", first + "--changeset me:2\nCREATE TABLE b (id int);\n");
        assertThat(evaluate(false))
                .extracting(MigrationResult::verdict)
                .containsExactly(MigrationVerdict.OK, MigrationVerdict.NO_DOWN);
    }

    @Test
    void known_findings_pass_and_are_listed_and_what_is_mended_is_taken_out() throws IOException {
        assertThat(evaluate(true).get(0).verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(Files.readString(baseline))
                .startsWith("# Findings that are known and let pass")
                .endsWith("roundtrip.leaves-trace | 1_a.down.sql | public.a\n"
                        + "roundtrip.leaves-trace | 2_b.down.sql | public.b\n");

        migrations
                .pair("1_a", "CREATE TABLE IF NOT EXISTS a (id int);", "DROP TABLE a;")
                .pair("3_d", "CREATE TABLE IF NOT EXISTS d (id int);", "SELECT 1;");
        List<MigrationResult> results = evaluate(false);

        assertThat(results)
                .extracting(MigrationResult::verdict)
                .containsExactly(MigrationVerdict.OK, MigrationVerdict.OK, MigrationVerdict.LEAVES_TRACE);
        Finding gone = results.get(0).findings().get(0);
        assertThat(gone.rule()).isEqualTo("baseline.gone");
        assertThat(gone.message())
                .isEqualTo("The baseline holds roundtrip.leaves-trace of public.a, which was not found any more.");
        Finding known = results.get(1).findings().get(0);
        assertThat(known.rule()).isEqualTo("baseline.known");
        assertThat(known.message()).startsWith("Known by the baseline: roundtrip.leaves-trace. ");
        assertThat(known.facts()).containsEntry("rule", "roundtrip.leaves-trace");

        assertThat(evaluate(true).get(0).findings()).isEmpty();
        assertThat(Files.readAllLines(baseline))
                .endsWith(
                        "roundtrip.leaves-trace | 2_b.down.sql | public.b",
                        "roundtrip.leaves-trace | 3_d.down.sql | public.d")
                .noneMatch(line -> line.contains("1_a"));
    }

    @Test
    void entries_of_checks_that_did_not_run_stay_and_those_of_scripts_that_are_no_more_do_not() throws IOException {
        Files.createDirectories(baseline.getParent());
        Files.writeString(
                baseline,
                "safety.rename | 1_a.up.sql | public.a\nsafety.session-leak | 1_a.up.sql\nsafety.rename | 0_x.up.sql | public.x\n");

        assertThat(evaluate(false).get(0).findings()).extracting(Finding::rule).containsOnly("roundtrip.leaves-trace");
        evaluate(true);

        assertThat(Files.readString(baseline))
                .contains("\nsafety.rename | 1_a.up.sql | public.a\n", "\nsafety.session-leak | 1_a.up.sql |\n")
                .doesNotContain("0_x");
    }

    @Test
    void what_could_not_be_checked_is_written_and_passes_only_where_it_was_known_before() throws IOException {
        migrations = new MigrationsOnDisk(root.resolve("lost"))
                .pair("1_a", "CREATE TABLE a (id int);", "DROP TABLE a;")
                .pair("2_b", "SELECT pg_terminate_backend(pg_backend_pid());", "SELECT 1;");

        MigrationResult first = evaluate(true).get(1);
        assertThat(first.verdict()).isEqualTo(MigrationVerdict.INCONCLUSIVE);
        assertThat(first.findings()).extracting(Finding::rule).contains("roundtrip.session-lost");
        assertThat(Files.readString(baseline)).contains("roundtrip.session-lost | 2_b.up.sql |\n");

        assertThat(evaluate(true).get(1).verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(evaluate(false).get(1).findings()).extracting(Finding::rule).containsOnly("baseline.known");
    }

    /** As with dbmate, whose files may hold several. */
    @Test
    void the_migrations_of_one_file_are_told_apart() throws IOException {
        Script first = new Script(root, "m.sql", "SELECT 1;", 1, ScriptDialect.SERVER, ExecutionMode.WHOLE);
        Script second = new Script(root, "m.sql", "SELECT 2;", 5, ScriptDialect.SERVER, ExecutionMode.WHOLE);
        List<Migration> both = List.of(
                new Migration("1", "a", first, Optional.empty(), false, Optional.empty()),
                new Migration("2", "b", second, Optional.empty(), false, Optional.empty()));
        Files.createDirectories(baseline.getParent());
        Files.writeString(baseline, "\uFEFFsafety.rename | m.sql@2 | public.a\r\n");
        Acceptances accepted = Acceptances.of(
                new MigrationFolder(root, "dbmate", both, List.of()),
                Configuration.of(Map.of(ConfigurationParameters.FINDINGS_BASELINE, baseline.toString())),
                () -> LocalDate.EPOCH);
        Finding finding = new Finding(
                "safety.rename", Severity.ERROR, Optional.of("public.a"), Optional.of("m.sql"), 5, "x", "", Map.of());

        assertThat(accepted.of(both.get(0)).apply(finding)).isEqualTo(finding);
        Acceptance ofSecond = accepted.of(both.get(1));
        assertThat(ofSecond.apply(finding).rule()).isEqualTo("baseline.known");
        assertThat(ofSecond.apply(finding)).as("one line, one finding").isEqualTo(finding);
    }

    /** A bad value in the environment is no defect of the framework. */
    @Test
    void a_policy_for_downs_that_is_none_is_refused() {
        MigrationFolder folder = new MigrationsOnDisk(root)
                .pair("1_a", "CREATE TABLE a (id int);", "DROP TABLE a;")
                .read();

        assertThatThrownBy(() -> RoundTrip.of(folder)
                        .configuredBy(Configuration.of(Map.of(ConfigurationParameters.DOWNS, "Optional")))
                        .evaluate())
                .isInstanceOf(MigrationException.class)
                .hasMessage(
                        "Unknown policy 'Optional' (schemaproof.downs, --downs). There are: required and optional.");
        assertThat(RoundTrip.of(folder)
                        .configuredBy(Configuration.of(Map.of(ConfigurationParameters.DOWNS, "optional")))
                        .evaluate()
                        .passed())
                .isEqualTo(1);
    }

    @Test
    void a_baseline_that_is_missing_or_no_baseline_is_refused() throws IOException {
        assertThatThrownBy(() -> evaluate(false))
                .isInstanceOf(MigrationException.class)
                .hasMessage("There is no baseline " + baseline
                        + ". Write one with --write-baseline, and keep it under version control.");
        Files.createDirectories(baseline.getParent());
        Files.writeString(baseline, "# fine\n\nnonsense\n");
        assertThatThrownBy(() -> evaluate(false))
                .hasMessage("The baseline " + baseline
                        + ", line 3, is no finding: it takes the form rule | script | object.");
    }
}
