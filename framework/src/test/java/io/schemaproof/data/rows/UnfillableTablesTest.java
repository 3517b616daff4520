package io.schemaproof.data.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What cannot be filled is said, with what stopped it. */
class UnfillableTablesTest {

    @ParameterizedTest
    @EnumSource
    void a_check_that_nothing_passes(RowCharacter character) throws SQLException {
        UnfilledTable table =
                unfilled("CREATE TABLE t (id int, CONSTRAINT never CHECK (false))", character, "public.t");

        assertThat(table.stoppedBy()).contains("check constraint never");
        assertThat(table.sqlState()).contains("23514");
        assertThat(table.message()).isEqualTo("new row for relation \"t\" violates check constraint \"never\"");
        assertThat(table.help()).isEqualTo("insert a row that passes the check by hand, or exclude the table");
    }

    @ParameterizedTest
    @EnumSource
    void a_check_whose_function_refuses_everything(RowCharacter character) throws SQLException {
        UnfilledTable table = unfilled("""
                CREATE FUNCTION refuses(n int) RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not %', n; END $$;
                CREATE TABLE t (id int NOT NULL CONSTRAINT approved CHECK (refuses(id)))
                """, character, "public.t");

        assertThat(table.stoppedBy()).contains("check constraint approved (function refuses)");
        assertThat(table.sqlState()).contains("P0001");
        assertThat(table.message()).startsWith("not ");
    }

    @ParameterizedTest
    @EnumSource
    void a_column_whose_check_is_false_for_all_values(RowCharacter character) throws SQLException {
        UnfilledTable table = unfilled(
                "CREATE TABLE t (id int NOT NULL CONSTRAINT empty CHECK (id > 5 AND id < 3))", character, "public.t");

        assertThat(table.stoppedBy()).contains("check constraint empty");
    }

    @ParameterizedTest
    @EnumSource
    void a_domain_without_values(RowCharacter character) throws SQLException {
        UnfilledTable table = unfilled(
                "CREATE DOMAIN nothing AS int CONSTRAINT no_value CHECK (VALUE <> VALUE); CREATE TABLE t (id nothing NOT NULL)",
                character,
                "public.t");

        assertThat(table.stoppedBy()).contains("check constraint of a domain no_value");
        assertThat(table.message()).isEqualTo("value for domain nothing violates check constraint \"no_value\"");
    }

