package io.schemaproof.verify.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a trigger returns NULL before a row is written, the server leaves the row out and says nothing. */
class SwallowedWritesTest {

    private static final String LOG = "INSERT INTO log (op, doc) VALUES (TG_OP, to_jsonb(coalesce(NEW, OLD)));";

    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path folder;

    private static String table(String name) {
        return "CREATE TABLE " + name
                + " (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, total numeric(10,2) NOT NULL, note text, gone boolean NOT NULL DEFAULT false);";
    }

    private static String function(String name, String body) {
        return "CREATE OR REPLACE FUNCTION " + name + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n" + body
                + "\nEND $$;\n";
    }

    private static String trigger(String name, String when) {
        return "CREATE TRIGGER " + name + "_check " + when + " ON " + name + " FOR EACH ROW EXECUTE FUNCTION " + name
                + "();";
    }

    private static String drop(String name) {
        return "DROP TRIGGER " + name + "_check ON " + name + "; DROP FUNCTION " + name + "();";
    }

    /** A project in which each migration gives a table of its own name a trigger. */
    private record Project(Preserved steps) {

        Project with(String name, String when, String body) {
            steps.step(name, function(name, body) + trigger(name, when), drop(name));
            return this;
        }

        Project step(String name, String up, String down) {
            steps.step(name, up, down);
            return this;
        }
    }

    private static final List<String> TABLES = List.of(
            "audited",
            "guarded",
            "logged",
            "parent_of",
            "mixed",
            "sleeping",
            "changed",
            "soft",
            "redirected",
            "archived",
            "filtered",
            "allowed",
            "append_only",
            "warned",
            "named",
            "ruled",
            "redundant",
            "merged",
            "renewed",
            "after_it",
            "per_statement",
            "known",
            "coalesced",
            "raised",
            "sometimes",
            "empty",
            "moved",
            "moving",
            "marked",
            "split",
            "told_by_name",
            "everything",
            "outside");

