package io.schemaproof.assertions.rows;

import static io.schemaproof.assertions.SchemaAssertions.comparing;
import static io.schemaproof.assertions.rows.Shop.failsWith;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.SchemaAssertions;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What no row could contradict does not pass. */
class NothingToJudgeTest {

    private static Shop shop;

    @BeforeAll
    static void create() throws SQLException {
        shop = Shop.with("""
                CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
                CREATE TABLE t (id int PRIMARY KEY, a int, b int, word text COLLATE any_case, tags text[], price float8);
                INSERT INTO t VALUES (1, NULL, 1, 'ABC', '{x}', 1), (2, NULL, NULL, 'abc', '{}', 2);
                CREATE TABLE nothing (id int PRIMARY KEY);""");
    }

    @AfterAll
    static void drop() {
        shop.close();
    }

    @Test
    void a_condition_that_is_unknown_for_every_row() {
        shop.rows("t").allSatisfy("b = 1").noneSatisfy("b = 2");
        failsWith(() -> shop.rows("t").allSatisfy("a > 0"), """
                [rows of public.t]
                Expected every row to satisfy a > 0
                  expected: at least one row to judge
                  but was : none: nothing was checked
                  Say allowingNoRows() before if that is meant.""");
        failsWith(() -> shop.rows("t").noneSatisfy("a > 0"), "none: nothing was checked");
        shop.rows("t").allowingNoRows().allSatisfy("a > 0").noneSatisfy("a > 0");
    }

    @Test
    void columns_that_never_both_have_a_value() {
        failsWith(() -> shop.rows("t").hasDifferentValuesIn("id", "a"), "none: nothing was checked");
    }

    @Test
    void two_columns_that_never_have_a_value() {
        shop.rows("t").column("a").allowingNoRows().isEqualToColumn("a");
        shop.rows("t").column("b").isEqualToColumn("b");
        failsWith(() -> shop.rows("t").column("a").isEqualToColumn("a"), "none: nothing was checked");
        failsWith(() -> shop.rows("t").column("b").isEqualToColumn("a"), "but was : 1 of 1 rows (100.00 %) fail");
    }

    @Test
    void a_single_value_is_in_no_order() {
        shop.rows("t").column("id").isIncreasing("id").isSequential();
        shop.rows("t").column("b").allowingNoRows().isIncreasing("id").isSequential();
        failsWith(() -> shop.rows("t").column("b").isIncreasing("id"), """
                [rows of public.t · b]
                Expected the values to increase by id
                  expected: at least two values to compare
                  but was : fewer: nothing was compared
                  Say allowingNoRows() before if that is meant.""");
        failsWith(() -> shop.rows("t").column("b").isSequential(), "fewer: nothing was compared");
        failsWith(() -> shop.rows("t").column("id").isSequential("id"), "fewer: nothing was compared");
    }

    @Test
    void a_text_that_changes_the_statement_around_it() {
        shop.rows("t").where("word IN ('(', 'ABC' /* ) */)").allSatisfy("tags[1] = 'x'");
        for (String text : List.of(
                "a) OR (1=1",
                "a > 0 -- x",
                "a > 0 /* ",
                "a > 0; DROP TABLE t",
                "a > 'x",
                "a > \"x",
                "a > $$x",
                "(a > 0")) {
            refused(() -> shop.rows("t").where(text));
            refused(() -> shop.rows("t").allSatisfy(text));
            refused(() -> shop.rows("t").noneSatisfy(text));
            refused(() -> shop.rows("t").anySatisfies(text));
            refused(() -> shop.rows("t").expression(text));
            refused(() -> shop.rows("t").groupedBy("id").eachSatisfies(text));
            refused(() -> shop.rows("t").row(1).satisfies(text));
            refused(() -> shop.rows("t").column("id").isIncreasing(text));
        }
        assertThatThrownBy(() -> shop.rows("t").allSatisfy("a) OR (1=1"))
                .hasMessage("This is not one complete piece of SQL: \")\" closes what was not opened: a) OR (1=1");
    }

    private static void refused(Runnable assertion) {
        assertThatThrownBy(assertion::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("This is not one complete piece of SQL: ");
    }

    @Test
    void a_condition_that_is_unknown_for_every_group() {
        shop.rows("t").groupedBy("id").eachSatisfies("sum(b) = 1");
        failsWith(() -> shop.rows("t").groupedBy("id").eachSatisfies("sum(a) = 1"), "none: nothing was checked");
        failsWith(() -> shop.rows("nothing").column("id").hasNulls(0), "none: nothing was checked");
        failsWith(() -> shop.rows("t").column("b").isNotConstant(), "Expected 2 or more different values");
    }

    @Test
    void two_empty_tables() {
        failsWith(
                () -> shop.rows("nothing").hasSameCountAs(Rows.of(shop.query("SELECT 1 WHERE false"))),
                "none: nothing");
        shop.rows("nothing").allowingNoRows().hasSameCountAs(Rows.of(shop.query("SELECT 1 WHERE false")));
        failsWith(
                () -> SchemaAssertions.assertThat(shop.query("SELECT id FROM nothing"))
                        .doesNotContain(1),
                "Say returnsNoRows() if that is meant.");
    }

    @Test
    void letters_that_the_collation_takes_for_the_same() {
        shop.rows("t").where("id = 1").column("word").isUpperCase();
        shop.rows("t").where("id = 2").column("word").isLowerCase();
        failsWith(() -> shop.rows("t").column("word").isUpperCase(), "id = 2, word = abc");
        failsWith(() -> shop.rows("t").column("word").isLowerCase(), "id = 1, word = ABC");
    }

    @Test
    void bounds_that_nothing_exceeds() {
        refuses(() -> shop.rows("t").column("price").isLessThan(Double.NaN), "NaN is no bound.");
        refuses(() -> shop.rows("t").column("price").isBetween(0, Double.NaN), "NaN is no bound.");
        refuses(() -> shop.rows("t").column("price").hasMaxBetween(0, Float.NaN), "NaN is no bound.");
        refuses(
                () -> shop.rows("t").column("price").isCloseTo(1, Double.POSITIVE_INFINITY),
                "Not a tolerance: Infinity");
        refuses(() -> shop.rows("t").column("price").hasSum(1, Double.NaN), "Not a tolerance: NaN");
        refuses(
                () -> shop.rows("t")
                        .isEqualTo(
                                Rows.of(shop.query("SELECT * FROM t")),
                                comparing().matchedBy("id").within(Double.POSITIVE_INFINITY, "price")),
                "Not a tolerance: Infinity");
    }

    @Test
    void parts_that_everything_contains() {
        refuses(() -> shop.rows("t").column("tags").contains(List.of()), "Every value contains nothing");
        refuses(() -> shop.rows("t").column("tags").contains("{}"), "Every value contains nothing");
        refuses(() -> shop.rows("t").column("word").contains(""), "Every value contains nothing");
        shop.rows("t").column("tags").doesNotContain("");
    }

    private static void refuses(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
