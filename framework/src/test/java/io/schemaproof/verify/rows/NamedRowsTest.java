package io.schemaproof.verify.rows;

import static io.schemaproof.verify.Preserved.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The row that a migration names is there, whatever it is called, and whoever has put it in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamedRowsTest {

    private List<MigrationResult> results;

    @BeforeAll
    void verify(@TempDir Path folder) {
        Preserved migrations = new Preserved(folder)
                .step(
                        "tables",
                        "CREATE TABLE events (id int PRIMARY KEY, author int, note text);"
                                + " CREATE TABLE stages (name text PRIMARY KEY, place int NOT NULL, colour text NOT NULL);"
                                + " INSERT INTO stages VALUES ('test', 1, 'red'), ('live', 2, 'red');",
                        "DROP TABLE stages, events;")
                .step("below_nothing", "UPDATE events SET author = NULL WHERE author = -1;", "SELECT 1;")
                .step(
                        "below_nothing_and_back",
                        "UPDATE events SET author = -1337, note = 'was -2' WHERE author=-2 AND note = 'system';",
                        "UPDATE events SET author = -2, note = 'system' WHERE author = -1337 AND note = 'was -2';")
                .step(
                        "put_in_before",
                        "UPDATE stages SET place = 100 WHERE name = 'test' AND place = 9999;",
                        "UPDATE stages SET place = 0 WHERE name = 'test' AND place = 100;")
                .step(
                        "put_in_before_and_back",
                        "UPDATE stages SET colour = 'green #7' WHERE name = 'live' AND colour = 'no colour';",
                        "UPDATE stages SET colour = 'no colour' WHERE name = 'live' AND colour = 'green #7';");
        results = RoundTrip.of(migrations.migrations())
                .withRows(GeneratedRowSource.of(40))
                .evaluate()
                .migrations();
    }

    private MigrationResult of(String name) {
        return Preserved.named(results, name);
    }

    @Test
    void a_number_may_have_a_sign() {
        assertThat(of("below_nothing").verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(of("below_nothing"), DataRule.LOSES_DATA).message())
                .startsWith("After up and down 1 of 40 rows of public.events have another value in author.\n")
                .contains("author '-1' -> NULL");
        assertThat(of("below_nothing_and_back").verdict()).isEqualTo(MigrationVerdict.OK);
    }

    @Test
    void a_row_that_an_earlier_migration_put_in_is_the_one_that_is_named() {
        assertThat(of("put_in_before").verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(of("put_in_before"), DataRule.LOSES_DATA).message())
                .contains("name='test': place '9999' -> '0'");
        assertThat(of("put_in_before_and_back").verdict()).isEqualTo(MigrationVerdict.OK);
    }

    @Test
    void a_minus_between_two_values_is_no_sign() {
        assertThat(RowConditions.of("DELETE FROM t WHERE a = -1.5 AND b BETWEEN -3 AND -2 AND c IN (-4, 5) AND d = e -1")
                        .conditions()
                        .get(0)
                        .where())
                .containsOnly(
                        entry("a", Optional.of("-1.5")),
                        entry("b", Optional.of("-3")),
                        entry("c", Optional.of("-4")));
    }
}
