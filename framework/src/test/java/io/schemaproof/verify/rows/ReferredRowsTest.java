package io.schemaproof.verify.rows;

import static io.schemaproof.verify.Preserved.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list that a down puts together from rows is another where the application has added some, and no other row may change. */
class ReferredRowsTest {

    private static final String UP =
            "CREATE TABLE %1$s_role (user_id int NOT NULL REFERENCES %1$s ON DELETE CASCADE, role text NOT NULL);\n"
                    + "INSERT INTO %1$s_role SELECT id, role FROM %1$s, unnest(string_to_array(roles, ',')) role;\nALTER TABLE %1$s DROP roles;";

    private static final String DOWN =
            "ALTER TABLE %1$s ADD roles text NOT NULL DEFAULT '';\nUPDATE %1$s SET roles = coalesce("
                    + "(SELECT string_agg(role, ',' ORDER BY role COLLATE \"C\") FROM %1$s_role WHERE user_id = id), '')%2$s;\nDROP TABLE %1$s_role;";

    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void verify() {
        Preserved project = new Preserved(folder)
                .step(
                        "tables",
                        "CREATE TABLE people (id serial PRIMARY KEY, roles text NOT NULL DEFAULT '');"
                                + " CREATE TABLE members (id serial PRIMARY KEY, roles text NOT NULL DEFAULT '');",
                        "DROP TABLE people, members;")
                .step("list", UP.formatted("people"), DOWN.formatted("people", ""))
                .step(
                        "all",
                        UP.formatted("members"),
                        DOWN.formatted(
                                "members",
                                " || CASE WHEN (SELECT count(*) > count(DISTINCT user_id) FROM members_role) THEN '!' ELSE '' END"));
        results = project.resultsOn(20);
    }

    @Test
    void a_list_that_has_grown_is_no_loss() {
        MigrationResult result = Preserved.named(results, "list");

        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
        assertThat(only(result, DataRule.LOSES_NEW_VALUES).message())
                .startsWith(
                        "Rows of public.people to which others refer that were written after the up have other values in roles"
                                + " after the down:\n  - id='")
                .endsWith(
                        "\nThe down makes these values from what is there then. Rows to which none refers have those of before.");
    }

    @Test
    void rows_to_which_nothing_refers_keep_their_values_or_it_is_a_loss() {
        MigrationResult result = Preserved.named(results, "all");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(result, DataRule.LOSES_DATA).message())
                .startsWith("After up and down ")
                .contains(" of public.members have another value in roles.");
    }
}
