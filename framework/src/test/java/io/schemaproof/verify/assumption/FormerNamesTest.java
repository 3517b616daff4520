package io.schemaproof.verify.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A script that gives a table or a column another name, and then demands something of its rows: they lie under the former name. */
class FormerNamesTest {

    private static final int KEYS = 15;

    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void verify() {
        results = new Preserved(folder)
                .step(
                        "tables",
                        "CREATE TABLE parents (id int PRIMARY KEY, name text); CREATE TABLE users (id int PRIMARY KEY, mail text);"
                                + " CREATE TABLE children (id int PRIMARY KEY, parent int); CREATE TABLE words (id int PRIMARY KEY, word text);"
                                + " CREATE TABLE \"Old ones\" (id int PRIMARY KEY, \"First\" int, \"Second\" int NOT NULL);"
                                + " CREATE TABLE moved (id int PRIMARY KEY, age int); CREATE TABLE always (id int PRIMARY KEY);"
                                + " CREATE TABLE texts (id int PRIMARY KEY, note text NOT NULL); CREATE TABLE stock (id int PRIMARY KEY, qty text NOT NULL);"
                                + " CREATE TABLE shares (id int PRIMARY KEY, n int); CREATE TABLE hub (id int PRIMARY KEY);"
                                + " CREATE TABLE spokes (id int PRIMARY KEY, " + keys("k% int NOT NULL") + ");",
                        "DROP TABLE parents, users, children, words, \"Old ones\", moved, always, texts, stock, shares, spokes, hub;")
                .step(
                        "not_null",
                        "ALTER TABLE users RENAME TO accounts; CREATE VIEW users AS SELECT id FROM accounts;"
                                + " ALTER TABLE accounts ALTER mail SET NOT NULL;",
                        "ALTER TABLE accounts ALTER mail DROP NOT NULL; DROP VIEW users; ALTER TABLE accounts RENAME TO users;")
                .step(
                        "foreign_key",
                        "ALTER TABLE children RENAME TO offspring; ALTER TABLE offspring RENAME parent TO parent_id; ALTER TABLE parents RENAME TO people;"
                                + " ALTER TABLE offspring ADD CONSTRAINT of_parent FOREIGN KEY (parent_id) REFERENCES people;",
                        "ALTER TABLE offspring DROP CONSTRAINT of_parent; ALTER TABLE people RENAME TO parents;"
                                + " ALTER TABLE offspring RENAME parent_id TO parent; ALTER TABLE offspring RENAME TO children;")
                .step(
                        "check",
                        "ALTER TABLE words RENAME id TO number; ALTER TABLE words RENAME word TO slug; ALTER TABLE words ADD word int;"
                                + " ALTER TABLE words ADD CONSTRAINT long_enough CHECK (length(slug) > 7);",
                        "ALTER TABLE words DROP CONSTRAINT long_enough; ALTER TABLE words DROP word; ALTER TABLE words RENAME slug TO word;"
                                + " ALTER TABLE words RENAME number TO id;")
                .step(
                        "swapped",
                        "ALTER TABLE \"Old ones\" RENAME \"First\" TO x; ALTER TABLE \"Old ones\" RENAME \"Second\" TO \"First\";"
                                + " ALTER TABLE \"Old ones\" RENAME x TO \"Second\"; CREATE UNIQUE INDEX once ON \"Old ones\" (\"Second\") WHERE \"First\" > 0;",
                        "DROP INDEX once; ALTER TABLE \"Old ones\" RENAME \"First\" TO x; ALTER TABLE \"Old ones\" RENAME \"Second\" TO \"First\";"
                                + " ALTER TABLE \"Old ones\" RENAME x TO \"Second\";")
                .step(
                        "schema",
                        "CREATE SCHEMA app; ALTER TABLE moved SET SCHEMA app; ALTER TABLE app.moved ADD CHECK (age > 0);",
                        "ALTER TABLE app.moved DROP CONSTRAINT moved_age_check; ALTER TABLE app.moved SET SCHEMA public; DROP SCHEMA app;")
                .step(
                        "rewritten",
                        "ALTER TABLE texts RENAME TO notes; ALTER TABLE notes ADD short text; UPDATE notes SET short = left(note, 3);"
                                + " CREATE UNIQUE INDEX by_short ON notes (short);",
                        "ALTER TABLE notes DROP short; ALTER TABLE notes RENAME TO texts;")
                .step(
                        "computed",
                        "ALTER TABLE stock RENAME TO goods; ALTER TABLE goods RENAME qty TO amount; ALTER TABLE goods ADD number int;"
                                + " UPDATE goods SET number = amount::int;",
                        "ALTER TABLE goods DROP number; ALTER TABLE goods RENAME amount TO qty; ALTER TABLE goods RENAME TO stock;")
                .step(
                        "divided",
                        "ALTER TABLE shares RENAME TO parts; ALTER TABLE parts ADD part int; UPDATE parts SET part = 100 / (id % 7);",
                        "ALTER TABLE parts DROP part; ALTER TABLE parts RENAME TO shares;")
                .step(
                        "always",
                        "ALTER TABLE always RENAME TO never; ALTER TABLE never ADD name text NOT NULL;",
                        "ALTER TABLE never DROP name; ALTER TABLE never RENAME TO always;")
                .step(
                        "many",
                        "ALTER TABLE spokes " + keys("ADD CONSTRAINT of_% FOREIGN KEY (k%) REFERENCES hub") + ";",
                        "ALTER TABLE spokes " + keys("DROP CONSTRAINT of_%") + ";")
                .resultsOn(60);
    }

