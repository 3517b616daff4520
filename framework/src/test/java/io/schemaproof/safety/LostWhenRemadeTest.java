package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What went with what is dropped and made again; who takes it away in words, or has it again in the end, is told nothing. */
class LostWhenRemadeTest extends OnTwoDatabases {

    private static final String RULE = "safety.lost-when-remade";

    private static final String BEFORE = """
            CREATE VIEW v AS SELECT id FROM t; GRANT SELECT, INSERT ON v TO pg_monitor; GRANT SELECT ON v TO PUBLIC;
            CREATE MATERIALIZED VIEW m AS SELECT id FROM t; GRANT SELECT ON m TO pg_monitor; CREATE UNIQUE INDEX by_id ON m (id);
            CREATE VIEW guarded WITH (security_barrier = true) AS SELECT id FROM t;
            CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; REVOKE EXECUTE ON FUNCTION f FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION f TO pg_monitor;
            CREATE FUNCTION pay() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; ALTER FUNCTION pay SET search_path = public, pg_temp;
            REVOKE EXECUTE ON FUNCTION pay FROM PUBLIC;
            CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TABLE "Log" (id int PRIMARY KEY, note text); GRANT UPDATE (note) ON "Log" TO pg_monitor;
            CREATE TRIGGER watched BEFORE UPDATE ON "Log" FOR EACH ROW EXECUTE FUNCTION watch();
            CREATE INDEX by_note ON "Log" (lower(note)) WHERE id > 0;
            CREATE VIEW written AS SELECT id FROM p; CREATE TRIGGER written INSTEAD OF INSERT ON written FOR EACH ROW EXECUTE FUNCTION watch();
            ALTER TABLE "Log" ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON "Log" USING (true);
            """;

    private static final String LOG = "DROP TABLE \"Log\"; CREATE TABLE \"Log\" (id int PRIMARY KEY, note text); ";

    LostWhenRemadeTest() {
        super(Hazard.STRICTER);
    }

