package io.schemaproof.assertions.rows;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.comparing;
import static io.schemaproof.assertions.SchemaAssertions.row;
import static io.schemaproof.assertions.rows.Shop.failsWith;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RowComparisonTest {

    private static Shop shop;

    @BeforeAll
    static void create() throws SQLException {
        shop = Shop.with("""
                CREATE TYPE status AS ENUM ('NEW', 'PAID');
                CREATE TABLE orders (id int PRIMARY KEY, state status, total numeric(10,2), doc json, spot point,
                    at timestamptz DEFAULT '2026-01-01 00:00Z');
                INSERT INTO orders SELECT i, 'NEW', i, '{"a": 1}', point(i, 1) FROM generate_series(1, 10) i;
                CREATE TABLE copied AS TABLE orders;
                CREATE TABLE changed AS TABLE orders;
                UPDATE changed SET state = 'PAID', total = total + 0.01 WHERE id = 3;
                UPDATE changed SET id = 11 WHERE id = 10;
                CREATE TABLE bag (n int, t text COLLATE "C");
                INSERT INTO bag VALUES (1, 'a'), (1, 'a'), (2, NULL);
                CREATE TABLE other_bag (t text COLLATE "en-x-icu", n int);
                INSERT INTO other_bag VALUES ('a', 1), (NULL, 2), (NULL, 2);
                CREATE TABLE empty_int (v int);
                CREATE TABLE empty_text (v text);""");
    }

    @AfterAll
    static void drop() {
        shop.close();
    }

    @Test
    void equal_tables_pass_whatever_their_types() {
        shop.rows("orders").isEqualTo(shop.table("copied")).isEqualTo(shop.query("TABLE copied ORDER BY id DESC"));
        shop.rows("orders").isEqualTo((Object) shop.table("copied")).isNotEqualTo(shop.table("changed"));
        shop.rows("orders").where("id < 3").isEqualTo(shop.table("changed").where("id < 3"));

        failsWith(() -> shop.rows("orders").isNotEqualTo(shop.table("copied")), "but was : the same rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.rows("orders").isEqualTo("orders"))
                .withMessageContaining("Rows or a Query");
    }

    @Test
    void a_difference_names_the_rows_by_key_and_the_columns() {
        failsWith(() -> shop.rows("orders").isEqualTo(shop.table("changed")), """
                [rows of public.orders]
                Expected the same rows as rows of public.changed
                  expected: 10 rows
                  but was : 10 rows: 1 changed, 1 missing, 1 extra
                  changed : 1 row, in state (1), total (1)
                    id = 3: state = NEW instead of PAID, total = 3 instead of 3.01
                  missing : 1 row
                    id = 11
                  extra   : 1 row
                    id = 10""");
    }

    @Test
    void columns_may_be_left_out_and_numbers_may_differ_a_little() {
        Rows changed = shop.table("changed").where("id < 10");
        RowsAssert orders = shop.rows("orders").where("id < 10");
        orders.isEqualTo(changed, comparing().without("state", "total"));
        orders.isEqualTo(changed, comparing().only("id", "doc"));
        orders.isEqualTo(changed, comparing().without("state").within(0.01, "total"));
        orders.isEqualTo(changed, comparing().without("state", "total").within(Duration.ofSeconds(1), "at"));

        failsWith(
                () -> orders.isEqualTo(changed, comparing().without("state").within(0.001, "total")),
                "id = 3: total = 3 instead of 3.01");
        failsWith(
                () -> orders.isEqualTo(changed, comparing().without("staet")),
                "Expected column staet to exist\n  expected: staet\n  but was : no such column\n  did you mean state?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.rows("bag")
                        .isEqualTo(shop.table("bag"), comparing().within(1, "n")))
                .withMessageContaining("matchedBy(..)");
    }

    @Test
    void without_a_key_rows_are_counted() {
        failsWith(() -> shop.rows("bag").isEqualTo(shop.table("other_bag")), """
                Expected the same rows as rows of public.other_bag
                  expected: 3 rows
                  but was : 3 rows: 1 missing, 1 extra
                  missing : 1 row
                    (2, NULL)
                  extra   : 1 row
                    (1, a)""");
        shop.rows("bag").isEqualTo(shop.table("other_bag"), comparing().asSet());
        shop.rows("bag").containsRowsOf(shop.table("bag").where("n = 2"));
        shop.rows("bag").containsNoRowOf(Rows.of(shop.query("SELECT 3 AS n, 'a' AS t")));

        failsWith(() -> shop.rows("bag").containsRowsOf(shop.table("other_bag")), "missing : 1 row\n    (2, NULL)");
        failsWith(() -> shop.rows("bag").containsNoRowOf(shop.table("other_bag")), """
                Expected none of the rows of public.other_bag
                  expected: none of them
                  but was : 3 of 3 rows
                  common  : 3 rows
                    (1, a) × 2
                    (2, NULL)""");
    }

    @Test
    void a_key_that_does_not_name_each_row_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.rows("bag")
                        .isEqualTo(shop.table("bag"), comparing().matchedBy("n")))
                .withMessageContaining("(n) does not name each row");
        // The primary key of one side is no key of the other: rows are counted.
        failsWith(
                () -> shop.rows("orders")
                        .where("id = 1")
                        .isEqualTo(
                                Rows.of(shop.query("SELECT o.* FROM orders o, generate_series(1, 2) WHERE o.id = 1"))),
                "1 missing");
    }

    @Test
    void types_are_compared_even_where_there_is_no_row() {
        failsWith(() -> shop.rows("empty_int").isEqualTo(shop.table("empty_text")), """
                [rows of public.empty_int]
                Expected the same rows as rows of public.empty_text: columns of the same types
                  expected: v text
                  but was : v integer""");
        failsWith(() -> shop.rows("empty_int").isEqualTo(shop.table("empty_int")), "nothing was checked");
        shop.rows("empty_int").allowingNoRows().isEqualTo(shop.table("empty_int"));
        failsWith(() -> shop.rows("orders").isEqualTo(shop.table("bag")), "missing : n, t");
        failsWith(() -> shop.rows("bag").containsRowsOf(shop.table("bag").where("false")), "nothing was checked");
        shop.rows("bag").containsRowsOf(shop.table("bag"), comparing().only("n"));
        failsWith(() -> shop.rows("bag").containsNoRowOf(shop.table("bag"), comparing()), "Expected ");
        failsWith(() -> shop.rows("orders").isEqualTo((Object) shop.table("bag")), "missing : n, t");
        failsWith(() -> shop.rows("orders").isEqualTo(shop.table("orders").where("id > 1")), "extra   : ");
    }

    @Test
    void order_is_compared_where_it_is_asked_for() {
        Rows descending = Rows.of(shop.query("SELECT n FROM generate_series(1, 3) n ORDER BY n DESC"));
        assertThat(shop.query("VALUES (3), (2), (1)"))
                .returnsSameAs(
                        Rows.of(shop.query("SELECT n AS column1 FROM generate_series(1, 3) n ORDER BY n DESC")),
                        comparing().inOrder());
        failsWith(
                () -> assertThat(shop.query("SELECT n FROM generate_series(1, 3) n"))
                        .returnsSameAs(descending, comparing().inOrder()),
                "changed : 2 rows, in n (2)\n    row 1: n = 1 instead of 3\n    row 3: n = 3 instead of 1");
    }

    @Test
    void a_query_is_compared_with_rows_of_java() {
        assertThat(shop.query("SELECT id, state, doc, spot FROM orders WHERE id = ?", 1))
                .returnsExactly(row(1, "NEW", "{\"a\":1}", "(1,1)"))
                .doesNotContain(row(2, "NEW", "{\"a\":1}", "(1,1)"));
        assertThat(shop.query("SELECT ARRAY[1, 2]")).returnsExactly(List.of(1, 2));
        assertThat(shop.query("SELECT 'abc'::char(3), '101'::bit(3)")).returnsExactly(row("abc", "101"));
        assertThat(shop.query("SELECT 1, 1 WHERE false")).returnsNoRows().returnsExactly();
        assertThat(shop.query("SELECT id FROM orders"))
                .rows(ids -> ids.hasCount(10).column("id").isUnique());

        failsWith(() -> assertThat(shop.query("SELECT id FROM orders")).doesNotContain(1, 99), "extra   : 1");
        failsWith(() -> assertThat(shop.query("SELECT 1 FROM orders")).contains(2), "missing : 2");
        failsWith(
                () -> assertThat(shop.query("SELECT 1 AS n")).returnsSameAs(shop.query("SELECT 1::bigint AS n")), """
                : columns of the same types
                  expected: n bigint
                  but was : n integer""");
    }

    @Test
    void rows_of_two_databases_are_not_compared() throws SQLException {
        try (Shop another = Shop.with("CREATE TABLE bag (n int, t text)")) {
            shop.rows("bag").hasMoreThan(another.table("bag"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> shop.rows("bag").isEqualTo(another.table("bag")))
                    .withMessageContaining("one database");
        }
    }
}
