package io.schemaproof.assertions;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.assertions.rows.RowsAssert;
import io.schemaproof.database.TestDatabase;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;

class RowsAssertTest {

    private static TestDatabase database;
    private static OneSession session;

    @BeforeAll
    static void create() throws SQLException {
        database = Vehicles.create();
        session = new OneSession(database.dataSource());
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    @Test
    void counts() {
        rows("options")
                .hasCount(10_000)
                .hasCountBetween(9_000, 10_000)
                .hasAtLeast(1)
                .where("year = 2000")
                .hasCount(213);
        rows("empty").isEmpty();
        rows("engines").hasSameCountAs(Rows.of(session, "engines"));

        failsWith(() -> rows("options").where("year = 2000").hasCount(5), """
                [rows of public.options where year = 2000]
                Expected the number of rows to be 5
                  expected: 5
                  but was : 213""");
        failsWith(() -> rows("empty").hasAtLeast(1), """
                [rows of public.empty]
                Expected the number of rows to be 1 or more
                  expected: 1 or more
                  but was : 0""");
        failsWith(
                () -> rows("options")
                        .because("nothing may be left")
                        .where("id <= 2")
                        .isEmpty(),
                """
                [rows of public.options where id <= 2]
                Expected no row because nothing may be left
                  expected: 0
                  but was : 2
                  id = 1
                  id = 2""");
        failsWith(() -> rows("engines").hasSameCountAs(Rows.of(session, "options")), """
                [rows of public.engines]
                Expected as many rows as rows of public.options
                  expected: 10,000
                  but was : 100""");
    }

    @Test
    void a_missing_table_or_column_fails_where_it_is_looked_up() {
        failsWith(() -> rows("option"), """
                [rows of option]
                Expected table option to exist
                  expected: option
                  but was : no such table
                  did you mean options?""");
        failsWith(() -> rows("options").column("yaer"), """
                [rows of public.options]
                Expected column yaer to exist
                  expected: yaer
                  but was : no such column
                  did you mean year?
                  Columns there are: id, year, make, engine_id, price, created_at""");
    }

    @Test
    void names_are_those_of_sql_or_of_jooq() {
        rows("\"Mixed Case\"").allowingNoRows().column("\"Key\"").hasNoNulls();
        rows("PUBLIC.OPTIONS").column("YEAR").hasNoNulls();
        assertThat(Rows.of(session, DSL.table(DSL.name("public", "options"))))
                .column(DSL.field(DSL.name("options", "year")))
                .hasMin(1980);
    }

    @Test
    void every_row_satisfies_a_condition() {
        rows("options").allSatisfy("price >= 0");

        failsWith(() -> rows("options").allSatisfy("price <= 998"), """
                [rows of public.options]
                Expected every row to satisfy price <= 998
                  expected: 0 rows fail
                  but was : 10 of 10,000 rows (0.10 %) fail
                  id = 999
                  id = 1999
                  id = 2999
                  id = 3999
                  id = 4999
                  Look: SELECT * FROM public.options WHERE ((price <= 998) IS FALSE);""");
    }

    @Test
    void uniqueness() {
        rows("options").isUniqueOn("id").isUniqueOn("id", "engine_id");

        failsWith(() -> rows("options").where("id <= 48").isUniqueOn("year"), """
                [rows of public.options where id <= 48]
                Expected rows to be unique on year
                  expected: 0 rows repeat another
                  but was : 1 of 48 rows (2.08 %) repeat another
                  (year) = (1981): 2 rows""");
    }

    @Test
    void orphans() throws SQLException {
        rows("options").hasNoOrphans("engine_id", "engines", "id");

        failsWith(() -> rows("options").where("id <= 200").hasNoOrphans("year", "engines", "id"), """
                [rows of public.options where id <= 200]
                Expected every year to be a id of engines
                  expected: 0 rows are orphans
                  but was : 200 of 200 rows (100.00 %) are orphans
                  id = 1, year = 1981""");
    }

    @Test
    void nulls() {
        rows("options").column("year").hasNoNulls();
        rows("options").column("engine_id").hasNulls(100).hasAtMostNulls(100).hasNullPercentBetween(0.9, 1.1);

        failsWith(() -> rows("options").column("engine_id").hasNoNulls(), """
                [rows of public.options · engine_id]
                Expected no value to be NULL
                  expected: 0 rows
                  but was : 100 of 10,000 rows (1.00 %) are NULL
                  id = 100, engine_id = NULL""");
        failsWith(() -> rows("options").column("engine_id").hasNulls(7), "but was : 100 of 10,000 rows");
        failsWith(() -> rows("options").column("engine_id").hasAtMostNulls(99), "expected: at most 99 rows");
        failsWith(() -> rows("options").column("engine_id").hasNullPercentBetween(2, 3), "expected: 2.00 to 3.00 %");
    }

    @Test
    void values() {
        rows("options")
                .column("year")
                .hasDistinctCount(47)
                .hasMin(1980)
                .hasMax(2026)
                .isBetween(1980, 2026);
        rows("options").column("make").matches("^Make \\d\\d$").hasMax("Make 52");
        rows("options").column("price").hasMax("999").isBetween(0, 999);
        rows("options").where("id <= 2").column("make").hasOnlyValues("Make 01", "Make 02", "O'Hara?");
        rows("options").where("id <= 2").column("make").hasExactlyValues("Make 01", "Make 02");
        rows("options").expression("lower(make)").matches("^make");

        failsWith(() -> rows("options").column("year").hasDistinctCount(46), "expected: 46\n  but was : 47");
        failsWith(() -> rows("options").column("year").hasMin(1979), "Expected the min to be 1979");
        failsWith(() -> rows("options").column("year").isBetween(1980, 2025), """
                Expected every value to be between 1980 and 2025
                  expected: 0 rows fail
                  but was : 212 of 10,000 rows (2.12 %) fail
                  id = 46, year = 2026""");
        failsWith(() -> rows("options").column("make").matches("^Make [0-4]"), "id = 50, make = Make 50");
        failsWith(
                () -> rows("options").where("id <= 2").column("make").hasOnlyValues("Make 01"),
                "Expected every value to be one of [Make 01]");
        failsWith(() -> rows("options").where("id <= 2").column("make").hasExactlyValues("Make 01", "Make 03"), """
                Expected exactly these values
                  expected: Make 01, Make 03
                  but was : Make 01, Make 02
                  missing : Make 03
                  extra   : Make 02
                  did you mean Make 02?""");
    }

    @Test
    void what_checks_nothing_fails_unless_allowed() {
        String nothing = "nothing was checked";
        failsWith(() -> rows("empty").column("note").hasNoNulls(), nothing);
        failsWith(() -> rows("empty").column("note").matches("x"), nothing);
        failsWith(() -> rows("empty").allSatisfy("id > 0"), nothing);
        failsWith(() -> rows("empty").isUniqueOn("id"), nothing);
        failsWith(() -> rows("empty").column("note").hasMin("a"), "none: there is no value");
        failsWith(
                () -> rows("options")
                        .where("engine_id IS NULL")
                        .column("engine_id")
                        .isBetween(1, 2),
                nothing);

        rows("empty")
                .allowingNoRows()
                .allSatisfy("id > 0")
                .column("note")
                .hasNoNulls()
                .matches("x");
    }

    @Test
    void failures_of_a_nested_block_come_together() {
        assertThatExceptionOfType(MultipleFailuresError.class)
                .isThrownBy(() -> rows("options")
                        .column(
                                "year",
                                year -> year.hasDistinctCount(1).hasMin(1980).hasMax(1)))
                .satisfies(error -> org.assertj.core.api.Assertions.assertThat(error.getFailures())
                        .hasSize(2))
                .withMessageContaining("expected: 1\n  but was : 47")
                .withMessageContaining("Expected the max to be 1");
        failsWith(
                () -> rows("options")
                        .where("year = 2000", some -> some.hasCount(1))
                        .hasCount(10_000),
                "rows of public.options where year = 2000");
    }

    @Test
    @SuppressWarnings("deprecation") // That they advise is what is tested.
    void inherited_null_checks_fail_with_advice() {
        failsWith(() -> rows("options").column("engine_id").isNotNull(), "did you mean isNotNullable()");
        failsWith(() -> rows("options").column("engine_id").isNull(), "Ask for absence with hasNoTable");
    }

    private static RowsAssert rows(String table) {
        return assertThat(Rows.of(session, table));
    }

    private static void failsWith(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionFailedError.class).hasMessageContaining(message);
    }
}
