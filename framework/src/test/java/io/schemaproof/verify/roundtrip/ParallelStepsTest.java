package io.schemaproof.verify.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.acceptance.Acceptances;
import io.schemaproof.verify.check.PreparedDatabases;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.VerificationListener;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds what several say of a chain against what one says alone. */
class ParallelStepsTest {

    private static final Configuration SYSTEM = Configuration.ofSystem();
    private static final ServerRequest REQUEST = ServerRequest.from(SYSTEM);

    @TempDir
    private Path folder;

    /** Tables, each with a column, an index and a view. */
    private MigrationsOnDisk migrations() {
        MigrationsOnDisk migrations = new MigrationsOnDisk(folder);
        for (int table = 1; table <= 3; table++) {
            String name = "t" + table;
            migrations
                    .pair(table + "1_table", "CREATE TABLE " + name + " (id int PRIMARY KEY);", "DROP TABLE " + name)
                    .pair(
                            table + "2_column",
                            "ALTER TABLE " + name + " ADD COLUMN password text DEFAULT 'x';",
                            "ALTER TABLE " + name + " DROP COLUMN password;")
                    .pair(
                            table + "3_view",
                            "CREATE VIEW v" + table + " AS SELECT id FROM " + name + ";",
                            "DROP VIEW v" + table + ";");
        }
        return migrations;
    }

    /** What is heard, and then what is found, of each. */
    private record Run(List<String> heard, List<String> found, boolean shared) {

        static Run of(MigrationFolder folder, int assistants, int from) throws SQLException {
            PreparedDatabases databases = databases(folder);
            Hearing hearing = new Hearing();
            RoundTripRun run = new RoundTripRun(
                    folder,
                    new MigrationRange(from, folder.migrations().size() - 1),
                    Acceptances.of(folder, SYSTEM, () -> LocalDate.of(2030, 1, 31))::of,
                    new Assistants(assistants, 4, () -> databases(folder), REQUEST),
                    hearing);
            try (Workbench bench = Workbench.open(databases, REQUEST)) {
                List<MigrationResult> results =
                        run.on(bench).stream().map(MigrationLedger::result).toList();
                List<String> found = new ArrayList<>();
                for (MigrationResult result : results) {
                    found.add(result.migration().version() + " " + result.verdict() + " "
                            + result.checks().stream().map(CheckResult::check).toList());
                    result.findings().forEach(finding -> found.add(finding.rule() + " " + finding.message()));
                }
                return new Run(hearing.heard, found, run.touchesSharedObjects());
            }
        }

        private static PreparedDatabases databases(MigrationFolder folder) {
            return new PreparedDatabases(folder, SYSTEM, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    private static final class Hearing implements VerificationListener {

        private final Thread thread = Thread.currentThread();
        private final List<String> heard = new ArrayList<>();

        private void hear(String what) {
            assertThat(Thread.currentThread()).isSameAs(thread);
            heard.add(what);
        }

        @Override
        public void migrationStarted(Migration migration) {
            hear(migration.version());
        }

        @Override
        public void checkFinished(CheckResult result) {
            hear(result.migration().version() + " " + result.check());
        }
    }

    private Run same(MigrationFolder read) throws SQLException {
        return same(read, 0);
    }

    private static Run same(MigrationFolder read, int from) throws SQLException {
        Run together = Run.of(read, 1, from);
        assertThat(together).isEqualTo(Run.of(read, 0, from));
        return together;
    }

    @Test
    void several_say_what_one_says() throws SQLException {
        Run run = same(migrations().read());
        assertThat(Run.of(migrations().read(), 2, 0)).isEqualTo(run);

        assertThat(run.found())
                .hasSize(9)
                .allSatisfy(
                        said -> assertThat(said).matches("\\d+ OK \\[up, down, up again, chain down, chain up again]"));
        assertThat(run.heard())
                .startsWith("11", "11 up", "11 down", "11 up again", "12")
                .endsWith("33 chain up again");
    }

    @Test
    void several_say_the_same_from_a_later_migration_on() throws SQLException {
        assertThat(same(migrations().read(), 3).found()).hasSize(6);
    }

    @Test
    void a_step_that_fails_is_told_as_by_one_and_so_are_those_behind_it() throws SQLException {
        Run run = same(migrations()
                .pair("14_fails", "ALTER TABLE nowhere ADD COLUMN x int;", "SELECT 1;")
                .pair("15_trace", "CREATE TABLE left_over (id int);", "SELECT 1;")
                .pair("34_insert", "INSERT INTO t1 (id, password) VALUES ('secret', 'secret');", "SELECT 1;")
                .read());

        assertThat(String.join("\n", run.found()))
                .contains("14 UP_FAILS [up]")
                .contains("15 LEAVES_TRACE [up, down, up again]")
                .contains("34 UP_FAILS [up]")
                .doesNotContain("secret");
    }

    @Test
    void a_chain_that_does_not_close_is_told_as_by_one() throws SQLException {
        Run run = same(migrations()
                .pair(
                        "14_rows",
                        "CREATE TABLE a (id int);",
                        "DO $$ BEGIN IF EXISTS (SELECT FROM a) THEN RAISE 'rows'; END IF; END $$; DROP TABLE a;")
                .pair("34_row", "INSERT INTO a SELECT 1 WHERE NOT EXISTS (SELECT FROM a);", "SELECT 1;")
                .read());

        assertThat(run.found())
                .contains("14 DOWN_FAILS [up, down, up again, chain down]", "34 OK [up, down, up again, chain down]");
    }

    @Test
    void what_servers_share_is_left_to_one() throws SQLException {
        Run run = same(migrations()
                .pair("14_role", "CREATE ROLE parallel_reader;", "DROP ROLE parallel_reader;")
                .pair("34_grant", "GRANT SELECT ON t1 TO parallel_reader;", "REVOKE SELECT ON t1 FROM parallel_reader;")
                .read());

        assertThat(run.shared()).isTrue();
        assertThat(run.found()).hasSize(11).allSatisfy(said -> assertThat(said).contains(" OK [up, down, up again"));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "3, 2", "100, 99"})
    void the_configuration_says_how_many(String parallelism, int assistants) {
        assertThat(configured(parallelism).atMost()).isEqualTo(assistants);
    }

    @ParameterizedTest
    @CsvSource({"0", "many", "-1", "1.5"})
    void any_other_number_is_refused(String parallelism) {
        assertThatThrownBy(() -> configured(parallelism))
                .isInstanceOf(MigrationException.class)
                .hasMessage("schemaproof.parallelism: '" + parallelism
                        + "' is no number of servers to work on at a time, such as 1 or 4.");
    }

    private static Assistants configured(String parallelism) {
        return Assistants.configuredBy(
                Configuration.of(Map.of(ConfigurationParameters.PARALLELISM, parallelism)),
                () -> {
                    throw new IllegalStateException("nobody asks");
                },
                REQUEST);
    }
}
