package io.schemaproof.verify.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.FunctionChanges;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server reads a body when the function is called, and not when what it names is changed. */
class BrokenFunctionsTest {

    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path folder;

    private static String plpgsql(String signature, String returns, String body) {
        return "CREATE FUNCTION " + signature + " RETURNS " + returns + " LANGUAGE plpgsql AS $$ BEGIN\n" + body
                + "\nEND $$;";
    }

    private static String table(String name, String more) {
        return "CREATE TABLE " + name + " (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, price int NOT NULL"
                + more + ");";
    }

    private static String trigger(String name, String table, String when) {
        return "CREATE TRIGGER " + name + " " + when + " ON " + table + " FOR EACH ROW EXECUTE FUNCTION " + name
                + "();";
    }

    private static String replace(String function) {
        return function.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION");
    }

    private static String rename(String table, String from, String to) {
        return "ALTER TABLE " + table + " RENAME COLUMN " + from + " TO " + to + ";";
    }

    @BeforeAll
    static void verify() {
        String touch = plpgsql("touch()", "trigger", "NEW.updated := now();\nRETURN NEW;");
        String mended = plpgsql("mended()", "trigger", "NEW.updated := now(); RETURN NEW;");
        String start = String.join(
                "\n",
                table("touched", ", updated timestamptz"),
                touch,
                trigger("touch", "touched", "BEFORE UPDATE"),
                table("summed", ", amount numeric"),
                "CREATE FUNCTION sum_of(a int) RETURNS numeric LANGUAGE sql AS 'SELECT sum(amount) + a FROM summed';",
                table("listed", ""),
                plpgsql("list()", "TABLE (id bigint, price int)", "RETURN QUERY SELECT * FROM listed;"),
                table("kept", ""),
                "CREATE TABLE history (id bigint, price int);",
                plpgsql("keep()", "trigger", "INSERT INTO history SELECT OLD.*;\nRETURN NULL;"),
                trigger("keep", "kept", "AFTER DELETE"),
                "CREATE FUNCTION rate() RETURNS int LANGUAGE sql AS 'SELECT 2';",
                plpgsql("price_of(p int)", "int", "RETURN p * rate();"),
                "CREATE PROCEDURE renew(n int, OUT m int) LANGUAGE plpgsql AS $$ BEGIN m := rate(); END $$;",
                table("keyed", ", code text UNIQUE"),
                plpgsql(
                        "put(c text)",
                        "void",
                        "INSERT INTO keyed (price, code) VALUES (1, c)\nON CONFLICT (code) DO NOTHING;"),
                "CREATE SCHEMA old; CREATE TABLE old.moved (id int PRIMARY KEY);",
                plpgsql("in_old()", "bigint", "RETURN (SELECT count(*) FROM old.moved);"),
                "CREATE TABLE names (id int PRIMARY KEY, name text NOT NULL); INSERT INTO names VALUES (1, 'names');",
                plpgsql(
                        "rows_of(n int)",
                        "void",
                        "EXECUTE (SELECT format('SELECT FROM %I', name) FROM names WHERE id = n);"),
                table("mending", ", updated timestamptz"),
                mended,
                trigger("mended", "mending", "BEFORE UPDATE"),
                table("broken", ", gone int"),
                plpgsql("fails()", "int", "RETURN (SELECT nothing FROM broken);"),
                plpgsql("refuses(p int)", "int", "RAISE undefined_column USING MESSAGE = 'no broken ' || p;"),
                table("strictly", ", c int"),
                "CREATE FUNCTION strict_one(s strictly) RETURNS int STRICT LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT c FROM strictly LIMIT 1); END $$;",
                "CREATE FUNCTION tracked() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT price FROM listed LIMIT 1; END;",
                plpgsql("reaches_out()", "int", "PERFORM pg_sleep(0); RETURN (SELECT c FROM strictly LIMIT 1);"),
                table("quoted", ", code text UNIQUE, gone boolean"),
                "CREATE FUNCTION quoted_put(c text) RETURNS void LANGUAGE sql AS 'INSERT INTO quoted (price, code) VALUES (1, c) ON CONFLICT (code) DO NOTHING';",
                table("atomic", ", code text UNIQUE"),
                "CREATE FUNCTION atomic_put(c text) RETURNS void LANGUAGE sql BEGIN ATOMIC INSERT INTO atomic (price, code) VALUES (1, c) ON CONFLICT (code) DO NOTHING; END;",
                "CREATE MATERIALIZED VIEW totals AS SELECT price, count(*) AS number FROM quoted GROUP BY price;",
                "CREATE UNIQUE INDEX totals_price ON totals (price);",
                "CREATE FUNCTION refresh() RETURNS void LANGUAGE sql AS 'REFRESH MATERIALIZED VIEW CONCURRENTLY totals';");
        results = new Preserved(folder)
                .step("start", start, "SELECT 1;")
                .step("trigger", rename("touched", "updated", "at"), rename("touched", "at", "updated"))
                .step(
                        "sql",
                        "ALTER TABLE summed DROP COLUMN amount;",
                        "-- schemaproof:lossy summed.amount because nobody reads it\nALTER TABLE summed ADD COLUMN amount numeric;")
                .step("added", "ALTER TABLE listed ADD COLUMN note text;", "ALTER TABLE listed DROP COLUMN note;")
                .step("insert", "ALTER TABLE kept ADD COLUMN note text;", "ALTER TABLE kept DROP COLUMN note;")
                .step(
                        "new",
                        plpgsql("wrong(n bigint)", "int", "RETURN (SELECT cost FROM listed\nWHERE id = n);"),
                        "DROP FUNCTION wrong;")
                .step("triggered", trigger("touch", "listed", "BEFORE UPDATE"), "DROP TRIGGER touch ON listed;")
                .step(
                        "called",
                        "DROP FUNCTION rate();",
                        "CREATE FUNCTION rate() RETURNS int LANGUAGE sql AS 'SELECT 2';")
                .step(
                        "conflict",
                        "ALTER TABLE keyed DROP CONSTRAINT keyed_code_key;",
                        "ALTER TABLE keyed ADD CONSTRAINT keyed_code_key UNIQUE (code);")
                .step("schema", "ALTER SCHEMA old RENAME TO older;", "ALTER SCHEMA older RENAME TO old;")
                .step(
                        "value",
                        "ALTER TABLE names ADD COLUMN note text; UPDATE names SET name = 'hidden value' WHERE id = 1;",
                        "UPDATE names SET name = 'names' WHERE id = 1; ALTER TABLE names DROP COLUMN note;")
                .step(
                        "replaced",
                        rename("mending", "updated", "at") + replace(mended).replace("NEW.updated", "NEW.at"),
                        rename("mending", "at", "updated") + replace(mended))
                .step("before", "ALTER TABLE broken ADD COLUMN note text;", "ALTER TABLE broken DROP COLUMN note;")
                .step(
                        "own",
                        plpgsql("own(p int)", "int", "RAISE EXCEPTION 'not %', p;")
                                + plpgsql(
                                        "own_code(p int)",
                                        "int",
                                        "RAISE undefined_table USING MESSAGE = 'relation listed is locked';"),
                        "DROP FUNCTION own, own_code;")
                .step(
                        "dynamic",
                        plpgsql("dynamic(t text)", "void", "EXECUTE 'DROP TABLE ' || t;")
                                + plpgsql("size(t text)", "bigint", "RETURN pg_relation_size(t::regclass);")
                                + plpgsql("part(n int)", "bigint", "RETURN pg_relation_size(('p_' || n)::regclass);"),
                        "DROP FUNCTION dynamic, size, part;")
                .step(
                        "session",
                        plpgsql("asks()", "text", "RETURN current_setting('my.user');")
                                + plpgsql("asks_for(t text)", "text", "RETURN current_setting('my.' || t);")
                                + plpgsql("begins()", "void", "CREATE TEMP TABLE imported (a int) ON COMMIT DROP;")
                                + plpgsql("loads()", "bigint", "RETURN (SELECT count(*) FROM tmp_import);")
                                + plpgsql("ends()", "bigint", "RETURN (SELECT count(*) FROM imported);")
                                + "CREATE SCHEMA app; CREATE TABLE app.inside (a int);"
                                + plpgsql("app.elsewhere()", "bigint", "RETURN (SELECT count(*) FROM inside);"),
                        "DROP FUNCTION asks, asks_for, begins, loads, ends; DROP SCHEMA app CASCADE;")
                .step("strict", rename("strictly", "c", "d"), rename("strictly", "d", "c"))
                .step(
                        "refreshed",
                        "DROP INDEX totals_price; CREATE UNIQUE INDEX totals_both ON totals (price, number);",
                        "DROP INDEX totals_both; CREATE UNIQUE INDEX totals_price ON totals (price);")
                .step(
                        "refresh",
                        "DROP INDEX totals_both;",
                        "CREATE UNIQUE INDEX totals_both ON totals (price, number);")
                .step(
                        "another",
                        "ALTER TABLE quoted DROP CONSTRAINT quoted_code_key; CREATE UNIQUE INDEX another ON quoted (code);",
                        "DROP INDEX another; ALTER TABLE quoted ADD UNIQUE (code);")
                .step(
                        "partial",
                        "DROP INDEX another; CREATE UNIQUE INDEX there ON quoted (code) WHERE NOT gone;",
                        "DROP INDEX there; CREATE UNIQUE INDEX another ON quoted (code);")
                .step(
                        "atomic",
                        "ALTER TABLE atomic DROP CONSTRAINT atomic_code_key;",
                        "ALTER TABLE atomic ADD UNIQUE (code);")
                .step("nothing", "CREATE INDEX by_price ON listed (price);", "DROP INDEX by_price;")
                .resultsOn(20);
    }

