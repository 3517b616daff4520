package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.rule.Finding;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a schema is asked for in the end, and what only looks like it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeftOverTest {

    private static final String TABLE = "CREATE TABLE t (id bigint PRIMARY KEY, a int, b int, c text);";

    private TestDatabase database;
    private Connection connection;

    @BeforeAll
    void create() throws SQLException {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        connection = database.connect();
    }

    @AfterAll
    void drop() throws SQLException {
        connection.close();
        database.close();
    }

    /** What there is after a script in an empty database. */
    private List<LeftOver> after(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;" + sql);
        }
        return found();
    }

    private List<LeftOver> found() {
        return List.copyOf(LeftOver.in(CatalogReader.read(connection), database.dataSource())
                .values());
    }

    private LeftOver only(String sql) throws SQLException {
        List<LeftOver> found = after(sql);
        assertThat(found).as(found.toString()).hasSize(1);
        return found.get(0);
    }

    private void nothing(String sql) throws SQLException {
        assertThat(after(sql)).as(sql).isEmpty();
    }

    @Test
    void a_foreign_key_that_is_not_enforced() throws SQLException {
        String tables = TABLE + "CREATE TABLE n (id bigint PRIMARY KEY, t bigint REFERENCES t); CREATE INDEX ON n (t);"
                + "CREATE TABLE part (id bigint, t bigint CONSTRAINT f REFERENCES t) PARTITION BY LIST (id);"
                + "CREATE TABLE part_1 PARTITION OF part DEFAULT; CREATE INDEX ON part (t);";

        LeftOver left = only(tables + "ALTER TABLE n DISABLE TRIGGER ALL;");
        assertThat(left.hazard()).isEqualTo(Hazard.LEFT_UNFINISHED);
        assertThat(left.object()).isEqualTo("public.n.n_t_fkey");
        assertThat(left.what())
                .isEqualTo(
                        "The foreign key n_t_fkey of public.n is not enforced in the end: the server's own triggers for it are"
                                + " disabled.");
        assertThat(left.remedy())
                .isEqualTo(
                        "ALTER TABLE public.n ENABLE TRIGGER ALL; ALTER TABLE public.t ENABLE TRIGGER ALL; where the rows are"
                                + " written. What refers to nothing by then, the server does not look for.");
        // Partitions go with their table from PostgreSQL 15 on.
        assertThat(only(tables + "ALTER TABLE part DISABLE TRIGGER ALL; ALTER TABLE part_1 DISABLE TRIGGER ALL;")
                        .object())
                .matches("public\\.part(_1)?\\.f");
        assertThat(after(tables + "ALTER TABLE t DISABLE TRIGGER ALL;"))
                .extracting(LeftOver::object)
                .containsExactlyInAnyOrder("public.n.n_t_fkey", "public.part.f");
        nothing(tables + "ALTER TABLE n DISABLE TRIGGER ALL; ALTER TABLE n ENABLE TRIGGER ALL;");
        nothing(tables
                + "DO $$ DECLARE r record; BEGIN FOR r IN SELECT tgname FROM pg_trigger WHERE tgrelid = 'n'::regclass LOOP"
                + " EXECUTE format('ALTER TABLE n ENABLE ALWAYS TRIGGER %I', r.tgname); END LOOP; END $$;");
    }

    @Test
    void a_materialized_view_that_nobody_has_filled() throws SQLException {
        LeftOver empty = only(TABLE + "CREATE MATERIALIZED VIEW m AS SELECT id FROM t WITH NO DATA;");

        assertThat(empty.hazard()).isEqualTo(Hazard.LEFT_UNFINISHED);
        assertThat(empty.what())
                .isEqualTo(
                        "The materialized view public.m holds nothing in the end: until somebody refreshes it, each query of it fails.");
        assertThat(empty.remedy()).startsWith("REFRESH MATERIALIZED VIEW public.m;");
        nothing(TABLE + "CREATE MATERIALIZED VIEW m AS SELECT id FROM t; CREATE VIEW v AS SELECT id FROM m;");
        nothing(TABLE + "CREATE MATERIALIZED VIEW m AS SELECT id FROM t WITH NO DATA; REFRESH MATERIALIZED VIEW m;");
    }

    @Test
    void an_index_that_does_what_another_one_does() throws SQLException {
        LeftOver same = only(TABLE + "CREATE INDEX first ON t (a, b); CREATE INDEX second ON t (a, b);");
        assertThat(same.hazard()).isEqualTo(Hazard.DUPLICATE_INDEX);
        assertThat(same.object()).isEqualTo("public.second");
        assertThat(same.what())
                .isEqualTo("The index public.second does nothing that public.first does not do:"
                        + " CREATE INDEX first ON public.t USING btree (a, b).");
        assertThat(same.remedy()).isEqualTo("Leave it out, or: DROP INDEX CONCURRENTLY public.second;");
        LeftOver ofKey = only(TABLE + "CREATE INDEX again ON t (id);");
        assertThat(ofKey.hazard()).isEqualTo(Hazard.DUPLICATE_INDEX);
        assertThat(ofKey.what()).startsWith("The index public.again does nothing that public.t_pkey does not do:");
        LeftOver constraint = only(TABLE + "ALTER TABLE t ADD CONSTRAINT once UNIQUE (id);");
        assertThat(constraint.remedy()).contains("ALTER TABLE public.t DROP CONSTRAINT once;");
        // Told of the index of the partitioned table, and not of each partition's.
        LeftOver parent = only("CREATE TABLE p (a int) PARTITION BY LIST (a);"
                + "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);"
                + "CREATE INDEX first ON p (a); CREATE INDEX second ON p (a);");
        assertThat(parent.remedy()).isEqualTo("Leave it out, or: DROP INDEX public.second;");
    }

    @Test
    void an_index_that_another_one_begins_with_is_a_note() throws SQLException {
        LeftOver shorter = only(TABLE + "CREATE INDEX long ON t (a, b); CREATE INDEX short ON t (a);");
        assertThat(shorter.hazard()).isEqualTo(Hazard.REDUNDANT_INDEX);
        assertThat(shorter.hazard().severity().word()).isEqualTo("note");
        assertThat(shorter.what())
                .isEqualTo("All that the index public.short finds, public.long finds too:"
                        + " CREATE INDEX long ON public.t USING btree (a, b).");
        assertThat(only(TABLE + "CREATE INDEX with_b ON t (a) INCLUDE (b); CREATE INDEX bare ON t (a);")
                        .hazard())
                .isEqualTo(Hazard.REDUNDANT_INDEX);
    }

    @Test
    void indexes_that_only_look_alike_are_kept() throws SQLException {
        nothing(TABLE + "CREATE INDEX i ON t (a, b); CREATE INDEX j ON t (b, a); CREATE INDEX k ON t (a DESC, b);");
        nothing(TABLE + "CREATE INDEX i ON t (a); CREATE INDEX j ON t (a) WHERE b = 1;"
                + "CREATE INDEX k ON t (a) WHERE b = 2; CREATE INDEX l ON t USING hash (a);");
        nothing(TABLE + "CREATE INDEX i ON t (c); CREATE INDEX j ON t (c text_pattern_ops);"
                + "CREATE INDEX k ON t (lower(c)); CREATE INDEX l ON t (c COLLATE \"C\");");
        nothing(TABLE
                + "CREATE UNIQUE INDEX i ON t (a); CREATE INDEX j ON t (a, b); CREATE INDEX k ON t (b) INCLUDE (a);");
        nothing(TABLE
                + "ALTER TABLE t ALTER a SET NOT NULL; CREATE UNIQUE INDEX i ON t (a); CREATE UNIQUE INDEX j ON t (a);"
                + "ALTER TABLE t REPLICA IDENTITY USING INDEX j; DROP INDEX i;");
        nothing(TABLE + "ALTER TABLE t ADD CONSTRAINT d UNIQUE (a) DEFERRABLE; CREATE UNIQUE INDEX i ON t (a);");
    }

    @Test
    void a_key_whose_numbers_end() throws SQLException {
        LeftOver serial = only("CREATE TABLE n (id serial PRIMARY KEY);");
        assertThat(serial.hazard()).isEqualTo(Hazard.INTEGER_KEY);
        assertThat(serial.object()).isEqualTo("public.n.id");
        assertThat(serial.what())
                .isEqualTo("The key public.n.id is integer and counted up by the server: it ends at 2147483647.");
        assertThat(serial.remedy())
                .startsWith(
                        "bigint from the beginning. While the table is empty: ALTER TABLE public.n ALTER COLUMN id TYPE"
                                + " bigint; ALTER SEQUENCE public.n_id_seq AS bigint;\n");
        assertThat(only("CREATE TABLE n (id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);")
                        .what())
                .endsWith("ends at 32767.");
        assertThat(only("CREATE SEQUENCE s; CREATE TABLE n (id int DEFAULT nextval('s') PRIMARY KEY);")
                        .hazard())
                .isEqualTo(Hazard.INTEGER_KEY);
        LeftOver forgotten = only("CREATE TABLE n (id serial PRIMARY KEY); ALTER TABLE n ALTER id TYPE bigint;");
        assertThat(forgotten.hazard()).isEqualTo(Hazard.LEFT_UNFINISHED);
        assertThat(forgotten.what())
                .isEqualTo("The key public.n.id is bigint, and its sequence public.n_id_seq is integer in the end: it"
                        + " ends at 2147483647.");
        assertThat(forgotten.remedy()).isEqualTo("ALTER SEQUENCE public.n_id_seq AS bigint;");

        nothing("CREATE TABLE n (id bigserial PRIMARY KEY); CREATE TABLE m (id int PRIMARY KEY);");
        nothing("CREATE TABLE n (id serial PRIMARY KEY); ALTER SEQUENCE n_id_seq AS bigint MAXVALUE 5000;");
        nothing("CREATE TABLE n (id int GENERATED ALWAYS AS IDENTITY (CYCLE) PRIMARY KEY);");
        nothing("CREATE TABLE n (id serial, k text PRIMARY KEY);");
        nothing("CREATE TABLE n (id serial PRIMARY KEY); ALTER TABLE n ALTER id TYPE bigint;"
                + "ALTER SEQUENCE n_id_seq AS bigint;");
    }

    /** Whoever begins with a schema of many tables hears of it once, and of nothing that would stop him. */
    @Test
    void keys_whose_numbers_end_are_one_note_for_a_migration() throws SQLException {
        List<LeftOver> left =
                after("CREATE TABLE m (id smallserial PRIMARY KEY);\nCREATE TABLE n (id serial PRIMARY KEY);\n"
                        + "CREATE UNLOGGED TABLE o (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);");
        Script script = new Script(
                Path.of("/nowhere/V1__x.sql"),
                "V1__x.sql",
                "CREATE TABLE m;\nCREATE TABLE n;\nCREATE TABLE o;",
                1,
                ScriptDialect.SERVER,
                ExecutionMode.STATEMENTS);

        List<Finding> findings = LeftOver.in(script, left);

        assertThat(findings).extracting(Finding::rule).containsExactly("safety.unlogged", "safety.integer-key");
        Finding small = findings.get(1);
        assertThat(small.severity().word()).isEqualTo("note");
        assertThat(small.line()).isEqualTo(1);
        assertThat(small.message())
                .startsWith("The key public.m.id is smallint and counted up by the server: it ends at 32767. Other keys"
                        + " of this migration have an end, too: public.n.id and public.o.id.\n");
        assertThat(small.facts()).containsEntry("keys", "3");
    }

    @Test
    void an_index_without_room_for_the_longest_row() throws SQLException {
        LeftOver wide = only("CREATE TABLE n (a int, \"Url\" varchar(2000) UNIQUE);");
        assertThat(wide.hazard()).isEqualTo(Hazard.INDEX_TOO_WIDE);
        assertThat(wide.object()).isEqualTo("public.\"n_Url_key\"");
        assertThat(wide.what())
                .isEqualTo("The index public.\"n_Url_key\" has no room for the longest row that the columns of public.n"
                        + " declare: index row size 6016 exceeds btree version 4 maximum 2704.");
        assertThat(wide.remedy())
                .isEqualTo("Shorter columns, or an index of digests, which finds by equality alone:"
                        + " CREATE UNIQUE INDEX CONCURRENTLY ON public.n (md5(\"Url\"));");
        LeftOver together = only(
                "CREATE DOMAIN words AS varchar(400); CREATE TABLE n (a varchar(300), b words, c varchar(300) NOT NULL);"
                        + "CREATE INDEX i ON n (lower(b), a, c DESC) WHERE c <> ' WHERE ';");
        assertThat(together.what()).contains("exceeds btree version 4 maximum 2704.");
        assertThat(together.remedy())
                .endsWith(" (md5(lower((b)::text)), md5(a), md5(c)) WHERE ((c)::text <> ' WHERE '::text);");
        assertThat(only("CREATE TABLE n (a int, b varchar(1000)); CREATE INDEX i ON n (a) INCLUDE (b);")
                        .hazard())
                .isEqualTo(Hazard.INDEX_TOO_WIDE);

        nothing("CREATE TABLE n (a varchar(250), b varchar(250), c varchar(250), UNIQUE (a, b, c));");
        nothing("CREATE TABLE n (a text UNIQUE, b varchar, c varchar(2000)); CREATE INDEX ON n (b);"
                + "CREATE INDEX ON n (md5(c)); CREATE INDEX ON n USING hash (c); CREATE INDEX ON n (left(c, 100));");
        nothing("CREATE TABLE n (a varchar(2000)); CREATE INDEX ON n ((a IS NULL)); CREATE INDEX ON n (length(a));");
        // One that cannot be tried on a copy.
        nothing("CREATE TABLE n (a varchar(2000)); CREATE FUNCTION a(n, text) RETURNS text IMMUTABLE LANGUAGE sql AS"
                + " 'SELECT $1.a || $2'; CREATE INDEX ON n (a(n.*, a));");
    }

    /** A trigger on changes of the schema is neither asked nor in the way. */
    @Test
    void an_index_is_tried_where_the_schema_forbids_tables() throws SQLException {
        String forbids = "CREATE TABLE n (a varchar(2000)); CREATE INDEX i ON n (a);"
                + "CREATE FUNCTION no() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END';"
                + "CREATE EVENT TRIGGER no ON ddl_command_start EXECUTE FUNCTION no();";
        try {
            assertThat(only(forbids).hazard()).isEqualTo(Hazard.INDEX_TOO_WIDE);
        } finally {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP EVENT TRIGGER no");
            }
        }
    }

    @Test
    void a_foreign_key_of_another_type() throws SQLException {
        String child = "CREATE TABLE child (p %s REFERENCES t); CREATE INDEX ON child (p);";

        LeftOver narrower = only(TABLE + child.formatted("int"));
        assertThat(narrower.hazard()).isEqualTo(Hazard.FOREIGN_KEY_TYPE);
        assertThat(narrower.object()).isEqualTo("public.child.p");
        assertThat(narrower.what())
                .isEqualTo(
                        "The column public.child.p is integer and refers, by child_p_fkey, to public.t.id, which is bigint.");
        assertThat(narrower.remedy()).startsWith("Make it bigint while the table is empty;");
        assertThat(after("CREATE TABLE t (id numeric PRIMARY KEY);" + child.formatted("bigint")))
                .extracting(LeftOver::hazard)
                .containsExactlyInAnyOrder(Hazard.FOREIGN_KEY_TYPE, Hazard.FOREIGN_KEY_WITHOUT_INDEX);

        nothing("CREATE TABLE t (id int PRIMARY KEY);" + child.formatted("bigint"));
        nothing("CREATE TABLE t (id varchar(20) PRIMARY KEY);" + child.formatted("text"));
        nothing("CREATE DOMAIN number AS bigint; CREATE TABLE t (id number PRIMARY KEY);" + child.formatted("bigint"));
    }

    @Test
    void a_foreign_key_without_index_is_named_as_sql_writes_it() throws SQLException {
        LeftOver key =
                only("CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE t (\"The Parent\" bigint REFERENCES p);");
        assertThat(key.hazard()).isEqualTo(Hazard.FOREIGN_KEY_WITHOUT_INDEX);
        assertThat(key.what()).startsWith("No index of public.t finds rows by (\"The Parent\"), ");
        assertThat(key.remedy()).isEqualTo("CREATE INDEX CONCURRENTLY ON public.t (\"The Parent\");");
        assertThat(key.ofNewTable().remedy()).isEqualTo("CREATE INDEX ON public.t (\"The Parent\");");

        LeftOver parted = only(
                "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE t (p bigint REFERENCES p) PARTITION BY HASH (p);");
        assertThat(parted.remedy()).as("the server refuses CONCURRENTLY").isEqualTo("CREATE INDEX ON public.t (p);");
    }

    @Test
    void what_does_not_protect_rows() throws SQLException {
        LeftOver unlogged = only("CREATE UNLOGGED TABLE n (id int);");
        assertThat(unlogged.hazard()).isEqualTo(Hazard.UNLOGGED);
        assertThat(unlogged.what()).isEqualTo("The table public.n is UNLOGGED in the end.");
        assertThat(unlogged.remedy()).startsWith("ALTER TABLE public.n SET LOGGED;");
        nothing("CREATE UNLOGGED TABLE n (id int); ALTER TABLE n SET LOGGED;");

        LeftOver closed = only("CREATE TABLE n (id int); ALTER TABLE n ENABLE ROW LEVEL SECURITY;");
        assertThat(closed.hazard()).isEqualTo(Hazard.ROW_SECURITY_WITHOUT_POLICY);
        assertThat(closed.what()).isEqualTo("The table public.n has row level security and no policy in the end.");
        nothing(
                "CREATE TABLE n (id int); ALTER TABLE n ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON n USING (id > 0);");
    }

    @Test
    void what_everybody_may_do() throws SQLException {
        LeftOver table = only("CREATE TABLE n (id int); GRANT INSERT, SELECT ON n TO PUBLIC;");
        assertThat(table.hazard()).isEqualTo(Hazard.PUBLIC_PRIVILEGE);
        assertThat(table.what()).isEqualTo("PUBLIC has SELECT, INSERT on public.n in the end.");
        assertThat(table.remedy())
                .isEqualTo("REVOKE SELECT, INSERT ON public.n FROM PUBLIC; and GRANT to the roles that need it.");
        assertThat(only("CREATE TABLE \"N n\" (\"I\" int); GRANT UPDATE (\"I\") ON \"N n\" TO PUBLIC;")
                        .remedy())
                .startsWith("REVOKE UPDATE (\"I\") ON public.\"N n\" FROM PUBLIC;");
        assertThat(only("GRANT CREATE, USAGE ON SCHEMA public TO PUBLIC;").what())
                .isEqualTo("PUBLIC has CREATE on public in the end.");
        nothing(
                "GRANT USAGE ON SCHEMA public TO PUBLIC; CREATE TABLE n (id int); GRANT SELECT ON n TO pg_monitor;"
                        + "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; GRANT EXECUTE ON FUNCTION f TO PUBLIC, pg_monitor;");
        nothing("CREATE TABLE n (id int); GRANT SELECT ON n TO PUBLIC; REVOKE ALL ON n FROM PUBLIC;");
    }

    @Test
    void a_function_that_does_for_everybody_what_its_owner_may() throws SQLException {
        String definer = "GRANT USAGE ON SCHEMA public TO PUBLIC;"
                + "CREATE %s f(a int) %s LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT 1';";
        String function = definer.formatted("FUNCTION", "RETURNS int");

        LeftOver open = only(function);
        assertThat(open.hazard()).isEqualTo(Hazard.PUBLIC_PRIVILEGE);
        assertThat(open.object()).isEqualTo("public.f(integer)");
        assertThat(open.what())
                .isEqualTo("PUBLIC may call public.f(integer), which is SECURITY DEFINER and does all that it does as"
                        + " postgres, in the end.");
        assertThat(open.remedy())
                .startsWith(
                        "REVOKE EXECUTE ON FUNCTION public.f(integer) FROM PUBLIC; and GRANT to the roles that need it");
        assertThat(only(definer.formatted("PROCEDURE", "") + "GRANT EXECUTE ON PROCEDURE f TO pg_monitor;")
                        .remedy())
                .startsWith("REVOKE EXECUTE ON PROCEDURE public.f(integer) FROM PUBLIC;");
        assertThat(only(function.replace("TO PUBLIC", "TO pg_monitor")).object())
                .isEqualTo("public.f(integer)");

        nothing(function + "REVOKE EXECUTE ON FUNCTION f FROM PUBLIC; GRANT EXECUTE ON FUNCTION f TO pg_monitor;");
        nothing(function.replace("SECURITY DEFINER", ""));
        // Nobody but the owner can look into the schema.
        nothing("DROP SCHEMA IF EXISTS inner_part CASCADE; CREATE SCHEMA inner_part;"
                + function.replace("f(", "inner_part.f(").replace("GRANT USAGE ON SCHEMA public TO PUBLIC;", "")
                + "GRANT CREATE ON SCHEMA inner_part TO pg_monitor;");
        assertThat(only("GRANT USAGE ON SCHEMA inner_part TO pg_monitor;").object())
                .isEqualTo("inner_part.f(integer)");
        nothing("DROP SCHEMA inner_part CASCADE;");
        nothing("GRANT USAGE ON SCHEMA public TO PUBLIC;"
                + "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN RETURN NEW; END';");
        nothing("GRANT USAGE ON SCHEMA public TO PUBLIC; CREATE TYPE mood AS ENUM ('good');"
                + "GRANT USAGE ON TYPE mood TO PUBLIC;");
    }

    @Test
    void a_partition_that_is_half_detached() throws SQLException {
        nothing("CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);");
        try (Connection holder = database.connect();
                Statement reads = holder.createStatement();
                Statement detaches = connection.createStatement()) {
            holder.setAutoCommit(false);
            reads.execute("SELECT FROM p");
            detaches.execute("SET lock_timeout = '50ms'");
            assertThatThrownBy(() -> detaches.execute("ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY"))
                    .hasMessageContaining("lock timeout");
            detaches.execute("RESET lock_timeout");
        }

        assertThat(found()).singleElement().satisfies(left -> {
            assertThat(left.hazard()).isEqualTo(Hazard.LEFT_UNFINISHED);
            assertThat(left.what()).startsWith("public.p1 is half detached from public.p in the end:");
            assertThat(left.remedy()).isEqualTo("ALTER TABLE public.p DETACH PARTITION public.p1 FINALIZE;");
        });
    }
}
