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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A statement that cannot compute with the values of some rows, or read no made-up text. */
class UncomputableRowsTest {

    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path folder;

    private static String add(String table, String column, String value) {
        String name = column.replaceFirst(" .*", "");
        return "ALTER TABLE " + table + " ADD " + column + "; UPDATE " + table + " SET " + name + " = " + value + ";";
    }

    private static String take(String table, String column) {
        return "ALTER TABLE " + table + " DROP " + column + ";";
    }

    @BeforeAll
    static void verify() {
        results = new Preserved(folder)
                .step(
                        "tables",
                        "CREATE TABLE stays (id int PRIMARY KEY, starts timestamptz NOT NULL, ends timestamptz NOT NULL, password text);"
                                + " CREATE TABLE means (id int PRIMARY KEY, total int NOT NULL, parts int NOT NULL CHECK (parts BETWEEN 0 AND 3));"
                                + " CREATE TABLE bills (id int PRIMARY KEY, issued text NOT NULL, amount text NOT NULL UNIQUE, paid text);"
                                + " CREATE TABLE people (\"Id\" int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mail text NOT NULL, n int NOT NULL,"
                                + " twice int GENERATED ALWAYS AS (n / 2) STORED);"
                                + " CREATE TABLE rates (id int PRIMARY KEY, rate numeric NOT NULL); CREATE TABLE keyless (qty text); CREATE TABLE own (id int PRIMARY KEY, word text NOT NULL);"
                                + " CREATE TABLE tree (id int PRIMARY KEY, parent int NOT NULL REFERENCES tree);",
                        "DROP TABLE stays, means, bills, people, rates, keyless, own, tree;")
                .step("range", add("stays", "during tstzrange", "tstzrange(starts, ends)"), take("stays", "during"))
                .step(
                        "secret",
                        add("stays", "pin int", "CASE WHEN id % 2 = 0 THEN password::int END"),
                        take("stays", "pin"))
                .step("division", add("means", "mean int", "total / parts"), take("means", "mean"))
                .step("date", add("bills", "day date", "to_date(issued, 'DD.MM.YYYY')"), take("bills", "day"))
                .step("number", add("bills", "cents int", "amount::int"), take("bills", "cents"))
                .step(
                        "guard",
                        "DO $$ BEGIN IF EXISTS (SELECT FROM people WHERE mail NOT LIKE '%@%') THEN RAISE EXCEPTION 'no address'; END IF; END $$;"
                                + add("people", "host text", "split_part(mail, '@', 2)"),
                        take("people", "host"))
                .step("identity", add("people", "part int", "n / (\"Id\" % 2)"), take("people", "part"))
                .step(
                        "not_null",
                        add("bills", "parts text[] NOT NULL DEFAULT '{}'", "string_to_array(paid, ',')"),
                        take("bills", "parts"))
                .step("mixed", "ALTER TABLE rates ALTER rate TYPE int;", "ALTER TABLE rates ALTER rate TYPE numeric;")
                .step("keyless", add("keyless", "quantity int", "qty::int"), take("keyless", "quantity"))
                .step("word", add("own", "made int", "('x' || word)::int"), take("own", "made"))
                .step(
                        "count",
                        "DO $$ BEGIN IF (SELECT count(*) FROM own) > 5 THEN RAISE EXCEPTION 'too many'; END IF; END $$;"
                                + add("own", "late int", "1"),
                        take("own", "late"))
                .step(
                        "parents",
                        "ALTER TABLE tree ADD up int REFERENCES tree; UPDATE tree SET up = parent WHERE 100 / (id % 7) > 0;",
                        take("tree", "up"))
                .step(
                        "down",
                        "ALTER TABLE means ALTER total TYPE text USING 'about ' || total;",
                        "ALTER TABLE means ALTER total TYPE int USING replace(total, 'about ', '')::int;")
                .resultsOn(40);
    }