    private static List<Finding> broken(String step) {
        return Preserved.findings(results, step, DataRule.BREAKS_FUNCTION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            trigger  | an UPDATE of public.touched (trigger touch) fails: ERROR 42703: record "new" has no field "updated"                 | function public.touch(), line 2. Before, that passed. | each UPDATE of public.touched that comes there
            sql      | a call of public.sum_of(integer) fails: ERROR 42703: column "amount" does not exist                                  | function public.sum_of(integer). Before, that passed. | each call that comes there
            added    | SELECT * FROM public.list() fails: ERROR 42804: structure of query does not match function result type              | function public.list(), line 2. Before, that passed.  | each call that comes there
            insert   | a DELETE of public.kept (trigger keep) fails: ERROR 42601: INSERT has more expressions than target columns           | function public.keep(), line 2. Before, that passed.  | each DELETE of public.kept that comes there
            conflict | SELECT * FROM public.put('madeup'::text) fails: ERROR 42P10: there is no unique or exclusion constraint matching the ON CONFLICT specification | function public.put(text), line 2. Before, that passed. | each call that comes there
            partial  | SELECT * FROM public.quoted_put('madeup'::text) fails: ERROR 42P10: there is no unique or exclusion constraint matching the ON CONFLICT specification | function public.quoted_put(text). Before, that passed. | each call that comes there
            atomic   | SELECT * FROM public.atomic_put('madeup'::text) fails: ERROR 42P10: there is no unique or exclusion constraint matching the ON CONFLICT specification | function public.atomic_put(text). Before, that passed. | each call that comes there
            schema   | SELECT * FROM public.in_old() fails: ERROR 42P01: relation "old.moved" does not exist                               | function public.in_old(), line 2. Before, that passed. | each call that comes there
            value    | SELECT * FROM public.rows_of('1'::integer) fails: ERROR 42P01: relation "…" does not exist                          | function public.rows_of(integer), line 2. Before, that passed. | each call that comes there
            """)
    void a_function_fails_at_what_the_up_has_changed(String step, String what, String in, String each) {
        assertThat(Preserved.named(results, step).verdict()).isEqualTo(MigrationVerdict.UNSAFE);
        assertThat(broken(step)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.message())
                    .isEqualTo("After the up, " + what + "\nin " + in
                            + "\nThe server reads a body when the function is called, and not when what it names is changed:"
                            + " the up passes, and from the commit on " + each + " fails.");
            String signature = finding.object().orElseThrow();
            assertThat(in).contains(signature);
            assertThat(finding.remedy())
                    .startsWith(
                            "The function belongs to the schema: let it name what is there now, in the same migration,")
                    .endsWith("\nCREATE OR REPLACE FUNCTION " + signature + " …;");
            assertThat(finding.facts()).containsEntry("function", signature).containsKeys("sqlState", "error", "tried");
        });
    }

    @Test
    void a_function_cannot_refresh_a_view_beside_its_readers() {
        assertThat(broken("refresh")).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .startsWith(
                            "After the up, SELECT * FROM public.refresh() fails: ERROR 55000: cannot refresh materialized view \"public.totals\" concurrently"
                                    + "\nin function public.refresh(). Before, that passed.");
            assertThat(finding.remedy())
                    .startsWith(
                            "Give the materialized view a unique index of columns alone, on all of its rows. Or:\nThe function belongs");
        });
    }

    @Test
    void a_function_fails_that_the_up_makes() {
        assertThat(broken("new")).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .isEqualTo(
                            "After the up, SELECT * FROM public.wrong('1'::bigint) fails: ERROR 42703: column \"cost\" does not exist"
                                    + "\nin function public.wrong(bigint), line 2."
                                    + "\nThe server reads a body when the function is called, and not when it is made:"
                                    + " the up passes, and from the commit on each call that comes there fails.");
            assertThat(finding.remedy())
                    .isEqualTo(
                            "Let the function name what is there when the up is done.\nCREATE OR REPLACE FUNCTION public.wrong(bigint) …;");
            assertThat(finding.line()).isEqualTo(1);
        });
    }

    @Test
    void a_function_fails_on_the_table_of_a_new_trigger() {
        assertThat(broken("triggered")).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .isEqualTo(
                            "After the up, an UPDATE of public.listed (trigger touch) fails: ERROR 42703: record \"new\" has no field \"updated\""
                                    + "\nin function public.touch(), line 2. Before, that passed."
                                    + "\nThe server reads a body when the function is called, and not when a trigger is made:"
                                    + " the up passes, and from the commit on each UPDATE of public.listed that comes there fails.");
            assertThat(finding.remedy())
                    .isEqualTo("Give the table what the function names, or the trigger a function of its own.");
        });
    }

    @Test
    void those_that_call_a_function_fail_without_it() {
        assertThat(broken("called"))
                .satisfiesExactlyInAnyOrder(
                        finding -> assertThat(finding.message())
                                .startsWith(
                                        "After the up, SELECT * FROM public.price_of('1'::integer) fails: ERROR 42883: function rate() does not exist"
                                                + "\nin function public.price_of(integer), line 2. Before, that passed."),
                        finding -> {
                            assertThat(finding.message())
                                    .startsWith(
                                            "After the up, CALL public.renew('1'::integer, NULL::integer) fails: ERROR 42883: function rate() does not exist"
                                                    + "\nin procedure public.renew(integer), line 1. Before, that passed.");
                            assertThat(finding.remedy())
                                    .endsWith("CREATE OR REPLACE PROCEDURE public.renew(integer) …;");
                        });
    }

    @Test
    void one_that_failed_before_is_told_where_it_is_made() {
        assertThat(broken("start"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith(
                                "After the up, SELECT * FROM public.fails() fails: ERROR 42703: column \"nothing\" does not exist"
                                        + "\nin function public.fails(), line 2.\n"));
        assertThat(broken("before")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replaced",
                "before",
                "own",
                "dynamic",
                "session",
                "strict",
                "refreshed",
                "another",
                "nothing",
            })
    void a_function_that_passes_or_failed_before_or_for_values_alone_is_no_finding(String step) {
        assertThat(broken(step)).isEmpty();
    }

    @Test
    void where_no_function_meets_what_is_changed_none_is_called() {
        CatalogObject function = new CatalogObject(
                new ObjectId(ObjectKind.FUNCTION, "public.total()"),
                Optional.empty(),
                new TreeMap<>(
                        Map.of("language", "plpgsql", "body", "BEGIN RETURN (SELECT sum(price) FROM items); END")),
                Optional.empty());
        Catalog catalog = new Catalog(new TreeMap<>(Map.of(function.id(), function)), List.of());

        assertThat(MetFunctions.mayBe(catalog, names("people", "item", "rice"))).isFalse();
        assertThat(MetFunctions.mayBe(catalog, names("items"))).isTrue();
        assertThat(MetFunctions.mayBe(catalog, FunctionChanges.NONE)).isFalse();
    }

    private static FunctionChanges names(String... names) {
        return new FunctionChanges(Set.of(names), Set.of(), Set.of(), Set.of());
    }
}
