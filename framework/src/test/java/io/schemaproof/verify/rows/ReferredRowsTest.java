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
                                + " CREATE TABLE members (id serial PRIMARY KEY, roles text NOT NULL DEFAULT '');"
                                + " CREATE TABLE links (id int PRIMARY KEY, url text); CREATE TABLE hints (id int PRIMARY KEY, word text);"
                                + " CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE profiles (user_id int PRIMARY KEY REFERENCES users, bio text);",
                        "DROP TABLE people, members, links, hints, users, profiles;")
                .step(
                        "merged",
                        "ALTER TABLE users ADD bio text; UPDATE users SET bio = p.bio FROM profiles p WHERE p.user_id = id; DROP TABLE profiles;",
                        "CREATE TABLE profiles (user_id int PRIMARY KEY REFERENCES users, bio text);"
                                + " INSERT INTO profiles SELECT id, bio FROM users; ALTER TABLE users DROP bio;")
                .step("list", UP.formatted("people"), DOWN.formatted("people", ""))
                .step(
                        "all",
                        UP.formatted("members"),
                        DOWN.formatted(
                                "members",
                                " || CASE WHEN (SELECT count(*) > count(DISTINCT user_id) FROM members_role) THEN '!' ELSE '' END"));
        project.step(
                        "kept_apart",
                        "CREATE TABLE former_links (id int PRIMARY KEY, url text);"
                                + " INSERT INTO former_links SELECT id, url FROM links WHERE url LIKE 'http://%';"
                                + " UPDATE links SET url = 'https://' || substr(url, 8) WHERE url LIKE 'http://%';",
                        "UPDATE links SET url = f.url FROM former_links f WHERE f.id = links.id; DROP TABLE former_links;")
                .step(
                        "mixed_up",
                        "CREATE TABLE words (id int PRIMARY KEY, word text); INSERT INTO words SELECT id, word FROM hints;"
                                + " ALTER TABLE hints DROP COLUMN word;",
                        "ALTER TABLE hints ADD COLUMN word text; UPDATE hints SET word = (SELECT max(word) FROM words); DROP TABLE words;");
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

    /** Who keeps former values in a table of their own, as this framework says, is not told that rows which are made up there are a loss. */
    @Test
    void values_that_are_kept_in_a_new_table_come_back_where_nobody_else_writes_there() {
        MigrationResult result = Preserved.named(results, "kept_apart");

        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
        assertThat(only(result, DataRule.LOSES_NEW_VALUES).message())
                .startsWith(
                        "Once rows were made up in what the up has made (public.former_links), rows of public.links have other values in"
                                + " url after the down:\n  - id='")
                .contains("Without such rows all is as before");
    }

    @Test
    void values_that_do_not_come_back_without_them_are_lost() {
        MigrationResult result = Preserved.named(results, "mixed_up");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(result, DataRule.LOSES_DATA).message()).contains("another value in word");
    }

    @Test
    void rows_to_which_nothing_refers_keep_their_values_or_it_is_a_loss() {
        MigrationResult result = Preserved.named(results, "all");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(result, DataRule.LOSES_DATA).message())
                .startsWith("After up and down ")
                .contains(" of public.members have another value in roles.");
    }

    /** With a profile for each user, as many as there are users, the down would bring back what was there. */
    @Test
    void a_row_for_each_that_not_each_had_is_left() {
        assertThat(only(Preserved.named(results, "merged"), DataRule.LEAVES_ROWS)
                        .message())
                .startsWith("After up and down public.profiles holds 2 rows that were not there before.");
    }
}
