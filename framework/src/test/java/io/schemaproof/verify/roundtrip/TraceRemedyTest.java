package io.schemaproof.verify.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.RoundTripRule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is suggested for a down that takes nothing back is what takes it back: it is run. */
class TraceRemedyTest {

    private static final String IN_DOWN = "In the down: ";

    private static final String BEFORE = """
            CREATE TABLE plain (id int PRIMARY KEY, a int, b text DEFAULT 'x', c int NOT NULL DEFAULT 7, d text COLLATE "C", e int);
            CREATE TABLE parent (id int PRIMARY KEY);
            CREATE TABLE keys (id int PRIMARY KEY, parent int CONSTRAINT of REFERENCES parent, n int CONSTRAINT positive CHECK (n > 0));
            CREATE TABLE indexed (a int, b int, CONSTRAINT one UNIQUE (a));
            CREATE INDEX by_a ON indexed (a);
            CREATE VIEW narrow AS SELECT id, a FROM plain;
            CREATE VIEW same_columns WITH (security_barrier=true) AS SELECT id FROM plain WHERE a > 1;
            CREATE VIEW going AS SELECT b FROM plain;
            CREATE MATERIALIZED VIEW stored AS SELECT id, a FROM plain;
            CREATE UNIQUE INDEX stored_id ON stored (id);
            CREATE FUNCTION adds(x int, more int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 7 AS 'SELECT x + more';
            CREATE FUNCTION finds(name text) RETURNS SETOF text LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 5
                SET search_path TO public, pg_temp SET work_mem TO '8MB' AS $$ BEGIN RETURN QUERY SELECT 'a'::text; END $$;
            CREATE FUNCTION returned() RETURNS int LANGUAGE sql AS 'SELECT 1';
            CREATE FUNCTION standard(x int) RETURNS int LANGUAGE sql RETURN x + 1;
            CREATE FUNCTION going(x int) RETURNS int LANGUAGE sql AS $f$SELECT length('$$') + x$f$;
            CREATE PROCEDURE does(x int) LANGUAGE plpgsql AS $$ BEGIN PERFORM x; END $$;
            CREATE FUNCTION "odd (name"(x int) RETURNS int LANGUAGE sql AS 'SELECT x';
            CREATE FUNCTION fires() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
            CREATE TABLE watched (id int PRIMARY KEY);
            CREATE TRIGGER told BEFORE INSERT ON watched FOR EACH ROW EXECUTE FUNCTION fires();
            CREATE TRIGGER silenced BEFORE UPDATE ON watched FOR EACH ROW EXECUTE FUNCTION fires();
            CREATE RULE kept AS ON DELETE TO watched DO INSTEAD NOTHING;
            CREATE TABLE guarded (id int PRIMARY KEY, owner text);
            CREATE POLICY own ON guarded USING (owner = CURRENT_USER) WITH CHECK (id > 0);
            CREATE SEQUENCE numbers;
            CREATE TYPE pair AS (one int, other text);
            CREATE DOMAIN amount AS int DEFAULT 1 CHECK (VALUE > 0);
            CREATE SCHEMA "Order Desk";
            CREATE TABLE "Order Desk"."Line" ("No." int PRIMARY KEY, "Sum" numeric(12,2) DEFAULT 0);
            COMMENT ON TABLE "Order Desk"."Line" IS 'it''s one';
            """;

    private static final String AWAY = """
            DROP SCHEMA "Order Desk" CASCADE;
            DROP DOMAIN amount; DROP TYPE pair; DROP SEQUENCE numbers; DROP TABLE guarded, watched; DROP FUNCTION fires();
            DROP FUNCTION "odd (name"(int), going(int), standard(int), returned(), finds(text), adds(int, int); DROP PROCEDURE does(int);
            DROP MATERIALIZED VIEW stored; DROP VIEW narrow, same_columns, going; DROP TABLE indexed, keys, parent, plain;
            """;

    /** What ups change, by the name of their step. */
    private static final Map<String, String> UPS = ups();

    @TempDir
    private static Path folder;

    private static Map<String, List<String>> suggested = Map.of();
    private static List<MigrationResult> mended = List.of();

