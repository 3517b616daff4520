package io.schemaproof.assertions.changes;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.exceptColumns;
import static io.schemaproof.assertions.rows.Shop.failsWith;
import static io.schemaproof.assertions.rows.Shop.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.schemaproof.assertions.core.Sql;
import io.schemaproof.assertions.rows.Shop;
import io.schemaproof.query.QueryException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.Field;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be asked while the rows from before are still there: values that are mapped, references that no key promises. */
class OpenChangesAssertTest {

    private static final String TO_IDS = """
            CREATE TABLE statuses (id int PRIMARY KEY, name text UNIQUE);
            INSERT INTO statuses VALUES (1, 'NEW'), (2, 'PAID'), (3, 'SENT');
            ALTER TABLE orders ADD status_id int;
            UPDATE orders SET status_id = s.id FROM statuses s WHERE s.name = status;
            %s
            ALTER TABLE orders DROP COLUMN status""";

    private static Shop shop;

    @BeforeAll
    static void start() throws SQLException {
        shop = Shop.with("SELECT 1");
    }

    @AfterAll
    static void drop() {
        shop.close();
    }

    @BeforeEach
    void create() throws SQLException {
        shop.execute("""
                DROP SCHEMA public CASCADE;
                CREATE SCHEMA public;
                CREATE TABLE customers (id int PRIMARY KEY, tenant int, email text);
                INSERT INTO customers VALUES (1, 1, 'a@b'), (2, 1, 'c@d'), (3, 2, 'e@f');
                CREATE TABLE orders (id int PRIMARY KEY, status text, total numeric, customer_id bigint, tenant int, c0 date);
                INSERT INTO orders VALUES (1, 'NEW', 1.50, 1, 1), (2, 'NEW', 2.50, 2, 1), (3, 'PAID', 3, 3, 2),
                    (4, 'SENT', 4, 9, 2), (5, NULL, 5, NULL, 1), (6, NULL, 6, NULL, NULL);
                CREATE TABLE log (status text);
                CREATE TABLE single (id int PRIMARY KEY, a int);
                INSERT INTO single VALUES (1, 1)""");
    }

    private static void after(String sql, Consumer<OpenChangesAssert> requirements) {
        assertThat(shop.database()).changesOf(() -> shop.execute(sql), requirements);
    }

    private static void afterIds(String more, Consumer<OpenChangesAssert> requirements) {
        after(TO_IDS.formatted(more), requirements);
    }

    private static ThrowingCallable failing(String more, Consumer<OpenChangesAssert> requirements) {
        return () -> afterIds(more, requirements);
    }

    @Test
    void values_are_mapped_one_to_one() {
        afterIds(
                "",
                changes -> changes.mapsOneToOne("orders", "status", "status_id")
                        .mapsOneToOne(table("orders"), field(name("status")), field(name("status_id")))
                        .mapsOneToOne("orders", "lower(status)", "status_id + 0.50")
                        .mapsOneToOne(
                                "orders", "status", "(SELECT s.name FROM statuses s WHERE s.id = orders.status_id)")
                        .mapsOneToOne("orders", "orders.total::numeric * 2", "total")
                        .mapsOneToOne("orders", "c0", "c0")
                        .preservesRowsOf("orders", exceptColumns("status")));
    }

    @Test
    void a_value_that_becomes_several_and_one_that_stands_for_several_are_named() {
        failsWith(
                failing(
                        "UPDATE orders SET status_id = 3 WHERE id = 2;",
                        changes -> changes.mapsOneToOne("orders", "status", "status_id")),
                """
                [changes of rows]
                Expected each status of public.orders to have become one status_id, and none of another
                  expected: values that stand for each other in 6 rows
                  but was : 1 value of status became several, 1 value of status_id stood for several
                  status NEW became status_id 1 in 1 row, 3 in 1 row
                  status_id 3 stood for status NEW in 1 row, SENT in 1 row
                """.stripTrailing());
    }

    @Test
    void null_is_a_value_like_any_other() {
        failsWith(
                failing(
                        "UPDATE orders SET status_id = NULL WHERE status = 'SENT';",
                        changes -> changes.mapsOneToOne("orders", "status", "status_id")),
                "status_id NULL stood for status NULL in 2 rows, SENT in 1 row");
    }

