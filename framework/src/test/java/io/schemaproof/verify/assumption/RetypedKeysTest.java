package io.schemaproof.verify.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another type may take two values of a key for the same; and what a script that has failed leaves says nothing of the next. */
class RetypedKeysTest {

    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void verify() {
        results = new Preserved(folder)
                .step(
                        "tables",
                        "CREATE EXTENSION citext; CREATE TABLE users (id int PRIMARY KEY, login varchar(40) NOT NULL UNIQUE, mail text NOT NULL UNIQUE);"
                                + " CREATE TABLE sums (id int PRIMARY KEY, n numeric); CREATE TABLE spans (id int PRIMARY KEY, secs int);",
                        "DROP TABLE spans, sums, users; DROP EXTENSION citext;")
                .step(
                        "without_case",
                        "ALTER TABLE users ALTER login TYPE citext;",
                        "ALTER TABLE users ALTER login TYPE varchar(40);")
                .step("wider", "ALTER TABLE users ALTER mail TYPE varchar;", "ALTER TABLE users ALTER mail TYPE text;")
                .step(
                        "by_expression",
                        "ALTER TABLE spans ALTER secs TYPE interval USING make_interval(secs => secs);",
                        "ALTER TABLE spans ALTER secs TYPE int USING extract(epoch FROM secs)::int;")
                .step(
                        "remade",
                        "CREATE TABLE other AS SELECT id, n::int AS n FROM sums; DROP TABLE sums; ALTER TABLE other RENAME TO sums;"
                                + " ALTER TABLE sums ADD PRIMARY KEY (id);",
                        "CREATE TABLE other AS SELECT id, n::numeric AS n FROM sums; DROP TABLE sums; ALTER TABLE other RENAME TO sums;"
                                + " ALTER TABLE sums ADD PRIMARY KEY (id);")
                .resultsOn(100);
    }

    private static List<Finding> assumptions(String step) {
        return Preserved.findings(results, step, DataRule.ASSUMES);
    }

    @Test
    void values_that_a_new_type_takes_for_the_same_are_asked_for() {
        assertThat(assumptions("without_case"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith(
                                "The up takes for granted that no two rows of public.users have the same login::public.citext.")
                        .contains(
                                "One of 1: login = 'Twin' in 2 rows",
                                "SELECT login::public.citext, count(*) FROM public.users WHERE"));
    }

    @Test
    void a_type_that_tells_them_apart_takes_nothing_for_granted() {
        assertThat(assumptions("wider")).isEmpty();
    }

    /** How a value is written says nothing of what an expression makes of it. */
    @Test
    void no_query_is_given_for_what_an_expression_makes_of_other_types() {
        assertThat(assumptions("by_expression"))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.message())
                        .contains("integer out of range", "only the script itself tells")
                        .doesNotContain("pg_input_is_valid"));
    }

    @Test
    void the_down_is_not_tried_where_a_part_of_the_up_is_missing() {
        assertThat(assumptions("remade")).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.file().orElseThrow()).endsWith(".up.sql");
            assertThat(finding.message()).contains("to integer");
        });
    }
}