    private static Map<String, String> ups() {
        Map<String, String> ups = new LinkedHashMap<>();
        add(ups, "columns", "ALTER TABLE plain ALTER b SET DEFAULT 'y', ALTER a SET DEFAULT 3, ALTER a SET NOT NULL");
        add(ups, "columns", "ALTER TABLE plain ALTER c DROP NOT NULL");
        add(ups, "columns", "ALTER TABLE plain DROP e, DROP d");
        add(ups, "columns", "ALTER TABLE \"Order Desk\".\"Line\" ADD \"New One\" int, DROP \"Sum\"");
        add(ups, "constraints_and_indexes", "DROP INDEX by_a; CREATE INDEX by_a ON indexed (a DESC)");
        add(
                ups,
                "constraints_and_indexes",
                "ALTER TABLE keys DROP CONSTRAINT of, ADD CONSTRAINT of FOREIGN KEY (parent) REFERENCES parent ON DELETE CASCADE");
        add(
                ups,
                "constraints_and_indexes",
                "ALTER TABLE keys DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (n > 1)");
        add(
                ups,
                "constraints_and_indexes",
                "ALTER TABLE indexed DROP CONSTRAINT one, ADD CONSTRAINT one UNIQUE (a, b) DEFERRABLE");
        add(ups, "views", "CREATE OR REPLACE VIEW narrow AS SELECT id, a, b FROM plain");
        add(
                ups,
                "views",
                "CREATE OR REPLACE VIEW same_columns WITH (security_barrier=true) AS SELECT id FROM plain WHERE a > 2");
        add(ups, "views", "DROP VIEW going");
        add(
                ups,
                "views",
                "DROP MATERIALIZED VIEW stored; CREATE MATERIALIZED VIEW stored AS SELECT id, a, c FROM plain;"
                        + " CREATE UNIQUE INDEX stored_id ON stored (id)");
        add(
                ups,
                "functions",
                "CREATE OR REPLACE FUNCTION adds(x int, more int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT x - more'");
        add(
                ups,
                "functions",
                "CREATE OR REPLACE FUNCTION finds(name text) RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN RETURN; END $$");
        add(
                ups,
                "functions",
                "DROP FUNCTION returned(); CREATE FUNCTION returned() RETURNS text LANGUAGE sql AS $$SELECT '1'$$");
        add(ups, "functions", "CREATE OR REPLACE FUNCTION standard(x int) RETURNS int LANGUAGE sql RETURN x + 2");
        add(ups, "functions", "DROP FUNCTION going(int)");
        add(
                ups,
                "functions",
                "CREATE OR REPLACE FUNCTION \"odd (name\"(x int) RETURNS int LANGUAGE sql AS 'SELECT -x'");
        add(
                ups,
                "functions",
                "CREATE OR REPLACE PROCEDURE does(x int) LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN PERFORM -x; END $$");
        add(
                ups,
                "triggers_and_rules",
                "DROP TRIGGER told ON watched; CREATE TRIGGER told AFTER INSERT ON watched FOR EACH ROW EXECUTE FUNCTION fires()");
        add(ups, "triggers_and_rules", "ALTER TABLE watched DISABLE TRIGGER silenced");
        add(
                ups,
                "triggers_and_rules",
                "CREATE OR REPLACE RULE kept AS ON DELETE TO watched WHERE OLD.id > 1 DO INSTEAD NOTHING");
        add(ups, "row_security", "ALTER POLICY own ON guarded TO pg_monitor USING (true) WITH CHECK (id > 1)");
        add(ups, "row_security", "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY");
        add(
                ups,
                "types_and_sequences",
                "ALTER SEQUENCE numbers INCREMENT 2 MINVALUE 0 MAXVALUE 99 START 4 CACHE 5 CYCLE");
        add(
                ups,
                "types_and_sequences",
                "ALTER TYPE pair ADD ATTRIBUTE third int, ALTER ATTRIBUTE other TYPE varchar(9)");
        add(
                ups,
                "types_and_sequences",
                "ALTER DOMAIN amount DROP CONSTRAINT amount_check; ALTER DOMAIN amount ADD CONSTRAINT amount_check CHECK (VALUE > 1);"
                        + " ALTER DOMAIN amount DROP DEFAULT; ALTER DOMAIN amount SET NOT NULL");
        add(ups, "owners_and_comments", "ALTER TABLE indexed SET UNLOGGED");
        add(
                ups,
                "owners_and_comments",
                "ALTER TABLE indexed OWNER TO pg_monitor; ALTER TYPE pair OWNER TO pg_monitor; ALTER FUNCTION fires() OWNER TO pg_monitor");
        add(
                ups,
                "owners_and_comments",
                "COMMENT ON TABLE \"Order Desk\".\"Line\" IS 'another'; COMMENT ON COLUMN \"Order Desk\".\"Line\".\"No.\" IS 'new';"
                        + " COMMENT ON CONSTRAINT positive ON keys IS 'n'; COMMENT ON TRIGGER told ON watched IS 'n';"
                        + " COMMENT ON FUNCTION fires() IS 'n'; COMMENT ON INDEX by_a IS 'n'; COMMENT ON CONSTRAINT amount_check ON DOMAIN amount IS 'n'");
        return ups;
    }

