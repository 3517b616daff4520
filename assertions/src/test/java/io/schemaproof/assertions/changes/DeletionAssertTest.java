package io.schemaproof.assertions.changes;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.rows.Shop.failsWith;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.rows.Shop;
import io.schemaproof.query.QueryException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeletionAssertTest {

    private static Shop shop;

    @BeforeAll
    static void create() throws SQLException {
        shop = Shop.with("""
                CREATE TABLE customers (id int PRIMARY KEY, referrer int REFERENCES customers ON DELETE CASCADE);
                CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers ON DELETE CASCADE);
                CREATE TABLE lines (id int PRIMARY KEY, order_id int REFERENCES orders ON DELETE CASCADE);
                CREATE TABLE invoices (id int PRIMARY KEY, customer_id int REFERENCES customers ON DELETE SET NULL);
                CREATE TABLE seals (id int PRIMARY KEY,
                    customer_id int REFERENCES customers DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO customers VALUES (42, NULL), (43, NULL), (44, 43), (45, NULL), (46, NULL);
                INSERT INTO orders VALUES (1, 42), (2, 42), (3, 42), (4, 43);
                INSERT INTO lines VALUES (1, 1), (2, 1), (3, 4);
                INSERT INTO invoices VALUES (1, 42), (2, 42), (3, NULL);
                INSERT INTO seals VALUES (1, 45);
                CREATE TABLE kept (id int PRIMARY KEY);
                INSERT INTO kept VALUES (1);
                CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                CREATE TRIGGER keep BEFORE DELETE ON kept FOR EACH ROW EXECUTE FUNCTION keep();""");
    }

    @AfterAll
    static void drop() {
        shop.close();
    }

    private static DeletionAssert deleting(int customer) {
        return assertThat(shop.dataSource()).deleting("customers", customer);
    }

    @Test
    void what_goes_with_a_row_is_counted_and_nothing_is_deleted() {
        deleting(42)
                .removesExactly("orders", 3)
                .removesExactly("lines", 2)
                .nullifies("invoices", "customer_id", 2)
                .changesNothingElse();
        deleting(43)
                .removesExactly("customers", 2)
                .removesExactly("orders", 1)
                .removesExactly("lines", 1)
                .changesNothingElse();
        deleting(46).changesNothingElse();
        shop.rows("customers").hasCount(5);
    }

    @Test
    void what_was_not_expected_is_named() {
        failsWith(() -> deleting(42).removesExactly("orders", 2), """
                [deleting public.customers id = 42]
                Expected 2 rows of public.orders to be deleted
                  expected: 2 rows deleted
                  but was : 3 rows deleted
                  deleted: id = 1
                  deleted: id = 2
                  deleted: id = 3""");
        failsWith(() -> deleting(42).removesExactly("orders", 3).changesNothingElse(), """
                Expected nothing else to change
                  expected: no other change
                  but was : public.invoices: 2 rows modified in customer_id
                            public.lines: 2 rows deleted""");
        failsWith(
                () -> deleting(43)
                        .removesExactly("orders", 1)
                        .removesExactly("lines", 1)
                        .changesNothingElse(),
                "public.customers: 2 rows deleted");
        failsWith(
                () -> deleting(42).nullifies("invoices", "customer_id", 1),
                "but was : 2 rows; 2 rows modified in customer_id");
        failsWith(() -> deleting(42).nullifies("invoices", "customer", 0), "no such column");
        failsWith(() -> deleting(42).isRefused(), "expected: refused\n  but was : deleted");
    }

    @Test
    void a_refusal_is_seen_also_where_the_constraint_is_deferred() {
        deleting(45).isRefused();
        failsWith(
                () -> deleting(45).changesNothingElse(),
                "but was : refused: ERROR: update or delete on table \"customers\""
                        + " violates foreign key constraint \"seals_customer_id_fkey\" on table \"seals\" [SQLSTATE 23503]");
    }

    @Test
    void a_row_that_a_trigger_keeps_is_not_deleted() {
        failsWith(() -> assertThat(shop.dataSource()).deleting("kept", 1).changesNothingElse(), "still there");
        assertThat(shop.dataSource()).deleting("kept", 1).isRefused();
    }

    @Test
    void a_row_that_is_not_there_fails() {
        failsWith(() -> deleting(7), "no such row");
        // A key that is none is no refusal.
        assertThatThrownBy(() -> assertThat(shop.dataSource()).deleting("customers", "x"))
                .isInstanceOf(QueryException.class);
        failsWith(() -> assertThat(shop.dataSource()).deleting("custmers", 7), "did you mean customers?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(shop.dataSource()).deleting("customers", 1, 2));
    }

    @Test
    void only_the_named_columns_are_modified() {
        deleting(42).modifiesOnly("invoices", "customer_id");
        failsWith(() -> deleting(42).modifiesOnly("invoices", "id"), "but was : customer_id");
    }

    @Test
    void the_values_of_changes_are_masked_and_shown() {
        failsWith(
                () -> assertThat(shop.dataSource())
                        .deleting("customers", 42)
                        .masking("id")
                        .removesExactly("orders", 2),
                "deleted: id = ");
        failsWith(
                () -> assertThat(shop.dataSource())
                        .deleting("customers", 42)
                        .showing("id")
                        .removesExactly("orders", 2),
                "deleted: id = 1");
    }
}
