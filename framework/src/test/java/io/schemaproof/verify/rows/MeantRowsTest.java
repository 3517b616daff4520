package io.schemaproof.verify.rows;

import static io.schemaproof.verify.Preserved.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.VerificationListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Made-up rows are among those that a migration is about, so that what it does to them is seen. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeantRowsTest {

    private final List<String> started = new ArrayList<>();
    private final List<String> finished = new ArrayList<>();
    private List<MigrationResult> results;

    @BeforeAll
    void verify(@TempDir Path folder) {
        Preserved migrations = new Preserved(folder)
                .step(
                        "tables",
                        "CREATE TABLE customers (id int PRIMARY KEY, email text, tags text[] NOT NULL, gone boolean NOT NULL,"
                                + " state text NOT NULL DEFAULT 'new');"
                                + " CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL REFERENCES customers, note text);"
                                + " CREATE TABLE tickets (id int PRIMARY KEY, state text NOT NULL DEFAULT 'new', changed timestamptz NOT NULL);"
                                + " CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.changed := now(); RETURN NEW; END $$;"
                                + " CREATE TRIGGER touch BEFORE UPDATE ON tickets FOR EACH ROW EXECUTE FUNCTION touch();"
                                + " CREATE TABLE settings (name text PRIMARY KEY, value text NOT NULL, scope text NOT NULL DEFAULT 'app');"
                                + " CREATE TABLE marks (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tag text, kind text, one int, two int, three int); CREATE TABLE roles (id int PRIMARY KEY, name text NOT NULL UNIQUE);"
                                + " CREATE TABLE grants (role int, settings text);",
                        "DROP TABLE grants, roles, marks, settings, tickets, orders, customers; DROP FUNCTION touch;")
                .step(
                        "purge",
                        "DELETE FROM customers c WHERE gone AND NOT EXISTS (SELECT FROM orders o WHERE o.customer = c.id);",
                        "SELECT 1;")
                .step("trimmed", "UPDATE customers SET email = trim(email) WHERE email <> trim(email);", "SELECT 1;")
                .step("trimmed_for_good", "UPDATE orders SET note = trim(note) WHERE note <> trim(note);", "")
                .step("unmet", "DELETE FROM orders WHERE note ~ '^[#]{3}$' OR length(note) > 20000;", "SELECT 1;")
                .step(
                        "empty_ones",
                        "DELETE FROM marks WHERE kind IN ('item', 'message') AND one IS NULL AND two IS NULL AND three IS NULL;",
                        "SELECT 1;")
                .step("outdated", "DELETE FROM tickets WHERE changed < DATE '2001-01-01';", "SELECT 1;")
                .step(
                        "taken",
                        "CREATE TABLE parts (tag text); INSERT INTO parts SELECT note FROM orders WHERE note ~ '^[#]{3}$' OR length(note) > 20000;",
                        "DROP TABLE parts;")
                .step(
                        "none_taken",
                        "INSERT INTO marks (tag) SELECT o.note FROM orders o JOIN customers c ON c.id = o.customer WHERE length(o.note) > 20000;",
                        "SELECT 1;")
                .step(
                        "granted",
                        "INSERT INTO grants (role, settings) SELECT r.id, s.name FROM roles AS r, settings s WHERE r.name = 'admin' AND s.name = 'reports';",
                        "SELECT 1;")
                .step("small_letters", "UPDATE customers SET email = lower(email);", "SELECT 1;")
                .step("named", "DELETE FROM settings WHERE name = 'page_size' AND scope = 'web';", "SELECT 1;")
                .step(
                        "put_back",
                        "DELETE FROM settings WHERE name = 'colour';",
                        "INSERT INTO settings (name, value) VALUES ('colour', 'blue');")
                .step(
                        "renamed",
                        "UPDATE settings SET name = 'per_page', value = '20' WHERE name = 'limit';",
                        "UPDATE settings SET name = 'limit', value = '10' WHERE name = 'per_page';")
                .step(
                        "joined",
                        "ALTER TABLE customers ALTER tags TYPE text USING array_to_string(tags, ',');",
                        "ALTER TABLE customers ALTER tags TYPE text[] USING string_to_array(tags, ',');")
                .step(
                        "in_a_function",
                        "CREATE FUNCTION opening() RETURNS void LANGUAGE sql AS"
                                + " $$ UPDATE customers SET state = 'open' WHERE state = 'new' $$; SELECT opening(); DROP FUNCTION opening;",
                        "UPDATE customers SET state = 'new' WHERE state = 'open';")
                .step(
                        "beside_a_trigger",
                        "UPDATE tickets SET state = 'open' WHERE state = 'new';",
                        "UPDATE tickets SET state = 'new' WHERE state = 'open';")
                .step(
                        "by_a_trigger",
                        "ALTER TABLE orders ADD search text; CREATE FUNCTION search() RETURNS trigger LANGUAGE plpgsql AS"
                                + " $$ BEGIN NEW.search := lower(NEW.note); NEW.note := trim(NEW.note); RETURN NEW; END $$;"
                                + " CREATE TRIGGER search BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION search();"
                                + " UPDATE orders SET id = id;",
                        "DROP TRIGGER search ON orders; DROP FUNCTION search; ALTER TABLE orders DROP search;");
        results = RoundTrip.of(migrations.migrations())
                .withRows(GeneratedRowSource.of(60))
                .with(new VerificationListener() {
                    @Override
                    public void checkStarted(Migration migration, String check) {
                        started.add(check + " " + migration.version());
                    }

                    @Override
                    public void checkFinished(CheckResult result) {
                        finished.add(result.check() + " " + result.migration().version());
                    }
                })
                .evaluate()
                .migrations();
    }

    private MigrationResult of(String name) {
        return Preserved.named(results, name);
    }

    @Test
    void some_parents_have_no_children() {
        assertThat(only(of("purge"), DataRule.LOSES_DATA).message())
                .containsPattern("After up and down \\d+ of 60 rows of public\\.customers are gone");
    }

    @Test
    void a_statement_that_meets_unusual_values_is_seen() {
        assertThat(only(of("trimmed"), DataRule.ASSUMES).message()).contains("public.customers");
        assertThat(of("trimmed").verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(of("trimmed_for_good").findings()).isEmpty();
    }

    @Test
    void a_statement_that_meets_no_row_is_inconclusive() {
        assertThat(only(of("unmet"), DataRule.NO_ROWS).message())
                .endsWith(
                        "DELETE FROM orders WHERE note ~ '^[#]{3}$' OR length(note) > 20000: none of the 60 rows of public.orders");
        assertThat(of("unmet").verdict()).isEqualTo(MigrationVerdict.INCONCLUSIVE);
    }

    @Test
    void one_that_takes_no_row_is_so_too() {
        assertThat(only(of("none_taken"), DataRule.NO_ROWS).message())
                .startsWith(
                        "Nothing is known of what this migration does to rows: it changes none of those that are there")
                .endsWith(": none of the 60 rows of public.orders");
        assertThat(of("none_taken").verdict()).isEqualTo(MigrationVerdict.INCONCLUSIVE);
        assertThat(only(of("taken"), DataRule.PARTLY_CHECKED).message())
                .startsWith("Of what this migration does to rows a part was not seen: no row meets the condition of");
    }

    @Test
    void rows_that_an_insert_takes_are_there() {
        assertThat(only(of("granted"), DataRule.LEAVES_ROWS).message()).contains("public.grants");
    }

    @Test
    void so_is_one_that_holds_nothing_where_nothing_is_demanded() {
        assertThat(of("empty_ones").verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
    }

    @Test
    void a_row_on_the_right_side_of_a_bound_is_there() {
        assertThat(of("outdated").verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(of("outdated"), DataRule.LOSES_DATA).message())
                .startsWith("After up and down 1 of 60 rows of public.tickets are gone.");
    }

    @Test
    void some_texts_begin_with_a_capital_letter() {
        assertThat(only(of("small_letters"), DataRule.LOSES_DATA).message())
                .contains("of 60 rows of public.customers have another value in email");
    }

    @Test
    void a_row_that_is_named_is_there() {
        MigrationResult result = of("named");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(result, DataRule.LOSES_DATA).message())
                .startsWith("After up and down 1 of 60 rows of public.settings are gone.\n  - name='page_size'\n");
    }

    @Test
    void it_holds_what_the_down_puts_back() {
        assertThat(of("put_back").findings()).isEmpty();
        assertThat(of("put_back").verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(of("renamed").findings()).isEmpty();
        assertThat(of("renamed").verdict()).isEqualTo(MigrationVerdict.OK);
    }

    @Test
    void values_that_a_new_type_cannot_tell_apart_are_tried() {
        assertThat(only(of("joined"), DataRule.ASSUMES).message())
                .startsWith(
                        "Usual values of tags in public.customers are there again after up and down, and this one is not:"
                                + " '{\",\"}' -> '{\"\",\"\"}'\n");
    }

    @Test
    void what_a_function_or_a_trigger_writes_counts() {
        assertThat(only(of("in_a_function"), DataRule.ASSUMES).message())
                .startsWith(
                        "The down takes for granted that no row of public.customers held 'open' in state before the up");
        assertThat(of("beside_a_trigger").findings())
                .anyMatch(finding -> finding.rule().equals(DataRule.WRITTEN_BY_TRIGGERS.id()));
        assertThat(only(of("beside_a_trigger"), DataRule.ASSUMES).message())
                .startsWith(
                        "The down takes for granted that no row of public.tickets held 'open' in state before the up");
        assertThat(only(of("by_a_trigger"), DataRule.ASSUMES).message()).contains("' at both ends ' -> 'at both ends'");
    }

    @Test
    void a_check_is_told_of_when_it_begins() {
        List<String> checks = finished.stream()
                .filter(check -> check.startsWith("rows") || check.startsWith("assumptions"))
                .toList();

        assertThat(checks).hasSizeGreaterThan(results.size());
        assertThat(started).containsAll(checks).contains("chain up again 1");
    }

    @Test
    void conditions_are_read_from_the_text() {
        Script script = new Script(Path.of("up.sql"), "up.sql", """
                UPDATE ONLY public."Settings" AS s SET value = 'it''s', n = 3 -- WHERE name = 'comment'
                 WHERE s.name = 'a' AND "Scope" IN ('web', 'app') AND note LIKE 'tmp%' AND id > 4 OR name = 'b' RETURNING id;
                DO $$ BEGIN DELETE FROM t WHERE kind = 7; DELETE FROM u WHERE f(kind) = other; END $$;
                INSERT INTO t (id, kind, made) VALUES (1, 'x', now()), (2, 'y', now());
                INSERT INTO t SELECT 1;
                INSERT INTO v (a, b) SELECT extract(year FROM r.made), (SELECT max(n) FROM w WHERE x = 1) FROM app.roles AS r
                 JOIN perms ON perms.id = r.perm LEFT JOIN f(1) g ON true WHERE r.name = 'admin' AND (perms.kind = 2) AND note = 'x'
                 AND NOT EXISTS (SELECT FROM v WHERE a = 3);
                INSERT INTO v SELECT n FROM ONLY w, (SELECT 1) z WHERE w.n = 5 ON CONFLICT DO NOTHING;
                INSERT INTO v SELECT n FROM u WHERE n = 6;
                DELETE FROM w WHERE a IS NULL AND b IS NOT NULL AND c < '2020-01-01 10:00' AND d BETWEEN 3 AND 4 AND e <> 5 AND f <= date '2021-02-03' AND g > 'x';
                UPDATE w SET a = NULL, b = NULL WHERE c = 1.5""", 1, ScriptDialect.SERVER, ExecutionMode.STATEMENTS);

        assertThat(RowConditions.of(script).conditions())
                .extracting(
                        RowConditions.Condition::table, RowConditions.Condition::where, RowConditions.Condition::set)
                .containsExactly(
                        tuple(
                                "public.Settings",
                                values("name", "a", "Scope", "web", "note", "tmpx", "id", "5"),
                                values("value", "it's", "n", "3")),
                        tuple("t", values("kind", "7"), Map.of()),
                        tuple("t", Map.of(), values("id", "1", "kind", "x")),
                        tuple("t", Map.of(), values("id", "2", "kind", "y")),
                        tuple("app.roles", values("name", "admin"), Map.of()),
                        tuple("perms", values("kind", "2"), Map.of()),
                        tuple("w", values("n", "5"), Map.of()),
                        tuple("u", values("n", "6"), Map.of()),
                        tuple(
                                "w",
                                Map.of(
                                        "a", Optional.empty(),
                                        "c", Optional.of("2019-12-31"),
                                        "d", Optional.of("3"),
                                        "f", Optional.of("2021-02-03")),
                                Map.of()),
                        tuple("w", values("c", "1.5"), Map.of("a", Optional.empty(), "b", Optional.empty())));
        assertThat(RowConditions.of("DELETE FROM w WHERE day < '2020-02-31' AND n > 1.5")
                        .conditions())
                .extracting(
                        RowConditions.Condition::table, RowConditions.Condition::where, RowConditions.Condition::set)
                .containsExactly(tuple("w", values("n", "2.5"), Map.of()));
        assertThat(RowConditions.of(script).conditions().get(0).demands())
                .containsOnly(
                        entry("name", "name = 'a'"),
                        entry("Scope", "\"Scope\" IN ('web', 'app')"),
                        entry("note", "note LIKE 'tmp%'"),
                        entry("id", "id > 4"));
        assertThat(RowConditions.of(script).conditions().get(8).demands())
                .containsOnly(
                        entry("a", "a IS NULL"),
                        entry("c", "c < '2020-01-01 10:00'"),
                        entry("d", "d BETWEEN 3 AND 4"),
                        entry("f", "f <= date '2021-02-03'"));
        assertThat(RowConditions.of("DELETE FROM t WHERE a IN ('x', 'y'); DELETE FROM t WHERE a >= 2")
                        .conditions())
                .extracting(condition -> condition.demands().get("a"))
                .containsExactly("a IN ('x', 'y')", "a >= 2");
        assertThat(RowConditions.of(script).sources()).containsExactly("app.roles", "perms", "w", "u");
    }

    private static Map<String, Optional<String>> values(String... namesAndValues) {
        Map<String, Optional<String>> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], Optional.of(namesAndValues[i + 1]));
        }
        return values;
    }
}
