package io.schemaproof.verify.rows;

import static io.schemaproof.verify.Preserved.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
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

/** Which losses are found, and how they are told. */
class DataLossTest {

    private static final List<String> BOOKS = List.of(
            "kept",
            "emptied",
            "narrowed",
            "listed",
            "shifted",
            "zoned",
            "merged",
            "deleted",
            "remade",
            "gone",
            "shortened",
            "moved",
            "grown");

    /** Of migrations that each change books of their own, one verification says what one of each would. */
    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void verify_the_books() {
        StringBuilder tables = new StringBuilder();
        StringBuilder rows = new StringBuilder();
        for (String name : BOOKS) {
            tables.append("CREATE TABLE " + name
                    + " (id int PRIMARY KEY, title text NOT NULL, isbn text, price numeric(10, 4), seen timestamp);\n");
            rows.append("INSERT INTO " + name
                    + " VALUES (1, 'Emma', '978-1', 9.9999, '2024-07-01 12:00'), (2, 'Persuasion', NULL, 5, NULL),"
                    + " (3, 'Sanditon', '978-3', 7.5, '2024-01-01 12:00');\n");
        }
        results = new Preserved(shared)
                .step("books", tables.toString(), "DROP TABLE " + String.join(", ", BOOKS) + ";")
                .seed("2.sql", rows.toString())
                .step(
                        "kept",
                        "ALTER TABLE kept ADD COLUMN pages int; ALTER TABLE kept ALTER COLUMN isbn TYPE varchar(20);",
                        "ALTER TABLE kept ALTER COLUMN isbn TYPE text; ALTER TABLE kept DROP COLUMN pages;")
                .step(
                        "emptied",
                        "ALTER TABLE emptied DROP COLUMN isbn;",
                        "-- back\nALTER TABLE emptied ADD COLUMN isbn text;")
                .step(
                        "narrowed",
                        "ALTER TABLE narrowed ALTER COLUMN price TYPE numeric(10, 2);",
                        "ALTER TABLE narrowed ALTER COLUMN price TYPE numeric(10, 4);")
                .step(
                        "listed",
                        "ALTER TABLE listed ALTER COLUMN title TYPE text[] USING ARRAY[title];",
                        "ALTER TABLE listed ALTER COLUMN title TYPE text USING title::text;")
                .step(
                        "shifted",
                        "ALTER TABLE shifted ALTER COLUMN seen TYPE timestamptz USING seen AT TIME ZONE 'Europe/Berlin';",
                        "ALTER TABLE shifted ALTER COLUMN seen TYPE timestamp USING seen AT TIME ZONE 'UTC';")
                .step(
                        "zoned",
                        "ALTER TABLE zoned ALTER COLUMN seen TYPE timestamptz USING seen AT TIME ZONE 'Europe/Berlin';",
                        "ALTER TABLE zoned ALTER COLUMN seen TYPE timestamp USING seen AT TIME ZONE 'Europe/Berlin';")
                .step(
                        "merged",
                        "UPDATE merged SET title = lower(title) WHERE id < 3;",
                        "UPDATE merged SET title = initcap(title) WHERE id < 2;")
                .step("deleted", "DELETE FROM deleted WHERE isbn IS NULL;", "SELECT 1;")
                .step(
                        "remade",
                        "DROP TABLE remade;",
                        "CREATE TABLE remade (id int PRIMARY KEY, title text NOT NULL, isbn text, price numeric(10, 4), seen timestamp);")
                .step("gone", "ALTER TABLE gone RENAME TO novels_of_gone;", "SELECT 1;")
                .step("shortened", "ALTER TABLE shortened DROP COLUMN isbn;", "SELECT 1;")
                .step(
                        "moved",
                        "ALTER TABLE moved RENAME TO titles_of_moved;\n"
                                + "CREATE TABLE isbns (book int PRIMARY KEY REFERENCES titles_of_moved, isbn text);\n"
                                + "INSERT INTO isbns SELECT id, isbn FROM titles_of_moved;\nALTER TABLE titles_of_moved DROP COLUMN isbn;",
                        "ALTER TABLE titles_of_moved ADD COLUMN isbn text;\n"
                                + "UPDATE titles_of_moved SET isbn = isbns.isbn FROM isbns WHERE book = id;\n"
                                + "DROP TABLE isbns;\nALTER TABLE titles_of_moved RENAME TO moved;")
                .step(
                        "shelves",
                        "CREATE TABLE shelves (id int PRIMARY KEY, floor int NOT NULL);"
                                + " CREATE TABLE boards (id int PRIMARY KEY, shelf int NOT NULL REFERENCES shelves ON DELETE CASCADE);"
                                + " CREATE TABLE labels (id int PRIMARY KEY, board int NOT NULL REFERENCES boards ON DELETE CASCADE, shelf int REFERENCES shelves ON DELETE SET NULL);",
                        "DROP TABLE labels, boards, shelves;")
                .seed(
                        "15.sql",
                        "INSERT INTO shelves VALUES (1, 1), (2, 9); INSERT INTO boards VALUES (1, 1), (2, 2); INSERT INTO labels VALUES (1, 1, 2), (2, 2, 1);")
                .step(
                        "taken_along",
                        "CREATE TABLE kept_shelves AS SELECT * FROM shelves WHERE floor > 5;\nDELETE FROM shelves WHERE floor > 5;",
                        "INSERT INTO shelves SELECT * FROM kept_shelves; DROP TABLE kept_shelves;")
                .step(
                        "grown",
                        "INSERT INTO grown (id, title) VALUES (4, 'Lady Susan') ON CONFLICT DO NOTHING;",
                        "SELECT 1;")
                .results();
        assertThat(results.get(0).verdict()).isEqualTo(MigrationVerdict.OK);
    }

