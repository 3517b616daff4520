package io.schemaproof.verify.function;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body names is there after the up, and is not what the body takes it for. */
class BrokenMeaningsTest {

    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path folder;

    private static String plpgsql(String signature, String returns, String body) {
        return "CREATE OR REPLACE FUNCTION " + signature + " RETURNS " + returns + " LANGUAGE plpgsql AS $$ BEGIN\n"
                + body + "\nEND $$;";
    }

    private static String table(String name, String more) {
        return "CREATE TABLE " + name + " (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY" + more + ");";
    }

    private static String requireNote(String table) {
        return "ALTER TABLE " + table + " ADD COLUMN note text; UPDATE " + table + " SET note = ''; ALTER TABLE "
                + table + " ALTER COLUMN note SET NOT NULL;";
    }

    private static String dropNote(String table) {
        return "ALTER TABLE " + table + " DROP COLUMN note;";
    }

    @BeforeAll
    static void verify() {
        String mended = plpgsql("mended()", "bigint", "RETURN (SELECT count(*) FROM jobs WHERE state = 'open');");
        String start = String.join(
                "\n",
                "CREATE TYPE state AS ENUM ('new', 'paid', 'sent');",
                table("orders", ", state state NOT NULL DEFAULT 'new', at timestamptz"),
                plpgsql("note_paid()", "trigger", "IF NEW.state = 'paid' THEN\nNEW.at := now(); END IF; RETURN NEW;"),
                "CREATE TRIGGER note_paid BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION note_paid();",
                "CREATE TYPE sort AS ENUM ('small', 'big');",
                table("boxes", ", sort sort NOT NULL"),
                "CREATE FUNCTION big() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM boxes WHERE sort = 'big' $$;",
                "CREATE TYPE job AS ENUM ('open', 'done');",
                table("jobs", ", state job NOT NULL"),
                mended,
                table("people", ", name text"),
                "CREATE VIEW named AS SELECT id, name FROM people;",
                plpgsql("rename_all()", "void", "UPDATE named SET name = 'x';"),
                "CREATE VIEW written AS SELECT DISTINCT id, name FROM people;",
                plpgsql("write()", "trigger", "UPDATE people SET name = NEW.name WHERE id = NEW.id; RETURN NEW;"),
                "CREATE TRIGGER write INSTEAD OF UPDATE ON written FOR EACH ROW EXECUTE FUNCTION write();",
                plpgsql("write_all()", "void", "UPDATE written SET name = 'x';"),
                "CREATE TABLE events (id bigint, what text);",
                plpgsql("clear_events()", "void", "UPDATE events SET what = '';"),
                table("log", ", what text"),
                plpgsql("put(w text)", "void", "INSERT INTO log (what) VALUES (w);"),
                table("marked", ", what text"),
                plpgsql("mark(w text)", "void", "INSERT INTO marked (what) VALUES (w);"),
                table("filled", ", what text"),
                plpgsql("put_filled(w text)", "void", "INSERT INTO filled (what) VALUES (w);"),
                table("strict", ", what text, other text"),
                plpgsql("put_strict(w text)", "void", "INSERT INTO strict (what) VALUES (nullif(w, w));"),
                "CREATE SEQUENCE numbers;",
                plpgsql("last_number()", "bigint", "RETURN currval('numbers') + (SELECT count(*) FROM strict);"));
        results = new Preserved(folder)
                .step("start", start, "SELECT 1;")
                .step(
                        "label",
                        "ALTER TYPE state RENAME VALUE 'paid' TO 'settled';",
                        "ALTER TYPE state RENAME VALUE 'settled' TO 'paid';")
                .step(
                        "remade",
                        "CREATE TYPE sorts AS ENUM ('small', 'large');"
                                + "ALTER TABLE boxes ALTER COLUMN sort TYPE sorts USING replace(sort::text, 'big', 'large')::sorts;"
                                + "DROP TYPE sort; ALTER TYPE sorts RENAME TO sort;",
                        "CREATE TYPE sorts AS ENUM ('small', 'big');"
                                + "ALTER TABLE boxes ALTER COLUMN sort TYPE sorts USING replace(sort::text, 'large', 'big')::sorts;"
                                + "DROP TYPE sort; ALTER TYPE sorts RENAME TO sort;")
                .step(
                        "new",
                        plpgsql("dones()", "bigint", "RETURN (SELECT count(*) FROM jobs WHERE state = 'finished');"),
                        "DROP FUNCTION dones;")
                .step(
                        "mended",
                        "ALTER TYPE job RENAME VALUE 'open' TO 'begun';" + mended.replace("open", "begun"),
                        "ALTER TYPE job RENAME VALUE 'begun' TO 'open';" + mended)
                .step(
                        "value",
                        plpgsql("jobs_of(s text)", "bigint", "RETURN (SELECT count(*) FROM jobs WHERE state = s::job);")
                                + plpgsql("job_of(n int)", "job", "RETURN n::text;"),
                        "DROP FUNCTION jobs_of, job_of;")
                .step(
                        "view",
                        "CREATE OR REPLACE VIEW named AS SELECT DISTINCT id, name FROM people;",
                        "CREATE OR REPLACE VIEW named AS SELECT id, name FROM people;")
                .step(
                        "still_written",
                        "CREATE OR REPLACE VIEW written AS SELECT DISTINCT id, name FROM people WHERE id > 0;",
                        "CREATE OR REPLACE VIEW written AS SELECT DISTINCT id, name FROM people;")
                .step("unwritten", "DROP TRIGGER write ON written;", """
                        CREATE TRIGGER write INSTEAD OF UPDATE ON written FOR EACH ROW EXECUTE FUNCTION write();""")
                .step("published", "CREATE PUBLICATION feed FOR TABLE events;", "DROP PUBLICATION feed;")
                .step(
                        "published_in_part",
                        "CREATE PUBLICATION feed FOR TABLE events WITH (publish = 'insert');",
                        "DROP PUBLICATION feed;")
                .step("required", requireNote("log"), dropNote("log"))
                .step(
                        "default",
                        requireNote("marked")
                                + "ALTER TABLE marked ALTER COLUMN note SET DEFAULT current_setting('my.note', true);",
                        dropNote("marked"))
                .step(
                        "filled",
                        requireNote("filled")
                                + plpgsql(
                                        "fill()",
                                        "trigger",
                                        "NEW.note := current_setting('my.note', true); RETURN NEW;")
                                + "CREATE TRIGGER fill BEFORE INSERT ON filled FOR EACH ROW EXECUTE FUNCTION fill();",
                        "DROP TRIGGER fill ON filled; DROP FUNCTION fill;" + dropNote("filled"))
                .step(
                        "known_column",
                        "UPDATE strict SET what = ''; ALTER TABLE strict ALTER COLUMN what SET NOT NULL; ALTER TABLE strict DROP COLUMN other;",
                        "-- schemaproof:lossy strict because nobody reads it\nALTER TABLE strict ADD COLUMN other text; ALTER TABLE strict ALTER COLUMN what DROP NOT NULL;")
                .resultsOn(20);
    }

