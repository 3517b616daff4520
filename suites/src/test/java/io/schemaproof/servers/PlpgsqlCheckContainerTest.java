package io.schemaproof.servers;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.Databases;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.systems.ScriptedDatabases;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the server has the extension plpgsql_check, the statements of PL/pgSQL are checked too. */
class PlpgsqlCheckContainerTest {

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = TestDatabase.create(Databases.shared(ExtensionServer.require("plpgsql_check")));
        execute("""
                CREATE TABLE orders (id int, total numeric);
                CREATE TABLE lines (id int);
                CREATE TABLE audit (id int);
                CREATE SCHEMA "Tools";
                CREATE EXTENSION plpgsql_check SCHEMA "Tools";""");
    }

    @AfterEach
    void drop() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void what_a_body_names_must_be_there() {
        execute("""
                CREATE FUNCTION sums() RETURNS numeric LANGUAGE plpgsql AS E'BEGIN\\n  RETURN (SELECT sum(total) FROM orders);\\nEND';
                CREATE PROCEDURE clear() LANGUAGE plpgsql AS 'BEGIN DELETE FROM orders; END';
                CREATE FUNCTION same(anyelement) RETURNS anyelement LANGUAGE plpgsql AS 'BEGIN RETURN $1; END';
                CREATE FUNCTION dynamic(name text) RETURNS void LANGUAGE plpgsql
                  AS 'BEGIN EXECUTE format(''DELETE FROM %I'', name); END';
                CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE NOTICE ''%'', tg_tag; END';""");
        assertThat(schema()).allFunctionsStillCompile().function("sums()").stillCompiles();

        execute("ALTER TABLE orders RENAME total TO amount");
        failsWith(() -> assertThat(schema()).allFunctionsStillCompile(), """
                Expected every function to compile with the objects there are
                  expected: 0 of 5 fail
                  but was : 1 of 5 fail
                  public.sums(): line 2: column "total" does not exist [SQLSTATE 42703]""");
        assertThat(schema()).procedure("clear").stillCompiles();
    }

    @Test
    void a_trigger_function_is_checked_with_each_of_its_tables() {
        execute("""
                CREATE FUNCTION positive() RETURNS trigger LANGUAGE plpgsql
                  AS 'BEGIN NEW.total := abs(NEW.total); RETURN NEW; END';
                CREATE TRIGGER a BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION positive();""");
        assertThat(schema()).allFunctionsStillCompile();

        execute("CREATE TRIGGER b BEFORE INSERT ON lines FOR EACH ROW EXECUTE FUNCTION positive()");
        failsWith(() -> assertThat(schema()).allFunctionsStillCompile(), "public.positive() on lines: ");

        execute("DROP TRIGGER a ON orders; DROP TRIGGER b ON lines");
        failsWith(
                () -> assertThat(schema()).allFunctionsStillCompile(),
                "public.positive(): no table has a trigger that calls it");
    }

    @Test
    void a_transition_table_is_one_that_the_trigger_names() {
        execute("""
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql
                  AS 'BEGIN INSERT INTO audit SELECT id FROM added; RETURN NULL; END';
                CREATE TRIGGER a AFTER INSERT ON orders REFERENCING NEW TABLE AS added
                  FOR EACH STATEMENT EXECUTE FUNCTION note();""");
        assertThat(schema()).allFunctionsStillCompile();

        execute("CREATE TRIGGER b AFTER INSERT ON lines REFERENCING NEW TABLE AS inserted"
                + " FOR EACH STATEMENT EXECUTE FUNCTION note()");
        failsWith(
                () -> assertThat(schema()).allFunctionsStillCompile(),
                "public.note() on lines: line 1: relation \"added\" does not exist [SQLSTATE 42P01]");
    }

    private Schema schema() {
        return Schema.of(database.dataSource());
    }

    private void execute(String sql) {
        ScriptedDatabases.execute(database, sql);
    }

    /** The failure holds each of these lines, however they are indented. */
    private static void failsWith(ThrowingCallable assertion, String lines) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .withMessageContainingAll(lines.lines().map(String::strip).toArray(String[]::new));
    }
}
