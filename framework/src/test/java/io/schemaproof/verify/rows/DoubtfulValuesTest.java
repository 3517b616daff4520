package io.schemaproof.verify.rows;

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

/** Values that stand in the scripts, or that the up makes of others, are there already in some rows of production. */
class DoubtfulValuesTest {

    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void verify() {
        results = new Preserved(folder)
                .step(
                        "tables",
                        "CREATE TABLE links (id int PRIMARY KEY, url text NOT NULL, mirror text, place text NOT NULL, code text NOT NULL UNIQUE);"
                                + " CREATE TABLE settings (key text PRIMARY KEY, value text NOT NULL, total int NOT NULL);"
                                + " CREATE TABLE words (word text PRIMARY KEY, n int);",
                        "DROP TABLE words, settings, links;")
                .step(
                        "replaced",
                        "UPDATE links SET url = replace(url, 'http://', 'https://');",
                        "UPDATE links SET url = replace(url, 'https://', 'http://');")
                .step(
                        "by_pattern",
                        "UPDATE links SET mirror = 'https://' || substr(mirror, 8) WHERE mirror LIKE 'http://%';",
                        "UPDATE links SET mirror = 'http://' || substr(mirror, 9) WHERE mirror LIKE 'https://%';")
                .step(
                        "every_row",
                        "UPDATE settings SET value = 'mail.' || value WHERE value NOT LIKE 'mail.%';",
                        "UPDATE settings SET value = substr(value, 6) WHERE value LIKE 'mail.%';")
                .step(
                        "key",
                        "UPDATE settings SET key = 'mail.' || key WHERE key NOT LIKE 'mail.%';",
                        "UPDATE settings SET key = substr(key, 6) WHERE key LIKE 'mail.%';")
                .step(
                        "unique",
                        "UPDATE links SET code = 'X-' || code;",
                        "UPDATE links SET code = replace(code, 'X-', '');")
                .step(
                        "behind",
                        "DO $$ BEGIN UPDATE links SET place = place || ' (old)'; END $$;",
                        "UPDATE links SET place = left(place, -6) WHERE place LIKE '% (old)';")
                .step("key_behind", "UPDATE words SET word = word || '#';", "UPDATE words SET word = left(word, -1);")
                .step(
                        "kept_beside",
                        "ALTER TABLE settings ADD former text; UPDATE settings SET former = value, value = 'mail.' || value WHERE value NOT LIKE 'mail.%';",
                        "UPDATE settings SET value = former WHERE former IS NOT NULL; ALTER TABLE settings DROP former;")
                .step("counted", "UPDATE settings SET total = total + 1;", "UPDATE settings SET total = total - 1;")
                .step(
                        "pets",
                        "CREATE TABLE pets (id int PRIMARY KEY, tags text); CREATE TABLE beasts (id int PRIMARY KEY, kind text);",
                        "DROP TABLE pets, beasts;")
                .step(
                        "listed",
                        "CREATE TABLE pet_tags (pet int REFERENCES pets ON DELETE CASCADE, tag text, PRIMARY KEY (pet, tag));"
                                + " INSERT INTO pet_tags SELECT DISTINCT id, t FROM pets, unnest(string_to_array(tags, ',')) t WHERE t <> '';"
                                + " ALTER TABLE pets DROP COLUMN tags;",
                        "ALTER TABLE pets ADD COLUMN tags text;"
                                + " UPDATE pets SET tags = (SELECT string_agg(tag, ',' ORDER BY tag) FROM pet_tags WHERE pet = pets.id);"
                                + " DROP TABLE pet_tags;")
                .step(
                        "copied",
                        "CREATE TABLE animals (id int PRIMARY KEY, kind text);"
                                + " INSERT INTO animals SELECT id, coalesce(kind, 'cat') FROM beasts; DROP TABLE beasts;",
                        "CREATE TABLE beasts (id int PRIMARY KEY, kind text);"
                                + " INSERT INTO beasts SELECT id, nullif(kind, 'cat') FROM animals; DROP TABLE animals;")
                .step(
                        "countries",
                        "CREATE TABLE countries (code char(2) PRIMARY KEY, name text NOT NULL);",
                        "DROP TABLE countries;")
                .step(
                        "unless_there",
                        "INSERT INTO settings (key, value, total) VALUES ('theme', 'dark', 1) ON CONFLICT DO NOTHING;",
                        "DELETE FROM settings WHERE key = 'theme';")
                .step(
                        "where_missing",
                        "INSERT INTO countries SELECT 'DE', 'Germany' WHERE NOT EXISTS (SELECT FROM countries WHERE code = 'DE');",
                        "DELETE FROM countries WHERE code = 'DE';")
                .step(
                        "noted",
                        "CREATE TABLE noted (key text); WITH new AS (INSERT INTO settings (key, value, total) VALUES ('tone', 'loud', 1)"
                                + " ON CONFLICT DO NOTHING RETURNING key) INSERT INTO noted SELECT key FROM new;",
                        "DELETE FROM settings WHERE key IN (SELECT key FROM noted); DROP TABLE noted;")
                .step(
                        "new",
                        "INSERT INTO settings (key, value, total) VALUES ('shape', 'round', 1);",
                        "DELETE FROM settings WHERE key = 'shape';")
                .step(
                        "documents",
                        "CREATE TABLE documents (id int PRIMARY KEY, tags text[] NOT NULL DEFAULT '{}', doc jsonb NOT NULL DEFAULT '{}');",
                        "DROP TABLE documents;")
                .step(
                        "in_an_array",
                        "UPDATE documents SET tags = array_replace(tags, 'old', 'new');",
                        "UPDATE documents SET tags = array_replace(tags, 'new', 'old');")
                .step(
                        "in_a_document",
                        "UPDATE documents SET doc = doc - 'colour' || jsonb_build_object('color', doc->'colour') WHERE doc ? 'colour';",
                        "UPDATE documents SET doc = doc - 'color' || jsonb_build_object('colour', doc->'color') WHERE doc ? 'color';")
                .step(
                        "people",
                        "CREATE EXTENSION citext; CREATE DOMAIN address AS text CHECK (VALUE LIKE '%@%'); CREATE DOMAIN work_address AS address;"
                                + " CREATE DOMAIN score AS int;"
                                + " CREATE TABLE people (id int PRIMARY KEY, mail work_address, login citext, code char(3), shift timetz, points score,"
                                + " site text CHECK (site LIKE 'www.%'), kept text CHECK (kept LIKE '%@%'));",
                        "DROP TABLE people; DROP DOMAIN score, work_address, address; DROP EXTENSION citext;")
                .step("in_a_domain", "UPDATE people SET mail = lower(mail);", "SELECT 1;")
                .step("in_any_case", "UPDATE people SET login = trim(login);", "SELECT 1;")
                .step("padded", "UPDATE people SET code = upper(code);", "SELECT 1;")
                .step(
                        "zone",
                        "ALTER TABLE people ALTER shift TYPE time;",
                        "ALTER TABLE people ALTER shift TYPE timetz;")
                .step("number_of_a_domain", "UPDATE people SET points = abs(points);", "SELECT 1;")
                .step("checked", "UPDATE people SET site = trim(site);", "SELECT 1;")
                .step(
                        "checked_and_kept",
                        "UPDATE people SET kept = kept || '#' WHERE true;",
                        "UPDATE people SET kept = left(kept, -1);")
                .step(
                        "tasks",
                        "CREATE TABLE tasks (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, kind text, scope text, n int);"
                                + " CREATE TABLE seeds (name text PRIMARY KEY);",
                        "DROP TABLE seeds, tasks;")
                .step(
                        "by_a_name",
                        "INSERT INTO tasks (kind, scope) VALUES ('ops', 'all'), ('dev', 'all');",
                        "DELETE FROM tasks WHERE kind IN ('ops', 'dev') AND scope = 'all';")
                .step(
                        "by_how_it_begins",
                        "INSERT INTO tasks (kind) SELECT 'sys-' || n FROM generate_series(1, 3) n;",
                        "DELETE FROM tasks WHERE kind LIKE 'sys-%';")
                .step(
                        "by_numbers",
                        "INSERT INTO tasks (n) VALUES (900001), (900002);",
                        "DELETE FROM tasks WHERE n BETWEEN 900001 AND 900002;")
                .step(
                        "rewritten_by_the_down",
                        "ALTER TABLE tasks ADD CONSTRAINT known CHECK (kind <> 'bad') NOT VALID;",
                        "ALTER TABLE tasks DROP CONSTRAINT known; UPDATE tasks SET scope = NULL WHERE scope = 'bad';")
                .step(
                        "by_keys_kept",
                        "CREATE TABLE made AS WITH new AS (INSERT INTO tasks (kind) VALUES ('own') RETURNING id) SELECT id FROM new;",
                        "DELETE FROM tasks WHERE kind = 'own' AND id IN (SELECT id FROM made); DROP TABLE made;")
                .step(
                        "parts",
                        "CREATE TABLE parts (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, kind text, n int);"
                                + " CREATE TABLE uses (id bigint PRIMARY KEY REFERENCES parts);",
                        "DROP TABLE uses, parts;")
                .step(
                        "in_use",
                        "INSERT INTO uses SELECT id FROM parts ON CONFLICT DO NOTHING; INSERT INTO parts (kind) VALUES ('spare') ON CONFLICT DO NOTHING;",
                        "DELETE FROM parts WHERE kind = 'spare';")
                .step(
                        "by_a_key",
                        "INSERT INTO seeds VALUES ('first'), ('second');",
                        "DELETE FROM seeds WHERE name IN ('first', 'second');")
                .step(
                        "meant",
                        "-- schemaproof:lossy public.links.url because nobody reads them any more\n"
                                + "UPDATE links SET url = replace(url, 'gopher:', 'web:');",
                        "UPDATE links SET url = replace(url, 'web:', 'gopher:');")
                .resultsOn(60);
    }

