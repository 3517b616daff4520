package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server lets nobody write any more, or a role not do, that was written or done before. */
class FormerWritesAndRightsTest extends OnTwoDatabases {

    private static final String PUBLISHED =
            "CREATE TABLE log (at timestamptz, what text); CREATE TABLE keyed (id int PRIMARY KEY, what text NOT NULL);"
                    + " CREATE UNIQUE INDEX keyed_what ON keyed (what);"
                    + " CREATE TABLE parted (id int, what text) PARTITION BY RANGE (id); CREATE TABLE part PARTITION OF parted DEFAULT;";

    private static final String PUBLISH = "CREATE PUBLICATION feed FOR TABLE keyed;";

    private static final String GRANTED =
            "CREATE TABLE rights (id int PRIMARY KEY); GRANT SELECT, UPDATE, TRUNCATE ON rights TO pg_monitor;"
                    + " CREATE SEQUENCE numbers; GRANT USAGE ON SEQUENCE numbers TO pg_monitor; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';";

    FormerWritesAndRightsTest() {
        super(Hazard.UNIQUE_REMOVED, Hazard.BLOCKING_WORK, Hazard.DROP, Hazard.SEVERAL_TABLES, Hazard.CASCADE);
    }

    private List<Finding> told(String more, String sql) throws SQLException {
        return judge(more, LIMIT + sql);
    }

