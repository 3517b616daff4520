package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.row;
import static io.schemaproof.assertions.structure.Fixture.failsWith;

import io.schemaproof.assertions.core.Sql;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FunctionAssertTest {

    private static Fixture db;

    @BeforeAll
    static void create() throws SQLException {
        db = new Fixture("", """
                CREATE SCHEMA "Big Sales";
                CREATE TABLE calls (id int);
                CREATE TYPE mood AS ENUM ('ok');
                CREATE FUNCTION felt(mood) RETURNS SETOF mood LANGUAGE sql AS 'SELECT $1';
                CREATE VIEW feelings AS SELECT felt('ok');
                CREATE FUNCTION price(quantity int, "Unit Price" numeric DEFAULT 1.5, OUT net numeric, OUT gross numeric)
                    LANGUAGE sql STABLE STRICT PARALLEL SAFE LEAKPROOF COST 5
                    SET search_path = public, "Big Sales" SET work_mem = '1MB'
                    AS 'SELECT quantity * "Unit Price", quantity * "Unit Price" * 1.2';
                CREATE FUNCTION price(int) RETURNS int LANGUAGE sql AS 'SELECT $1';
                CREATE FUNCTION many(VARIADIC ids bigint[]) RETURNS TABLE (id bigint) ROWS 7 LANGUAGE plpgsql SECURITY DEFINER
                    AS 'BEGIN RETURN QUERY SELECT unnest(ids); END';
                CREATE FUNCTION record_call() RETURNS int LANGUAGE sql AS 'INSERT INTO calls VALUES (1) RETURNING id';
                CREATE FUNCTION fires() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE FUNCTION "Big Sales"."F x"("A.b" int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
                CREATE PROCEDURE close_year(year int, INOUT done bool) LANGUAGE plpgsql AS 'BEGIN END';
                CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
                CREATE FUNCTION numbered() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';""");
    }

    @AfterAll
    static void drop() throws SQLException {
        db.close();
    }

    private static FunctionAssert price() {
        return assertThat(db.schema()).function("price(integer, decimal)");
    }

    @Test
    void a_signature_finds_one_routine_of_a_kind() {
        price().isKind(FunctionKind.FUNCTION).hasExactlyOverloads("int4, numeric", "(int)");
        assertThat(db.schema()).function("numbered()").isKind(FunctionKind.WINDOW);
        assertThat(db.schema()).procedure("close_year").isKind(FunctionKind.PROCEDURE);
        assertThat(db.schema()).aggregate("total(int)").isKind(FunctionKind.AGGREGATE);
        assertThat(db.schema())
                .function("\"Big Sales\".\"F x\"(int)")
                .isImmutable()
                .hasArgumentNames("\"A.b\"");

        failsWith(() -> assertThat(db.schema()).procedure("price(int)"), """
                [database]
                Expected procedure price(int) to exist
                  expected: a procedure
                  but was : function public.price(integer)""");
        failsWith(() -> assertThat(db.schema()).function("price"), "Say which by its argument types.");
        failsWith(() -> assertThat(db.schema()).aggregate("totl"), "Expected function totl to exist");
        failsWith(() -> price().hasExactlyOverloads("int4, numeric"), "extra   : public.price(integer)");
        failsWith(
                () -> assertThat(db.schema()).function("numbered()").isKind(FunctionKind.FUNCTION), "but was : WINDOW");
    }

    @Test
    void types_of_the_schema_need_no_schema_in_front() {
        assertThat(db.schema()).function("felt(mood)").returns("SETOF mood").returns("setof public.mood");
        assertThat(db.schema()).function("felt(public.mood)").call("ok").returnsExactly("ok");
        assertThat(db.schema()).view("feelings").dependsOnlyOn("felt(mood)");
    }

    @Test
    void arguments_with_modes_names_and_defaults() {
        price().hasArgumentNames("quantity", "\"Unit Price\"")
                .hasOutputNames("net", "gross")
                .hasExactlyArguments(
                        "IN quantity integer", "IN \"Unit Price\" numeric", "OUT net numeric", "OUT gross numeric")
                .hasArgumentDefault("\"Unit Price\"", "1.5")
                .returns("record");
        assertThat(db.schema())
                .function("many(bigint[])")
                .hasExactlyArguments("VARIADIC ids bigint[]", "TABLE id bigint")
                .hasNoArgumentDefaults()
                .returns("TABLE(id int8)");

        failsWith(() -> price().hasExactlyArguments("IN quantity integer"), """
                Expected the arguments
                  expected: [IN quantity integer]
                  but was : [IN quantity integer, IN "Unit Price" numeric, OUT net numeric, OUT gross numeric]
                  Arguments: quantity integer, "Unit Price" numeric DEFAULT 1.5, OUT net numeric, OUT gross numeric""");
        failsWith(() -> price().hasOutputNames("net"), "but was : (net, gross)");
        failsWith(() -> price().hasArgumentDefault("\"Unit Price\"", "2"), "expected: 2\n  but was : 1.5");
        failsWith(() -> price().hasArgumentDefault("quantity", "2"), "but was : no default");
        failsWith(() -> price().hasNoArgumentDefaults(), "but was : {Unit Price=1.5}");
    }

    @Test
    void what_the_planner_is_promised() {
        price().isStable().isStrict().isParallelSafe().isLeakproof().hasCost(5).hasRows(0);
        assertThat(db.schema())
                .function("many")
                .isVolatile()
                .isCalledOnNullInput()
                .isParallelUnsafe()
                .isNotLeakproof()
                .hasRows(7);

        failsWith(() -> price().isImmutable(), """
                [function public.price(integer, numeric)]
                Expected the function to be immutable
                  expected: IMMUTABLE
                  but was : STABLE
                  Suggested: ALTER ROUTINE public.price(integer, numeric) IMMUTABLE;""");
        failsWith(() -> price().isVolatile(), "but was : STABLE");
        failsWith(() -> price().isCalledOnNullInput(), "but was : STRICT");
        failsWith(() -> price().isParallelRestricted(), "but was : PARALLEL SAFE");
        failsWith(() -> price().isNotLeakproof(), "but was : LEAKPROOF");
        failsWith(() -> price().hasCost(1), "expected: 1.0\n  but was : 5.0");
        failsWith(() -> price().hasSupportFunction("pg_catalog.generate_series_int4_support"), "but was : none");
    }

    @Test
    void how_it_runs() {
        price().hasLanguage("sql")
                .isSecurityInvoker()
                .hasSetting("work_mem", "1MB")
                .hasFixedSearchPath()
                .hasSearchPath("public", "\"Big Sales\"")
                .hasOwner("postgres");
        assertThat(db.schema()).function("many").isSecurityDefiner();

        failsWith(() -> assertThat(db.schema()).function("many").hasFixedSearchPath(), """
                Expected the function to have a search path of its own
                  expected: SET search_path
                  but was : its caller's search_path
                  Suggested: ALTER ROUTINE public.many(bigint[]) SET search_path = pg_catalog, pg_temp;""");
        failsWith(() -> price().hasSearchPath("public"), "but was : search_path = public, \"Big Sales\"");
        failsWith(() -> price().hasSetting("work_mem", "2MB"), "expected: 2MB\n  but was : 1MB");
        failsWith(() -> price().isSecurityDefiner(), "but was : SECURITY INVOKER");
        failsWith(() -> price().hasLanguage("plpgsql"), "but was : sql");
    }

    @Test
    void the_body_is_still_the_one_that_was_reviewed() {
        assertThat(db.schema()).function("price(int)").hasBody(" SELECT $1").hasBodyChecksum(md5("SELECT $1"));

        failsWith(() -> assertThat(db.schema()).function("price(int)").hasBody("SELECT $2"), "but was : SELECT $1");
        failsWith(
                () -> assertThat(db.schema()).function("price(int)").hasBodyChecksum("0"),
                "but was : " + md5("SELECT $1"));
    }

    @Test
    void calling_it_leaves_no_trace() {
        price().call(2, "2.5").returnsExactly(row("5.0", "6.0"));
        price().call(2).returnsExactly(row("3.0", "3.6"));
        assertThat(db.schema())
                .function("many")
                .call((Object) new Long[] {3L, 4L})
                .returnsExactly(3, 4);
        assertThat(db.schema()).function("record_call").call().returnsExactly(1);
        assertThat(db.schema()).rows("calls").isEmpty();

        failsWith(() -> price().call(2, 1).returnsExactly(row(1, 1)), "missing : (1, 1)");
        failsWith(() -> price().call(), """
                Expected a call with arguments that fit
                  expected: 2 arguments
                  but was : 0""");
        failsWith(() -> assertThat(db.schema()).function("fires").call(), "but was : a trigger function");
        failsWith(() -> assertThat(db.schema()).procedure("close_year").call(1), "but was : PROCEDURE");
    }

    private static String md5(String text) {
        return String.valueOf(new Sql(db.schema().dataSource()).value("SELECT md5(?)", text));
    }

    @Test
    void each_promise_can_be_broken() throws SQLException {
        db.execute("""
                CREATE FUNCTION helped() RETURNS SETOF int LANGUAGE sql PARALLEL RESTRICTED AS 'SELECT 1';
                ALTER FUNCTION helped() SUPPORT pg_catalog.generate_series_int4_support;""");
        assertThat(db.schema())
                .function("helped")
                .isParallelRestricted()
                .hasSupportFunction("pg_catalog.generate_series_int4_support");
        assertThat(db.schema()).procedure("close_year", close -> close.isKind(FunctionKind.PROCEDURE));
        assertThat(db.schema()).aggregate("total", total -> total.isKind(FunctionKind.AGGREGATE));
        db.execute("DROP FUNCTION helped()");

        failsWith(
                () -> many().isStable(),
                "Expected the function to be stable\n  expected: STABLE\n  but was : VOLATILE");
        failsWith(() -> many().isStrict(), "but was : CALLED ON NULL INPUT");
        failsWith(() -> many().isParallelSafe(), "but was : PARALLEL UNSAFE");
        failsWith(() -> price().isParallelUnsafe(), "but was : PARALLEL SAFE");
        failsWith(() -> many().isLeakproof(), "but was : NOT LEAKPROOF");
        failsWith(() -> many().hasRows(8), "expected: 8.0\n  but was : 7.0");
        failsWith(() -> many().isSecurityInvoker(), "but was : SECURITY DEFINER");
    }

    private static FunctionAssert many() {
        return assertThat(db.schema()).function("many");
    }
}
