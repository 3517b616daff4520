package io.schemaproof.verify.rows;

import static io.schemaproof.verify.Preserved.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.data.FillReport;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was not checked is not passed. */
class DataCoverageTest {

    @TempDir
    private Path folder;

    private Preserved tables() {
        return new Preserved(folder)
                .step(
                        "CREATE TABLE a (id serial PRIMARY KEY, note text); CREATE TABLE b (id int PRIMARY KEY, note text);",
                        "DROP TABLE b; DROP TABLE a;")
                .seed("2.sql", "INSERT INTO a (note) VALUES (NULL), (NULL);");
    }

    @Test
    void a_change_of_a_table_without_rows_is_inconclusive() {
        MigrationResult result = tables().step("ALTER TABLE b DROP COLUMN note;", "ALTER TABLE b ADD COLUMN note text;")
                .last();

        Finding finding = only(result, DataRule.NO_ROWS);
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.INCONCLUSIVE);
        assertThat(finding.object()).contains("public.b");
        assertThat(finding.message())
                .startsWith("Nothing is known about rows: what this migration changes held none")
                .endsWith("\n  - public.b");
    }

    @Test
    void a_column_without_a_value_is_no_evidence_either() {
        MigrationResult result = tables().step("ALTER TABLE a DROP COLUMN note;", "ALTER TABLE a ADD COLUMN note text;")
                .last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.INCONCLUSIVE);
        assertThat(only(result, DataRule.NO_ROWS).message())
                .endsWith("\n  - public.a.note, because it is NULL in every row");
    }

    @Test
    void a_statement_whose_condition_no_row_meets_is_inconclusive() {
        MigrationResult result = tables().step(
                        "DELETE FROM a\n WHERE note LIKE '%never%' AND length(note) > 7;", "SELECT 1;")
                .last();

        Finding finding = only(result, DataRule.NO_ROWS);
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.INCONCLUSIVE);
        assertThat(finding.object()).contains("public.a");
        assertThat(finding.line()).isEqualTo(1);
        assertThat(finding.message())
                .isEqualTo(
                        "Nothing is known of what this migration does to rows: it changes none of those that are there, so that"
                                + " nothing could be lost and nothing was checked:"
                                + "\n  - 2_m.up.sql:1 DELETE FROM a WHERE note LIKE '%never%' AND length(note) > 7: none of the 2 rows of public.a");
    }

    @Test
    void statements_of_which_some_meet_no_row_are_partly_checked() {
        MigrationResult result = tables().step(
                        "ALTER TABLE a ADD COLUMN more int;\nUPDATE ONLY public.a SET more = 1 WHERE id = 1;\n"
                                + "-- late ones\nUPDATE a SET more = 2 WHERE note ~ 'never';\ndelete from \"a\" where id < 0;"
                                + "UPDATE b SET note = '' WHERE note ~ 'never';",
                        "ALTER TABLE a DROP COLUMN more;")
                .last();

        assertThat(result.findings().stream().map(Finding::message).toList())
                .contains("Of what this migration does to rows a part was not seen: no row meets the condition of"
                        + "\n  - 2_m.up.sql:4 UPDATE a SET more = 2 WHERE note ~ 'never': none of the 2 rows of public.a"
                        + "\n  - 2_m.up.sql:5 delete from \"a\" where id < 0: none of the 2 rows of public.a");
    }

    @Test
    void a_statement_that_changes_rows_is_seen() {
        MigrationResult result = tables().step(
                        "UPDATE a SET note = 'x' WHERE note IS NULL;", "UPDATE a SET note = NULL;")
                .last();

        assertThat(result.findings()).isEmpty();
    }

    @Test
    void a_statement_that_finds_no_rows_is_inconclusive() {
        MigrationResult result =
                tables().step("UPDATE b SET note = lower(note);", "SELECT 1;").last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE b SET note = a.note FROM a WHERE a.id = b.id;",
                "DELETE FROM b USING a WHERE a.id = b.id;",
                "DELETE FROM ONLY public.b USING a WHERE a.id = b.id AND a.note IS NULL;",
                "DELETE FROM b WHERE id IN (SELECT id FROM a);"
            })
    void rows_that_are_only_looked_up_are_no_evidence(String up) {
        MigrationResult result = tables().step(up, "SELECT 1;").last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.INCONCLUSIVE);
        assertThat(only(result, DataRule.NO_ROWS).message())
                .startsWith("Nothing is known about rows: what this migration changes held none")
                .endsWith("\n  - public.b");
    }

    @Test
    void rows_that_are_looked_up_and_changed_elsewhere_are_evidence() {
        MigrationResult changed = tables().step(
                        "UPDATE b SET note = a.note FROM a WHERE a.id = b.id; UPDATE a SET note = 'x';",
                        "UPDATE a SET note = NULL;")
                .last();

        assertThat(changed.verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(changed.findings()).extracting(Finding::rule).containsExactly("data.partly-checked");
    }

    /** Which table a function works on stands in its body, or in that of a function that it calls. */
    @Test
    void a_function_that_finds_no_rows_is_inconclusive_and_rows_that_it_changes_are_seen() {
        List<MigrationResult> results = tables().step(
                        "CREATE FUNCTION tidy(wanted text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DELETE FROM ' || quote_ident(wanted); END $$;"
                                + " CREATE FUNCTION tidy_all() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM tidy('b'); END $$;"
                                + " CREATE FUNCTION empty_a() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DELETE FROM ' || chr(97); END $$;",
                        "DROP FUNCTION tidy_all; DROP FUNCTION tidy; DROP FUNCTION empty_a;")
                .step("SELECT tidy_all();", "SELECT 1;")
                .step("SELECT empty_a();", "SELECT 1;")
                .results();

        assertThat(only(results.get(2), DataRule.NO_ROWS).facts()).containsEntry("empty", "public.b");
        assertThat(results.get(2).verdict()).isEqualTo(MigrationVerdict.INCONCLUSIVE);
        assertThat(only(results.get(3), DataRule.LOSES_DATA).message())
                .startsWith("After up and down 2 of 2 rows of public.a are gone.");
    }

    @Test
    void a_new_table_has_nothing_to_lose() {
        MigrationResult result = tables().step(
                        "CREATE TABLE c (b int REFERENCES b); CREATE VIEW v AS SELECT * FROM b; COMMENT ON TABLE b IS 'x';",
                        "COMMENT ON TABLE b IS NULL; DROP VIEW v; DROP TABLE c;")
                .last();

        assertThat(result.findings()).isEmpty();
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
    }

    @Test
    void what_was_checked_in_part_is_said_to_be() {
        MigrationResult result = tables().step(
                        "ALTER TABLE a ADD COLUMN x int; ALTER TABLE b ADD COLUMN x int;",
                        "ALTER TABLE b DROP COLUMN x; ALTER TABLE a DROP COLUMN x;")
                .last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(only(result, DataRule.PARTLY_CHECKED).message())
                .isEqualTo("Of what this migration changes a part held no rows and was not checked:\n  - public.b");
    }

    @Test
    void a_changed_type_touches_the_tables_that_use_it() {
        MigrationResult result = tables().step(
                        "CREATE TYPE t AS ENUM ('x'); CREATE TABLE e (t t[]);", "DROP TABLE e; DROP TYPE t;")
                .step("ALTER TYPE t RENAME VALUE 'x' TO 'y';", "ALTER TYPE t RENAME VALUE 'y' TO 'x';")
                .last();

        assertThat(only(result, DataRule.NO_ROWS).object()).contains("public.e");
    }

    @Test
    void the_source_of_the_rows_says_why_there_are_none() {
        MigrationFolder migrations = tables().step("ALTER TABLE b ADD COLUMN x int;", "ALTER TABLE b DROP COLUMN x;")
                .migrations();
        SortedMap<Relation, String> unfilled = new TreeMap<>();
        unfilled.put(new Relation("public", "b"), "its check refuses every row");

        List<MigrationResult> results = RoundTrip.of(migrations)
                .withRows((connection, catalog, moment) -> new FillReport(0, unfilled))
                .evaluate()
                .migrations();

        assertThat(only(results.get(1), DataRule.NO_ROWS).message())
                .endsWith("\n  - public.b, because its check refuses every row");
    }

    @Test
    void a_seed_that_fails_leaves_the_rest_to_be_checked() {
        MigrationResult result = tables().seed("2/public.b.csv", "id,note\n1,x\nzwei,y\n")
                .step("ALTER TABLE a ADD COLUMN x int;", "ALTER TABLE a DROP COLUMN x;")
                .last();

        Finding finding = only(result, DataRule.SEED_FAILS);
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.INCONCLUSIVE);
        assertThat(finding.file()).contains("2/public.b.csv");
        assertThat(finding.line()).isEqualTo(3);
        assertThat(finding.message())
                .startsWith("Rows could not be put in before the up of 2, so that less was checked than was meant:\n"
                        + "2/public.b.csv:3 ERROR 22P02: invalid input syntax for type integer: \"zwei\"");
    }

    @Test
    void a_check_that_breaks_off_is_said_to_and_hides_nothing() {
        List<MigrationResult> results = tables().step(
                        "DO $$ BEGIN IF EXISTS (SELECT FROM a) THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; END $$;",
                        "SELECT 1;")
                .step("DELETE FROM a;", "SELECT 1;")
                .results();

        assertThat(results.get(1).verdict()).isEqualTo(MigrationVerdict.INCONCLUSIVE);
        assertThat(only(results.get(1), DataRule.NOT_CHECKED).message())
                .startsWith("The check of the rows broke off, so nothing is known of them: ")
                .contains("terminating connection");
        assertThat(results.get(2).verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
    }

    @Test
    void earlier_migrations_that_are_not_verified_get_their_rows_all_the_same() {
        List<MigrationResult> results = tables().step("ALTER TABLE a ADD COLUMN x int;", "ALTER TABLE a DROP COLUMN x;")
                .step("DELETE FROM a;", "SELECT 1;")
                .roundTrip()
                .from("3")
                .evaluate()
                .migrations();

        assertThat(results).hasSize(1);
        assertThat(results.get(0).verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
    }

    @Test
    void a_sequence_that_the_down_makes_again_collides_with_the_keys() {
        MigrationResult result = tables().step(
                        "ALTER TABLE a ALTER COLUMN id DROP DEFAULT; DROP SEQUENCE a_id_seq;",
                        "CREATE SEQUENCE a_id_seq AS integer; ALTER SEQUENCE a_id_seq OWNED BY a.id;"
                                + " ALTER TABLE a ALTER COLUMN id SET DEFAULT nextval('a_id_seq');")
                .last();

        Finding finding = only(result, DataRule.SEQUENCE_BEHIND);
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(finding.object()).contains("public.a_id_seq");
        assertThat(finding.message())
                .startsWith(
                        "After the down the sequence public.a_id_seq gives out 1 next, and public.a.id goes up to 2");
        assertThat(finding.remedy()).isEqualTo("SELECT setval('public.a_id_seq', (SELECT max(id) FROM public.a));");
    }

    @Test
    void a_key_that_becomes_an_identity_without_its_position_collides() {
        MigrationResult result = tables().step(
                        "ALTER TABLE a ALTER COLUMN id DROP DEFAULT; DROP SEQUENCE a_id_seq;"
                                + " ALTER TABLE a ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;",
                        "ALTER TABLE a ALTER COLUMN id DROP IDENTITY; CREATE SEQUENCE a_id_seq AS integer;"
                                + " ALTER SEQUENCE a_id_seq OWNED BY a.id; SELECT setval('a_id_seq', 2);"
                                + " ALTER TABLE a ALTER COLUMN id SET DEFAULT nextval('a_id_seq');")
                .last();

        assertThat(only(result, DataRule.SEQUENCE_BEHIND).message()).startsWith("After the up the sequence");
    }

    @Test
    void a_skipped_value_of_a_sequence_is_no_finding() {
        MigrationResult result = tables().step(
                        "INSERT INTO a (note) VALUES ('x');\nALTER SEQUENCE a_id_seq RESTART WITH 100;",
                        "DELETE FROM a WHERE note = 'x';\nALTER SEQUENCE a_id_seq RESTART WITH 3;")
                .last();

        assertThat(result.findings()).as(result.findings().toString()).isEmpty();
    }
}
