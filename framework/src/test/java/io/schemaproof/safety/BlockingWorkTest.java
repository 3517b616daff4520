package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.schemaproof.rule.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The locks are those that the server takes, also where other tools say something else of them. */
class BlockingWorkTest extends OnTwoDatabases {

    BlockingWorkTest() {
        super(Hazard.STRICTER, Hazard.VALUE_ADDED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ALTER TABLE t ADD CONSTRAINT pos CHECK (a > 0) | ACCESS EXCLUSIVE on public.t (reads and writes wait) | ALTER TABLE public.t ADD CONSTRAINT pos CHECK ((a > 0)) NOT VALID;\\nALTER TABLE public.t VALIDATE CONSTRAINT pos;
            ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p | SHARE ROW EXCLUSIVE on public.p (writes wait, reads go on) and SHARE ROW EXCLUSIVE on public.t (writes wait, reads go on) | ADD CONSTRAINT t_a_fkey FOREIGN KEY (a) REFERENCES public.p(id) NOT VALID;\\nALTER TABLE public.t VALIDATE CONSTRAINT t_a_fkey;
            ALTER TABLE t ADD CONSTRAINT u UNIQUE (a) | ACCESS EXCLUSIVE on public.t (reads and writes wait) | CREATE UNIQUE INDEX CONCURRENTLY u ON public.t (a);\\nALTER TABLE public.t ADD CONSTRAINT u UNIQUE USING INDEX u;
            ALTER TABLE t ALTER a SET NOT NULL | ACCESS EXCLUSIVE on public.t (reads and writes wait) | ADD CONSTRAINT a_not_null CHECK (a IS NOT NULL) NOT VALID;
            ALTER TABLE t ALTER a TYPE bigint | writes public.t and public.t_pkey anew | ALTER TABLE public.t ADD COLUMN new_a bigint;
            ALTER TABLE t ADD COLUMN z int, ADD COLUMN y int GENERATED ALWAYS AS (id + 1) STORED | writes public.t and public.t_pkey anew | in one without a transaction:\\nALTER TABLE public.t ADD COLUMN y integer;\\nA trigger, or the application, gives new rows their value.\\nUPDATE public.t SET y = (id + 1) in batches;
            ALTER TABLE t ADD COLUMN z float DEFAULT random() | writes public.t and public.t_pkey anew | ALTER TABLE public.t ADD COLUMN z double precision;\\nALTER TABLE public.t ALTER COLUMN z SET DEFAULT random();
            CREATE INDEX t_a ON t (a) | SHARE on public.t (writes wait, reads go on) | CREATE INDEX CONCURRENTLY t_a ON public.t USING btree (a);
            DO $$ BEGIN EXECUTE format('CREATE INDEX %s ON t (a)', 't_a'); END $$ | SHARE on public.t (writes wait, reads go on) | CREATE INDEX CONCURRENTLY t_a ON public.t USING btree (a);
            """)
    void a_lock_that_others_wait_for_and_work_that_grows(String sql, String what, String instead) throws SQLException {
        Finding finding = only(databases.judge(LIMIT + sql + ";"));

        assertThat(finding.rule()).isEqualTo("safety.blocking-work");
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.file()).contains("V1__x.sql");
        assertThat(finding.message())
                .contains(what, "reads ", "000 rows of public.t (", "the larger the tables are, O(rows)")
                .contains("The lock is kept until the transaction ends.");
        assertThat(finding.remedy())
                .startsWith("Each step in a migration of its own")
                .contains(instead.replace("\\n", "\n"));
        assertThat(finding.facts()).containsEntry("cost", "O(rows)").containsKey("rows public.t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ADD CONSTRAINT pos CHECK (a > 0) NOT VALID",
                "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p NOT VALID",
                "ALTER TABLE t ADD COLUMN z timestamptz NOT NULL DEFAULT now()",
                "ALTER TABLE t ADD COLUMN z int NOT NULL DEFAULT 5",
                "ALTER TABLE t ALTER c TYPE varchar(100)",
                "ALTER TABLE t ALTER c TYPE text",
                "CREATE TABLE n (id int PRIMARY KEY, p int); CREATE INDEX n_p ON n (p);"
                        + " INSERT INTO n SELECT id, id FROM p; ALTER TABLE n ALTER id TYPE bigint",
                "SELECT 'ALTER TABLE t ALTER a TYPE bigint' -- CREATE INDEX CONCURRENTLY i ON t (a)"
            })
    void what_blocks_nobody_for_long_is_no_finding(String sql) throws SQLException {
        assertThat(databases.judge(LIMIT + sql + ";"))
                .extracting(Finding::message)
                .isEmpty();
    }

    /** The key of the other table is not its matter, whose lock is held since then. */
    @Test
    void a_key_that_takes_the_name_of_another_one_is_told_with_its_own_columns() throws SQLException {
        List<Finding> findings = judge(
                "ALTER TABLE t ALTER a SET NOT NULL; ALTER TABLE p ADD name int;",
                LIMIT + "ALTER TABLE t DROP CONSTRAINT t_pkey;\nALTER TABLE t DROP COLUMN id;\n"
                        + "ALTER TABLE t ADD PRIMARY KEY (a);\n"
                        + "ALTER TABLE p DROP CONSTRAINT p_pkey;\nUPDATE p SET name = id;\nALTER TABLE p DROP COLUMN id;\n"
                        + "ALTER TABLE p ADD PRIMARY KEY (name);");

        assertThat(findings)
                .filteredOn(finding -> finding.rule().equals("safety.held-while-working")
                        && finding.remedy().contains("PRIMARY KEY"))
                .extracting(Finding::line, Finding::remedy)
                .containsExactly(
                        tuple(
                                4,
                                "Put this statement into a migration of its own, so that the lock is gone before it.\n"
                                        + "Each step in a migration of its own, with CONCURRENTLY in one without a transaction:\n"
                                        + "CREATE UNIQUE INDEX CONCURRENTLY new_t_pkey ON public.t (a);\n"
                                        + "ALTER TABLE public.t DROP CONSTRAINT t_pkey, ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX new_t_pkey;"),
                        tuple(
                                8,
                                "Put this statement into a migration of its own, so that the lock is gone before it.\n"
                                        + "Each step in a migration of its own, with CONCURRENTLY in one without a transaction:\n"
                                        + "First make name NOT NULL by a valid CHECK.\n"
                                        + "CREATE UNIQUE INDEX CONCURRENTLY new_p_pkey ON public.p (name);\n"
                                        + "ALTER TABLE public.p DROP CONSTRAINT p_pkey, ADD CONSTRAINT p_pkey PRIMARY KEY USING INDEX new_p_pkey;"));
        assertThat(findings)
                .filteredOn(finding -> finding.rule().equals("safety.drop"))
                .extracting(finding -> finding.object().orElseThrow(), Finding::line)
                .containsExactlyInAnyOrder(tuple("public.t.id", 3), tuple("public.p.id", 7));
    }

    @Test
    void a_key_of_another_column_under_the_same_name_is_another_one() throws SQLException {
        String table =
                "CREATE TABLE s (id int CONSTRAINT s_pkey PRIMARY KEY, other int NOT NULL); INSERT INTO s SELECT id, id FROM p;";
        String swap = LIMIT + "ALTER TABLE s DROP CONSTRAINT s_pkey, ADD CONSTRAINT s_pkey PRIMARY KEY (other);";

        assertThat(of(judge(table, swap), "safety.blocking-work").remedy())
                .endsWith(
                        "without a transaction:\nCREATE UNIQUE INDEX CONCURRENTLY new_s_pkey ON public.s (other);\n"
                                + "ALTER TABLE public.s DROP CONSTRAINT s_pkey, ADD CONSTRAINT s_pkey PRIMARY KEY USING INDEX new_s_pkey;");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            z uuid NOT NULL DEFAULT gen_random_uuid() | `ALTER TABLE public.t ADD COLUMN z uuid;
            ALTER TABLE public.t ALTER COLUMN z SET DEFAULT gen_random_uuid();
            UPDATE public.t SET z = gen_random_uuid() in batches;
            ALTER TABLE public.t ADD CONSTRAINT z_not_null CHECK (z IS NOT NULL) NOT VALID;
            ALTER TABLE public.t VALIDATE CONSTRAINT z_not_null;
            ALTER TABLE public.t ALTER COLUMN z SET NOT NULL;
            ALTER TABLE public.t DROP CONSTRAINT z_not_null;`
            z serial | `CREATE SEQUENCE public.t_z_seq;
            ALTER TABLE public.t ADD COLUMN z integer;
            ALTER TABLE public.t ALTER COLUMN z SET DEFAULT nextval('public.t_z_seq'::regclass);
            UPDATE public.t SET z = nextval('public.t_z_seq'::regclass) in batches;
            ALTER TABLE public.t ADD CONSTRAINT z_not_null CHECK (z IS NOT NULL) NOT VALID;
            ALTER TABLE public.t VALIDATE CONSTRAINT z_not_null;
            ALTER TABLE public.t ALTER COLUMN z SET NOT NULL;
            ALTER TABLE public.t DROP CONSTRAINT z_not_null;`
            z int GENERATED BY DEFAULT AS IDENTITY | `ALTER TABLE public.t ADD COLUMN z integer;
            A trigger, or the application, gives new rows their value.
            UPDATE public.t SET z = … in batches;
            ALTER TABLE public.t ADD CONSTRAINT z_not_null CHECK (z IS NOT NULL) NOT VALID;
            ALTER TABLE public.t VALIDATE CONSTRAINT z_not_null;
            ALTER TABLE public.t ALTER COLUMN z SET NOT NULL;
            ALTER TABLE public.t DROP CONSTRAINT z_not_null;
            ALTER TABLE public.t ALTER COLUMN z ADD GENERATED BY DEFAULT AS IDENTITY (START WITH …);`
            z positive | `ALTER TABLE public.t ADD COLUMN z integer;
            ALTER TABLE public.t ADD CONSTRAINT z_positive_check CHECK ((z > 0)) NOT VALID;
            ALTER TABLE public.t VALIDATE CONSTRAINT z_positive_check;`
            z positive NOT NULL DEFAULT 7 | `ALTER TABLE public.t ADD COLUMN z integer;
            ALTER TABLE public.t ALTER COLUMN z SET DEFAULT 7;
            UPDATE public.t SET z = 7 in batches;
            ALTER TABLE public.t ADD CONSTRAINT z_positive_check CHECK ((z > 0)) NOT VALID;
            ALTER TABLE public.t VALIDATE CONSTRAINT z_positive_check;
            ALTER TABLE public.t ADD CONSTRAINT z_not_null CHECK (z IS NOT NULL) NOT VALID;
            ALTER TABLE public.t VALIDATE CONSTRAINT z_not_null;
            ALTER TABLE public.t ALTER COLUMN z SET NOT NULL;
            ALTER TABLE public.t DROP CONSTRAINT z_not_null;`
            """)
    void a_new_column_ends_as_it_was_meant(String column, String instead) throws SQLException {
        String domain = "CREATE DOMAIN positive AS int CHECK (VALUE > 0);";

        assertThat(of(judge(domain, LIMIT + "ALTER TABLE t ADD COLUMN " + column + ";"), "safety.blocking-work")
                        .remedy())
                .endsWith("without a transaction:\n" + instead);
    }

    @Test
    void a_new_column_that_is_looked_through_for_null_need_not_be() throws SQLException {
        String apart = "Put this statement into a migration of its own, so that the lock is gone before it.\n"
                + "Each step in a migration of its own, with CONCURRENTLY in one without a transaction:\n";
        String set = "ALTER TABLE t ALTER z SET NOT NULL;";

        assertThat(only(databases.judge(LIMIT + "ALTER TABLE t ADD COLUMN z text DEFAULT 'eu';\n" + set))
                        .remedy())
                .isEqualTo(
                        apart
                                + "ALTER TABLE public.t ADD COLUMN z text NOT NULL DEFAULT 'eu'::text; in one statement, which reads no row.");
        assertThat(databases.judge(LIMIT + "ALTER TABLE t ADD COLUMN z text NOT NULL DEFAULT 'eu'::text;"))
                .isEmpty();
        assertThat(databases.judge(LIMIT + "ALTER TABLE t ADD COLUMN z int;\nUPDATE t SET z = a;\n" + set))
                .filteredOn(finding -> finding.rule().equals("safety.held-while-working") && finding.line() == 4)
                .extracting(Finding::remedy)
                .containsExactly(
                        apart + "ALTER TABLE public.t ADD CONSTRAINT z_not_null CHECK (z IS NOT NULL) NOT VALID;\n"
                                + "ALTER TABLE public.t VALIDATE CONSTRAINT z_not_null;\n"
                                + "ALTER TABLE public.t ALTER COLUMN z SET NOT NULL;\n"
                                + "ALTER TABLE public.t DROP CONSTRAINT z_not_null;");
    }

    @Test
    void what_is_proved_already_is_not_looked_at_again() throws SQLException {
        String set = LIMIT + "ALTER TABLE t ALTER a SET NOT NULL;";
        String with = "ALTER TABLE t ADD CONSTRAINT n CHECK ";

        assertThat(judge(with + "(a IS NOT NULL);", set)).isEmpty();
        assertThat(judge(with + "(a IS NOT NULL AND c IS NOT NULL);", set)).isEmpty();
        // These only look like a proof.
        assertThat(judge(with + "(a IS NOT NULL) NOT VALID;", set)).hasSize(1);
        assertThat(judge(with + "(a IS NOT NULL OR c IS NOT NULL);", set)).hasSize(1);
    }

    @Test
    void an_index_that_is_built_anew_although_the_table_is_not_rewritten_is_seen() throws SQLException {
        Finding finding = only(
                judge("CREATE INDEX t_lower ON t (lower(c));", LIMIT + "ALTER TABLE t ALTER c TYPE varchar(100);"));

        assertThat(finding.rule()).isEqualTo("safety.blocking-work");
        assertThat(finding.message()).contains("ACCESS EXCLUSIVE on public.t", "writes public.t_lower anew");
    }

    /** Values out of line are in a table that nobody knows by its name. */
    @Test
    void the_index_of_long_values_is_not_told_beside_its_table() throws SQLException {
        Finding finding = only(judge(
                "ALTER TABLE t ADD words text;", LIMIT + "ALTER TABLE t ALTER words TYPE text[] USING ARRAY[words];"));

        assertThat(finding.rule()).isEqualTo("safety.blocking-work");
        assertThat(finding.message())
                .startsWith("Takes ACCESS EXCLUSIVE on public.t (reads and writes wait), and here reads");
        assertThat(finding.facts().keySet()).noneMatch(fact -> fact.contains("pg_toast"));
    }

    @Test
    void an_index_that_is_ready_becomes_a_constraint_at_once() throws SQLException {
        assertThat(judge(
                        "CREATE UNIQUE INDEX u ON t (a);",
                        LIMIT + "ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX u;"))
                .isEmpty();
    }

    @Test
    void commands_of_maintenance_stop_readers_too() throws SQLException {
        List<Finding> reindex = databases.judgeApart("REINDEX TABLE t;");
        List<Finding> full = databases.judgeApart("VACUUM FULL t;");

        assertThat(of(reindex, "safety.blocking-work").message())
                .contains("SHARE on public.t (writes wait, reads go on)")
                .contains("ACCESS EXCLUSIVE on public.t_pkey (every query on its table waits)");
        assertThat(of(reindex, "safety.blocking-work").remedy()).isEqualTo("REINDEX INDEX CONCURRENTLY public.t_pkey;");
        assertThat(of(full, "safety.blocking-work").message()).contains("ACCESS EXCLUSIVE on public.t (reads and");
        assertThat(of(full, "safety.blocking-work").remedy()).contains("pg_repack rewrites public.t beside");
        assertThat(databases.judgeApart("REINDEX TABLE CONCURRENTLY t;")).isEmpty();
        assertThat(databases.judgeApart("VACUUM t;")).isEmpty();
    }

    @Test
    void a_materialized_view_that_is_refreshed_stops_its_readers() throws SQLException {
        String view = "CREATE MATERIALIZED VIEW m AS SELECT * FROM t; CREATE UNIQUE INDEX ON m (id);";

        Finding finding = only(judge(view, LIMIT + "REFRESH MATERIALIZED VIEW m;"));
        assertThat(finding.message()).contains("ACCESS EXCLUSIVE on public.m (reads wait)");
        assertThat(finding.remedy()).startsWith("REFRESH MATERIALIZED VIEW CONCURRENTLY public.m;");
        assertThat(judge(view, LIMIT + "REFRESH MATERIALIZED VIEW CONCURRENTLY m;"))
                .isEmpty();
    }

    @Test
    void a_partition_is_read_to_be_attached_unless_a_check_says_what_is_in_it() throws SQLException {
        String tables = "CREATE TABLE part (id int NOT NULL) PARTITION BY RANGE (id);"
                + " CREATE TABLE part_1 (id int NOT NULL); INSERT INTO part_1 SELECT id FROM p;";
        String attach = LIMIT + "ALTER TABLE part ATTACH PARTITION part_1 FOR VALUES FROM (1) TO (5000);";

        Finding finding = only(judge(tables, attach));
        assertThat(finding.message())
                .contains("Takes ACCESS EXCLUSIVE on public.part_1 (reads and writes wait), and here reads 2000 rows");
        assertThat(finding.remedy())
                .contains("CHECK (id IS NOT NULL AND id >= 1 AND id < 5000) NOT VALID;", "VALIDATE CONSTRAINT bound;");
        assertThat(judge(tables + "ALTER TABLE part_1 ADD CHECK (id >= 1 AND id < 5000);", attach))
                .isEmpty();
    }

    /** The way out is tried: with the constraint that it names nothing is read. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            RANGE (at)      | FROM ('2030-01-01') TO ('2031-01-01') | at IS NOT NULL AND at >= '2030-01-01 00:00:00' AND at < '2031-01-01 00:00:00'
            RANGE (id)      | FROM (MINVALUE) TO (0)                | id IS NOT NULL AND id < 0
            LIST ("Kind")   | IN ('x', 'it''s')                     | "Kind" IS NOT NULL AND "Kind" IN ('x', 'it''s')
            LIST (id)       | IN (-7)                               | id IS NOT NULL AND id IN ('-7')
            LIST ("Kind")   | IN ('x', NULL)                        | … as FOR VALUES IN ('x', NULL)
            RANGE (id, at)  | FROM (-9, '2030-01-01') TO (-8, '2031-01-01') | … as FOR VALUES FROM
            """)
    void a_default_partition_is_read_for_a_new_one_unless_a_check_says_what_is_not_in_it(
            String key, String bound, String condition) throws SQLException {
        String tables = "CREATE TABLE part (id int, at timestamp, \"Kind\" text) PARTITION BY " + key + ";"
                + " CREATE TABLE rest PARTITION OF part DEFAULT;"
                + " INSERT INTO part SELECT id, '2020-01-01', 'a' FROM p WHERE id > 0;";
        String create = LIMIT + "CREATE TABLE part_1 PARTITION OF part FOR VALUES " + bound + ";";

        Finding finding = only(judge(tables, create));
        assertThat(finding.message())
                .contains("ACCESS EXCLUSIVE on public.rest (reads and writes wait), and here reads ");
        assertThat(finding.remedy())
                .contains("ALTER TABLE public.rest ADD CONSTRAINT not_part_1 CHECK (NOT (" + condition)
                .endsWith("ALTER TABLE public.rest VALIDATE CONSTRAINT not_part_1;\n"
                        + "This statement, which then reads no row of public.rest;\n"
                        + "ALTER TABLE public.rest DROP CONSTRAINT not_part_1;");
        if (!condition.startsWith("…")) {
            assertThat(judge(tables + "ALTER TABLE rest ADD CHECK (NOT (" + condition + "));", create))
                    .isEmpty();
        }
    }

    /** The way out is tried here, too. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            RANGE (id)    | FROM (-9) TO (0);FROM (MINVALUE) TO (-9) | NOT (id IS NOT NULL AND ((id < '-9') OR (id >= '-9' AND id < 0)))
            RANGE (id)    | FROM (-9) TO (0)                         | NOT (id IS NOT NULL AND (id >= '-9' AND id < 0))
            LIST ("Kind") | IN ('x', 'it''s');IN ('y')               | NOT ("Kind" IS NOT NULL AND "Kind" IN ('y', 'x', 'it''s'))
            LIST ("Kind") | IN ('x', NULL)                           | … what belongs to none of the other partitions, as pg_get_partition_constraintdef writes it
            """)
    void a_default_partition_is_read_to_be_attached_unless_a_check_says_what_is_not_in_it(
            String key, String bounds, String condition) throws SQLException {
        StringBuilder tables = new StringBuilder("CREATE TABLE part (id int, \"Kind\" text) PARTITION BY " + key + ";"
                + " CREATE TABLE rest (id int, \"Kind\" text); INSERT INTO rest SELECT id, 'a' FROM p WHERE id > 0;");
        String[] bound = bounds.split(";");
        for (int i = 0; i < bound.length; i++) {
            // The server names them in the order of their bounds.
            tables.append(
                    " CREATE TABLE part_" + (bound.length - i) + " PARTITION OF part FOR VALUES " + bound[i] + ";");
        }
        String attach = LIMIT + "ALTER TABLE part ATTACH PARTITION rest DEFAULT;";

        assertThat(only(judge(tables.toString(), attach)).remedy())
                .endsWith(
                        "ALTER TABLE public.rest ADD CONSTRAINT bound CHECK (" + condition
                                + ") NOT VALID;\nALTER TABLE public.rest VALIDATE CONSTRAINT bound;\n"
                                + "ALTER TABLE public.part ATTACH PARTITION public.rest …;\nALTER TABLE public.rest DROP CONSTRAINT bound;");
        if (!condition.startsWith("…")) {
            assertThat(judge(tables + "ALTER TABLE rest ADD CHECK (" + condition + ");", attach))
                    .isEmpty();
        }
    }

    @Test
    void another_order_of_values_writes_indexes_anew() throws SQLException {
        String index = "CREATE INDEX t_c ON t (c);";
        String change = LIMIT + "ALTER TABLE t ALTER c TYPE varchar(50) COLLATE \"C\";";

        assertThat(only(judge(index, change)).remedy()).contains("""
                        DROP INDEX CONCURRENTLY public.t_c;
                        This statement, which then writes nothing anew;
                        CREATE INDEX CONCURRENTLY t_c ON public.t USING btree (c);
                        or, where queries need the index meanwhile, a new column:
                        ALTER TABLE public.t ADD COLUMN new_c character varying(50) COLLATE "C";
                        """);
        assertThat(judge("", change)).isEmpty();
    }

    @Test
    void a_constraint_that_is_made_again_under_its_name_needs_an_index_of_another() throws SQLException {
        String again = LIMIT + "ALTER TABLE t DROP CONSTRAINT u, ADD CONSTRAINT u UNIQUE (a) DEFERRABLE;";
        assertThat(of(judge("ALTER TABLE t ADD CONSTRAINT u UNIQUE (a);", again), "safety.blocking-work")
                        .remedy())
                .endsWith(
                        "CREATE UNIQUE INDEX CONCURRENTLY new_u ON public.t (a);\n"
                                + "ALTER TABLE public.t DROP CONSTRAINT u, ADD CONSTRAINT u UNIQUE USING INDEX new_u DEFERRABLE;");
        String key = LIMIT
                + "ALTER TABLE t DROP CONSTRAINT f, ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES p ON DELETE CASCADE;";
        assertThat(of(
                                judge("ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES p;", key),
                                "safety.blocking-work")
                        .remedy())
                .endsWith(
                        "ALTER TABLE public.t DROP CONSTRAINT f, ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES public.p(id) ON DELETE CASCADE NOT VALID;\n"
                                + "ALTER TABLE public.t VALIDATE CONSTRAINT f;");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            z int DEFAULT 1 REFERENCES p              | ADD COLUMN z integer DEFAULT 1; | ADD CONSTRAINT t_z_fkey FOREIGN KEY (z) REFERENCES public.p(id) NOT VALID; | VALIDATE CONSTRAINT t_z_fkey;
            z int NOT NULL DEFAULT 5 CHECK (z > 0)    | ADD COLUMN z integer NOT NULL DEFAULT 5; | ADD CONSTRAINT t_z_check CHECK ((z > 0)) NOT VALID; | VALIDATE CONSTRAINT t_z_check;
            z text COLLATE "C" UNIQUE                 | ADD COLUMN z text COLLATE "C"; | ADD CONSTRAINT t_z_key UNIQUE USING INDEX t_z_key; |
            """)
    void a_column_comes_before_its_constraints(String column, String add, String constrain, String validate)
            throws SQLException {
        Finding finding = of(judge("", LIMIT + "ALTER TABLE t ADD COLUMN " + column + ";"), "safety.blocking-work");

        String steps = finding.remedy().substring(finding.remedy().indexOf('\n') + 1);
        assertThat(steps)
                .startsWith("ALTER TABLE public.t " + add + "\n")
                .contains("ALTER TABLE public.t " + constrain);
        assertThat(finding.remedy()).endsWith(validate == null ? constrain : validate);
        // As far as the server takes several of them at once.
        try (Connection connection = databases.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "ALTER TABLE t DROP COLUMN z; DELETE FROM t WHERE id > 5; " + steps.replace(" CONCURRENTLY", ""));
        }
    }

    /** As tools do that write migrations by themselves, for each new value. */
    @Test
    void an_enum_type_that_is_made_anew_gets_its_values_without_that() throws SQLException {
        String table =
                "CREATE TYPE color AS ENUM ('red', 'green'); CREATE TABLE e (id int PRIMARY KEY, c color, many color[]);"
                        + " INSERT INTO e SELECT id, 'red', '{red}' FROM p;";
        String gains = LIMIT
                + "ALTER TYPE color RENAME TO former;\nCREATE TYPE color AS ENUM ('red', 'it''s', 'green', 'blue');\n"
                + "ALTER TABLE e ALTER c TYPE color USING c::text::color, ALTER many TYPE color[] USING many::text::color[];\n"
                + "DROP TYPE former;";
        String loses = LIMIT + "CREATE TYPE other AS ENUM ('red', 'blue');\n"
                + "ALTER TABLE e ALTER c TYPE other USING c::text::other, ALTER many TYPE text[];\n"
                + "DROP TYPE color;\nALTER TYPE other RENAME TO color;";
        String begin = "Each step in a migration of its own, with CONCURRENTLY in one without a transaction:\n";

        assertThat(only(judge(table, gains)).remedy())
                .isEqualTo(begin + "ALTER TYPE public.color ADD VALUE 'it''s' BEFORE 'green';\n"
                        + "ALTER TYPE public.color ADD VALUE 'blue';\n"
                        + "which reads no row; what uses a new value belongs into a later migration.");
        assertThat(of(judge(table, loses), "safety.blocking-work").remedy())
                .startsWith(begin + "ALTER TYPE public.color ADD VALUE 'blue';\n"
                        + "which reads no row; what uses a new value belongs into a later migration.\n"
                        + "Change the rows that hold another value, in batches;\n"
                        + "ALTER TABLE public.e ADD CONSTRAINT c_known CHECK (c IN ('red', 'blue')) NOT VALID;\n"
                        + "ALTER TABLE public.e VALIDATE CONSTRAINT c_known;\n"
                        + "with the other values left in the type.\n"
                        + "ALTER TABLE public.e ADD COLUMN new_many text[];");
        assertThat(
                        judge(
                                table,
                                LIMIT
                                        + "ALTER TYPE color ADD VALUE 'it''s' BEFORE 'green';\nALTER TYPE color ADD VALUE 'blue';"))
                .isEmpty();
    }

    @Test
    void whether_a_table_is_logged_is_a_matter_of_another_table() throws SQLException {
        Finding unlogged = of(databases.judge(LIMIT + "ALTER TABLE t SET UNLOGGED;"), "safety.blocking-work");
        Finding logged = only(judge("ALTER TABLE t SET UNLOGGED;", LIMIT + "ALTER TABLE t SET LOGGED;"));

        assertThat(unlogged.remedy()).contains("CREATE UNLOGGED TABLE new_t (LIKE public.t INCLUDING ALL);");
        assertThat(logged.remedy()).contains("CREATE TABLE new_t (LIKE public.t INCLUDING ALL);");
    }

    @Test
    void a_foreign_key_of_a_new_table_with_rows_is_validated_by_itself() throws SQLException {
        String made = LIMIT + "CREATE TABLE n AS SELECT id FROM p;\n";

        assertThat(of(
                                databases.judge(made + "ALTER TABLE n ADD FOREIGN KEY (id) REFERENCES p;"),
                                "safety.blocking-work")
                        .remedy())
                .endsWith("without a transaction:\n"
                        + "ALTER TABLE public.n ADD CONSTRAINT n_id_fkey FOREIGN KEY (id) REFERENCES public.p(id) NOT VALID;\n"
                        + "ALTER TABLE public.n VALIDATE CONSTRAINT n_id_fkey;");
        assertThat(databases.judge(made + "ALTER TABLE n ADD FOREIGN KEY (id) REFERENCES p NOT VALID;"))
                .isEmpty();
    }

    @Test
    void what_has_no_way_beside_traffic_is_said_to_have_none() throws SQLException {
        String exclude = "ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (int4range(a, a, '[]') WITH &&);";

        assertThat(of(databases.judge(LIMIT + exclude), "safety.blocking-work").remedy())
                .endsWith("There is no way to add an EXCLUDE constraint beside traffic: fill a new table that has it.");
    }

    @Test
    void each_statement_gets_its_own_way_out() throws SQLException {
        List<Finding> findings =
                databases.judgeApart("SET lock_timeout = '2s';\nALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p;\n"
                        + "CREATE INDEX t_a ON t (a);\nRESET lock_timeout;");

        assertThat(findings)
                .extracting(Finding::remedy)
                .containsExactly(
                        "Each step in a transaction of its own:\n"
                                + "ALTER TABLE public.t ADD CONSTRAINT t_a_fkey FOREIGN KEY (a) REFERENCES public.p(id) NOT VALID;\n"
                                + "ALTER TABLE public.t VALIDATE CONSTRAINT t_a_fkey;",
                        "Each step in a transaction of its own:\n"
                                + "CREATE INDEX CONCURRENTLY t_a ON public.t USING btree (a);");
    }

    @Test
    void a_lock_that_is_kept_while_a_later_statement_works_is_told_there() throws SQLException {
        List<Finding> findings = databases.judge(LIMIT + """
                ALTER TABLE t ADD CONSTRAINT pos CHECK (a > 0) NOT VALID;
                ALTER TABLE t VALIDATE CONSTRAINT pos;
                """);

        Finding finding = only(findings);
        assertThat(finding.rule()).isEqualTo("safety.held-while-working");
        assertThat(finding.line()).isEqualTo(3);
        assertThat(finding.message())
                .startsWith(
                        "Its transaction holds ACCESS EXCLUSIVE on public.t (reads and writes wait) since line 2,"
                                + " ALTER TABLE t ADD CONSTRAINT pos CHECK (a > 0) NOT VALID while this statement reads 2000 rows");
        assertThat(finding.remedy()).startsWith("Put this statement into a migration of its own");
        assertThat(databases.judgeApart(
                        "SET lock_timeout = '2s';\nALTER TABLE t ADD CONSTRAINT pos CHECK (a > 0) NOT VALID;\n"
                                + "ALTER TABLE t VALIDATE CONSTRAINT pos;\nRESET lock_timeout;"))
                .isEmpty();
    }

    @Test
    void rows_that_are_changed_beside_a_change_of_the_schema_are_told_in_either_order() throws SQLException {
        String add = "ALTER TABLE t ADD COLUMN z int;\n";
        String update = "UPDATE p SET id = id;\n";

        Finding behind = only(databases.judge(LIMIT + add + update));
        assertThat(behind.rule()).isEqualTo("safety.held-while-working");
        assertThat(behind.message()).contains("updates 2000 rows of public.p");
        assertThat(behind.remedy())
                .isEqualTo("Put this statement into a migration of its own, so that the lock is gone before it.");
        assertThat(only(databases.judge("SET LOCAL lock_timeout = '2s'; CREATE TABLE n (id int REFERENCES p);\n"
                                + "INSERT INTO n SELECT id FROM p;"))
                        .message())
                .startsWith(
                        "Its transaction holds SHARE ROW EXCLUSIVE on public.p (writes wait, reads go on) since line 1");
        Finding first = only(databases.judge(LIMIT + update + add));
        assertThat(first.rule()).isEqualTo("safety.data-and-schema-in-one-transaction");
        assertThat(first.message())
                .startsWith(
                        "Updates 2000 rows of public.p here, and changes the more, the larger the table is; the same transaction"
                                + " then takes ACCESS EXCLUSIVE on public.t (reads and writes wait) in line 3, ALTER TABLE t ADD");
        Finding alone = only(databases.judge("DELETE FROM p;"));
        assertThat(alone.rule()).isEqualTo("safety.unbatched-change");
        assertThat(alone.message()).startsWith("Deletes 2000 rows of public.p here");
        assertThat(databases.judge("UPDATE t SET a = 0 WHERE id = 7; INSERT INTO p VALUES (-1);"))
                .isEmpty();
    }
}