    @Test
    void texts_that_differ_in_case_and_numbers_that_differ_in_zeros_are_told_apart_as_they_should()
            throws SQLException {
        shop.execute("UPDATE orders SET status = 'new' WHERE id = 2");
        failsWith(
                () -> after(
                        "UPDATE orders SET status = upper(status)",
                        changes -> changes.mapsOneToOne("orders", "status", "status")),
                "status NEW stood for status NEW in 1 row, new in 1 row");
        after(
                "ALTER TABLE orders ALTER total TYPE numeric(10, 4)",
                changes -> changes.mapsOneToOne("orders", "total", "total")
                        .mapsOneToOne("orders", "total", "total * 1.00"));
    }

    @Test
    void many_values_are_counted_and_few_are_shown() throws SQLException {
        shop.execute("INSERT INTO orders SELECT i, 'S' || i % 10, i FROM generate_series(100, 199) i");

        String message = messageOf(() -> after(
                "UPDATE orders SET total = 0 WHERE id >= 100",
                changes -> changes.mapsOneToOne("orders", "total", "status")));
        assertThat(message)
                .contains("but was : 0 values of total became several, 12 values of status stood for several")
                .contains("status S0 stood for total 100 in 1 row, 110 in 1 row, 120 in 1 row and 7 more")
                .doesNotContain("status S5");
    }

    @Test
    void what_cannot_be_compared_is_no_mapping() {
        failsWith(
                () -> after("SELECT 1", changes -> changes.mapsOneToOne("single", "a", "a")),
                "but was : 1 row: nothing was compared");
        after("SELECT 1", changes -> changes.allowingNoRows().mapsOneToOne("single", "a", "a"));
        failsWith(
                () -> after("SELECT 1", changes -> changes.mapsOneToOne("log", "status", "status")),
                "but was : no primary key throughout");
        failsWith(
                () -> after(
                        "CREATE TABLE fresh (id int PRIMARY KEY)",
                        changes -> changes.mapsOneToOne("fresh", "id", "id")),
                "0 rows: nothing was compared");
        failsWith(
                () -> after("DROP TABLE single", changes -> changes.mapsOneToOne("single", "a", "a")),
                "but was : no such table any more");
    }