    @BeforeAll
    static void verify() {
        StringBuilder start = new StringBuilder(
                "CREATE TABLE log (id bigint GENERATED ALWAYS AS IDENTITY, op text NOT NULL, doc jsonb NOT NULL);\n");
        TABLES.forEach(name -> start.append(table(name)).append('\n'));
        start.append("CREATE TABLE child_of (id int PRIMARY KEY, parent bigint NOT NULL REFERENCES parent_of (id));\n")
                .append("CREATE TABLE \"Parts\" (id bigint, total int NOT NULL, note text) PARTITION BY HASH (id);\n")
                .append("CREATE TABLE parts_0 PARTITION OF \"Parts\" FOR VALUES WITH (MODULUS 2, REMAINDER 0);\n")
                .append("CREATE TABLE parts_1 PARTITION OF \"Parts\" FOR VALUES WITH (MODULUS 2, REMAINDER 1);\n")
                .append("CREATE TABLE redirected_1 () INHERITS (redirected);\n")
                .append(
                        "CREATE TABLE archived_1 (total numeric, note text, gone boolean, at timestamptz DEFAULT now());\n")
                .append("CREATE RULE keep AS ON DELETE TO ruled DO INSTEAD NOTHING;\n")
                .append(function("sleeping", LOG + "RETURN NULL;"))
                .append(trigger("sleeping", "BEFORE UPDATE"))
                .append("ALTER TABLE sleeping DISABLE TRIGGER sleeping_check;\n")
                .append(function("changed", "NEW.note := 'x'; RETURN NEW;"))
                .append(trigger("changed", "BEFORE INSERT OR UPDATE"))
                .append(function("known", LOG + "RETURN NEW;"))
                .append(trigger("known", "BEFORE DELETE"))
                .append(function("moving", LOG + "RETURN NEW;"))
                .append(trigger("moving", "BEFORE DELETE"));
        Preserved preserved = new Preserved(folder);
        new Project(preserved)
                .step("start", start.toString(), "SELECT 1;")
                .with("audited", "BEFORE INSERT OR UPDATE OR DELETE", LOG + "\nRETURN NEW;")
                .with(
                        "guarded",
                        "BEFORE INSERT OR UPDATE",
                        "IF NEW.total < 0 THEN RAISE EXCEPTION 'negative'; END IF;\nRETURN NULL;")
                .with("logged", "BEFORE INSERT", LOG + "RETURN NULL;")
                .with("parent_of", "BEFORE DELETE", "IF OLD.gone THEN RETURN NULL; END IF; RETURN NEW;")
                .with(
                        "mixed",
                        "BEFORE INSERT OR UPDATE OR DELETE",
                        "IF TG_OP = 'INSERT' THEN RETURN NEW; ELSIF TG_OP = 'DELETE' THEN RETURN OLD; END IF;" + LOG
                                + "RETURN NULL;")
                .step(
                        "sleeping",
                        "ALTER TABLE sleeping ENABLE TRIGGER sleeping_check;",
                        "ALTER TABLE sleeping DISABLE TRIGGER sleeping_check;")
                .step(
                        "changed",
                        function("changed", "PERFORM 1;\nRETURN NULL;"),
                        function("changed", "NEW.note := 'x'; RETURN NEW;"))
                .step(
                        "parts",
                        function("parts", LOG + "RETURN NULL;")
                                + "CREATE TRIGGER \"Parts check\" BEFORE DELETE OR UPDATE ON \"Parts\" FOR EACH ROW EXECUTE FUNCTION parts();",
                        "DROP TRIGGER \"Parts check\" ON \"Parts\"; DROP FUNCTION parts;")
                .with("soft", "BEFORE DELETE", "UPDATE soft SET gone = true WHERE id = OLD.id; RETURN NULL;")
                .with(
                        "redirected",
                        "BEFORE INSERT",
                        "INSERT INTO redirected_1 (id, total) VALUES (NEW.id, NEW.total); RETURN NULL;")
                .with(
                        "archived",
                        "BEFORE INSERT",
                        "INSERT INTO archived_1 VALUES (NEW.total, NEW.note, NEW.gone); RETURN NULL;")
                .with(
                        "filtered",
                        "BEFORE INSERT OR UPDATE",
                        "IF NEW.total < 1000000000 THEN RETURN NULL; END IF; RETURN NEW;")
                .with(
                        "allowed",
                        "BEFORE INSERT OR UPDATE",
                        "IF NEW.note = 'allowed' THEN RETURN NEW; END IF; RETURN NULL;")
                .with("append_only", "BEFORE UPDATE OR DELETE", "-- rows stay\nRETURN NULL;")
                .with("warned", "BEFORE UPDATE OR DELETE", "RAISE WARNING 'rows stay as they are'; RETURN NULL;")
                .with(
                        "named",
                        "BEFORE UPDATE OR DELETE",
                        "IF TG_OP = 'DELETE' THEN RETURN NULL; END IF; NEW.note := ''; RETURN NEW;")
                .with("ruled", "BEFORE DELETE", LOG + "RETURN NEW;")
                .step(
                        "redundant",
                        function(
                                        "redundant",
                                        "IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NULL; END IF; " + LOG
                                                + "RETURN NEW;")
                                + trigger("redundant", "BEFORE UPDATE")
                                + "CREATE TRIGGER built_in BEFORE UPDATE ON redundant FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();",
                        "DROP TRIGGER built_in ON redundant;" + drop("redundant"))
                .with(
                        "merged",
                        "BEFORE INSERT",
                        "UPDATE merged SET total = total + NEW.total WHERE id <> NEW.id; RETURN NULL;")
                .with(
                        "renewed",
                        "BEFORE UPDATE",
                        "INSERT INTO renewed (total, note) VALUES (NEW.total, NEW.note); RETURN NULL;")
                .with("after_it", "AFTER INSERT OR UPDATE OR DELETE", LOG + "RETURN NULL; -- BEFORE would need the row")
                .step(
                        "per_statement",
                        function("per_statement", LOG.replace("to_jsonb(coalesce(NEW, OLD))", "'{}'") + "RETURN NULL;")
                                + "CREATE TRIGGER per_statement_check BEFORE DELETE ON per_statement FOR EACH STATEMENT EXECUTE FUNCTION per_statement();",
                        drop("per_statement"))
                .step(
                        "known",
                        function("known", "PERFORM 1;" + LOG + "RETURN NEW;"),
                        function("known", LOG + "RETURN NEW;"))
                .with("coalesced", "BEFORE INSERT OR UPDATE OR DELETE", LOG + "RETURN coalesce(NEW, OLD);")
                .with("raised", "BEFORE DELETE", "RAISE EXCEPTION 'never'; RETURN NULL;")
                .step(
                        "sometimes",
                        function("sometimes", LOG + "RETURN NULL;")
                                + "CREATE TRIGGER sometimes_check BEFORE UPDATE ON sometimes FOR EACH ROW WHEN (NEW.note = 'locked') EXECUTE FUNCTION sometimes();",
                        drop("sometimes"))
                .step(
                        "empty",
                        table("empty_one")
                                + function("empty_one", LOG + "RETURN NULL;")
                                + trigger("empty_one", "BEFORE DELETE"),
                        "DROP TABLE empty_one; DROP FUNCTION empty_one;")
                .step(
                        "moving",
                        "ALTER TABLE moving RENAME TO has_moved;"
                                + function("moving", "PERFORM 1;" + LOG + "RETURN NEW;"),
                        "ALTER TABLE has_moved RENAME TO moving;" + function("moving", LOG + "RETURN NEW;"))
                .with(
                        "marked",
                        "BEFORE DELETE",
                        "UPDATE public.marked SET gone = true WHERE id = OLD.id AND note = 'nothing has it'; RETURN NULL;")
                .with(
                        "split",
                        "BEFORE INSERT",
                        "EXECUTE 'CREATE TABLE split_1 () INHERITS (split)'; EXECUTE 'INSERT INTO split_1 SELECT $1.*' USING NEW; RETURN NULL;")
                .with(
                        "told_by_name",
                        "BEFORE DELETE",
                        "EXECUTE format('UPDATE %I SET gone = true WHERE id = $1 AND note IS NULL AND NOT gone', TG_TABLE_NAME) USING OLD.id; RETURN NULL;")
                .with("everything", "BEFORE INSERT OR UPDATE OR DELETE", LOG + "RETURN NULL;")
                .step(
                        "no_trigger",
                        "ALTER TABLE moved ADD COLUMN before_it int;",
                        "ALTER TABLE moved DROP COLUMN before_it;")
                .with("outside", "BEFORE DELETE", "PERFORM pg_sleep(0);" + LOG + "RETURN NULL;");
        results = preserved.resultsOn(20);
    }