    private static List<Finding> broken(String step) {
        return Preserved.findings(results, step, DataRule.BREAKS_FUNCTION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            label     | an UPDATE of public.orders (trigger note_paid) fails: ERROR 22P02: invalid input value for enum state: "paid" | function public.note_paid(), line 2
            remade    | a call of public.big() fails: ERROR 22P02: invalid input value for enum sort: "big"                          | function public.big()
            view      | SELECT * FROM public.rename_all() fails: ERROR 55000: cannot update view "named"                             | function public.rename_all(), line 2
            unwritten | SELECT * FROM public.write_all() fails: ERROR 55000: cannot update view "written"                            | function public.write_all(), line 2
            published | SELECT * FROM public.clear_events() fails: ERROR 55000: cannot update table "events" because it does not have a replica identity and publishes updates | function public.clear_events(), line 2
            required  | SELECT * FROM public.put('madeup'::text) fails: ERROR 23502: null value in column "note" of relation "log" violates not-null constraint | function public.put(text), line 2
            """)
    void a_function_of_before_fails_at_what_another_thing_is_now(String step, String what, String in) {
        assertThat(broken(step))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith(
                                "After the up, " + what + "\nin " + in + ". Before, that passed.\nThe server reads"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            label     | The function belongs to the schema
            view      | Give the view an INSTEAD OF trigger, or a query that the server can write through. Or:
            published | Give the table a primary key, or REPLICA IDENTITY FULL. Or:
            required  | Give the column a default for those who do not know it yet. Or:
            """)
    void another_way_out_is_named_first(String step, String remedy) {
        assertThat(broken(step))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.remedy()).startsWith(remedy).contains("let it name what is there now"));
    }

    @Test
    void a_new_function_names_a_label_that_there_is_not() {
        assertThat(broken("new"))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.message())
                                .startsWith(
                                        "After the up, SELECT * FROM public.dones() fails: ERROR 22P02: invalid input value for enum job: \"finished\""
                                                + "\nin function public.dones(), line 2.\nThe server reads a body when the function is called, and not when it is made:"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start",
                "mended",
                "value",
                "still_written",
                "published_in_part",
                "default",
                "filled",
                "known_column"
            })
    void what_a_function_can_know_or_is_a_matter_of_values_is_no_finding(String step) {
        assertThat(broken(step)).isEmpty();
    }
}
