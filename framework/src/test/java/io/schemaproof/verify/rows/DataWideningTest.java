package io.schemaproof.verify.rows;

import static io.schemaproof.verify.Preserved.named;
import static io.schemaproof.verify.Preserved.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of values that are written into rows of before once the up has made them possible. One verification for all. */
class DataWideningTest {

    @TempDir
    private static Path folder;

    private static List<MigrationResult> results;

    @BeforeAll
    static void verify() {
        Preserved project = new Preserved(folder)
                .step(
                        "tables",
                        """
                        CREATE TYPE mood AS ENUM ('sad', 'ok');
                        CREATE TABLE cut (id int PRIMARY KEY, name varchar(10));
                        CREATE TABLE refused (id int PRIMARY KEY, name varchar(10));
                        CREATE TABLE numbers (id int PRIMARY KEY, n int);
                        CREATE TABLE prices (a int, b int, price numeric(6,2), PRIMARY KEY (a, b));
                        CREATE TABLE deleted (id int PRIMARY KEY, name text NOT NULL);
                        CREATE TYPE sort AS ENUM ('a', 'b');
                        CREATE TABLE sorted (id int PRIMARY KEY, s sort);
                        CREATE TABLE days (id int PRIMARY KEY, day date);
                        CREATE TABLE lists (id int PRIMARY KEY, tag text);
                        CREATE TABLE joined (id int PRIMARY KEY, tag text NOT NULL CHECK (tag IN ('a', 'b')));
                        CREATE TABLE empties (id int PRIMARY KEY, note text NOT NULL);
                        CREATE TABLE moods (id int PRIMARY KEY, m mood NOT NULL);
                        CREATE TABLE secrets (id int PRIMARY KEY, token varchar(5));
                        CREATE TABLE limited (id int PRIMARY KEY, code varchar(3) CHECK (length(code) <= 3));
                        CREATE TABLE flags (id int PRIMARY KEY, active boolean NOT NULL, kind boolean, opens time, state text CHECK (state IN ('new', 'old')));
                        CREATE TABLE keyless (code varchar(3));
                        CREATE TABLE keys (code varchar(3) PRIMARY KEY);
                        """,
                        "DROP TABLE sorted, deleted, cut, refused, numbers, prices, days, lists, joined, empties, moods, secrets, limited, flags, keyless, keys;"
                                + " DROP TYPE sort, mood;")
                .step(
                        "cut",
                        "ALTER TABLE cut ALTER name TYPE varchar(100);",
                        "ALTER TABLE cut ALTER name TYPE varchar(10) USING left(name, 10);")
                .step(
                        "refused",
                        "ALTER TABLE refused ALTER name TYPE text;",
                        "ALTER TABLE refused ALTER name TYPE varchar(10);")
                .step(
                        "numbers",
                        "ALTER TABLE numbers ALTER n TYPE bigint;",
                        "ALTER TABLE numbers ALTER n TYPE int USING CASE WHEN n > 2147483647 THEN 2147483647 ELSE n END;")
                .step(
                        "prices",
                        "ALTER TABLE prices ALTER price TYPE numeric(8,4);",
                        "ALTER TABLE prices ALTER price TYPE numeric(6,2);")
                .step(
                        "deleted",
                        "ALTER TABLE deleted ALTER name DROP NOT NULL;",
                        "DELETE FROM deleted WHERE name IS NULL; ALTER TABLE deleted ALTER name SET NOT NULL;")
                .step(
                        "new_kinds",
                        "ALTER TABLE deleted ADD COLUMN kind text NOT NULL DEFAULT 'x';",
                        "DELETE FROM deleted WHERE kind <> 'x'; ALTER TABLE deleted DROP COLUMN kind;")
                .step(
                        "deleted_as_meant",
                        "-- schemaproof:lossy deleted because nobody needs them\nALTER TABLE deleted ALTER name DROP NOT NULL;",
                        "DELETE FROM deleted WHERE name IS NULL; ALTER TABLE deleted ALTER name SET NOT NULL;")
                .step(
                        "deleted_with_label",
                        "ALTER TYPE sort ADD VALUE 'c';",
                        "DELETE FROM sorted WHERE s = 'c'; ALTER TYPE sort RENAME TO former; CREATE TYPE sort AS ENUM ('a', 'b');"
                                + " ALTER TABLE sorted ALTER s TYPE sort USING s::text::sort; DROP TYPE former;")
                .step("days", "ALTER TABLE days ALTER day TYPE timestamp;", "ALTER TABLE days ALTER day TYPE date;")
                .step(
                        "lists",
                        "ALTER TABLE lists ALTER tag TYPE text[] USING ARRAY[tag];",
                        "ALTER TABLE lists ALTER tag TYPE text USING tag[1];")
                .step(
                        "joined",
                        "ALTER TABLE joined DROP CONSTRAINT joined_tag_check; ALTER TABLE joined ALTER tag TYPE text[] USING string_to_array(tag, ',');",
                        "ALTER TABLE joined ALTER tag TYPE text USING array_to_string(tag, ',');"
                                + " ALTER TABLE joined ADD CHECK (tag IN ('a', 'b')) NOT VALID;")
                .step(
                        "empties",
                        "ALTER TABLE empties ALTER note DROP NOT NULL;",
                        "UPDATE empties SET note = 'none' WHERE note IS NULL; ALTER TABLE empties ALTER note SET NOT NULL;")
                .step(
                        "moods",
                        "ALTER TYPE mood ADD VALUE 'glad';",
                        "ALTER TABLE moods ALTER m TYPE text; DROP TYPE mood; CREATE TYPE mood AS ENUM ('sad', 'ok');"
                                + " ALTER TABLE moods ALTER m TYPE mood USING replace(m, 'glad', 'ok')::mood;")
                .step(
                        "secrets",
                        "ALTER TABLE secrets ALTER token TYPE text;",
                        "ALTER TABLE secrets ALTER token TYPE varchar(5) USING left(token, 5);")
                .step(
                        "limited",
                        "ALTER TABLE limited ALTER code TYPE text;",
                        "ALTER TABLE limited ALTER code TYPE varchar(3) USING left(code, 3);")
                .step(
                        "states",
                        "CREATE TYPE state AS ENUM ('active', 'inactive', 'pending');"
                                + " ALTER TABLE flags ALTER active TYPE state USING CASE WHEN active THEN 'active' ELSE 'inactive' END::state;",
                        "ALTER TABLE flags ALTER active TYPE boolean USING active = 'active'; DROP TYPE state;")
                .step(
                        "kinds",
                        "ALTER TABLE flags ALTER kind TYPE int USING kind::int;",
                        "ALTER TABLE flags ALTER kind TYPE boolean USING kind::boolean;")
                .step(
                        "opens",
                        "ALTER TABLE flags ALTER opens TYPE interval;",
                        "ALTER TABLE flags ALTER opens TYPE time;")
                .step(
                        "same_labels",
                        "ALTER TABLE flags DROP CONSTRAINT flags_state_check; CREATE TYPE age AS ENUM ('new', 'old');"
                                + " ALTER TABLE flags ALTER state TYPE age USING state::age;",
                        "ALTER TABLE flags ALTER state TYPE text; DROP TYPE age; ALTER TABLE flags ADD CHECK (state IN ('new', 'old'));")
                .step(
                        "keyless",
                        "ALTER TABLE keyless ALTER code TYPE text; ALTER TABLE keys ALTER code TYPE text;",
                        "ALTER TABLE keyless ALTER code TYPE varchar(3) USING left(code, 3);"
                                + " ALTER TABLE keys ALTER code TYPE varchar(3) USING left(code, 3);");
        results = RoundTrip.of(project.migrations())
                .withRows(GeneratedRowSource.of(10))
                .evaluate()
                .migrations();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cut     | public.cut.name      | (?s).*id='\\d+': public.cut.name '(.{10})x' -> '\\1'.*
            numbers | public.numbers.n     | (?s).*: public.numbers.n '2147483648' -> '2147483647'.*
            prices  | public.prices.price  | (?s).*a='-?\\d+', b='-?\\d+': public.prices.price '(.*)10' -> '\\1'.*
            days    | public.days.day      | (?s).*: public.days.day '(.*) 01:00:01' -> '\\1'.*
            lists   | public.lists.tag     | (?s).*: public.lists.tag '\\{.*,.*\\}' -> '.*'.*
            empties | public.empties.note  | (?s).*: public.empties.note NULL -> 'none'.*
            moods   | public.moods.m       | (?s).*: public.moods.m 'glad' -> 'ok'.*
            states  | public.flags.active  | (?s).*: public.flags.active 'pending' -> 'false'.*
            kinds   | public.flags.kind    | (?s).*: public.flags.kind '2' -> 'true'.*
            opens   | public.flags.opens   | (?s).*: public.flags.opens '30:00:00' -> '06:00:00'.*
            secrets | public.secrets.token | (?s).*: public.secrets.token \\*\\*\\* -> \\*\\*\\*.*
            """)
    void a_down_that_changes_them_is_said(String name, String column, String message) {
        MigrationResult result = named(results, name);
        Finding finding = only(result, DataRule.LOSES_NEW_VALUES);

        assertThat(finding.facts()).containsEntry("columns", column);
        assertThat(finding.message())
                .startsWith(
                        "The down changes values that are written into rows of before once the up is there, as far as the"
                                + " former schema has no place for them:\n  - ")
                .matches(message)
                .endsWith("\nIt does so without an error, and the up, applied once more, does not bring them back.");
        assertThat(finding.file())
                .contains(result.migration().down().orElseThrow().path());
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
    }

    @Test
    void a_down_that_fails_on_them_takes_for_granted_that_there_are_none() {
        Finding finding = only(named(results, "refused"), DataRule.ASSUMES);

        assertThat(finding.message())
                .startsWith(
                        "The down takes for granted that each value in public.refused.name fits the type character varying(10).")
                .contains("ERROR 22001: value too long for type character varying(10)");
        assertThat(named(results, "refused").verdict()).isEqualTo(MigrationVerdict.OK);
    }

    @ParameterizedTest
    @CsvSource({"joined", "limited", "same_labels", "keyless"})
    void what_comes_back_or_cannot_be_written_or_known_again_is_not_lost(String name) {
        assertThat(named(results, name).findings())
                .noneMatch(finding -> finding.rule().equals(DataRule.LOSES_NEW_VALUES.id()));
    }

    @ParameterizedTest
    @CsvSource({"deleted, NULL, deleted.name", "deleted_with_label, '''c''', sorted.s"})
    void a_row_of_before_that_gets_such_a_value_may_be_deleted(String step, String value, String column) {
        Finding finding = only(named(results, step), DataRule.ASSUMES);

        assertThat(finding.message())
                .startsWith(
                        "The down takes for granted that the application does not write " + value
                                + " into public." + column
                                + " of rows of before, which only the up allows: it deletes these rows, such as that with id='");
        assertThat(finding.remedy())
                .startsWith("Let the down write a value that the former schema allows,")
                .contains("-- schemaproof:lossy public.");
    }

    @Test
    void rows_may_be_deleted_on_purpose() {
        assertThat(named(results, "deleted_as_meant").findings())
                .extracting(Finding::rule)
                .contains(DataRule.DECLARED_LOSS.id())
                .doesNotContain(DataRule.ASSUMES.id(), DataRule.DECLARATION_UNUSED.id());
    }

    @Test
    void a_down_that_deletes_rows_of_after_the_up_says_so() {
        assertThat(only(named(results, "new_kinds"), DataRule.LOSES_NEW_ROWS).message())
                .containsPattern("The down takes away what was written after the up, .*\n  - public.deleted: \\d+");
    }
}