    private static List<Finding> assumptions(String step) {
        MigrationResult result = Preserved.named(results, step);
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
        return result.findings().stream()
                .filter(finding -> finding.rule().equals(DataRule.ASSUMES.id())
                        && (finding.message().contains(" are there again after up and down, ")
                                || finding.message().startsWith("The down takes for granted that there were no rows")))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            replaced   | url    | links    | 'https://a' -> 'http://a'
            by_pattern | mirror | links    | 'https://x' -> 'http://x'
            in_an_array | tags | documents | '{new}' -> '{old}'
            in_a_document | doc | documents | '{"color": "a"}' -> '{"colour": "a"}'
            """)
    void what_stands_in_the_scripts_may_be_there(String step, String column, String table, String change) {
        assertThat(assumptions(step)).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .startsWith("Usual values of " + column + " in public." + table
                            + " are there again after up and down, and this one is not: " + change + "\n");
            assertThat(finding.remedy())
                    .startsWith("Let the up keep which rows it changes, such as their keys in a table of its own,");
        });
    }

    /** No UPDATE says that values are changed. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            listed | tags in public.pets are there again after up and down, and this one is not: ',a' -> 'a'
            copied | kind in public.beasts are there again after up and down, and this one is not: 'cat' -> NULL
            """)
    void what_goes_into_another_table_may_not_come_back(String step, String what) {
        assertThat(assumptions(step)).singleElement().satisfies(finding -> {
            assertThat(finding.message()).startsWith("Usual values of " + what);
            assertThat(finding.remedy()).startsWith("Keep the column until nobody goes back any more");
        });
    }

