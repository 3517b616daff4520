package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Fixture.failsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.schemaproof.assertions.core.Sql;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the server has the extension plpgsql_check, the statements of PL/pgSQL are checked too. */
class PlpgsqlCheckTest {

    private Fixture db;

    @BeforeEach
    void create() throws SQLException {
        db = new Fixture("", """
                CREATE TABLE orders (id int, total numeric);
                CREATE TABLE lines (id int);
                CREATE TABLE audit (id int);""");
        boolean available = !new Sql(db.schema().dataSource())
                .column("SELECT 1 FROM pg_available_extensions WHERE name = 'plpgsql_check'")
                .isEmpty();
        assumeTrue(available, "NOT RUN: the server has no extension plpgsql_check; install it beside the server");
        db.execute("CREATE SCHEMA \"Tools\"; CREATE EXTENSION plpgsql_check SCHEMA \"Tools\"");
    }

    @AfterEach
    void drop() throws SQLException {
        db.close();
    }

    @Test
    void what_a_body_names_must_be_there() throws SQLException {
        db.execute("""
                CREATE FUNCTION sums() RETURNS numeric LANGUAGE plpgsql AS E'BEGIN\\n  RETURN (SELECT sum(total) FROM orders);\\nEND';
                CREATE PROCEDURE clear() LANGUAGE plpgsql AS 'BEGIN DELETE FROM orders; END';
                CREATE FUNCTION same(anyelement) RETURNS anyelement LANGUAGE plpgsql AS 'BEGIN RETURN $1; END';
                CREATE FUNCTION dynamic(name text) RETURNS void LANGUAGE plpgsql
                  AS 'BEGIN EXECUTE format(''DELETE FROM %I'', name); END';
                CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE NOTICE ''%'', tg_tag; END';""");
        assertThat(db.schema()).allFunctionsStillCompile().function("sums()").stillCompiles();

        db.execute("ALTER TABLE orders RENAME total TO amount");
        failsWith(() -> assertThat(db.schema()).allFunctionsStillCompile(), """
                Expected every function to compile with the objects there are
                  expected: 0 of 5 fail
                  but was : 1 of 5 fail
                  public.sums(): line 2: column "total" does not exist [SQLSTATE 42703]""");
        assertThat(db.schema()).procedure("clear").stillCompiles();
    }

    @Test
    void a_trigger_function_is_checked_with_each_of_its_tables() throws SQLException {
        db.execute("""
                CREATE FUNCTION positive() RETURNS trigger LANGUAGE plpgsql
                  AS 'BEGIN NEW.total := abs(NEW.total); RETURN NEW; END';
                CREATE TRIGGER a BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION positive();""");
        assertThat(db.schema()).allFunctionsStillCompile();

        db.execute("CREATE TRIGGER b BEFORE INSERT ON lines FOR EACH ROW EXECUTE FUNCTION positive()");
        failsWith(() -> assertThat(db.schema()).allFunctionsStillCompile(), "public.positive() on lines: ");

        db.execute("DROP TRIGGER a ON orders; DROP TRIGGER b ON lines");
        failsWith(
                () -> assertThat(db.schema()).allFunctionsStillCompile(),
                "public.positive(): no table has a trigger that calls it");
    }

    @Test
    void a_transition_table_is_one_that_the_trigger_names() throws SQLException {
        db.execute("""
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql
                  AS 'BEGIN INSERT INTO audit SELECT id FROM added; RETURN NULL; END';
                CREATE TRIGGER a AFTER INSERT ON orders REFERENCING NEW TABLE AS added
                  FOR EACH STATEMENT EXECUTE FUNCTION note();""");
        assertThat(db.schema()).allFunctionsStillCompile();

        db.execute("CREATE TRIGGER b AFTER INSERT ON lines REFERENCING NEW TABLE AS inserted"
                + " FOR EACH STATEMENT EXECUTE FUNCTION note()");
        failsWith(
                () -> assertThat(db.schema()).allFunctionsStillCompile(),
                "public.note() on lines: line 1: relation \"added\" does not exist [SQLSTATE 42P01]");
    }
}
