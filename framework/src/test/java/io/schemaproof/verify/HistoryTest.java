package io.schemaproof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.policy.HistoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    @TempDir
    private Path root;

    private MigrationsOnDisk disk;

    @BeforeEach
    void write() {
        disk = new MigrationsOnDisk(root);
        disk.pair("1_a", "CREATE TABLE a ();\n", "DROP TABLE a;").pair("2_b", "CREATE TABLE b ();\n", "DROP TABLE b;");
    }

    private void lock() {
        MigrationFolder folder = disk.read();
        HistoryLock.of(folder, folder.migrations().size()).write();
    }

    private List<Finding> findings(History history) {
        return history.evaluate().findings().values().stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Finding> findings() {
        return findings(History.of(disk.read()));
    }

    @Test
    void what_is_as_it_was_locked_passes_whatever_ends_its_lines() {
        lock();
        disk.file("1_a.up.sql", "CREATE TABLE a ();\r\n").file("2_b.down.sql", "DROP TABLE b; -- mended");

        HistoryReport report = History.of(disk.read()).recorded().evaluate();

        assertThat(report.findings())
                .hasSize(2)
                .allSatisfy((migration, found) -> assertThat(found).isEmpty());
        assertThat(report.since()).contains("schemaproof.lock");
    }

    @Test
    void an_edited_up_is_told() {
        lock();
        disk.file("1_a.up.sql", "CREATE TABLE a (id int);");

        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("order.edited");
            assertThat(finding.message()).startsWith("The up is other than in schemaproof.lock.");
        });
    }

    @Test
    void what_is_new_must_come_behind_and_be_recorded_where_that_is_asked_for() {
        lock();
        disk.pair("0_x", "CREATE TABLE x ();", "DROP TABLE x;")
                .pair("3_c", "CREATE TABLE c ();", "DROP TABLE c;")
                .pair("4_d", "CREATE TABLE d ();", "DROP TABLE d;");

        assertThat(findings()).extracting(Finding::rule).containsExactly("order.behind");
        List<Finding> recorded = findings(History.of(disk.read()).recorded().to("3"));
        assertThat(recorded)
                .extracting(Finding::rule)
                .containsExactly("order.behind", "order.not-recorded", "order.not-recorded");
        assertThat(recorded.get(2)).satisfies(finding -> {
            assertThat(finding.message())
                    .isEqualTo(
                            "schemaproof.lock does not hold it, so that nobody would notice if it were edited after it"
                                    + " was applied.");
            assertThat(finding.remedy())
                    .contains(
                            "Run './schemaproof lock DIR' on the folder in the sources, and commit schemaproof.lock with it.");
        });

        lock();
        assertThat(findings(History.of(disk.read()).recorded())).isEmpty();
    }

    @Test
    void repeatable_migrations_need_not_be_recorded() {
        MigrationsOnDisk flyway = new MigrationsOnDisk(root.resolve("flyway"));
        flyway.file("V1__a.sql", "CREATE TABLE a ();");
        HistoryLock.of(flyway.read(), 1).write();
        flyway.file("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one;");

        assertThat(findings(History.of(flyway.read()).recorded())).isEmpty();
    }

    @Test
    void what_is_gone_is_told_and_another_name_of_the_same_is_not() throws IOException {
        lock();
        Files.move(root.resolve("2_b.up.sql"), root.resolve("2_better_name.up.sql"));
        Files.move(root.resolve("2_b.down.sql"), root.resolve("2_better_name.down.sql"));
        assertThat(findings(History.of(disk.read()).recorded())).isEmpty();

        Files.delete(root.resolve("2_better_name.up.sql"));
        Files.delete(root.resolve("2_better_name.down.sql"));
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("order.missing");
            assertThat(finding.message()).startsWith("The up 2_b.up.sql, which schemaproof.lock has, is gone.");
        });
    }

    @Test
    void another_order_is_told_of_the_first_that_is_looked_at() {
        MigrationsOnDisk listed = new MigrationsOnDisk(root.resolve("listed"));
        listed.file("a.sql", "CREATE TABLE a ();")
                .file("b.sql", "CREATE TABLE b ();")
                .file("c.sql", "CREATE TABLE c ();")
                .file("schemaproof.list", "a.sql\nb.sql\nc.sql\n");
        HistoryLock.of(listed.read(), 3).write();
        listed.file("schemaproof.list", "a.sql\nc.sql\nb.sql\n");

        HistoryReport report = History.of(listed.read()).evaluate();

        assertThat(report.findings().entrySet().stream()
                        .filter(entry -> !entry.getValue().isEmpty()))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.getKey().up().path()).isEqualTo("c.sql");
                    assertThat(entry.getValue()).singleElement().satisfies(finding -> {
                        assertThat(finding.rule()).isEqualTo("order.moved");
                        assertThat(finding.message())
                                .startsWith("It stands at another place of the history than in schemaproof.lock.");
                    });
                });
    }

    @Test
    void without_anything_to_compare_with_only_numbers_are_looked_at() {
        disk.pair("3_c", "SELECT 1;", "SELECT 1;")
                .pair("4_d", "SELECT 1;", "SELECT 1;")
                .pair("6_f", "SELECT 1;", "SELECT 1;")
                .file("notes.sql", "-- by hand");

        HistoryReport report = History.of(disk.read()).evaluate();

        assertThat(report.since()).isEmpty();
        assertThat(report.ignored())
                .singleElement()
                .satisfies(file -> assertThat(file.path()).isEqualTo("notes.sql"));
        assertThat(findings(History.of(disk.read()))).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("order.gap");
            assertThat(finding.message()).startsWith("There is nothing between 4 and 6, and all others count by one.");
        });
        assertThat(findings(History.of(disk.read()).to("4"))).isEmpty();
    }

    @Test
    void a_waiver_counts() {
        lock();
        disk.file(
                "1_a.up.sql",
                "-- schemaproof:allow order.edited until 2030-01-31 because nobody has applied it\nSELECT 1;");
        Configuration then = Configuration.of(Map.of("schemaproof.today", "2030-01-31"));

        assertThat(findings(History.of(disk.read()).configuredBy(then)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.NOTE);
                    assertThat(finding.rule()).isEqualTo("waiver.used");
                });
    }

    @Test
    void a_lock_that_is_demanded_and_not_there_or_is_none_is_refused() throws IOException {
        assertThat(findings()).isEmpty();
        assertThatThrownBy(() -> History.of(disk.read()).recorded().evaluate())
                .isInstanceOf(MigrationException.class)
                .hasMessage("There is no " + root.resolve("schemaproof.lock")
                        + ", so nobody knows what was applied. Run './schemaproof lock DIR' on the folder in the"
                        + " sources, and commit it.");

        Files.writeString(root.resolve("schemaproof.lock"), "# mine\n1 abc 1_a.up.sql\n");
        assertThatThrownBy(this::findings)
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith(root.resolve("schemaproof.lock") + " line 2 is no checksum");
    }
}
