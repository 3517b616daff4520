package io.schemaproof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.policy.HistoryFile;
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
    private HistoryFile accepted;

    @BeforeEach
    void write() {
        disk = new MigrationsOnDisk(root.resolve("m"));
        disk.pair("1_a", "CREATE TABLE a ();\n", "DROP TABLE a;").pair("2_b", "CREATE TABLE b ();\n", "DROP TABLE b;");
        accepted = HistoryFile.at(root.resolve("history.txt"));
    }

    private List<Finding> findings(History history) {
        return history.evaluate().findings().values().stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Finding> findings() {
        return findings(History.of(disk.read()).against(accepted));
    }

    @Test
    void what_is_as_it_was_accepted_passes_whatever_ends_its_lines() throws IOException {
        accepted.accept(disk.read());
        disk.file("1_a.up.sql", "CREATE TABLE a ();\r\n").file("2_b.down.sql", "DROP TABLE b; -- mended");

        HistoryReport report = History.of(disk.read()).against(accepted).evaluate();

        assertThat(report.findings())
                .hasSize(2)
                .allSatisfy((migration, found) -> assertThat(found).isEmpty());
        assertThat(report.since()).contains(accepted.toString());
    }

    @Test
    void an_edited_up_is_told_and_cannot_be_accepted_by_the_way() {
        accepted.accept(disk.read());
        disk.file("1_a.up.sql", "CREATE TABLE a (id int);");
        accepted.accept(disk.read());

        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("order.edited");
            assertThat(finding.message()).startsWith("The up is other than in " + accepted);
        });
    }

    @Test
    void what_is_new_must_come_behind_and_be_written_down() {
        accepted.accept(disk.read());
        disk.pair("0_x", "CREATE TABLE x ();", "DROP TABLE x;").pair("3_c", "CREATE TABLE c ();", "DROP TABLE c;");

        assertThat(findings())
                .extracting(Finding::rule)
                .containsExactly("order.behind", "order.not-recorded", "order.not-recorded");
        assertThat(findings().get(2).message())
                .isEqualTo(accepted
                        + " does not hold it, so that nobody would notice if it were edited after it was applied.");

        accepted.accept(disk.read());
        assertThat(findings()).isEmpty();
    }

    @Test
    void what_is_gone_is_told_and_another_name_of_the_same_is_not() throws IOException {
        accepted.accept(disk.read());
        Files.move(root.resolve("m/2_b.up.sql"), root.resolve("m/2_better_name.up.sql"));
        Files.move(root.resolve("m/2_b.down.sql"), root.resolve("m/2_better_name.down.sql"));
        assertThat(findings()).isEmpty();

        Files.writeString(root.resolve("m/2_better_name.up.sql"), "CREATE TABLE bb ();");
        assertThat(findings()).extracting(Finding::rule).containsExactly("order.edited");

        Files.delete(root.resolve("m/2_better_name.up.sql"));
        Files.delete(root.resolve("m/2_better_name.down.sql"));
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("order.missing");
            assertThat(finding.message()).startsWith("The up 2_b.up.sql, which " + accepted + " has, is gone.");
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
        accepted.accept(disk.read());
        disk.file(
                "1_a.up.sql",
                "-- schemaproof:allow order.edited until 2030-01-31 because nobody has applied it\nSELECT 1;");
        Configuration then = Configuration.of(Map.of("schemaproof.today", "2030-01-31"));

        assertThat(findings(History.of(disk.read()).against(accepted).configuredBy(then)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.NOTE);
                    assertThat(finding.rule()).isEqualTo("waiver.used");
                });
    }

    @Test
    void a_file_that_is_not_there_or_is_none_is_refused() throws IOException {
        assertThatThrownBy(this::findings)
                .isInstanceOf(MigrationException.class)
                .hasMessage("There is no " + accepted + ", so nobody knows what was accepted. Run once with"
                        + " -Dschemaproof.history.accept=true to write down what is there today, and commit the file.");

        Files.writeString(root.resolve("history.txt"), "# mine\n1 abc 1_a.up.sql\n");
        assertThatThrownBy(this::findings)
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith(accepted + ":2: this is no line 'VERSION SHA-256 FILE'.");
    }
}