    private static void add(Map<String, String> ups, String step, String up) {
        ups.merge(step, up + ";\n", String::concat);
    }

    @BeforeAll
    static void verify() {
        Preserved forgotten = new Preserved(folder.resolve("forgotten")).step("before", BEFORE, AWAY);
        UPS.forEach((name, up) -> forgotten.step(name, up, "SELECT 1;"));
        List<MigrationResult> found =
                RoundTrip.of(forgotten.migrations()).evaluate().migrations();
        Map<String, List<String>> remedies = new LinkedHashMap<>();
        UPS.keySet().forEach(name -> remedies.put(name, remedies(Preserved.named(found, name))));
        suggested = remedies;

        Preserved project = new Preserved(folder.resolve("mended")).step("before", BEFORE, AWAY);
        UPS.forEach((name, up) -> project.step(name, up, statements(remedies.get(name))));
        mended = RoundTrip.of(project.migrations()).evaluate().migrations();
    }

    private static List<String> remedies(MigrationResult result) {
        return result.findings().stream()
                .filter(finding -> finding.rule().equals(RoundTripRule.LEAVES_TRACE.id()))
                .map(Finding::remedy)
                .toList();
    }

    private static String statements(List<String> remedies) {
        return remedies.stream()
                .distinct()
                .map(remedy -> remedy.substring(IN_DOWN.length()))
                .filter(statement -> statement.endsWith(";"))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> what_is_suggested_takes_the_change_back() {
        return List.copyOf(UPS.keySet());
    }

    @ParameterizedTest
    @MethodSource
    void what_is_suggested_takes_the_change_back(String name) {
        assertThat(suggested.get(name)).isNotEmpty().allMatch(remedy -> remedy.startsWith(IN_DOWN));

        MigrationResult result = Preserved.named(mended, name);
        assertThat(result.findings())
                .as(statements(suggested.get(name)))
                .noneMatch(finding -> finding.rule().startsWith("roundtrip.")
                        && !finding.rule().equals(RoundTripRule.COSMETIC.id()));
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
    }

    private static List<String> suggested(String step, String object) {
        return suggested.get(step).stream()
                .filter(remedy -> remedy.contains(object))
                .distinct()
                .toList();
    }

    @Test
    void an_index_comes_back_with_its_constraint() {
        assertThat(suggested("constraints_and_indexes", "one"))
                .containsExactly(
                        IN_DOWN
                                + "ALTER TABLE public.indexed DROP CONSTRAINT one; ALTER TABLE public.indexed ADD CONSTRAINT one UNIQUE (a);",
                        IN_DOWN
                                + "give constraint public.indexed.one its former definition back, and its index comes with it.");
    }

    @Test
    void a_view_that_keeps_its_columns_keeps_its_rights_and_one_that_does_not_goes_first() {
        assertThat(suggested("views", "public.same_columns"))
                .singleElement()
                .asString()
                .matches(
                        "(?s)" + IN_DOWN
                                + "CREATE OR REPLACE VIEW public\\.same_columns WITH \\(security_barrier=true\\) AS SELECT (?:plain\\.)?id\n.*");
        // Up to version 15 the server writes the table before each column.
        assertThat(suggested("views", "public.narrow").stream().map(remedy -> remedy.replace(" plain.", " ")))
                .containsExactly(
                        IN_DOWN
                                + "DROP VIEW public.narrow; CREATE VIEW public.narrow AS SELECT id,\n    a\n   FROM public.plain;",
                        IN_DOWN + "give view public.narrow its former definition back, and its columns come with it.");
    }

    @Test
    void a_function_comes_back_as_it_was() {
        assertThat(suggested("functions", "public.finds"))
                .containsExactly(IN_DOWN
                        + "CREATE OR REPLACE FUNCTION public.finds(name text) RETURNS SETOF text LANGUAGE plpgsql STABLE ROWS 5"
                        + " SECURITY DEFINER SET search_path TO public, pg_temp SET work_mem TO '8MB'"
                        + " AS $$ BEGIN RETURN QUERY SELECT 'a'::text; END $$;");
        assertThat(suggested("functions", "public.going"))
                .containsExactly(IN_DOWN
                        + "CREATE OR REPLACE FUNCTION public.going(x integer) RETURNS integer LANGUAGE sql AS"
                        + " $former$SELECT length('$$') + x$former$;");
        assertThat(suggested("functions", "public.returned"))
                .containsExactly(IN_DOWN
                        + "DROP FUNCTION public.returned(); CREATE OR REPLACE FUNCTION public.returned() RETURNS integer"
                        + " LANGUAGE sql AS $$SELECT 1$$;");
    }
}