    private List<Finding> lost(String sql) throws SQLException {
        return judge(BEFORE, LIMIT + sql).stream()
                .filter(finding -> finding.rule().equals(RULE))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DROP VIEW v; CREATE VIEW v AS SELECT id, a FROM t; | The view public.v is dropped and made again, and has lost SELECT for PUBLIC, SELECT, INSERT for pg_monitor. | GRANT SELECT, INSERT ON public.v TO pg_monitor;
            DROP VIEW v; CREATE VIEW v AS SELECT id, a FROM t; GRANT SELECT ON v TO pg_monitor, PUBLIC; | has lost INSERT for pg_monitor. | GRANT INSERT ON public.v TO pg_monitor;
            ALTER VIEW v RENAME TO w; CREATE VIEW v AS SELECT id FROM t; GRANT SELECT ON v TO pg_monitor, PUBLIC; | The view public.v is another one now, and has lost INSERT for pg_monitor. | GRANT INSERT ON public.v TO pg_monitor;
            DROP MATERIALIZED VIEW m; CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t; | The materialized view public.m is dropped and made again, and has lost SELECT for pg_monitor, the index by_id. | GRANT SELECT ON public.m TO pg_monitor;\\nCREATE UNIQUE INDEX by_id ON public.m USING btree (id);
            DROP MATERIALIZED VIEW m; CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t WITH NO DATA; CREATE UNIQUE INDEX ON m (id); GRANT SELECT ON m TO pg_monitor; | The materialized view public.m is dropped and made again, and has lost its rows, so that each query of it fails. | REFRESH MATERIALIZED VIEW public.m;
            CREATE OR REPLACE FUNCTION pay() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 2'; | The function public.pay() is made again, and has lost its search_path = public, pg_temp. | ALTER FUNCTION public.pay() SET search_path = public, pg_temp;
            DROP VIEW guarded; CREATE VIEW guarded AS SELECT id, a FROM t; | has lost security_barrier=true. | ALTER VIEW public.guarded SET (security_barrier=true);
            DROP VIEW written; CREATE VIEW written AS SELECT id, 1 AS one FROM p; | has lost the trigger written. | CREATE TRIGGER written INSTEAD OF INSERT ON public.written FOR EACH ROW EXECUTE FUNCTION public.watch();
            DROP FUNCTION f; CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'; | The function public.f() is dropped and made again, and has lost that not everybody may call it. | REVOKE EXECUTE ON FUNCTION public.f() FROM PUBLIC;
            """)
    void privileges_go_with_what_they_are_of(String sql, String what, String remedy) throws SQLException {
        Finding finding = only(lost(sql));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.message()).contains(what);
        assertThat(finding.remedy())
                .startsWith("In the same transaction, behind what makes it:\n")
                .contains(remedy.replace("\\n", "\n"));
    }

    @Test
    void a_table_that_takes_the_place_of_its_first_partition_has_its_privileges_no_more() throws SQLException {
        Finding finding = only(lost("ALTER TABLE \"Log\" RENAME TO first_part;"
                + " CREATE TABLE parted (id int, note text) PARTITION BY RANGE (id); ALTER TABLE parted RENAME TO \"Log\";"
                + " ALTER TABLE \"Log\" ATTACH PARTITION first_part DEFAULT;"));

        assertThat(finding.message())
                .startsWith("The table public.\"Log\" is another one now, and has lost UPDATE (note) for pg_monitor,");
    }

    @Test
    void a_policy_or_a_trigger_with_another_name_leaves_its_table_what_it_is() throws SQLException {
        assertThat(
                        lost(
                                "ALTER POLICY own ON \"Log\" RENAME TO mine;\nALTER TRIGGER watched ON \"Log\" RENAME TO seen;"))
                .isEmpty();
    }

    @Test
    void an_exclusion_constraint_goes_with_its_table() throws SQLException {
        String rooms = "CREATE TABLE rooms (id int, at int4range, CONSTRAINT apart EXCLUDE USING gist (at WITH &&));";
        String again = "CREATE TABLE others (id int, at int4range%s); ALTER TABLE rooms RENAME TO former;"
                + " ALTER TABLE others RENAME TO rooms;";

        Finding finding = of(judge(rooms, LIMIT + again.formatted("")), "safety.lost-when-remade");
        assertThat(finding.message())
                .startsWith("The table public.rooms is another one now, and has lost the exclusion constraint apart.");
        assertThat(finding.remedy())
                .endsWith("ALTER TABLE public.rooms ADD CONSTRAINT apart EXCLUDE USING gist (at WITH &&);");
        assertThat(judge(rooms, LIMIT + again.formatted(", EXCLUDE USING gist (at WITH &&)")))
                .extracting(Finding::rule)
                .doesNotContain("safety.lost-when-remade");
    }

    @Test
    void triggers_policies_and_privileges_of_columns_go_with_their_table() throws SQLException {
        Finding finding = only(lost(LOG));

        assertThat(finding.message())
                .startsWith(
                        "The table public.\"Log\" is dropped and made again, and has lost UPDATE (note) for pg_monitor,"
                                + " the trigger watched, row level security, the policy own, the index by_note.\n");
        assertThat(finding.remedy()).isEqualTo("""
                In the same transaction, behind what makes it:
                GRANT UPDATE (note) ON public."Log" TO pg_monitor;
                CREATE TRIGGER watched BEFORE UPDATE ON public."Log" FOR EACH ROW EXECUTE FUNCTION public.watch();
                ALTER TABLE public."Log" ENABLE ROW LEVEL SECURITY;
                CREATE POLICY own ON public."Log" …;
                CREATE INDEX by_note ON public."Log" USING btree (lower(note)) WHERE (id > 0);""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE OR REPLACE VIEW v AS SELECT id, a FROM t;",
                "DROP VIEW v; CREATE VIEW v AS SELECT id, a FROM t; GRANT SELECT, INSERT ON v TO pg_monitor; GRANT SELECT ON v TO PUBLIC;",
                "REVOKE ALL ON v FROM PUBLIC, pg_monitor; DROP VIEW v; CREATE VIEW v AS SELECT id, a FROM t;",
                "ALTER VIEW v RENAME TO w; ALTER VIEW w RENAME TO v;",
                "ALTER VIEW v RENAME TO w; CREATE VIEW v AS SELECT id FROM t; GRANT SELECT, INSERT ON v TO pg_monitor; GRANT SELECT ON v TO PUBLIC;",
                "DROP VIEW v;",
                "CREATE OR REPLACE FUNCTION pay() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_temp AS 'SELECT 2';",
                "CREATE OR REPLACE FUNCTION pay() RETURNS int LANGUAGE sql AS 'SELECT 2';",
                "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2';",
                "DROP MATERIALIZED VIEW m; CREATE MATERIALIZED VIEW m AS SELECT id FROM t; GRANT SELECT ON m TO pg_monitor;"
                        + " CREATE UNIQUE INDEX another_name ON m (id);",
                "DROP FUNCTION f; CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';"
                        + " REVOKE EXECUTE ON FUNCTION f FROM PUBLIC; GRANT EXECUTE ON FUNCTION f TO pg_monitor;",
                "DROP INDEX by_note; DROP TRIGGER watched ON \"Log\"; DROP POLICY own ON \"Log\"; REVOKE UPDATE (note) ON \"Log\" FROM pg_monitor;"
                        + " ALTER TABLE \"Log\" DISABLE ROW LEVEL SECURITY; DROP TABLE \"Log\"; CREATE TABLE \"Log\" (id int PRIMARY KEY, note text);"
            })
    void what_is_taken_away_in_words_or_is_there_is_no_finding(String sql) throws SQLException {
        assertThat(lost(sql)).isEmpty();
    }

    /** The server reads the body of a function that is made, with the locks of what it would do, and does not do it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION g(n int) RETURNS void LANGUAGE sql AS 'UPDATE t SET a = n WHERE a < 0';",
                "CREATE FUNCTION g(n int) RETURNS void LANGUAGE sql BEGIN ATOMIC DELETE FROM t WHERE a = n; END;"
            })
    void a_function_that_is_made_changes_no_rows(String sql) throws SQLException {
        assertThat(databases.judge(LIMIT + sql)).isEmpty();
    }

    /** Up to version 14 a publication has all rows. */
    private static final String PUBLISHED =
            ServerRequest.from(Configuration.ofSystem()).majorVersion() >= 15 ? " WHERE (n > 1)" : "";

    private static final String RICH = """
            CREATE TABLE rich (id bigserial PRIMARY KEY, body text NOT NULL DEFAULT '', n int CHECK (n > 0), t_id int CONSTRAINT to_t REFERENCES t);
            CREATE STATISTICS together ON n, t_id FROM rich; ALTER TABLE rich REPLICA IDENTITY FULL;
            CREATE PUBLICATION feed FOR TABLE rich%s;
            """.formatted(PUBLISHED);

    private static final String INSTEAD = " DROP TABLE rich; ALTER TABLE other RENAME TO rich;";

    private Finding remade(String other) throws SQLException {
        return of(judge(RICH, LIMIT + other + INSTEAD), RULE);
    }

    @Test
    void a_table_made_of_a_query_has_names_and_types_alone() throws SQLException {
        Finding finding = remade("CREATE TABLE other AS SELECT * FROM rich;");

        assertThat(finding.message())
                .startsWith(
                        "The table public.rich is dropped and made again, and has lost the check rich_n_check, the foreign key to_t, NOT NULL of id, the"
                                + " numbers of id, NOT NULL of body, the default of body, the statistics public.together, that the publication feed publishes it,"
                                + " its replica identity FULL.\nWhatever was said of it apart goes with it");
        assertThat(finding.remedy()).isEqualTo("""
                In the same transaction, behind what makes it:
                ALTER TABLE public.rich ADD CONSTRAINT rich_n_check CHECK ((n > 0));
                ALTER TABLE public.rich ADD CONSTRAINT to_t FOREIGN KEY (t_id) REFERENCES public.t(id);
                ALTER TABLE public.rich ALTER COLUMN id SET NOT NULL;
                ALTER TABLE public.rich ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (START WITH …); past the highest number
                ALTER TABLE public.rich ALTER COLUMN body SET NOT NULL;
                ALTER TABLE public.rich ALTER COLUMN body SET DEFAULT ''::text;
                CREATE STATISTICS public.together ON n, t_id FROM public.rich;
                ALTER PUBLICATION feed ADD TABLE public.rich%s;
                ALTER TABLE public.rich REPLICA IDENTITY FULL;""".formatted(PUBLISHED));
    }

    @Test
    void a_table_made_like_another_has_no_foreign_keys() throws SQLException {
        assertThat(remade("CREATE TABLE other (LIKE rich INCLUDING ALL); ALTER SEQUENCE rich_id_seq OWNED BY NONE;")
                        .message())
                .contains(
                        "has lost the foreign key to_t, that the publication feed publishes it, its replica identity FULL.");
        assertThat(judge(
                                RICH,
                                LIMIT
                                        + "CREATE TABLE other (LIKE rich INCLUDING ALL, CONSTRAINT f FOREIGN KEY (t_id) REFERENCES t); ALTER TABLE other REPLICA IDENTITY FULL;"
                                        + " ALTER SEQUENCE rich_id_seq OWNED BY NONE;" + INSTEAD
                                        + " ALTER PUBLICATION feed ADD TABLE rich;")
                        .stream()
                        .filter(finding -> finding.rule().equals(RULE)))
                .isEmpty();
    }

    /** Who writes down what the new table has means it: another check of the same columns, and which columns demand and fill something. */
    @Test
    void what_is_written_otherwise_is_meant() throws SQLException {
        assertThat(remade(
                                "CREATE TABLE other (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text, n int CHECK (n >= 0), t_id int REFERENCES t"
                                        + " ON DELETE CASCADE);")
                        .message())
                .contains(
                        "has lost the statistics public.together, that the publication feed publishes it, its replica identity FULL.");
    }

    @Test
    void privileges_of_a_function_that_is_made_again_are_told_once() throws SQLException {
        List<Finding> findings = judge(
                BEFORE,
                LIMIT + "DROP FUNCTION f; CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';"
                        + " REVOKE EXECUTE ON FUNCTION f FROM PUBLIC;");

        assertThat(findings.stream().filter(finding -> finding.message().contains("EXECUTE")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo("safety.privilege-removed"));
    }
}
