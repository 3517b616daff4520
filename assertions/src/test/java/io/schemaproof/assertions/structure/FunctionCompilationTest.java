package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Fixture.failsWith;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FunctionCompilationTest {

    private Fixture db;

    private void create(String sql) throws SQLException {
        db = new Fixture("", sql);
    }

    @AfterEach
    void drop() throws SQLException {
        db.close();
    }

    @Test
    void a_function_in_sql_is_checked_completely() throws SQLException {
        create("""
                CREATE TABLE orders (id int, total numeric);
                CREATE FUNCTION sums() RETURNS numeric LANGUAGE sql AS E'\\nSELECT sum(total)\\nFROM orders';
                CREATE FUNCTION standard() RETURNS numeric LANGUAGE sql RETURN 1;
                CREATE PROCEDURE clear() LANGUAGE sql AS 'DELETE FROM orders';
                CREATE AGGREGATE plus(int) (SFUNC = int4pl, STYPE = int);
                CREATE FUNCTION inside() RETURNS int LANGUAGE sql SET search_path = hidden AS 'SELECT 1';""");
        assertThat(db.schema()).allFunctionsStillCompile().function("sums()").stillCompiles();

        db.execute("ALTER TABLE orders RENAME total TO amount");
        failsWith(() -> assertThat(db.schema()).allFunctionsStillCompile(), """
                [database]
                Expected every function to compile with the objects there are
                  expected: 0 of 4 fail
                  but was : 1 of 4 fail
                  public.sums(): column "total" does not exist [SQLSTATE 42703]
                    line 5 of the statement: SELECT sum(total)
                                                        ^
                  Checked with search_path = "$user", public.""");
        failsWith(() -> assertThat(db.schema()).function("sums").stillCompiles(), "column \"total\" does not exist");
        assertThat(db.schema()).procedure("clear").stillCompiles();
        assertThat(db.schema()).rows("orders").isEmpty();

        db.execute("DROP TABLE orders");
        failsWith(() -> assertThat(db.schema()).allFunctionsStillCompile(), "but was : 2 of 4 fail");
    }

    @Test
    void what_the_server_cannot_check_never_passes_silently() throws SQLException {
        create("""
                CREATE FUNCTION later() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT nothing FROM nowhere); END';
                CREATE FUNCTION first(anyelement) RETURNS anyelement LANGUAGE sql AS 'SELECT $1';""");
        failsWith(() -> assertThat(db.schema()).allFunctionsStillCompile(), """
                Expected every function to be checked
                  expected: 0 of 2 unchecked
                  but was : 2 of 2 unchecked
                  public.first(anyelement): polymorphic, and compiled only when it is called
                  public.later(): its SQL is compiled only when it runs; the extension plpgsql_check can check it
                  Say UncheckedBodies.IGNORE if it is enough that they can be parsed.""");
        assertThat(db.schema()).allFunctionsStillCompile(UncheckedBodies.IGNORE);
        assertThat(db.schema()).function("later").stillCompiles(UncheckedBodies.IGNORE);
    }

    @Test
    void what_plpgsql_itself_cannot_parse_fails() throws SQLException {
        create("""
                CREATE TABLE orders (id int);
                CREATE FUNCTION typed() RETURNS int LANGUAGE plpgsql AS 'DECLARE o orders%ROWTYPE; BEGIN RETURN 1; END';
                SET check_function_bodies = off;
                CREATE FUNCTION broken() RETURNS int LANGUAGE plpgsql AS E'BEGIN\\n  RETRN 1;\\nEND';""");
        failsWith(
                () -> assertThat(db.schema()).allFunctionsStillCompile(UncheckedBodies.IGNORE),
                "public.broken(): syntax error at or near \"RETRN\" [SQLSTATE 42601]");
        assertThat(db.schema()).function("typed").stillCompiles(UncheckedBodies.IGNORE);

        db.execute("DROP TABLE orders");
        failsWith(
                () -> assertThat(db.schema()).function("typed").stillCompiles(UncheckedBodies.IGNORE),
                "relation \"orders\" does not exist");
    }

    @Test
    void no_function_at_all_is_no_success() throws SQLException {
        create("CREATE TABLE t (id int)");
        failsWith(
                () -> assertThat(db.schema()).allFunctionsStillCompile(), "but was : no function: nothing was checked");
    }
}
