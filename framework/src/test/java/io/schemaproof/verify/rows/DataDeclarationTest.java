package io.schemaproof.verify.rows;

import static io.schemaproof.verify.Preserved.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Losses that somebody declares, and what is not accepted as a declaration. */
class DataDeclarationTest {

    @TempDir
    private Path folder;

    private Preserved notes() {
        return new Preserved(folder)
                .step("CREATE TABLE notes (id int PRIMARY KEY, body text, mood text);", "DROP TABLE notes;")
                .seed("2.sql", "INSERT INTO notes VALUES (1, 'a', 'x'), (2, 'b', 'y');");
    }

    private MigrationResult dropMood(String comment) {
        return notes().step(
                        "ALTER TABLE notes DROP COLUMN mood;", comment + "\nALTER TABLE notes ADD COLUMN mood text;")
                .last();
    }

    @Test
    void a_declared_loss_is_accepted_and_noted() {
        MigrationResult result = dropMood("\n-- schemaproof:lossy notes.mood because nobody reads it");

        Finding finding = only(result, DataRule.DECLARED_LOSS);
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(result.findings()).hasSize(1);
        assertThat(finding.message())
                .isEqualTo("Lost on purpose, public.notes.mood: values in 2 rows. The reason: nobody reads it");
        assertThat(finding.object()).contains("public.notes.mood");
        assertThat(finding.file()).contains("2_m.down.sql");
        assertThat(finding.line()).isEqualTo(2);
    }

    @Test
    void a_whole_table_may_be_declared_in_the_up() {
        MigrationResult result = notes().step(
                        "-- schemaproof:lossy public.notes because it is a cache\nDELETE FROM notes WHERE id = 1; UPDATE notes SET body = '';",
                        "SELECT 1;")
                .last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(only(result, DataRule.DECLARED_LOSS).message())
                .startsWith("Lost on purpose, public.notes: 1 of 2 rows gone, values of body in 1 row.");
    }

    @Test
    void a_declaration_covers_no_other_column() {
        MigrationResult result = notes().step(
                        "-- schemaproof:lossy notes.mood because nobody reads it\nUPDATE notes SET mood = '', body = '';",
                        "SELECT 1;")
                .last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(result, DataRule.LOSES_DATA).object()).contains("public.notes.body");
        assertThat(only(result, DataRule.DECLARED_LOSS).object()).contains("public.notes.mood");
    }

    @Test
    void a_column_may_be_declared_without_a_key_and_covers_no_swapped_values() {
        Preserved log = new Preserved(folder)
                .step("CREATE TABLE log (a int, b int, c text);", "DROP TABLE log;")
                .seed("2.sql", "INSERT INTO log VALUES (1, 1, 'x'), (2, 2, 'y');")
                .step("-- schemaproof:lossy log.b because x\nUPDATE log SET b = 0;", "SELECT 1;")
                .step("-- schemaproof:lossy log.b because x\nUPDATE log SET b = 7, a = 3 - a;", "SELECT 1;");

        assertThat(log.results())
                .extracting(MigrationResult::verdict)
                .containsExactly(MigrationVerdict.OK, MigrationVerdict.OK, MigrationVerdict.LOSES_DATA);
    }

    @Test
    void a_key_may_be_declared_and_the_other_columns_are_compared_without_it() {
        List<MigrationResult> results = notes().step(
                        "-- schemaproof:lossy notes.id because ids are new each time\nUPDATE notes SET id = id + 100;",
                        "SELECT 1;")
                .step(
                        "-- schemaproof:lossy notes.id because ids are new each time\n"
                                + "UPDATE notes SET id = id + 100; UPDATE notes SET body = 'c' WHERE body = 'b';",
                        "SELECT 1;")
                .results();

        assertThat(results.get(1).verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(results.get(1).findings()).hasSize(1);
        assertThat(only(results.get(1), DataRule.DECLARED_LOSS).message())
                .isEqualTo("Lost on purpose, public.notes.id: some of its values. The reason: ids are new each time");
        assertThat(results.get(2).verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(results.get(2), DataRule.LOSES_DATA).message()).contains("1 of 2 rows of public.notes");
    }

    @Test
    void rows_that_go_do_not_use_the_declaration_of_a_column() {
        MigrationResult result = notes().step(
                        "-- schemaproof:lossy notes.mood because nobody reads it\nDELETE FROM notes WHERE id = 2;",
                        "SELECT 1;")
                .last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        only(result, DataRule.DECLARATION_UNUSED);
    }

    @Test
    void a_declaration_without_a_reason_counts_for_nothing() {
        MigrationResult result = dropMood("-- schemaproof:lossy notes.mood");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(result, DataRule.DECLARATION_INVALID).message())
                .isEqualTo("The declared loss of 'notes.mood' gives no reason and counts for nothing.");
        only(result, DataRule.LOSES_DATA);
    }

    @Test
    void a_declaration_of_what_is_not_there_is_a_warning() {
        MigrationResult result = dropMood("-- schemaproof:lossy notes.moood because nobody reads it");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(result, DataRule.DECLARATION_INVALID).message())
                .isEqualTo(
                        "A loss is declared of 'notes.moood', and before this migration there is no such table or column.");
    }

    @Test
    void a_declaration_of_what_the_up_makes_is_a_warning() {
        MigrationResult result = notes().step(
                        "ALTER TABLE notes ADD COLUMN tag text;",
                        "-- schemaproof:lossy notes.tag because it is new\nALTER TABLE notes DROP COLUMN tag;")
                .last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(only(result, DataRule.DECLARATION_INVALID).message()).contains("'notes.tag', which the up makes");
    }

    @Test
    void an_unused_declaration_is_a_warning() {
        MigrationResult result = notes().step(
                        "-- schemaproof:lossy notes.body because it is short\nALTER TABLE notes ALTER COLUMN body TYPE varchar(9);",
                        "ALTER TABLE notes ALTER COLUMN body TYPE text;")
                .last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(only(result, DataRule.DECLARATION_UNUSED).message())
                .isEqualTo("A loss is declared of 'notes.body', and nothing of it was lost.");
    }
}