    private static List<Finding> swallowed(String step) {
        return Preserved.findings(results, step, DataRule.SWALLOWS_WRITES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            guarded   | INSERT and UPDATE of public.guarded     | writes  | guarded_check (function public.guarded()) returns NULL   | 5
            logged    | INSERT of public.logged                 | inserts | logged_check (function public.logged()) returns NULL     | 4
            mixed     | UPDATE of public.mixed                  | changes | mixed_check (function public.mixed()) returns NULL       | 4
            parent_of | DELETE of public.parent_of              | deletes | parent_of_check (function public.parent_of()) returns NULL, as NEW is for a DELETE | 4
            changed   | INSERT and UPDATE of public.changed     | writes  | changed_check (function public.changed()) returns NULL   | 1
            everything | INSERT, UPDATE and DELETE of public.everything | writes | everything_check (function public.everything()) returns NULL | 4
            sleeping  | UPDATE of public.sleeping               | changes | sleeping_check (function public.sleeping()) returns NULL | 1
            parts     | UPDATE and DELETE of public."Parts"     | writes  | "Parts check" (function public.parts()) returns NULL     | 4
            """)
    void writes_come_to_nothing_by_a_trigger(String step, String what, String verb, String by, int line) {
        assertThat(swallowed(step)).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .isEqualTo("After the up each " + what + " reports success and " + verb + " nothing: trigger " + by
                            + ", and the server then leaves the row out without an error."
                            + "\nSo it was with each of 5 rows; without the trigger the server " + verb
                            + " them. From the commit on, clients take for done what never happens.");
            assertThat(finding.line()).isEqualTo(line);
        });
    }

    @Test
    void a_trigger_that_returns_new_for_a_row_that_goes_keeps_the_row() {
        assertThat(Preserved.named(results, "audited").verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(swallowed("audited")).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.object()).contains("public.audited");
            assertThat(finding.message())
                    .startsWith(
                            "After the up each DELETE of public.audited reports success and deletes nothing: trigger audited_check"
                                    + " (function public.audited()) returns NULL, as NEW is for a DELETE, and the server");
            assertThat(finding.remedy()).contains("\nRETURN coalesce(NEW, OLD);\n");
            assertThat(finding.facts())
                    .containsEntry("table", "public.audited")
                    .containsEntry("trigger", "audited_check")
                    .containsEntry("function", "public.audited()")
                    .containsEntry("writes", "DELETE");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start",
                "soft",
                "redirected",
                "archived",
                "filtered",
                "allowed",
                "append_only",
                "warned",
                "named",
                "ruled",
                "redundant",
                "merged",
                "renewed",
                "after_it",
                "per_statement",
                "known",
                "coalesced",
                "raised",
                "sometimes",
                "empty",
                "moving",
                "no_trigger",
                "outside",
                "marked",
                "split",
                "told_by_name",
            })
    void what_is_written_in_another_way_or_meant_or_left_out_before_is_no_finding(String step) {
        assertThat(Preserved.named(results, step).verdict())
                .as(Preserved.named(results, step).findings().toString())
                .isEqualTo(step.equals("start") ? MigrationVerdict.LEAVES_TRACE : MigrationVerdict.OK);
        assertThat(swallowed(step)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f() | true
            create trigger t before delete on a for each row execute function f() | true
            CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()  | false
            CREATE TABLE a (id int) /* BEFORE a TRIGGER comes */                  | false
            """)
    void where_no_trigger_is_made_that_fires_before_a_row_no_copy_is(String up, boolean may) {
        assertThat(SwallowedWrites.mayBe(catalog(), script(up), FunctionChanges.NONE))
                .isEqualTo(may);
    }

    @Test
    void where_the_function_of_one_is_changed_or_its_table_gets_another_trigger_there_may_be_one() {
        ObjectId function = new ObjectId(ObjectKind.FUNCTION, "public.f()");
        ObjectId table = new ObjectId(ObjectKind.TABLE, "public.a");
        Catalog fires = catalog(
                object(function, Optional.empty(), Map.of("language", "plpgsql")),
                object(table, Optional.empty(), Map.of()),
                object(
                        new ObjectId(ObjectKind.TRIGGER, "public.a.t"),
                        Optional.of(table),
                        Map.of(
                                "definition",
                                        "CREATE TRIGGER t BEFORE UPDATE ON public.a FOR EACH ROW EXECUTE FUNCTION f()",
                                "function", "public.f()",
                                "enabled", "origin")));
        Script up = script("SELECT 1");

        assertThat(SwallowedWrites.mayBe(fires, up, FunctionChanges.NONE)).isFalse();
        assertThat(SwallowedWrites.mayBe(fires, up, changes(Set.of(function), Set.of())))
                .isTrue();
        assertThat(SwallowedWrites.mayBe(fires, up, changes(Set.of(), Set.of(table))))
                .isTrue();
        assertThat(SwallowedWrites.mayBe(
                        fires, up, changes(Set.of(new ObjectId(ObjectKind.FUNCTION, "public.g()")), Set.of())))
                .isFalse();
    }

    private static FunctionChanges changes(Set<ObjectId> made, Set<ObjectId> triggered) {
        return new FunctionChanges(Set.of(), made, Set.of(), triggered);
    }

    private static CatalogObject object(ObjectId id, Optional<ObjectId> parent, Map<String, String> attributes) {
        return new CatalogObject(id, parent, new TreeMap<>(attributes), Optional.empty());
    }

    private static Catalog catalog(CatalogObject... objects) {
        return new Catalog(
                new TreeMap<>(Stream.of(objects).collect(Collectors.toMap(CatalogObject::id, object -> object))),
                List.of());
    }

    private static Script script(String text) {
        return new Script(
                Path.of("/nowhere/1.up.sql"), "1.up.sql", text, 1, ScriptDialect.SERVER, ExecutionMode.STATEMENTS);
    }
}
