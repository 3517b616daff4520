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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A column that comes back with other numbers is lost, although made-up rows, which have no gaps, get those that they had. */
class NumbersGivenAnewTest {

    private static final String AWAY = "ALTER TABLE %1$s ADD uid uuid NOT NULL DEFAULT gen_random_uuid();\n"
            + "ALTER TABLE %1$s DROP CONSTRAINT %1$s_pkey;\nALTER TABLE %1$s ADD PRIMARY KEY (uid);\n"
            + "ALTER TABLE %1$s DROP id;\n";

    private static final String ANEW =
            "ALTER TABLE %1$s ADD id bigserial;\nALTER TABLE %1$s DROP CONSTRAINT %1$s_pkey;\n"
                    + "ALTER TABLE %1$s ADD PRIMARY KEY (id);\nALTER TABLE %1$s DROP uid;\n";

    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void verify() {
        Preserved project = new Preserved(folder)
                .step(
                        "tables",
                        "CREATE TABLE moves (id bigserial PRIMARY KEY, note text); CREATE TABLE kept (id bigserial PRIMARY KEY, note text);"
                                + " CREATE TABLE meant (id bigserial PRIMARY KEY, note text);"
                                + " CREATE TABLE always (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text);"
                                + " CREATE TABLE items (id serial PRIMARY KEY, position int NOT NULL UNIQUE, number bigserial);"
                                + " CREATE TABLE sums (id serial PRIMARY KEY, a smallint, b smallint, total int);"
                                + " CREATE FUNCTION sum_up() RETURNS trigger LANGUAGE plpgsql AS"
                                + " $$ BEGIN NEW.total := NEW.a + NEW.b; RETURN NEW; END $$;"
                                + " CREATE TRIGGER sum_up BEFORE INSERT ON sums FOR EACH ROW EXECUTE FUNCTION sum_up();",
                        "DROP TABLE moves, kept, meant, always, items, sums; DROP FUNCTION sum_up();")
                .step("anew", AWAY.formatted("moves"), ANEW.formatted("moves"))
                .step(
                        "always",
                        AWAY.formatted("always"),
                        ANEW.formatted("always").replace("bigserial", "bigint GENERATED ALWAYS AS IDENTITY"))
                .step(
                        "positions",
                        "ALTER TABLE items DROP position, DROP number;",
                        "ALTER TABLE items ADD position int, ADD number bigserial;\n"
                                + "UPDATE items i SET position = n FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM items) s"
                                + " WHERE s.id = i.id;\nALTER TABLE items ALTER position SET NOT NULL, ADD UNIQUE (position);")
                .step(
                        "derived",
                        "DROP TRIGGER sum_up ON sums;\nALTER TABLE sums DROP total;",
                        "ALTER TABLE sums ADD total int;\nUPDATE sums SET total = a + b;\n"
                                + "CREATE TRIGGER sum_up BEFORE INSERT ON sums FOR EACH ROW EXECUTE FUNCTION sum_up();")
                .step(
                        "as_it_was",
                        "CREATE TABLE kept_ids AS SELECT id, note FROM kept;\nALTER TABLE kept ADD old bigint;\n"
                                + "UPDATE kept SET old = id;\n" + AWAY.formatted("kept"),
                        "ALTER TABLE kept ADD id bigserial;\nUPDATE kept SET id = old;\n"
                                + "ALTER TABLE kept DROP CONSTRAINT kept_pkey;\nALTER TABLE kept ADD PRIMARY KEY (id);\n"
                                + "ALTER TABLE kept DROP uid, DROP old;\nDROP TABLE kept_ids;\n"
                                + "SELECT setval('kept_id_seq', (SELECT max(id) FROM kept));")
                .step(
                        "on_purpose",
                        AWAY.formatted("meant"),
                        "-- schemaproof:lossy meant.id because nobody knows these numbers\n" + ANEW.formatted("meant"));
        results = project.resultsOn(30);
    }

    @Test
    void numbers_that_another_order_or_a_gap_would_change_are_lost() {
        MigrationResult result = Preserved.named(results, "anew");

        Finding finding = only(result, DataRule.LOSES_DATA);
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(finding.message())
                .isEqualTo(
                        "After up and down the rows of public.moves do not have the numbers in id that they had: one had 30,"
                                + " and none has it now.\nMade-up rows may have theirs, but only since those have no gaps. Production's"
                                + " have, and what refers to a row by its number then means another.\nOn production what was there is"
                                + " gone for good: a down runs in an emergency, and a backup is older than the newest rows.");
        assertThat(finding.remedy()).contains("-- schemaproof:lossy public.moves.id because …");
        assertThat(finding.object()).contains("public.moves.id");
        assertThat(finding.file().orElseThrow()).endsWith("anew.down.sql");
    }

    @Test
    void numbers_that_nobody_may_write_count_too() {
        assertThat(only(Preserved.named(results, "always"), DataRule.LOSES_DATA).message())
                .startsWith(
                        "After up and down the rows of public.always do not have the numbers in id that they had: one had 30,");
    }

    @Test
    void positions_and_numbers_beside_the_key_count_too() {
        MigrationResult result = Preserved.named(results, "positions");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(result.findings())
                .filteredOn(finding -> finding.rule().equals(DataRule.LOSES_DATA.id()))
                .extracting(finding -> finding.object().orElseThrow())
                .containsExactlyInAnyOrder("public.items.position", "public.items.number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"as_it_was", "derived"})
    void numbers_that_are_kept_or_follow_from_others_are_there(String step) {
        MigrationResult result = Preserved.named(results, step);

        assertThat(result.findings()).noneMatch(finding -> finding.rule().equals(DataRule.LOSES_DATA.id()));
        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
    }

    @Test
    void numbers_that_may_be_others_are_a_note() {
        MigrationResult result = Preserved.named(results, "on_purpose");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(only(result, DataRule.DECLARED_LOSS).message())
                .isEqualTo("Lost on purpose, public.meant.id: the numbers of rows, which get others. The reason:"
                        + " nobody knows these numbers");
        assertThat(result.findings()).noneMatch(finding -> finding.rule().equals(DataRule.DECLARATION_UNUSED.id()));
    }
}
