package io.schemaproof.verify.assumption;

import static io.schemaproof.verify.Preserved.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.data.FillReport;
import io.schemaproof.data.RowSource;
import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What passes on some rows and not on others is said, with the query that finds those. */
class DataAssumptionTest {

    private static final String TABLE =
            "CREATE TABLE parents (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, parent int, name text, total numeric, day daterange);";

    @TempDir
    private Path folder;

    private Preserved table() {
        return new Preserved(folder).step(TABLE, "DROP TABLE t; DROP TABLE parents;");
    }

    private static List<MigrationResult> evaluate(Preserved project, RowSource source) {
        return RoundTrip.of(project.migrations()).withRows(source).evaluate().migrations();
    }

    private static MigrationResult last(Preserved project) {
        List<MigrationResult> results = evaluate(project, GeneratedRowSource.of(30));
        return results.get(results.size() - 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALTER TABLE t ALTER COLUMN name SET NOT NULL | ALTER TABLE t ALTER COLUMN name DROP NOT NULL | 23502 | no row of public.t has NULL in name | SELECT * FROM public.t WHERE name IS NULL
            ALTER TABLE t ADD CONSTRAINT positive CHECK (total >= 0) | ALTER TABLE t DROP CONSTRAINT positive | 23514 | all rows of public.t pass the check positive | SELECT * FROM public.t WHERE NOT ((total >= (0)::numeric))
            CREATE UNIQUE INDEX once ON t (name) | DROP INDEX once | 23505 | no two rows of public.t have the same name | SELECT name, count(*) FROM public.t WHERE name IS NOT NULL GROUP BY name HAVING count(*) > 1
            ALTER TABLE t ADD CONSTRAINT of FOREIGN KEY (parent) REFERENCES parents | ALTER TABLE t DROP CONSTRAINT of | 23503 | each parent of public.t is there in public.parents | SELECT c.* FROM public.t c WHERE c.parent IS NOT NULL AND NOT EXISTS (SELECT FROM public.parents p WHERE p.id = c.parent)
            ALTER TABLE t ADD CONSTRAINT apart EXCLUDE USING gist (day WITH &&) | ALTER TABLE t DROP CONSTRAINT apart | 23P01 | no two rows of public.t exclude each other by apart | SELECT a.*, b.* FROM public.t a JOIN public.t b ON a.ctid < b.ctid AND a.day && b.day
            ALTER TABLE t ALTER COLUMN name TYPE varchar(10) | ALTER TABLE t ALTER COLUMN name TYPE text | 22001 | each value in public.t.name fits the type character varying(10) | SELECT * FROM public.t WHERE char_length(rtrim(name::text)) > 10
            ALTER TABLE t ALTER COLUMN total TYPE numeric(12,2) | ALTER TABLE t ALTER COLUMN total TYPE numeric | 22003 | each value in public.t.total fits the type numeric(12,2) | SELECT * FROM public.t WHERE abs(round(total::numeric, 2)) >= 1e10
            ALTER TABLE t ALTER COLUMN id TYPE smallint | ALTER TABLE t ALTER COLUMN id TYPE int | 22003 | each value in public.t.id fits the type smallint | SELECT * FROM public.t WHERE id NOT BETWEEN -32768 AND 32767
            """)
    void an_up_that_fails_on_certain_rows_takes_them_for_granted(
            String up, String down, String state, String demand, String query) {
        MigrationResult result = last(table().step(up + ";", down + ";"));

        Finding finding = only(result, DataRule.ASSUMES);
        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
        assertThat(finding.message())
                .startsWith("The up takes for granted that " + demand
                        + ". On made-up rows it fails, and passes without those that break this: 2_m.up.sql:1:1 ERROR "
                        + state)
                .contains("\nOne of ")
                .contains("Whether production has such rows, this query tells:\n  " + query + "\n");
        assertThat(finding.facts()).containsEntry("sqlState", state).containsEntry("query", query);
        assertThat(finding.file()).contains("2_m.up.sql");
    }

    @Test
    void an_up_that_fails_on_any_row_is_an_error() {
        MigrationResult result =
                last(table().step("ALTER TABLE t ADD COLUMN x int NOT NULL;", "ALTER TABLE t DROP COLUMN x;"));

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.UP_FAILS);
        assertThat(only(result, DataRule.UP_FAILS).message())
                .startsWith("The up passes on an empty database and fails on one with 60 rows");
        assertThat(result.findings()).noneMatch(finding -> finding.rule().equals(DataRule.ASSUMES.id()));
    }

    @Test
    void an_up_that_mends_the_rows_first_takes_nothing_for_granted() {
        MigrationResult result = last(table().step(
                        "UPDATE t SET name = 'none' WHERE name IS NULL; ALTER TABLE t ALTER COLUMN name SET NOT NULL;",
                        "ALTER TABLE t ALTER COLUMN name DROP NOT NULL;"));

        assertThat(result.findings()).noneMatch(finding -> finding.rule().equals(DataRule.ASSUMES.id()));
    }

    @Test
    void what_was_thought_of_is_no_guess() {
        RowSource nothing = (connection, catalog, moment) -> {
            if (!moment.isBefore("2")) {
                return FillReport.NOTHING;
            }
            try (Statement statement = connection.createStatement()) {
                return FillReport.of(statement.executeUpdate("INSERT INTO t (id) VALUES (0)"));
            }
        };
        List<MigrationResult> results = evaluate(
                table().step(
                                "ALTER TABLE t ALTER COLUMN name SET NOT NULL;",
                                "ALTER TABLE t ALTER COLUMN name DROP NOT NULL;"),
                nothing.then(GeneratedRowSource.of(30)));

        assertThat(results.get(1).verdict()).isEqualTo(MigrationVerdict.UP_FAILS);
        assertThat(only(results.get(1), DataRule.UP_FAILS).message()).contains("23502");
    }

    @Test
    void an_enum_that_a_text_becomes() {
        MigrationResult result = last(
                new Preserved(folder)
                        .step(
                                "CREATE TYPE state AS ENUM ('new', 'old'); CREATE TABLE t (id int PRIMARY KEY, s text CHECK (s IN ('new', 'old', 'lost')));",
                                "DROP TABLE t; DROP TYPE state;")
                        .step(
                                "ALTER TABLE t DROP CONSTRAINT t_s_check; ALTER TABLE t ALTER COLUMN s TYPE state USING s::state;",
                                "ALTER TABLE t ALTER COLUMN s TYPE text; ALTER TABLE t ADD CHECK (s IN ('new', 'old', 'lost'));"));

        Finding finding = only(result, DataRule.ASSUMES);
        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
        assertThat(finding.facts())
                .containsEntry("query", "SELECT * FROM public.t WHERE s::text NOT IN ('new', 'old')");
        assertThat(finding.facts().get("sample")).contains("s = 'lost'");
    }

    @Test
    void a_down_that_makes_a_column_not_null_again() {
        MigrationResult result = last(new Preserved(folder)
                .step("CREATE TABLE t (id int PRIMARY KEY, name text NOT NULL UNIQUE);", "DROP TABLE t;")
                .step(
                        "ALTER TABLE t ALTER COLUMN name DROP NOT NULL;",
                        "ALTER TABLE t ALTER COLUMN name SET NOT NULL;"));

        Finding finding = only(result, DataRule.ASSUMES);
        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
        assertThat(finding.file()).contains("2_m.down.sql");
        assertThat(finding.message())
                .startsWith(
                        "The down takes for granted that no row of public.t has NULL in name. On made-up rows it fails, and passes without those that break this: 2_m.down.sql:1:1 ERROR 23502")
                .contains(
                        "SELECT * FROM public.t WHERE name IS NULL\nIf it finds some once the up is there, the migration cannot be taken back");
    }

    @Test
    void a_down_that_makes_a_column_unique_again() {
        MigrationResult result = last(new Preserved(folder)
                .step("CREATE TABLE t (id int PRIMARY KEY, kind boolean, name text, UNIQUE (name));", "DROP TABLE t;")
                .step(
                        "ALTER TABLE t DROP CONSTRAINT t_name_key;",
                        "ALTER TABLE t ADD CONSTRAINT t_name_key UNIQUE (name);"));

        assertThat(only(result, DataRule.ASSUMES).message())
                .startsWith("The down takes for granted that no two rows of public.t have the same name.");
    }

    @Test
    void the_value_of_a_sensitive_column_is_not_shown() {
        MigrationResult result = last(new Preserved(folder)
                .step("CREATE TABLE t (id int PRIMARY KEY, password text);", "DROP TABLE t;")
                .step("CREATE UNIQUE INDEX once ON t (password);", "DROP INDEX once;"));

        Finding finding = only(result, DataRule.ASSUMES);
        assertThat(finding.facts().get("sample")).startsWith("password = *** in ");
        assertThat(finding.message()).contains("ERROR 23505\nOne of ");
    }

    @Test
    void a_unique_index_that_is_made_anew_over_other_columns() {
        MigrationResult result = last(new Preserved(folder)
                .step(
                        "CREATE TABLE t (id int PRIMARY KEY, one text, other text); CREATE UNIQUE INDEX once ON t (one, id);",
                        "DROP TABLE t;")
                .step(
                        "DROP INDEX once; CREATE UNIQUE INDEX once ON t (other);",
                        "DROP INDEX once; CREATE UNIQUE INDEX once ON t (one, id);"));

        assertThat(only(result, DataRule.ASSUMES).message())
                .startsWith("The up takes for granted that no two rows of public.t have the same other.");
    }

    @Test
    void what_nobody_can_explain_is_said_all_the_same() {
        MigrationResult result = last(table().step(
                        "DO $$ BEGIN IF EXISTS (SELECT FROM t WHERE id < 0) THEN RAISE 'a negative key'; END IF; END $$;",
                        "SELECT 1;"));

        Finding finding = only(result, DataRule.ASSUMES);
        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
        assertThat(finding.message())
                .startsWith(
                        "The up passes on usual rows and fails on unusual ones: NULLs, duplicates, very long texts, the extremes of each type: 2_m.up.sql")
                .contains("a negative key", "no query can be given");
    }

    @Test
    void keys_that_made_up_rows_have_taken_are_no_warning() {
        MigrationResult result = last(new Preserved(folder)
                .step(
                        "CREATE TABLE kinds (id serial PRIMARY KEY, name text); CREATE TABLE t (kind int NOT NULL REFERENCES kinds);",
                        "DROP TABLE t; DROP TABLE kinds;")
                .step(
                        "INSERT INTO kinds (id, name) VALUES (3, 'three'), (5, 'five');",
                        "DELETE FROM kinds WHERE id IN (3, 5);"));

        Finding finding = only(result, DataRule.ASSUMES_FREE_KEYS);
        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
        assertThat(finding.message())
                .startsWith(
                        "The up takes for granted that no row of public.kinds has a key of those that it puts in. 2 made-up rows had such a key and went;")
                .endsWith("SELECT * FROM public.kinds WHERE (id::text) IN (('3'), ('5'))");
    }

    @Test
    void after_a_failed_up_the_next_migration_is_checked_on_what_remains() {
        List<MigrationResult> results = evaluate(
                table().step(
                                "ALTER TABLE t ALTER COLUMN name SET NOT NULL;",
                                "ALTER TABLE t ALTER COLUMN name DROP NOT NULL;")
                        .step("ALTER TABLE t ADD CHECK (total >= 0);", "ALTER TABLE t DROP CONSTRAINT t_total_check;"),
                GeneratedRowSource.of(30));

        only(results.get(1), DataRule.ASSUMES);
        only(results.get(2), DataRule.ASSUMES);
    }

    @Test
    void a_down_takes_no_made_up_row_for_its_own() {
        MigrationResult result = last(new Preserved(folder)
                .step("CREATE TABLE kinds (id int PRIMARY KEY, name text);", "DROP TABLE kinds;")
                .step(
                        "INSERT INTO kinds VALUES (4, 'four') ON CONFLICT DO NOTHING;",
                        "DELETE FROM kinds WHERE id = 4;"));

        only(result, DataRule.ASSUMES_FREE_KEYS);
        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
    }

    @Test
    void where_all_rows_are_in_the_way_others_are_made_up_that_are_not() {
        MigrationResult result = last(table().step(
                        "ALTER TABLE t ALTER COLUMN name TYPE int USING name::int;",
                        "ALTER TABLE t ALTER COLUMN name TYPE text;"));

        only(result, DataRule.ASSUMES);
        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
        assertThat(result.findings()).noneMatch(finding -> finding.rule().equals(DataRule.NO_ROWS.id()));
    }

    @Test
    void a_unique_index_on_an_expression() {
        MigrationResult result = last(table().step("CREATE UNIQUE INDEX once ON t (lower(name));", "DROP INDEX once;"));

        assertThat(only(result, DataRule.ASSUMES).message())
                .startsWith("The up takes for granted that no two rows of public.t have the same (lower(name)).");
    }

    @Test
    void a_down_that_makes_texts_short_again_or_an_enum_small() {
        List<MigrationResult> results = evaluate(
                new Preserved(folder)
                        .step(
                                "CREATE TYPE state AS ENUM ('new', 'old'); CREATE TABLE t (id int PRIMARY KEY, name varchar(50), s state);",
                                "DROP TABLE t; DROP TYPE state;")
                        .step(
                                "ALTER TABLE t ALTER COLUMN name TYPE varchar(200);",
                                "ALTER TABLE t ALTER COLUMN name TYPE varchar(50);")
                        .step(
                                "ALTER TYPE state ADD VALUE 'lost';",
                                "ALTER TYPE state RENAME TO former; CREATE TYPE state AS ENUM ('new', 'old');"
                                        + " ALTER TABLE t ALTER COLUMN s TYPE state USING s::text::state; DROP TYPE former;"),
                GeneratedRowSource.of(100));

        assertThat(only(results.get(1), DataRule.ASSUMES).message())
                .startsWith(
                        "The down takes for granted that each value in public.t.name fits the type character varying(50).");
        assertThat(only(results.get(2), DataRule.ASSUMES).facts())
                .containsEntry("query", "SELECT * FROM public.t WHERE s::text NOT IN ('new', 'old')");
        assertThat(results).allSatisfy(result -> assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK));
    }

    @Test
    void a_loss_is_seen_also_where_rows_were_in_the_way() {
        MigrationResult result = last(table().step(
                        "ALTER TABLE t ALTER COLUMN parent TYPE boolean USING name::boolean; ALTER TABLE t DROP COLUMN total;",
                        "ALTER TABLE t ADD COLUMN total numeric; ALTER TABLE t ALTER COLUMN parent TYPE int USING 1;"));
        MigrationResult other = last(new Preserved(folder.resolve("other"))
                .step(TABLE, "DROP TABLE t; DROP TABLE parents;")
                .step(
                        "ALTER TABLE t ALTER COLUMN name SET NOT NULL; ALTER TABLE t DROP COLUMN total;",
                        "ALTER TABLE t ADD COLUMN total numeric; ALTER TABLE t ALTER COLUMN name DROP NOT NULL;"));

        assertThat(result.verdict()).isNotEqualTo(MigrationVerdict.OK);
        only(other, DataRule.ASSUMES);
        assertThat(only(other, DataRule.LOSES_DATA).object()).contains("public.t.total");
    }
}