    @Test
    void a_published_table_that_loses_its_key_takes_no_update_any_more() throws SQLException {
        Finding finding = only(told(PUBLISHED + PUBLISH, "SELECT 1;\nALTER TABLE keyed DROP CONSTRAINT keyed_pkey;"));

        assertThat(finding.rule()).isEqualTo("safety.writes-refused");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.object()).contains("public.keyed");
        assertThat(finding.line()).isEqualTo(3);
        assertThat(finding.message())
                .isEqualTo(
                        "Each UPDATE and DELETE of public.keyed fails now, and did not before: public.keyed is published by feed, and its rows have no"
                                + " replica identity. The server says: cannot delete from table \"keyed\" because it does not have a replica identity and publishes"
                                + " deletes.\nThe application that runs now sends them: each one ends with an error from the commit on, whatever row it is about.");
        assertThat(finding.remedy())
                .startsWith("ALTER TABLE public.keyed ADD PRIMARY KEY (…);\n")
                .contains("ALTER TABLE public.keyed REPLICA IDENTITY FULL;");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE PUBLICATION feed FOR ALL TABLES;                                       | UPDATE and DELETE of public.log, UPDATE and DELETE of public.part
            CREATE PUBLICATION feed FOR TABLE log WITH (publish = 'insert, update');      | UPDATE of public.log
            CREATE PUBLICATION feed FOR TABLE parted WITH (publish = 'delete');           | DELETE of public.part
            CREATE PUBLICATION feed FOR TABLE log WITH (publish = 'insert');              |
            CREATE PUBLICATION feed FOR TABLE keyed;                                      |
            ALTER TABLE log REPLICA IDENTITY FULL; CREATE PUBLICATION feed FOR TABLE log; |
            CREATE TABLE fresh (a int); CREATE PUBLICATION feed FOR TABLE fresh;          |
            """)
    void what_is_published_from_now_on_needs_an_identity(String sql, String tables) throws SQLException {
        assertThat(told(PUBLISHED, sql).stream()
                        .filter(finding -> finding.rule().equals("safety.writes-refused"))
                        .map(finding -> finding.message().replaceFirst("Each (.*?) fails now(?s:.*)", "$1")))
                .containsExactlyElementsOf(tables == null ? List.of() : List.of(tables.split(", ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ALTER TABLE keyed REPLICA IDENTITY USING INDEX keyed_what; | ALTER TABLE keyed DROP CONSTRAINT keyed_pkey; | false
            ALTER TABLE keyed REPLICA IDENTITY USING INDEX keyed_what; | DROP INDEX keyed_what;                        | true
            ALTER TABLE keyed REPLICA IDENTITY FULL;                   | ALTER TABLE keyed DROP CONSTRAINT keyed_pkey; | false
            SELECT 1;                                                  | ALTER TABLE keyed REPLICA IDENTITY NOTHING;   | true
            SELECT 1; | ALTER TABLE keyed DROP CONSTRAINT keyed_pkey; ALTER TABLE keyed ADD PRIMARY KEY (what);        | false
            """)
    void an_identity_may_be_another(String before, String sql, boolean told) throws SQLException {
        assertThat(told(PUBLISHED + PUBLISH + before, sql).stream()
                        .filter(finding -> finding.rule().equals("safety.writes-refused")))
                .hasSize(told ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE OR REPLACE VIEW v AS SELECT DISTINCT id, a FROM t; | takes no INSERT, UPDATE and DELETE any more, and did before.
            CREATE OR REPLACE VIEW v AS SELECT id, a + 0 AS a FROM t; | takes no value for a any more, and did before.
            CREATE OR REPLACE VIEW v AS SELECT id, a FROM t WHERE a > 0 LIMIT 9; | takes no INSERT, UPDATE and DELETE any more, and did before.
            CREATE OR REPLACE VIEW v AS SELECT id, a, c FROM t WHERE a > 0; |
            CREATE VIEW w AS SELECT DISTINCT a FROM t; |
            CREATE OR REPLACE VIEW v AS SELECT DISTINCT id, a FROM t; CREATE FUNCTION pass() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER pass INSTEAD OF INSERT OR UPDATE OR DELETE ON v FOR EACH ROW EXECUTE FUNCTION pass(); |
            """)
    void a_view_that_passes_nothing_on_any_more_is_told(String sql, String what) throws SQLException {
        List<Finding> findings = told("CREATE VIEW v AS SELECT id, a FROM t;", sql);

        if (what == null) {
            assertThat(findings).isEmpty();
        } else {
            Finding finding = only(findings);
            assertThat(finding.rule()).isEqualTo("safety.view-not-writable");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.message()).startsWith("The view public.v " + what + "\nWhat an application writes");
            assertThat(finding.remedy()).contains("CREATE TRIGGER … INSTEAD OF ", " ON public.v FOR EACH ROW …;");
        }
    }

    @Test
    void a_view_that_was_read_alone_before_may_stay_so() throws SQLException {
        assertThat(told(
                        "CREATE VIEW v AS SELECT a, count(*) AS n FROM t GROUP BY a;",
                        "CREATE OR REPLACE VIEW v AS SELECT a, count(*) + 1 AS n FROM t GROUP BY a;"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            REVOKE UPDATE ON rights FROM pg_monitor;                       | pg_monitor may not UPDATE on the table public.rights any more. | GRANT UPDATE ON public.rights TO pg_monitor;
            REVOKE ALL ON rights FROM pg_monitor;                          | pg_monitor may not SELECT and UPDATE on the table public.rights any more. | GRANT SELECT, UPDATE ON public.rights TO pg_monitor;
            DO $$ BEGIN EXECUTE 'REVOKE USAGE ON SEQUENCE numbers FROM pg_monitor'; END $$; | pg_monitor may not USAGE on the sequence public.numbers any more. | GRANT USAGE ON SEQUENCE public.numbers TO pg_monitor;
            REVOKE EXECUTE ON FUNCTION f FROM PUBLIC;                      | PUBLIC may not EXECUTE on the function public.f() any more. | GRANT EXECUTE ON FUNCTION public.f() TO PUBLIC;
            """)
    void a_role_that_may_do_less_is_told(String sql, String what, String remedy) throws SQLException {
        Finding finding = only(told(GRANTED, sql));

        assertThat(finding.rule()).isEqualTo("safety.privilege-removed");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.message()).startsWith(what + "\nA statement of the application");
        assertThat(finding.remedy()).startsWith("First deploy an application").endsWith(remedy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            REVOKE TRUNCATE ON rights FROM pg_monitor;
            GRANT UPDATE ON rights TO PUBLIC; REVOKE UPDATE ON rights FROM pg_monitor;
            REVOKE EXECUTE ON FUNCTION f FROM PUBLIC; GRANT EXECUTE ON FUNCTION f TO pg_monitor;
            GRANT INSERT ON rights TO pg_monitor;
            """)
    void who_may_otherwise_has_lost_nothing(String sql) throws SQLException {
        assertThat(told(GRANTED, sql)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ALTER TABLE rights OWNER TO CURRENT_USER;      | SELECT, INSERT, UPDATE and DELETE on the table public.rights | GRANT SELECT, INSERT, UPDATE, DELETE ON public.rights TO pg_monitor;
            ALTER TABLE rights OWNER TO CURRENT_USER; GRANT SELECT, INSERT ON rights TO PUBLIC; | UPDATE and DELETE on the table public.rights | GRANT UPDATE, DELETE ON public.rights TO pg_monitor;
            ALTER SEQUENCE numbers OWNER TO CURRENT_USER; | USAGE on the sequence public.numbers | GRANT USAGE ON SEQUENCE public.numbers TO pg_monitor;
            """)
    void who_owned_it_is_told_where_that_was_all_it_had(String sql, String what, String remedy) throws SQLException {
        String owned = "CREATE TABLE rights (id int PRIMARY KEY); CREATE SEQUENCE numbers;";

        Finding finding = only(told(
                owned
                        + "ALTER %s OWNER TO pg_monitor;"
                                .formatted(sql.contains("SEQUENCE") ? "SEQUENCE numbers" : "TABLE rights"),
                sql));
        assertThat(finding.rule()).isEqualTo("safety.privilege-removed");
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.message()).startsWith("pg_monitor may not " + what + " any more.\n");
        assertThat(finding.remedy()).endsWith(remedy);
        // A privilege does as well.
        assertThat(told(
                        owned + "ALTER TABLE rights OWNER TO pg_monitor;",
                        "ALTER TABLE rights OWNER TO CURRENT_USER; GRANT ALL ON rights TO pg_monitor;"))
                .isEmpty();
    }

    @Test
    void a_sequence_may_end_with_the_type_of_its_column() throws SQLException {
        String numbered =
                "CREATE SEQUENCE s; CREATE TABLE n (id %s PRIMARY KEY DEFAULT nextval('s')); ALTER SEQUENCE s OWNED BY n.id;";

        assertThat(told(numbered.formatted("int"), "ALTER SEQUENCE s AS int;")).isEmpty();
        assertThat(told(numbered.formatted("int"), "ALTER SEQUENCE s AS smallint;"))
                .extracting(Finding::rule)
                .containsExactly("safety.sequence-end");
        assertThat(told(numbered.formatted("bigint"), "ALTER SEQUENCE s AS int;"))
                .extracting(Finding::rule)
                .containsExactly("safety.sequence-end");
    }

    private static final String DEFINED =
            "CREATE FUNCTION d() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS 'SELECT count(*) FROM t';";

    @Test
    void a_function_that_is_replaced_without_security_definer_has_lost_it() throws SQLException {
        String replace =
                "CREATE OR REPLACE FUNCTION d() RETURNS bigint LANGUAGE sql %s SET search_path = public, pg_temp AS 'SELECT count(*) + 1 FROM t';";

        for (String sql : List.of(replace.formatted(""), "ALTER FUNCTION d() SECURITY INVOKER;")) {
            Finding finding = only(told(DEFINED, sql));
            assertThat(finding.rule()).isEqualTo("safety.privilege-removed");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.message())
                    .startsWith(
                            "The function public.d() runs with the privileges of its caller now, and did with those of its owner.\n");
            assertThat(finding.remedy()).endsWith("Where it is a mistake: ALTER FUNCTION public.d() SECURITY DEFINER;");
        }
        assertThat(told(DEFINED, replace.formatted("SECURITY DEFINER"))).isEmpty();
        assertThat(told("", "CREATE FUNCTION d() RETURNS int LANGUAGE sql SECURITY INVOKER AS 'SELECT 1';"))
                .isEmpty();
    }

    @Test
    void a_view_that_reads_with_the_privileges_of_who_asks_is_told() throws SQLException {
        Assumptions.assumeTrue(
                ServerRequest.from(Configuration.ofSystem()).majorVersion() >= 15, "security_invoker came with 15");
        String view = "CREATE VIEW v AS SELECT t.id FROM t JOIN p USING (id); GRANT SELECT ON v TO pg_monitor;";
        String set = "ALTER VIEW v SET (security_invoker = true);";

        Finding finding = only(told(view + "GRANT SELECT ON t TO pg_monitor;", set));
        assertThat(finding.rule()).isEqualTo("safety.privilege-removed");
        assertThat(finding.message())
                .startsWith(
                        "The view public.v reads with the privileges of who asks now, and did with those of its owner: pg_monitor may not SELECT on the"
                                + " table public.p.\n");
        assertThat(told(view + "GRANT SELECT ON t, p TO pg_monitor;", set)).isEmpty();
        assertThat(told("CREATE VIEW v AS SELECT id FROM t;", set)).isEmpty();
    }

    @Test
    void the_last_unique_index_of_a_materialized_view_is_told() throws SQLException {
        String view = "CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t; CREATE UNIQUE INDEX m_id ON m (id);";

        Finding finding = only(told(view, "DROP INDEX m_id;"));
        assertThat(finding.rule()).isEqualTo("safety.no-concurrent-refresh");
        assertThat(finding.message())
                .startsWith(
                        "The materialized view public.m has lost its last unique index, m_id.\nREFRESH MATERIALIZED VIEW CONCURRENTLY ends");
        assertThat(finding.remedy())
                .endsWith("without a transaction: CREATE UNIQUE INDEX CONCURRENTLY … ON public.m USING btree (id);");
        assertThat(told(view + "CREATE UNIQUE INDEX m_both ON m (id, a);", "DROP INDEX m_id;"))
                .isEmpty();
        assertThat(told(view + "CREATE UNIQUE INDEX m_some ON m (id) WHERE id > 5;", "DROP INDEX m_id;"))
                .hasSize(1);
        assertThat(told(view, "DROP MATERIALIZED VIEW m;")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INCREMENT BY 50 | INCREMENT BY 1  | The sequence public.s counts by 1 and did by 50.
            INCREMENT BY 1  | INCREMENT BY -1 MAXVALUE 9 | The sequence public.s counts by -1 and did by 1.
            INCREMENT BY 1  | INCREMENT BY 50 |
            INCREMENT BY 50 | CACHE 5         |
            """)
    void a_sequence_that_counts_by_less_is_told(String before, String after, String what) throws SQLException {
        List<Finding> findings = told("CREATE SEQUENCE s " + before + ";", "ALTER SEQUENCE s " + after + ";");

        if (what == null) {
            assertThat(findings).isEmpty();
        } else {
            assertThat(only(findings).rule()).isEqualTo("safety.sequence-step");
            assertThat(only(findings).message()).startsWith(what + "\nAn application that takes a block of numbers");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INCREMENT BY 1              | MAXVALUE 1000   | ends at 1000 now, and did at 9223372036854775807. | ALTER SEQUENCE public.s MAXVALUE 9223372036854775807;
            INCREMENT BY 1              | AS smallint     | ends at 32767 now, and did at 9223372036854775807. | ALTER SEQUENCE public.s AS bigint MAXVALUE 9223372036854775807;
            INCREMENT BY -1 MINVALUE -9 | MINVALUE -5     | ends at -5 now, and did at -9. | ALTER SEQUENCE public.s MINVALUE -9;
            INCREMENT BY 1              | CYCLE           | begins anew at its end now, and gives numbers that it has given. | ALTER SEQUENCE public.s NO CYCLE; and where its end is near, a larger type.
            MAXVALUE 1000               | MAXVALUE 5000   | |
            CYCLE                       | NO CYCLE        | |
            INCREMENT BY 1              | MINVALUE 0      | |
            """)
    void a_sequence_that_ends_earlier_is_told(String before, String after, String what, String remedy)
            throws SQLException {
        List<Finding> findings = told("CREATE SEQUENCE s " + before + ";", "ALTER SEQUENCE s " + after + ";");

        if (what == null) {
            assertThat(findings).isEmpty();
        } else {
            assertThat(only(findings).rule()).isEqualTo("safety.sequence-end");
            assertThat(only(findings).severity()).isEqualTo(Severity.WARNING);
            assertThat(only(findings).message())
                    .startsWith("The sequence public.s " + what + "\nWhere production is past the new end");
            assertThat(only(findings).remedy()).isEqualTo(remedy);
        }
    }

    private static final String FILLED =
            "CREATE TABLE posts (id int PRIMARY KEY, title text NOT NULL, slug text NOT NULL, at date NOT NULL);"
                    + " INSERT INTO posts SELECT id, 'A', 'a', now() FROM t;"
                    + " CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.slug := lower(NEW.title); RETURN NEW; END';"
                    + " CREATE TRIGGER slugs BEFORE INSERT OR UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION fill();";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TRIGGER slugs ON posts;",
                "ALTER TABLE posts DISABLE TRIGGER slugs;",
                "DROP FUNCTION fill() CASCADE;",
                "CREATE OR REPLACE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
                "DROP TRIGGER slugs ON posts; CREATE TRIGGER slugs BEFORE UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION fill();"
            })
    void a_column_that_no_trigger_fills_any_more_is_told(String sql) throws SQLException {
        Finding finding = of(told(FILLED, "SELECT 1;\n" + sql), "safety.default-removed");

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.object()).contains("public.posts.slug");
        assertThat(finding.line()).isEqualTo(3);
        assertThat(finding.message())
                .startsWith(
                        "No trigger gives the column public.posts.slug a value any more, and it must not be null.\nAn INSERT of the application");
        assertThat(finding.remedy())
                .isEqualTo(
                        "First deploy an application that names slug in each INSERT, then let the trigger go, in a later release.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TRIGGER slugs ON posts; ALTER TABLE posts ALTER slug SET DEFAULT '';",
                "DROP TRIGGER slugs ON posts; ALTER TABLE posts DROP COLUMN slug;",
                "ALTER TRIGGER slugs ON posts RENAME TO others; ALTER FUNCTION fill() RENAME TO others;",
                "DROP TRIGGER slugs ON posts; CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.slug := ''b''; RETURN NEW; END';"
                        + " CREATE TRIGGER other BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION other();",
                "CREATE OR REPLACE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';"
            })
    void a_column_that_gets_a_value_otherwise_is_not_told(String sql) throws SQLException {
        assertThat(told(FILLED, sql)).extracting(Finding::rule).doesNotContain("safety.default-removed");
        // Where it may be null now, each row of the former application has NULL.
        assertThat(of(
                                told(
                                        FILLED,
                                        "DROP TRIGGER slugs ON posts; ALTER TABLE posts ALTER slug DROP NOT NULL;"),
                                "safety.trigger-removed")
                        .message())
                .startsWith(
                        "The trigger slugs of public.posts is gone: each INSERT that leaves out slug has no value in it any more.");
        // What was not filled before is not missed.
        assertThat(told(
                        FILLED
                                + "CREATE OR REPLACE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
                        "DROP TRIGGER slugs ON posts;"))
                .isEmpty();
    }

    @Test
    void a_trigger_does_for_a_default() throws SQLException {
        String trigger =
                " CREATE FUNCTION name() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.z := coalesce(NEW.z, 1); RETURN NEW; END';"
                        + " CREATE TRIGGER name BEFORE %s ON t FOR EACH ROW EXECUTE FUNCTION name();";
        String insert = trigger.formatted("INSERT OR UPDATE");
        String column = "ALTER TABLE t ADD z int NOT NULL DEFAULT 0;";

        assertThat(told("", column + "ALTER TABLE t ALTER z DROP DEFAULT;" + insert))
                .isEmpty();
        assertThat(told(column, "ALTER TABLE t ALTER z DROP DEFAULT;" + insert)).isEmpty();
        assertThat(told("", column + "ALTER TABLE t ALTER z DROP DEFAULT;" + trigger.formatted("UPDATE")))
                .extracting(Finding::rule)
                .containsExactly("safety.required-column");
        assertThat(told(column, "ALTER TABLE t ALTER z DROP DEFAULT;" + trigger.formatted("UPDATE")))
                .extracting(Finding::rule)
                .containsExactly("safety.default-removed");
    }
}