    @Test
    void names_are_those_of_before_and_of_now() throws SQLException {
        afterIds("", changes -> {
            failsWith(() -> changes.mapsOneToOne("orders", "staus", "status_id"), """
                    Expected column staus of public.orders to exist before
                      expected: staus
                      but was : no such column
                      did you mean status?
                      Columns before: id, status, total, customer_id, tenant, c0""");
            failsWith(
                    () -> changes.mapsOneToOne("orders", "status", "status"),
                    "column status of public.orders to exist now");
            failsWith(() -> changes.mapsOneToOne("order", "status", "status_id"), "did you mean orders?");
            assertThatThrownBy(() -> changes.mapsOneToOne("orders", "lower(staus)", "status_id"))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("column \"staus\" does not exist");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> changes.mapsOneToOne("orders", "status) FROM x --", "status_id"));
            // A refused question is in the way of no other.
            changes.mapsOneToOne("orders", "status", "status_id");
        });
        create();
        after(
                "ALTER TABLE orders RENAME TO purchases; ALTER TABLE purchases RENAME status TO state;"
                        + " ALTER TABLE purchases RENAME id TO number",
                changes -> changes.mapsOneToOne("purchases", "status", "state"));
    }

    @Test
    void hidden_values_stay_hidden() {
        Consumer<OpenChangesAssert> mapped =
                changes -> changes.masking("status").mapsOneToOne("orders", "upper(status)", "status_id");

        assertThat(messageOf(failing("UPDATE orders SET status_id = 3 WHERE id = 2;", mapped)))
                .contains("upper(status) *** became status_id 1 in 1 row, 3 in 1 row")
                .contains("status_id 3 stood for upper(status) *** in 1 row, *** in 1 row")
                .doesNotContain("NEW")
                .doesNotContain("SENT");
        assertThat(messageOf(() -> after(
                        "SELECT 1",
                        changes -> changes.masking("email")
                                .mapsOneToOne(
                                        "orders",
                                        "id",
                                        "(SELECT min(c.email) FROM customers c WHERE c.tenant = orders.tenant)"))))
                .contains("*** stood for id 1 in 1 row")
                .doesNotContain("a@b");
    }

    @Test
    void a_reference_without_a_key_gets_no_new_orphan() {
        after(
                "UPDATE orders SET total = 0; INSERT INTO orders VALUES (7, 'NEW', 1, 9, 1)",
                changes -> changes.addsNoOrphans("orders", "customer_id", "customers", "id")
                        .addsNoOrphans(
                                table("orders"), field(name("customer_id")), table("customers"), field(name("id"))));
        failsWith(
                () -> after(
                        "DELETE FROM customers WHERE id < 3; UPDATE orders SET customer_id = 8 WHERE id = 5",
                        changes -> changes.addsNoOrphans("orders", "customer_id", "customers", "id")),
                """
                Expected no row to refer to one that is not there
                  expected: no other than the 2 rows of before
                  but was : 3 rows of public.orders whose customer_id is no id of public.customers
                  orphan: customer_id = 1
                  orphan: customer_id = 2
                  orphan: customer_id = 8""");
    }

    @Test
    void several_columns_refer_together() {
        List<String> own = List.of("tenant", "customer_id");
        List<String> other = List.of("tenant", "id");
        Field<?>[] fields = {field(name("tenant")), field(name("customer_id"))};
        Field<?>[] keys = {field(name("tenant")), field(name("id"))};

        after(
                "SELECT 1",
                changes -> changes.addsNoOrphans("orders", own, "customers", other)
                        .addsNoOrphans(table("orders"), fields, table("customers"), keys));
        failsWith(
                () -> after(
                        "UPDATE customers SET tenant = 3 WHERE id = 1",
                        changes -> changes.addsNoOrphans("orders", own, "customers", other)),
                "whose tenant, customer_id is no tenant, id of public.customers\n  orphan: tenant = 1, customer_id = 1");
        after(
                "SELECT 1",
                changes -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> changes.addsNoOrphans("orders", own, "customers", List.of("id"))));
    }

    @Test
    void a_reference_that_a_block_makes_had_no_orphans_before() {
        failsWith(
                () -> after(
                        "CREATE TABLE notes (id int PRIMARY KEY, order_id int); INSERT INTO notes VALUES (1, 1), (2, 77)",
                        changes -> changes.addsNoOrphans("notes", "order_id", "orders", "id")),
                "the 0 rows of before\n  but was : 1 row of public.notes whose order_id is no id of public.orders");
    }

    @Test
    void a_reference_that_nobody_uses_is_not_checked() {
        failsWith(
                () -> after(
                        "UPDATE orders SET customer_id = NULL",
                        changes -> changes.addsNoOrphans("orders", "customer_id", "customers", "id")),
                "none: nothing was checked");
        after("SELECT 1", changes -> changes.allowingNoRows().addsNoOrphans("orders", "c0", "orders", "c0"));
        assertThatThrownBy(() ->
                        after("SELECT 1", changes -> changes.addsNoOrphans("orders", "status", "customers", "id")))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("operator does not exist: integer = text");
    }

    @Test
    void all_failures_come_together_and_the_chain_goes_on() {
        assertThat(messageOf(() -> assertThat(shop.database())
                        .changesOf(
                                () -> shop.execute("UPDATE orders SET status = 'X', customer_id = 8"),
                                changes -> changes.mapsOneToOne("orders", "status", "status")
                                        .addsNoOrphans("orders", "customer_id", "customers", "id"),
                                "orders",
                                "customers")))
                .contains("status X stood for status NEW in 2 rows, NULL in 2 rows, PAID in 1 row and 1 more")
                .contains("orphan: customer_id = 8");
        assertThat(shop.database())
                .changesOf(
                        () -> shop.execute("SELECT 1"),
                        changes -> changes.hasNoChanges(),
                        table("orders"),
                        table("customers"))
                .hasNoTable("purchases");
    }

    @Test
    void no_lock_is_held_meanwhile_and_nothing_is_left() {
        after("SELECT 1", changes -> {
            changes.mapsOneToOne("orders", "status", "status")
                    .addsNoOrphans("orders", "customer_id", "customers", "id");
            execute("SET lock_timeout = '5s'; ALTER TABLE orders ADD more int; ALTER TABLE customers ADD more int");
        });

        assertThat(new Sql(shop.database().dataSource())
                        .column("SELECT relname FROM pg_class WHERE relname LIKE 'schemaproof%'"))
                .isEmpty();
    }

    private static void execute(String sql) {
        try {
            shop.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
