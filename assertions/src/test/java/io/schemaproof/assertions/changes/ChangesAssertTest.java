package io.schemaproof.assertions.changes;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.exceptColumns;
import static io.schemaproof.assertions.rows.Shop.failsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.core.Sql;
import io.schemaproof.assertions.rows.Shop;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangesAssertTest {

    private Shop shop;

    @BeforeEach
    void create() throws SQLException {
        shop = Shop.with("""
                CREATE TYPE state AS ENUM ('NEW', 'PAID');
                CREATE TABLE orders (id int PRIMARY KEY, status state, total numeric);
                INSERT INTO orders SELECT i, 'NEW', i FROM generate_series(1, 5) i;
                CREATE TABLE log (line text);
                INSERT INTO log VALUES ('a'), ('a');
                CREATE TABLE parts (id int PRIMARY KEY, v int) PARTITION BY RANGE (id);
                CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (10);
                INSERT INTO parts VALUES (1, 1);
                CREATE SCHEMA "Other Shop";
                CREATE TABLE "Other Shop"."Table" ("Id" int PRIMARY KEY);""");
    }

    @AfterEach
    void drop() {
        shop.close();
    }

    private ChangesAssert changes(String sql, String... tables) {
        return assertThat(shop.database()).changesOf(() -> shop.execute(sql), tables);
    }

    @Test
    void nothing_changes() {
        changes("SELECT 1").hasNoChanges().changesNothingElse().preservesRowsOf("orders");
        changes("UPDATE orders SET total = total * 1.00").hasNoChanges();
    }

    @Test
    void created_modified_and_deleted_rows_are_told_apart() {
        changes("""
                INSERT INTO orders VALUES (6, 'NEW', 1), (7, 'NEW', 1);
                UPDATE orders SET status = 'PAID' WHERE id = 2;
                DELETE FROM orders WHERE id = 3;
                INSERT INTO log VALUES ('b');
                UPDATE parts SET v = 2;
                INSERT INTO "Other Shop"."Table" VALUES (1)""")
                .createsExactly("orders", 2)
                .modifiesOnly("orders", "status")
                .modifiesExactly("orders", 1)
                .deletesExactly("public.orders", 1)
                .createsExactly("log", 1)
                .modifiesOnly("parts", "v")
                .createsExactly("\"Other Shop\".\"Table\"", 1)
                .changesNothingElse();
    }

    @Test
    void a_change_that_was_not_expected_is_named() {
        failsWith(
                () -> changes(
                                "UPDATE orders SET status = 'PAID', total = NULL WHERE id = 2; DELETE FROM orders WHERE id = 3;"
                                        + "INSERT INTO orders VALUES (9, 'NEW', 1)")
                        .hasNoChanges(),
                """
                [changes of rows]
                Expected no row to change
                  expected: no other change
                  but was : public.orders: 1 row created
                            public.orders: 1 row modified in status, total
                            public.orders: 1 row deleted
                  created: id = 9
                  modified: id = 2: status was NEW, is PAID; total was 2, is NULL
                  deleted: id = 3""");
        failsWith(() -> changes("UPDATE orders SET total = 0 WHERE id = 1").createsExactly("orders", 1), """
                Expected 1 row of public.orders to be created
                  expected: 1 row created
                  but was : 0 rows created""");
        failsWith(() -> changes("UPDATE orders SET total = 7 WHERE id = 1").modifiesOnly("orders", "status"), """
                Expected only status of public.orders to be modified
                  expected: status
                  but was : total
                  modified: id = 1: total was 0, is 7""");
        failsWith(() -> changes("SELECT 1").modifiesOnly("orders", "status"), "but was : no row is modified");
        failsWith(
                () -> changes("DELETE FROM log").deletesExactly("log", 1),
                "2 rows deleted\n  deleted: line = a\n  The table has no primary key");
        failsWith(() -> changes("SELECT 1").modifiesExactly("log", 0), "no primary key throughout");
        failsWith(
                () -> changes("TRUNCATE parts; DELETE FROM orders WHERE id = 5")
                        .deletesExactly("parts", 1)
                        .changesNothingElse(),
                "public.orders: 1 row deleted");
    }

    @Test
    void names_that_are_not_there_fail() {
        failsWith(() -> changes("SELECT 1").createsExactly("order", 0), "did you mean orders?");
        failsWith(() -> changes("SELECT 1", "ordres"), "did you mean orders?");
        failsWith(() -> changes("SELECT 1").modifiesOnly("orders", "staus"), "did you mean status?");
        failsWith(() -> changes("SELECT 1").preservesRowsOf("orders", exceptColumns("x")), "no such column");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> changes("SELECT 1").modifiesOnly("orders"));
    }

    @Test
    void only_named_tables_are_watched() {
        changes("DELETE FROM log", "orders", "parts").hasNoChanges();
        changes("INSERT INTO log VALUES ('c')").ignoringTables("log").hasNoChanges();
        failsWith(() -> changes("SELECT 1", "orders").createsExactly("log", 0), "Tables watched: orders");
    }

    @Test
    void rows_are_preserved_over_a_migration() {
        changes("""
                ALTER TABLE orders RENAME TO purchases;
                ALTER TABLE purchases RENAME COLUMN total TO amount;
                ALTER TABLE purchases ALTER COLUMN id TYPE bigint, ALTER COLUMN status TYPE text;
                DROP TYPE state;
                ALTER TABLE purchases ADD COLUMN status_id int DEFAULT 1;
                INSERT INTO purchases VALUES (10, 'NEW', 1)""").preservesRowsOf("orders").preservesRowsOf("purchases");
    }

    @Test
    void what_a_migration_loses_is_named() throws SQLException {
        failsWith(
                () -> changes("UPDATE orders SET total = total + 1 WHERE id < 3; ALTER TABLE orders DROP COLUMN status")
                        .preservesRowsOf("orders"),
                """
                Expected the rows of public.orders to be preserved
                  expected: 5 rows, the same
                  but was : total modified in 2 rows, column status is gone
                  modified: id = 1: total was 1, is 2
                  modified: id = 2: total was 2, is 3""");
        changes("UPDATE orders SET total = 0; ALTER TABLE orders ADD COLUMN status int")
                .preservesRowsOf("orders", exceptColumns("total"));
        failsWith(() -> changes("DELETE FROM orders WHERE id = 1").preservesRowsOf("orders"), "1 row deleted");
        failsWith(() -> changes("DROP TABLE log").preservesRowsOf("log"), "2 rows deleted");
        failsWith(() -> changes("SELECT 1").preservesRowsOf("\"Other Shop\".\"Table\""), "nothing was checked");
        changes("SELECT 1").allowingNoRows().preservesRowsOf("\"Other Shop\".\"Table\"");
        // A table that is written anew is the same one by its name, and so is a column.
        changes("CREATE TABLE x AS TABLE orders; DROP TABLE orders; ALTER TABLE x RENAME TO orders")
                .preservesRowsOf("orders");
    }

    @Test
    void a_key_that_is_none_any_more_is_not_trusted() {
        changes("ALTER TABLE orders DROP CONSTRAINT orders_pkey; INSERT INTO orders SELECT * FROM orders WHERE id = 1")
                .createsExactly("orders", 1)
                .deletesExactly("orders", 0);
    }

    @Test
    void an_exception_of_the_block_comes_through_and_nothing_is_left() {
        assertThatThrownBy(() -> changes("SELECT nonsense")).isInstanceOf(IllegalStateException.class);

        assertThat(new Sql(shop.database().dataSource())
                        .column("SELECT relname FROM pg_class WHERE relname LIKE 'schemaproof%'"))
                .isEmpty();
    }

    @Test
    void a_row_that_comes_to_refer_to_none_is_an_orphan_whatever_the_key_is_worth() throws SQLException {
        shop.execute("""
                CREATE TABLE shops (id int PRIMARY KEY, city text);
                CREATE TABLE visits (id int PRIMARY KEY, c0 int, note text);
                INSERT INTO shops VALUES (1, 'Rome'), (2, 'Bari');
                INSERT INTO visits VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 7, 'of before'), (4, NULL, 'd');
                ALTER TABLE visits ADD CONSTRAINT shop FOREIGN KEY (c0) REFERENCES shops NOT VALID;""");

        changes("INSERT INTO visits VALUES (5, 1, 'e'); UPDATE visits SET note = 'still' WHERE c0 = 7")
                .addsNoOrphans();
        changes("ALTER TABLE visits RENAME c0 TO shop; ALTER TABLE shops RENAME TO places")
                .addsNoOrphans();
        failsWith(() -> changes("""
                        ALTER TABLE visits DROP CONSTRAINT shop;
                        DELETE FROM places WHERE id = 2""", "visits", "places").addsNoOrphans(), """
                Expected no row to refer to one that is not there
                  expected: no other than the 1 row of before
                  but was : 1 row of public.visits whose shop is no id of public.places
                  orphan: shop = 2""");
        failsWith(
                () -> changes("""
                        CREATE TABLE guests (id int, place int REFERENCES places);
                        ALTER TABLE guests DISABLE TRIGGER ALL;
                        INSERT INTO guests VALUES (1, 1), (2, 9), (3, 9);""").addsNoOrphans(),
                "but was : 2 rows of public.guests whose place is no id of public.places\n  orphan: place = 9");
        failsWith(() -> changes("SELECT 1", "log").addsNoOrphans(), "none: nothing was checked");
        changes("SELECT 1", "log").allowingNoRows().addsNoOrphans();
    }
}