    /** Of texts that a check allows only variants of what rows hold are tried. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            in_a_domain | mail | '[^']*[A-Z][^']*' -> '[^'A-Z]*'
            in_any_case | login | ' at both ends ' -> 'at both ends'
            padded | code | 'aZ ?' -> 'AZ ?'
            zone | shift | '23:59:59.999999\\+05:30' -> '23:59:59.999999\\S+'
            number_of_a_domain | points | '-7' -> '7'
            checked | site | '(www.\\S+) ' -> '\\1'
            """)
    void constraints_and_types_leave_room_for_the_unusual(String step, String column, String change) {
        assertThat(assumptions(step))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .containsPattern("Usual values of " + column
                                + " in public.people are there again after up and down, and this one is not: " + change
                                + "\n"));
    }

    /** Where the up changes every row there is none that stays as it is, to be given what others get. */
    @ParameterizedTest
    @CsvSource({"every_row, value, settings, mail\\.", "unique, code, links, X-"})
    void what_the_up_makes_of_a_value_may_be_there(String step, String column, String table, String prefix) {
        assertThat(assumptions(step))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .containsPattern("Usual values of " + column + " in public." + table
                                + " are there again after up and down, and this one is not: '" + prefix
                                + "(\\S+)' -> '\\1'\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            unless_there | settings | key = 'theme'
            where_missing | countries | code = 'DE'
            by_how_it_begins | tasks | kind LIKE 'sys-%'
            by_numbers | tasks | n BETWEEN 900001 AND 900002
            """)
    void a_row_that_was_there_is_not_the_down_s_to_delete(String step, String table, String demands) {
        assertThat(assumptions(step)).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .isEqualTo(
                            "The down takes for granted that there were no rows of public." + table + " with "
                                    + demands
                                    + " before the up. One that was is gone after up and down.\n"
                                    + "Whether production has such rows, this query tells, before the up:\n  SELECT * FROM public."
                                    + table + " WHERE " + demands
                                    + "\nIf it finds some, the down takes them for those of the up, and nobody can tell them apart any more.");
            assertThat(finding.remedy()).startsWith("Let the up keep which rows it puts in or changes");
        });
    }

    @Test
    void one_that_others_refer_to_keeps_the_down_from_running() {
        assertThat(Preserved.only(Preserved.named(results, "in_use"), DataRule.ASSUMES))
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith(
                                "The down takes for granted that there were no rows of public.parts with kind = 'spare' before the up."
                                        + " Where one was, the down fails: ")
                        .contains("ERROR 23503: update or delete on table \"parts\" violates foreign key constraint")
                        .endsWith("\nIf it finds some, the migration cannot be taken back with its own script."));
    }

    /** An author who deletes by name knows what he has put in; nobody need be warned of each such row. */
    @Test
    void a_row_that_is_called_like_one_of_the_up_is_a_note() {
        assertThat(assumptions("by_a_name")).isEmpty();
        assertThat(Preserved.only(Preserved.named(results, "by_a_name"), DataRule.ASSUMES_OWN_ROWS)
                        .message())
                .startsWith(
                        "The down takes for granted that there were no rows of public.tasks with kind IN ('ops', 'dev') AND scope = 'all' before the up."
                                + " One that was is gone after up and down.")
                .contains("\n  SELECT * FROM public.tasks WHERE kind IN ('ops', 'dev') AND scope = 'all'\n");
    }

    @Test
    void nor_its_own_to_change() {
        assertThat(assumptions("rewritten_by_the_down"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .contains(
                                "no rows of public.tasks with scope = 'bad' before the up. One that was is another after up and down: scope 'bad' -> NULL\n",
                                "SELECT * FROM public.tasks WHERE scope = 'bad'\n"));
    }

    @Test
    void a_row_may_have_such_a_key() {
        assertThat(assumptions("key")).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .startsWith(
                            "The down takes for granted that there were no rows of public.settings with key LIKE 'mail.%' before the up."
                                    + " One that was is gone after up and down.");
            assertThat(finding.remedy())
                    .startsWith("Let the up keep which rows it puts in or changes")
                    .contains("-- schemaproof:lossy public.settings because …");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "behind",
                "key_behind",
                "kept_beside",
                "counted",
                "noted",
                "new",
                "checked_and_kept",
                "by_keys_kept",
                "by_a_key"
            })
    void what_is_undone_whatever_was_there_is_no_finding(String step) {
        assertThat(assumptions(step)).isEmpty();
    }

    @Test
    void a_loss_that_is_meant_is_none() {
        assertThat(assumptions("meant")).isEmpty();
        assertThat(Preserved.named(results, "meant").findings())
                .extracting(Finding::rule)
                .containsOnly(DataRule.DECLARED_LOSS.id());
    }
}
