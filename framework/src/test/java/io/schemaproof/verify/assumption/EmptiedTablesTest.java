package io.schemaproof.verify.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes after an up that fails on any row: it was deployed where there were none. */
class EmptiedTablesTest {

    private static List<MigrationResult> results = List.of();

    @BeforeAll
    static void verify(@TempDir Path folder) {
        results = new Preserved(folder)
                .step(
                        "tables",
                        "CREATE TABLE kinds (id int PRIMARY KEY, label text NOT NULL DEFAULT 'none');"
                                + " CREATE TABLE items (id int PRIMARY KEY, kind int NOT NULL REFERENCES kinds); CREATE TABLE full_ones (id int PRIMARY KEY);",
                        "DROP TABLE full_ones, items, kinds;")
                .step("required", "ALTER TABLE kinds ADD name text NOT NULL;", "ALTER TABLE kinds DROP name;")
                .step(
                        "builds_on_it",
                        "CREATE INDEX by_name ON kinds (name); UPDATE kinds SET name = upper(name);",
                        "DROP INDEX by_name;")
                .step(
                        "renamed",
                        "ALTER TABLE items RENAME TO things; ALTER TABLE things ADD size int NOT NULL;",
                        "ALTER TABLE things DROP size; ALTER TABLE things RENAME TO items;")
                .step(
                        "builds_on_that",
                        "ALTER TABLE things ADD CHECK (size IS NOT NULL);",
                        "ALTER TABLE things DROP CONSTRAINT things_size_check;")
                .step(
                        "said_by_itself",
                        "CREATE TABLE later (id int PRIMARY KEY);"
                                + " DO $$ BEGIN IF EXISTS (SELECT FROM full_ones) THEN RAISE EXCEPTION 'not empty'; END IF; END $$;"
                                + " ALTER TABLE full_ones ADD note text;",
                        "ALTER TABLE full_ones DROP note; DROP TABLE later;")
                .step(
                        "a_consequence",
                        "ALTER TABLE kinds ADD note int NOT NULL; DROP TABLE kinds CASCADE;",
                        "CREATE TABLE kinds (id int PRIMARY KEY);")
                .resultsOn(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "renamed"})
    void it_fails_on_any_row_itself(String step) {
        assertThat(Preserved.named(results, step).verdict()).isEqualTo(MigrationVerdict.UP_FAILS);
        assertThat(Preserved.findings(results, step, DataRule.UP_FAILS))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.remedy())
                                .isEqualTo(
                                        "No row has a value for a column that is new: give it a DEFAULT, or add it without NOT NULL, fill it, and set NOT NULL behind that."));
    }

    @Test
    void what_builds_on_it_meets_all_of_it_and_rows() {
        assertThat(Preserved.findings(results, "builds_on_it", DataRule.LOSES_DATA))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .contains(" of 40 rows of public.kinds have another value in name."));
        assertThat(Preserved.named(results, "builds_on_that").findings()).isEmpty();
    }

    @Test
    void where_no_table_is_said_the_later_ones_may_fail_in_consequence() {
        assertThat(Preserved.findings(results, "said_by_itself", DataRule.UP_FAILS))
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains("not empty");
        assertThat(Preserved.findings(results, "a_consequence", DataRule.UP_FAILS))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .contains("Earlier migrations failed too (6); this may be a consequence."));
    }
}