    @ParameterizedTest
    @EnumSource
    void a_trigger_that_raises(RowCharacter character) throws SQLException {
        UnfilledTable table = unfilled("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'closed' USING ERRCODE = 'CL001'; END $$;
                CREATE TABLE t (id int);
                CREATE TRIGGER guard BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION refuse()
                """, character, "public.t");

        assertThat(table.stoppedBy()).contains("trigger guard (function refuse)");
        assertThat(table.sqlState()).contains("CL001");
        assertThat(table.message()).isEqualTo("closed");
        assertThat(table.help()).contains("triggers off");
    }

    @Test
    void a_trigger_that_raises_does_not_when_triggers_are_off() throws SQLException {
        try (RowDatabase database = RowDatabase.of("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'closed'; END $$;
                CREATE TABLE p (id int PRIMARY KEY);
                CREATE TABLE t (id int NOT NULL REFERENCES p);
                CREATE TRIGGER guard BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION refuse()
                """)) {
            GeneratedRows rows = database.fill(RowRequest.of(10).withTriggers(RowRequest.TriggerMode.OFF));

            assertThat(rows.isComplete()).as(rows.describe()).isTrue();
            assertThat(database.value("SELECT count(*) FROM t JOIN p ON p.id = t.id"))
                    .isEqualTo("10");
            assertThat(database.value("SHOW session_replication_role")).isEqualTo("origin");
        }
    }

    @Test
    void a_trigger_that_makes_the_row_to_refer_to_is_let_do_so() throws SQLException {
        try (RowDatabase database = RowDatabase.of("""
                CREATE TABLE p (id int PRIMARY KEY);
                CREATE TABLE t (id int NOT NULL, p int NOT NULL REFERENCES p);
                CREATE FUNCTION make() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  NEW.p := coalesce(NEW.p, NEW.id); INSERT INTO p VALUES (NEW.p) ON CONFLICT DO NOTHING; RETURN NEW; END $$;
                CREATE TRIGGER maker BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION make()
                """)) {
            GeneratedRows rows = database.fill(RowRequest.of(10).withRows("p", 0));

            assertThat(rows.table("public.t").orElseThrow().added()).isEqualTo(10);
        }
    }

    @Test
    void a_trigger_that_swallows_rows() throws SQLException {
        UnfilledTable table = unfilled("""
                CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
                CREATE TABLE t (id int);
                CREATE TRIGGER gone BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION swallow()
                """, RowCharacter.TYPICAL, "public.t");

        assertThat(table.stoppedBy()).contains("trigger gone");
        assertThat(table.message()).isEqualTo("the server took the rows without an error, yet the table is empty");
    }

    @Test
    void what_depends_on_it_is_said_too() throws SQLException {
        UnfilledTable table = unfilled("""
                CREATE TABLE t (id int PRIMARY KEY CHECK (false));
                CREATE TABLE child (id int PRIMARY KEY, t int NOT NULL CONSTRAINT child_of REFERENCES t);
                CREATE TABLE grandchild (child int NOT NULL REFERENCES child)
                """, RowCharacter.TYPICAL, "public.grandchild", "public.child", "public.t");

        assertThat(table.stoppedBy()).contains("foreign key grandchild_child_fkey");
        assertThat(table.sqlState()).isEmpty();
        assertThat(table.message()).isEqualTo("public.child, which it refers to, has no rows");
    }

    @Test
    void a_partitioned_table_without_partitions() throws SQLException {
        UnfilledTable table =
                unfilled("CREATE TABLE t (id int) PARTITION BY LIST (id)", RowCharacter.TYPICAL, "public.t");

        assertThat(table.message()).isEqualTo("it has no partition");
    }

    @Test
    void fewer_rows_than_asked_because_there_are_no_more() throws SQLException {
        try (RowDatabase database = RowDatabase.of("""
                CREATE TYPE size AS ENUM ('s', 'm', 'l');
                CREATE TABLE sizes (size size PRIMARY KEY);
                CREATE TABLE flags (flag boolean NOT NULL UNIQUE, n int);
                CREATE TABLE pairs (size size REFERENCES sizes, flag boolean NOT NULL REFERENCES flags (flag), PRIMARY KEY (size, flag));
                """)) {
            GeneratedRows rows = database.fill(RowRequest.of(50));

            assertThat(rows.unfilled()).isEmpty();
            assertThat(rows.isComplete()).isFalse();
            assertThat(rows.table("public.sizes").orElseThrow())
                    .isEqualTo(new FilledTable("public.sizes", 0, 3, 50, Optional.of("all 3 possible")));
            assertThat(rows.table("public.flags").orElseThrow().toString())
                    .isEqualTo("public.flags: 2 rows of 50, all 2 possible");
            assertThat(rows.table("public.pairs").orElseThrow())
                    .isEqualTo(new FilledTable(
                            "public.pairs",
                            0,
                            6,
                            50,
                            Optional.of("no more rows were found that differ in pairs_pkey")));
        }
    }

    @Test
    void nothing_to_fill_is_not_complete() throws SQLException {
        try (RowDatabase database = RowDatabase.of("CREATE VIEW v AS SELECT 1")) {
            assertThat(database.fill(RowRequest.of(5)).isComplete()).isFalse();
        }
    }

    @Test
    void a_table_that_the_request_names_must_exist() throws SQLException {
        try (RowDatabase database = RowDatabase.of("CREATE TABLE orders (id int)")) {
            assertThatThrownBy(() -> database.fill(RowRequest.of(5).withRows("ordrs", 7)))
                    .isInstanceOf(RowGenerationException.class)
                    .hasMessage("There is no table ordrs; is one of [public.orders] meant?");
        }
    }

    @Test
    void a_circle_without_a_way_in_is_named_with_the_statement_that_opens_it() throws SQLException {
        String circle = """
                CREATE TABLE hen (id int PRIMARY KEY, egg int NOT NULL);
                CREATE TABLE egg (id int PRIMARY KEY, nest int NOT NULL);
                CREATE TABLE nest (id int PRIMARY KEY, hen int NOT NULL REFERENCES hen);
                ALTER TABLE hen ADD CONSTRAINT hen_egg FOREIGN KEY (egg) REFERENCES egg;
                ALTER TABLE egg ADD FOREIGN KEY (nest) REFERENCES nest;
                CREATE TABLE feather (hen int NOT NULL REFERENCES hen);
                """;

        UnfilledTable hen =
                unfilled(circle, RowCharacter.TYPICAL, "public.hen", "public.egg", "public.nest", "public.feather");

        assertThat(hen)
                .hasToString(
                        "public.hen: no rows, stopped by foreign key hen_egg: public.hen -> public.egg -> public.nest"
                                + " -> public.hen is a circle of foreign keys of which none may be NULL or be deferred, so no row can"
                                + " be the first (seed a row of each in one statement, at whose end the keys are checked: WITH row1 AS"
                                + " (INSERT INTO public.hen VALUES (…)), row2 AS (INSERT INTO public.egg VALUES (…)) INSERT INTO"
                                + " public.nest VALUES (…); what is made up then refers to these)");
        assertThat(unfilled(circle, RowCharacter.TYPICAL, "public.feather").help())
                .startsWith("fill public.hen first");
        try (RowDatabase database = RowDatabase.of(circle
                + "WITH row1 AS (INSERT INTO hen VALUES (1, 1)), row2 AS (INSERT INTO egg VALUES (1, 1))"
                + " INSERT INTO nest VALUES (1, 1)")) {
            assertThat(database.fill(RowRequest.of(9)).isComplete()).isTrue();
            assertThat(database.value("SELECT count(*) FROM hen")).isEqualTo("9");
        }
    }

    private static UnfilledTable unfilled(String schema, RowCharacter character, String... tables) throws SQLException {
        try (RowDatabase database = RowDatabase.of(schema)) {
            GeneratedRows rows = database.fill(RowRequest.of(20).withCharacter(character));

            assertThat(rows.unfilled()).extracting(UnfilledTable::table).contains(tables);
            assertThat(rows.isComplete()).isFalse();
            return rows.unfilled(tables[0]).orElseThrow();
        }
    }
}