    private static MigrationResult result(String name) {
        return Preserved.named(results, name);
    }

    @Test
    void rows_that_survive_are_no_finding() {
        MigrationResult result = result("kept");

        assertThat(result.findings()).isEmpty();
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
    }

    @Test
    void a_column_that_the_up_drops_and_the_down_makes_again_empty_is_lost() {
        MigrationResult result = result("emptied");

        Finding finding = only(result, DataRule.LOSES_DATA);
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(finding.object()).contains("public.emptied.isbn");
        assertThat(finding.file()).contains("3_emptied.down.sql");
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.message())
                .startsWith("After up and down 2 of 3 rows of public.emptied have another value in isbn.\n")
                .contains("id='1': isbn '978-1' -> NULL")
                .contains(
                        "The up drops or renames the column, and the one that the down makes does not hold what it held.")
                .contains("On production what was there is gone for good");
        assertThat(finding.remedy())
                .contains("leave the column until a later migration")
                .contains("-- schemaproof:lossy public.emptied.isbn because …");
        assertThat(finding.facts())
                .containsEntry("table", "public.emptied")
                .containsEntry("column", "isbn")
                .containsEntry("rows", "3")
                .containsEntry("changed", "2")
                .containsKey("sample1");
    }

    @Test
    void what_a_sensitive_column_held_stands_in_no_text() {
        MigrationResult result = new Preserved(folder)
                .step(
                        "CREATE TABLE users (api_token text PRIMARY KEY, password text); CREATE TABLE keys (iban text);",
                        "DROP TABLE users, keys;")
                .seed(
                        "2.sql",
                        "INSERT INTO users VALUES ('s3cret-t', 's3cret-p'); INSERT INTO keys VALUES ('s3cret-i');")
                .step("UPDATE users SET password = 's3cret-q'; DELETE FROM keys;", "SELECT 1;")
                .last();

        assertThat(result.findings())
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.toString())
                        .contains("'***'")
                        .doesNotContain("s3cret-t", "s3cret-p", "s3cret-i"));
        assertThat(result.findings())
                .anySatisfy(
                        finding -> assertThat(finding.message()).contains("api_token='***': password '***' -> '***'"));
        assertThat(result.findings())
                .anySatisfy(finding -> assertThat(finding.facts()).containsEntry("sample1", "iban='***'"));
    }

    @Test
    void a_narrowed_type_rounds_values_away() {
        MigrationResult result = result("narrowed");

        assertThat(only(result, DataRule.LOSES_DATA).message())
                .contains("1 of 3 rows of public.narrowed", "price '9.9999' -> '10.0000'")
                .contains("The up makes numeric(10,2) of numeric(10,4)");
    }

    @Test
    void numbers_that_only_get_other_decimals_are_not_lost() {
        Preserved prices = new Preserved(folder)
                .step(
                        "CREATE DOMAIN money_of AS numeric; CREATE TABLE prices (id int PRIMARY KEY, net numeric, gross money_of);"
                                + " CREATE TABLE rates (rate numeric);",
                        "DROP TABLE prices, rates; DROP DOMAIN money_of;")
                .seed(
                        "2.sql",
                        "INSERT INTO prices VALUES (1, 1.5, 2), (2, 1.25, 3), (3, NULL, NULL); INSERT INTO rates VALUES (0.5), (7);")
                .step(
                        "ALTER TABLE prices ALTER COLUMN net TYPE numeric(10, 2); ALTER TABLE rates ALTER COLUMN rate TYPE numeric(5, 3);",
                        "ALTER TABLE prices ALTER COLUMN net TYPE numeric; ALTER TABLE rates ALTER COLUMN rate TYPE numeric;");

        MigrationResult result = prices.last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(result.findings())
                .extracting(Finding::rule)
                .containsOnly(DataRule.RESCALES.id())
                .hasSize(2);
        assertThat(result.findings())
                .extracting(Finding::message)
                .anySatisfy(
                        message -> assertThat(message)
                                .startsWith(
                                        "After up and down values of net in 1 of 3 rows of public.prices are equal to those of before,"
                                                + " and written with another number of decimals.\n  - id='1': net '1.5' -> '1.50'\n"));
        assertThat(result.findings())
                .extracting(Finding::message)
                .anySatisfy(message -> assertThat(message)
                        .startsWith("After up and down values of rate of public.rates are equal to those of before,"));
    }

    @Test
    void what_is_equal_and_written_in_another_way_is_told_from_what_only_compares_as_equal() {
        MigrationResult result = new Preserved(folder)
                .step(
                        "CREATE TABLE d (id int PRIMARY KEY, doc json, twice json, list numeric[], span numrange, at interval, name text, zero float8);",
                        "DROP TABLE d;")
                .seed(
                        "2.sql",
                        "INSERT INTO d VALUES (1, '{\"b\":1,\"a\":2}', '{\"a\":1,\"a\":2}', '{1.5}', '[1.5,2)', '1 mon', 'A', '-0'),"
                                + " (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL);")
                .step(
                        "CREATE EXTENSION citext; ALTER TABLE d ALTER doc TYPE jsonb, ALTER twice TYPE jsonb,"
                                + " ALTER list TYPE numeric(9,2)[], ALTER at TYPE interval USING CASE at WHEN '1 mon' THEN interval '30 days' END,"
                                + " ALTER span TYPE numrange USING CASE WHEN span IS NOT NULL THEN numrange(round(lower(span), 2), upper(span)) END,"
                                + " ALTER name TYPE citext USING lower(name)::citext, ALTER zero TYPE float8 USING abs(zero);",
                        "ALTER TABLE d ALTER doc TYPE json, ALTER twice TYPE json, ALTER list TYPE numeric[], ALTER name TYPE text;"
                                + " DROP EXTENSION citext;")
                .last();

        assertThat(result.findings())
                .filteredOn(finding -> finding.rule().equals(DataRule.LOSES_DATA.id()))
                .allSatisfy(finding ->
                        assertThat(finding.message()).startsWith("After up and down 1 of 2 rows of public.d"))
                .extracting(finding -> finding.facts().get("column"))
                .containsExactlyInAnyOrder(
                        knowsJson()
                                ? new String[] {"twice", "at", "name", "zero"}
                                : new String[] {"doc", "twice", "at", "name", "zero"});
        if (!knowsJson()) {
            return;
        }
        assertThat(only(result, DataRule.RESCALES).message())
                .startsWith(
                        "After up and down values of doc in 1 of 2 rows, list in 1 of 2 rows, span in 1 of 2 rows of public.d"
                                + " are equal to those of before, and written in another way.")
                .contains(
                        "As jsonb they are the same, so nothing is lost but white space, the order of keys and decimals;");
    }

    /** Whether the server can tell of a text that it is json without a key twice. */
    private static boolean knowsJson() {
        String version =
                Databases.shared(ServerRequest.from(Configuration.ofSystem())).version();
        return Integer.parseInt(version.split("\\.", -1)[0]) >= 16;
    }

    @Test
    void a_number_that_is_rounded_is_lost_beside_one_that_is_not() {
        MigrationResult result = new Preserved(folder)
                .step("CREATE TABLE prices (id int PRIMARY KEY, net numeric);", "DROP TABLE prices;")
                .seed("2.sql", "INSERT INTO prices VALUES (1, 1.5), (2, 1.255);")
                .step(
                        "ALTER TABLE prices ALTER COLUMN net TYPE numeric(10, 2);",
                        "ALTER TABLE prices ALTER COLUMN net TYPE numeric;")
                .last();

        assertThat(only(result, DataRule.LOSES_DATA).message())
                .startsWith("After up and down 1 of 2 rows of public.prices have another value in net.")
                .contains("net '1.255' -> '1.26'")
                .doesNotContain("1.50");
        assertThat(only(result, DataRule.RESCALES).message())
                .startsWith("After up and down values of net in 1 of 2 rows")
                .contains("net '1.5' -> '1.50'")
                .doesNotContain("1.255");
    }

    @Test
    void a_text_that_becomes_an_array_and_a_text_again_is_another() {
        MigrationResult result = result("listed");

        assertThat(only(result, DataRule.LOSES_DATA).message())
                .contains("3 of 3 rows", "title 'Emma' -> '{Emma}'", "makes text[] of text");
    }

    @Test
    void a_time_that_comes_back_by_another_time_zone_is_another() {
        MigrationResult result = result("shifted");

        assertThat(only(result, DataRule.LOSES_DATA).message())
                .contains("2 of 3 rows", "seen '2024-07-01 12:00:00' -> '2024-07-01 10:00:00'");
    }

    @Test
    void a_time_zone_that_is_the_same_both_ways_loses_nothing() {
        MigrationResult result = result("zoned");

        assertThat(result.findings()).isEmpty();
    }

    @Test
    void merged_values_do_not_come_apart_again() {
        MigrationResult result = result("merged");

        assertThat(only(result, DataRule.LOSES_DATA).message())
                .contains("1 of 3 rows of public.merged have another value in title", "'Persuasion' -> 'persuasion'");
    }

    @Test
    void rows_that_the_up_deletes_and_tables_that_come_back_empty_are_lost() {
        MigrationResult deleted = result("deleted");

        assertThat(only(deleted, DataRule.LOSES_DATA).message())
                .startsWith("After up and down 1 of 3 rows of public.deleted are gone.\n  - id='2'");
    }

    @Test
    void a_table_that_is_made_again_comes_back_empty() {
        MigrationResult result = result("remade");

        Finding finding = only(result, DataRule.LOSES_DATA);
        assertThat(finding.object()).contains("public.remade");
        assertThat(finding.message())
                .contains("3 of 3 rows of public.remade are gone", "The up drops or renames the table");
    }

    @Test
    void a_table_that_stays_away_and_a_column_that_stays_away_are_lost_too() {
        MigrationResult table = result("gone");

        assertThat(only(table, DataRule.LOSES_DATA).message())
                .contains("3 of 3 rows of public.gone are gone with the table");
    }

    @Test
    void a_column_that_stays_away_is_lost() {
        MigrationResult result = result("shortened");

        assertThat(only(result, DataRule.LOSES_DATA).message())
                .startsWith("After up and down public.shortened.isbn is not there any more, and 2 values with it.");
    }

    @Test
    void a_renamed_table_and_a_moved_column_that_come_back_lose_nothing() {
        MigrationResult result = result("moved");

        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
        assertThat(result.findings())
                .allSatisfy(finding -> assertThat(finding.rule()).isEqualTo("roundtrip.cosmetic"));
    }

    @Test
    void without_a_key_the_loss_is_told_by_columns() {
        MigrationResult result = new Preserved(folder)
                .step("CREATE TABLE log (line text, level int);", "DROP TABLE log;")
                .seed("2.sql", "INSERT INTO log VALUES ('a', 1), ('a', 1), ('b', 2);")
                .step("UPDATE log SET level = 0;", "UPDATE log SET level = 1;")
                .last();

        Finding finding = only(result, DataRule.LOSES_DATA);
        assertThat(finding.object()).contains("public.log.level");
        assertThat(finding.message())
                .contains("1 of 3 rows of public.log are not as they were; without a key")
                .contains("Different are the values of level.");
    }

    @Test
    void rows_of_a_partitioned_table_may_move() {
        MigrationResult result = new Preserved(folder)
                .step(
                        "CREATE TABLE m (at int, v text) PARTITION BY RANGE (at);"
                                + "CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM (0) TO (10);"
                                + "CREATE TABLE m_d PARTITION OF m DEFAULT;",
                        "DROP TABLE m;")
                .seed("2.sql", "INSERT INTO m VALUES (1, 'a'), (50, 'b');")
                .step(
                        "ALTER TABLE m DETACH PARTITION m_1; INSERT INTO m SELECT * FROM m_1; DROP TABLE m_1;",
                        "CREATE TABLE m_1 (at int, v text); INSERT INTO m_1 SELECT * FROM m WHERE at < 10;"
                                + " DELETE FROM m WHERE at < 10; ALTER TABLE m ATTACH PARTITION m_1 FOR VALUES FROM (0) TO (10);")
                .last();

        assertThat(result.findings()).isEmpty();
    }

    @Test
    void rows_that_the_down_forgets_are_a_warning() {
        MigrationResult result = result("grown");

        assertThat(only(result, DataRule.LEAVES_ROWS).message())
                .startsWith("After up and down public.grown holds 1 row that was not there before.");
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
    }

    private Preserved touched(String trigger) {
        return new Preserved(folder)
                .step(
                        "CREATE TABLE t (id int PRIMARY KEY, note text, changed timestamptz, version int NOT NULL);"
                                + " CREATE TABLE log (at timestamptz DEFAULT clock_timestamp(), id int);"
                                + " CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                                + trigger + " END $$;",
                        "DROP FUNCTION touch; DROP TABLE log; DROP TABLE t;")
                .step(
                        "CREATE TRIGGER touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();",
                        "DROP TRIGGER touch ON t;")
                .seed("2.after.sql", "INSERT INTO t VALUES (1, 'a', '2020-01-01', 1), (2, 'b', '2020-01-01', 1);");
    }

    @Test
    void what_a_trigger_writes_when_the_migration_touches_its_rows_is_no_loss() {
        MigrationResult result = touched("new.changed := clock_timestamp(); new.version := old.version + 1;"
                        + " INSERT INTO log (id) VALUES (new.id); RETURN new;")
                .step("ALTER TABLE t ADD COLUMN x int; UPDATE t SET x = 1;", "ALTER TABLE t DROP COLUMN x;")
                .last();

        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
        assertThat(result.findings())
                .filteredOn(finding -> finding.rule().equals(DataRule.WRITTEN_BY_TRIGGERS.id()))
                .extracting(Finding::message)
                .containsExactly(
                        "After up and down public.log is not what it was, since triggers wrote something when the migration touched their rows: 2 rows more. With triggers off the rows come back as they were.",
                        "After up and down public.t is not what it was, since triggers wrote something when the migration touched their rows: values of changed in 2 rows, values of version in 2 rows. With triggers off the rows come back as they were.");
        assertThat(result.findings()).noneMatch(finding -> finding.rule().equals(DataRule.LEAVES_ROWS.id()));
    }

    @Test
    void what_the_migration_itself_changes_is_a_loss_whatever_triggers_write() {
        MigrationResult result = touched("new.changed := clock_timestamp(); RETURN new;")
                .step("UPDATE t SET note = 'c';", "SELECT 1;")
                .last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(result, DataRule.LOSES_DATA).object()).contains("public.t.note");
    }

    @Test
    void rows_that_a_trigger_deletes_are_a_loss() {
        MigrationResult result = touched("DELETE FROM t WHERE id <> new.id; RETURN new;")
                .step("UPDATE t SET note = 'a' WHERE id = 1;", "SELECT 1;")
                .last();

        assertThat(only(result, DataRule.LOSES_DATA).message()).contains("1 of 2 rows of public.t are gone");
    }

    /** The up names neither of the tables. */
    @Test
    void what_goes_by_a_foreign_key_is_told_with_it() {
        List<Finding> losses = Preserved.findings(results, "taken_along", DataRule.LOSES_DATA);

        assertThat(losses)
                .extracting(finding -> finding.object().orElseThrow())
                .containsExactlyInAnyOrder("public.boards", "public.labels", "public.labels.shelf");
        assertThat(losses)
                .allSatisfy(finding -> assertThat(finding.file() + ":" + finding.line())
                        .contains("taken_along.up.sql")
                        .endsWith(":1"));
        assertThat(losses)
                .anySatisfy(
                        finding -> assertThat(finding.message())
                                .contains(
                                        "1 of 2 rows of public.boards are gone.",
                                        "\nThe foreign key boards_shelf_fkey says ON DELETE CASCADE: a row goes with that of public.shelves to which it refers."))
                .anySatisfy(finding -> assertThat(finding.message())
                        .contains("\nThe foreign key labels_board_fkey says ON DELETE CASCADE"))
                .anySatisfy(
                        finding -> assertThat(finding.message())
                                .contains(
                                        "\nThe foreign key labels_shelf_fkey says ON DELETE SET NULL: the value goes with the row of public.shelves to which it refers."));
    }
}