    private static String keys(String one) {
        return IntStream.rangeClosed(1, KEYS)
                .mapToObj(number -> one.replace("%", String.valueOf(number)))
                .collect(Collectors.joining(", "));
    }

    private static List<Finding> assumed(String step) {
        return Preserved.findings(results, step, DataRule.ASSUMES).stream()
                .filter(finding -> finding.message().startsWith("The up takes for granted that "))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            not_null    | no row of public.users has NULL in mail | SELECT * FROM public.users WHERE mail IS NULL
            foreign_key | each parent of public.children is there in public.parents | SELECT c.* FROM public.children c WHERE c.parent IS NOT NULL AND NOT EXISTS (SELECT FROM public.parents p WHERE p.id = c.parent)
            check       | all rows of public.words pass the check long_enough | SELECT * FROM public.words WHERE NOT ((length(word) > 7))
            swapped     | no two rows of public."Old ones" have the same "First" where ("Second" > 0) | SELECT "First", count(*) FROM public."Old ones" WHERE (("Second" > 0)) AND "First" IS NOT NULL GROUP BY "First" HAVING count(*) > 1
            schema      | all rows of public.moved pass the check moved_age_check | SELECT * FROM public.moved WHERE NOT ((age > 0))
            """)
    void what_it_takes_for_granted_is_asked_of_the_names_of_before(String step, String what, String query) {
        assertThat(Preserved.named(results, step).verdict())
                .as(Preserved.named(results, step).findings().toString())
                .isEqualTo(MigrationVerdict.OK);
        assertThat(assumed(step))
                .anySatisfy(finding -> assertThat(finding.message())
                        .startsWith("The up takes for granted that " + what
                                + ". On made-up rows it fails, and passes without those that break this: ")
                        .contains("\nWhether production has such rows, this query tells:\n  " + query + "\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rewritten | no two rows of public.texts have the same short.
            computed  | each text in public.stock.qty is one that it can read, such as '17'.
            divided   | it can compute with the values of each row of public.shares.
            """)
    void so_it_is_where_only_the_script_itself_tells(String step, String what) {
        assertThat(Preserved.named(results, step).verdict())
                .as(Preserved.named(results, step).findings().toString())
                .isEqualTo(MigrationVerdict.OK);
        assertThat(assumed(step))
                .anySatisfy(
                        finding -> assertThat(finding.message()).startsWith("The up takes for granted that " + what));
    }

    @Test
    void what_no_row_can_stand_fails_under_any_name() {
        assertThat(Preserved.findings(results, "always", DataRule.UP_FAILS))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .contains("ERROR 23502: column \"name\" of relation \"never\" contains null values"));
    }

    @Test
    void a_script_may_take_many_things_for_granted() {
        assertThat(Preserved.named(results, "many").verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(assumed("many")).hasSize(KEYS);
    }
}
