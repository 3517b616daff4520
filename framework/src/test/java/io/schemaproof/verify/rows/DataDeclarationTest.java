package io.schemaproof.verify.rows;

import static io.schemaproof.verify.Preserved.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Losses that somebody declares, and what is not accepted as a declaration. */
class DataDeclarationTest {

    /** Migrations by name, each on notes of its own: one verification says of all what one of each would say. */
    private static List<MigrationResult> results = List.of();

    @BeforeAll
    static void verify(@TempDir Path root) {
        results = new Notes()
                .dropMood("accepted", "\n-- schemaproof:lossy notes_accepted.mood because nobody reads it")
                .step(
                        "table",
                        "-- schemaproof:lossy public.notes_table because it is a cache\n"
                                + "DELETE FROM notes_table WHERE id = 1; UPDATE notes_table SET body = '';",
                        "SELECT 1;")
                .step(
                        "other",
                        "-- schemaproof:lossy notes_other.mood because nobody reads it\nUPDATE notes_other SET mood = '', body = '';",
                        "SELECT 1;")
                .step(
                        "key",
                        "-- schemaproof:lossy notes_key.id because ids are new each time\nUPDATE notes_key SET id = id + 100;",
                        "SELECT 1;")
                .step(
                        "more",
                        "-- schemaproof:lossy notes_more.id because ids are new each time\n"
                                + "UPDATE notes_more SET id = id + 100; UPDATE notes_more SET body = 'c' WHERE body = 'b';",
                        "SELECT 1;")
                .step(
                        "gone",
                        "-- schemaproof:lossy notes_gone.mood because nobody reads it\nDELETE FROM notes_gone WHERE id = 2;",
                        "SELECT 1;")
                .dropMood("reason", "-- schemaproof:lossy notes_reason.mood")
                .dropMood("missing", "-- schemaproof:lossy notes_missing.moood because nobody reads it")
                .step(
                        "new",
                        "ALTER TABLE notes_new ADD COLUMN tag text;",
                        "-- schemaproof:lossy notes_new.tag because it is new\nALTER TABLE notes_new DROP COLUMN tag;")
                .step(
                        "unused",
                        "-- schemaproof:lossy notes_unused.body because it is short\n"
                                + "ALTER TABLE notes_unused ALTER COLUMN body TYPE varchar(9);",
                        "ALTER TABLE notes_unused ALTER COLUMN body TYPE text;")
                .evaluate(root);
    }

    /** Migrations on tables of notes, which the first one makes and a seed fills. */
    private static final class Notes {

        private final List<String[]> steps = new ArrayList<>();

        Notes step(String name, String up, String down) {
            steps.add(new String[] {name, up, down});
            return this;
        }

        Notes dropMood(String name, String comment) {
            return step(
                    name,
                    "ALTER TABLE notes_" + name + " DROP COLUMN mood;",
                    comment + "\nALTER TABLE notes_" + name + " ADD COLUMN mood text;");
        }

        List<MigrationResult> evaluate(Path root) {
            Preserved project = new Preserved(root)
                    .step(
                            each("CREATE TABLE notes_%s (id int PRIMARY KEY, body text, mood text);\n"),
                            each("DROP TABLE notes_%s;\n"))
                    .seed("2.sql", each("INSERT INTO notes_%s VALUES (1, 'a', 'x'), (2, 'b', 'y');\n"));
            steps.forEach(step -> project.step(step[0], step[1], step[2]));
            return project.results();
        }

        private String each(String sql) {
            return steps.stream().map(step -> sql.replace("%s", step[0])).collect(Collectors.joining());
        }
    }

    private static MigrationResult result(String name) {
        return Preserved.named(results, name);
    }

    @Test
    void a_declared_loss_is_accepted_and_noted() {
        MigrationResult result = result("accepted");

        Finding finding = only(result, DataRule.DECLARED_LOSS);
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(result.findings()).hasSize(1);
        assertThat(finding.message())
                .isEqualTo(
                        "Lost on purpose, public.notes_accepted.mood: values in 2 rows. The reason: nobody reads it");
        assertThat(finding.object()).contains("public.notes_accepted.mood");
        assertThat(finding.file()).contains("2_accepted.down.sql");
        assertThat(finding.line()).isEqualTo(2);
    }

    @Test
    void a_whole_table_may_be_declared_in_the_up() {
        MigrationResult result = result("table");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(only(result, DataRule.DECLARED_LOSS).message())
                .startsWith("Lost on purpose, public.notes_table: 1 of 2 rows gone, values of body in 1 row.");
    }

    @Test
    void a_declaration_covers_no_other_column() {
        MigrationResult result = result("other");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(result, DataRule.LOSES_DATA).object()).contains("public.notes_other.body");
        assertThat(only(result, DataRule.DECLARED_LOSS).object()).contains("public.notes_other.mood");
    }

    @Test
    void a_column_may_be_declared_without_a_key_and_covers_no_swapped_values(@TempDir Path folder) {
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
        MigrationResult key = result("key");
        MigrationResult more = result("more");

        assertThat(key.verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(key.findings()).hasSize(1);
        assertThat(only(key, DataRule.DECLARED_LOSS).message())
                .isEqualTo(
                        "Lost on purpose, public.notes_key.id: some of its values. The reason: ids are new each time");
        assertThat(more.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(more, DataRule.LOSES_DATA).message()).contains("1 of 2 rows of public.notes_more");
    }

    @Test
    void rows_that_go_do_not_use_the_declaration_of_a_column() {
        MigrationResult result = result("gone");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        only(result, DataRule.DECLARATION_UNUSED);
    }

    @Test
    void a_declaration_without_a_reason_counts_for_nothing() {
        MigrationResult result = result("reason");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(result, DataRule.DECLARATION_INVALID).message())
                .isEqualTo("The declared loss of 'notes_reason.mood' gives no reason and counts for nothing.");
        only(result, DataRule.LOSES_DATA);
    }

    @Test
    void a_declaration_of_what_is_not_there_is_a_warning() {
        MigrationResult result = result("missing");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(result, DataRule.DECLARATION_INVALID).message())
                .isEqualTo(
                        "A loss is declared of 'notes_missing.moood', and before this migration there is no such table or column.");
    }

    @Test
    void a_declaration_of_what_the_up_makes_is_a_warning() {
        MigrationResult result = result("new");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(only(result, DataRule.DECLARATION_INVALID).message())
                .contains("'notes_new.tag', which the up makes");
    }

    @Test
    void an_unused_declaration_is_a_warning() {
        MigrationResult result = result("unused");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(only(result, DataRule.DECLARATION_UNUSED).message())
                .isEqualTo("A loss is declared of 'notes_unused.body', and nothing of it was lost.");
    }
}
