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

/** A script that fills a column, and then demands of it what not all rows have been given. */
class RewrittenRowsTest {

    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void verify() {
        results = new Preserved(folder)
                .step(
                        "tables",
                        "CREATE TABLE posts (id int PRIMARY KEY, title text NOT NULL);"
                                + " CREATE TABLE people (id int PRIMARY KEY, nick text, password text);"
                                + " CREATE TABLE stock (sku text, place int, qty int NOT NULL, PRIMARY KEY (sku, place));"
                                + " CREATE TABLE nodes (id int PRIMARY KEY, note text); CREATE TABLE keyless (nick text);"
                                + " CREATE TABLE staff (id int PRIMARY KEY, boss int CONSTRAINT of_boss REFERENCES staff);",
                        "DROP TABLE posts, people, stock, nodes, keyless, staff;")
                .step(
                        "zero",
                        "ALTER TABLE staff DROP CONSTRAINT of_boss; UPDATE staff SET boss = 0 WHERE boss IS NULL; ALTER TABLE staff ALTER boss SET NOT NULL;",
                        "ALTER TABLE staff ALTER boss DROP NOT NULL; UPDATE staff SET boss = NULL WHERE boss = 0;"
                                + " ALTER TABLE staff ADD CONSTRAINT of_boss FOREIGN KEY (boss) REFERENCES staff;")
                .step(
                        "unique",
                        "ALTER TABLE posts ADD slug text; UPDATE posts SET slug = left(title, 3); CREATE UNIQUE INDEX by_slug ON posts (slug);",
                        "ALTER TABLE posts DROP slug;")
                .step(
                        "not_null",
                        "ALTER TABLE people ADD name text; UPDATE people SET name = nick; ALTER TABLE people ALTER name SET NOT NULL;",
                        "ALTER TABLE people DROP name;")
                .step(
                        "secret",
                        "ALTER TABLE people ADD password_copy text; UPDATE people SET password_copy = password;"
                                + " ALTER TABLE people ADD CHECK (password_copy > 'm');",
                        "ALTER TABLE people DROP password_copy;")
                .step(
                        "check",
                        "ALTER TABLE stock ADD left_over bigint; UPDATE stock SET left_over = qty::bigint - 20;"
                                + " ALTER TABLE stock ADD CONSTRAINT enough CHECK (left_over >= 0);",
                        "ALTER TABLE stock DROP left_over;")
                .step(
                        "foreign_key",
                        "ALTER TABLE nodes ADD up bigint; UPDATE nodes SET up = id::bigint + 1; ALTER TABLE nodes ADD FOREIGN KEY (up) REFERENCES posts;",
                        "ALTER TABLE nodes DROP up;")
                .step(
                        "all",
                        "ALTER TABLE nodes ADD name text; UPDATE nodes SET name = NULL; ALTER TABLE nodes ALTER name SET NOT NULL;",
                        "ALTER TABLE nodes DROP name;")
                .step(
                        "keyless",
                        "ALTER TABLE keyless ADD name text; UPDATE keyless SET name = nick; ALTER TABLE keyless ALTER name SET NOT NULL;",
                        "ALTER TABLE keyless DROP name;")
                .step(
                        "down",
                        "ALTER TABLE posts ADD short text; UPDATE posts SET short = left(title, 40); ALTER TABLE posts DROP title;",
                        "ALTER TABLE posts ADD title text; UPDATE posts SET title = short; ALTER TABLE posts ALTER title SET NOT NULL;"
                                + " ALTER TABLE posts DROP short;")
                .resultsOn(60);
    }

    private static List<Finding> assumed(String step) {
        return Preserved.findings(results, step, DataRule.ASSUMES).stream()
                .filter(finding -> finding.message().contains("this query tells"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            unique      | The up takes for granted that no two rows of public.posts have the same slug. | SELECT slug, count(*) FROM public.posts WHERE slug IS NOT NULL GROUP BY slug HAVING count(*) > 1
            not_null    | The up takes for granted that no row of public.people has NULL in name. | SELECT * FROM public.people WHERE name IS NULL
            check       | The up takes for granted that all rows of public.stock pass the check enough. | SELECT * FROM public.stock WHERE NOT ((left_over >= 0))
            foreign_key | The up takes for granted that each up of public.nodes is there in public.posts. | SELECT c.* FROM public.nodes c WHERE c.up IS NOT NULL AND NOT EXISTS
            down        | The down takes for granted that no row of public.posts has NULL in title. | SELECT * FROM public.posts WHERE title IS NULL
            """)
    void it_takes_for_granted_what_it_fills_the_column_from(String step, String what, String query) {
        assertThat(Preserved.named(results, step).verdict())
                .as(Preserved.named(results, step).findings().toString())
                .isEqualTo(MigrationVerdict.OK);
        assertThat(assumed(step)).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .startsWith(what + " On made-up rows it fails, and passes without those that break this: ")
                    .contains(
                            "\nWhether production has such rows, this query tells, on a copy, once the statements before that one have run:\n  "
                                    + query);
            assertThat(finding.remedy())
                    .isEqualTo(
                            "Run the query on production; if rows may come, mend them in the same script, before this statement.");
        });
    }

    @Test
    void what_nobody_is_to_see_is_not_shown() {
        assertThat(assumed("secret"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .containsPattern("\nOne of \\d+: id = \\*\\*\\*, password_copy = \\*\\*\\*\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "keyless"})
    void where_all_rows_are_in_the_way_or_nobody_can_tell_them_apart_the_up_fails(String step) {
        assertThat(Preserved.named(results, step).verdict()).isEqualTo(MigrationVerdict.UP_FAILS);
        assertThat(assumed(step)).isEmpty();
    }

    /** What the down has given NULL by then refers to nothing where the query is meant that finds all. */
    @Test
    void rows_without_a_parent_that_the_script_mends_are_counted_apart() {
        assertThat(assumed("zero"))
                .first()
                .satisfies(
                        finding -> assertThat(finding.message())
                                .startsWith(
                                        "The down takes for granted that each boss of public.staff is there in public.staff.")
                                .containsPattern("One of \\d+: id = '\\d+', boss = '[1-9]\\d*'")
                                .containsPattern(
                                        "once the statements before that one have run, which mend \\d+ more rows that it finds here sooner:"));
    }
}