    private static List<Finding> assumed(String step) {
        return Preserved.findings(results, step, DataRule.ASSUMES).stream()
                .filter(finding -> finding.message().contains("only the script itself tells"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            range    | public.stays  | 22000 | range lower bound must be less than or equal to range upper bound
            division | public.means  | 22012 | division by zero
            identity | public.people | 22012 | division by zero
            """)
    void rows_with_which_it_cannot_compute_are_found_by_trying(String step, String table, String state, String error) {
        assertThat(Preserved.named(results, step).verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(assumed(step)).first().satisfies(finding -> {
            assertThat(finding.object()).contains(table);
            assertThat(finding.message())
                    .startsWith("The up takes for granted that it can compute with the values of each row of " + table
                            + ". On made-up rows it fails, and passes without those that break this: ")
                    .contains(" ERROR " + state + ": " + error + "\nOne of ")
                    .endsWith(
                            "\nWhether production has such rows, only the script itself tells. If it has, the migration stops the"
                                    + " deployment. The check went on without them.");
            assertThat(finding.remedy())
                    .isEqualTo(
                            "Run it on a copy of production's rows; if there are such, leave them out by a WHERE or mend them in"
                                    + " the same script, before this statement.");
            assertThat(finding.facts()).containsEntry("sqlState", state).doesNotContainKey("query");
            assertThat(Integer.parseInt(finding.facts().get("rows"))).isBetween(1, 39);
        });
    }

    /** What a row refers to lies aside while it is tried. */
    @Test
    void rows_that_only_refer_to_others_are_not_among_them() {
        assertThat(assumed("parents"))
                .first()
                .satisfies(
                        finding -> assertThat(Integer.parseInt(finding.facts().get("rows")))
                                .isBetween(4, 7));
    }

    @Test
    void a_row_is_shown_with_the_columns_that_the_statement_names() {
        assertThat(assumed("division").get(0).message())
                .containsPattern("One of \\d+: id = '\\d+', total = '-?\\d+', parts = '0'\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            date   | each text in public.bills.issued is one that it can read, such as '17.01.2024'
            number | each text in public.bills.amount is one that it can read, such as '17'
            guard  | each text in public.people.mail is one that it can read, such as 'user17@example.com'
            """)
    void texts_that_it_can_read_are_found_where_no_made_up_one_is(String step, String what) {
        MigrationResult result = Preserved.named(results, step);

        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
        assertThat(assumed(step))
                .first()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith("The up takes for granted that " + what + ". On made-up rows it fails")
                        .endsWith("The check went on with such texts."));
    }

    @Test
    void a_constraint_may_be_broken_by_what_it_writes() {
        assertThat(Preserved.named(results, "not_null").verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(assumed("not_null"))
                .first()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith(
                                "The up takes for granted that what it writes for each row of public.bills is allowed. On made-up rows it fails")
                        .contains("23502: null value in column \"parts\"", "paid = NULL"));
    }

    /** NaN, an infinite number and one that is too large are refused with errors of several classes. */
    @Test
    void rows_may_be_refused_for_several_reasons() {
        assertThat(Preserved.findings(results, "mixed", DataRule.ASSUMES))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.message()).doesNotContain("no query can be given"));
    }

    @Test
    void what_is_to_be_hidden_is_hidden() {
        assertThat(assumed("secret"))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.message())
                        .contains("22P02", "password = ***")
                        .doesNotContain("invalid input"));
    }

    /** No row tells from another, no text is tried that it could read, or it is no matter of single rows. */
    @ParameterizedTest
    @ValueSource(strings = {"keyless", "word", "count"})
    void what_cannot_be_found_is_an_error(String step) {
        assertThat(Preserved.named(results, step).verdict()).isEqualTo(MigrationVerdict.UP_FAILS);
        assertThat(assumed(step)).isEmpty();
    }

    @Test
    void a_down_is_looked_at_like_an_up() {
        assertThat(Preserved.named(results, "down").verdict()).isEqualTo(MigrationVerdict.OK);
    }

    @Test
    void rows_whose_keys_the_script_has_changed_before_are_not_told_again_and_again(@TempDir Path project) {
        MigrationResult result = new Preserved(project)
                .step("CREATE TABLE turned (id bigint PRIMARY KEY, n int NOT NULL);", "DROP TABLE turned;")
                .step(
                        "UPDATE turned SET id = id + 5000000000 WHERE id < 1000000; ALTER TABLE turned ADD q int;"
                                + " UPDATE turned SET q = 1000 / n;",
                        "ALTER TABLE turned DROP q;")
                .resultsOn(100)
                .get(1);

        assertThat(result.findings())
                .extracting(Finding::message)
                .filteredOn(message -> message.contains("ERROR 22012: division by zero"))
                .singleElement()
                .asString()
                .startsWith("The up passes on usual rows and fails on unusual ones");
    }
}
