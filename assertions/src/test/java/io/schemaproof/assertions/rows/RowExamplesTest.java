package io.schemaproof.assertions.rows;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.atMost;
import static io.schemaproof.assertions.SchemaAssertions.comparing;
import static io.schemaproof.assertions.SchemaAssertions.exceptColumns;
import static io.schemaproof.assertions.SchemaAssertions.percent;
import static io.schemaproof.assertions.rows.Shop.failsWith;
import static java.time.Duration.ofHours;

import io.schemaproof.assertions.Page;
import io.schemaproof.catalog.Schema;
import io.schemaproof.query.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/assertions-rows.md} and of the classes' Javadoc. */
class RowExamplesTest {

    private Shop shop;
    private Schema schema;
    private DataSource dataSource;

    @BeforeEach
    void create() throws SQLException {
        shop = Shop.with("""
                CREATE TABLE customers (id int PRIMARY KEY);
                INSERT INTO customers VALUES (1), (42);
                CREATE TABLE orders (id int PRIMARY KEY, tenant_id int, number int,
                    customer_id int REFERENCES customers ON DELETE CASCADE, status text, total numeric, email text,
                    tags text[], placed_at timestamptz, payload jsonb DEFAULT '{"total": 1}');
                INSERT INTO orders VALUES
                    (1, 1, 1, 42, 'PAID', 1, 'a@b', '{gift,fragile}', now()),
                    (2, 1, 2, 1, 'NEW', 2, NULL, NULL, now()), (3, 2, 1, 1, 'NEW', 3, 'c@d', NULL, now());
                CREATE TABLE orders_copy AS TABLE orders;
                CREATE TABLE imported AS SELECT *, now() AS loaded_at FROM orders;
                CREATE TABLE payments (id int PRIMARY KEY, customer_id int REFERENCES customers ON DELETE SET NULL);
                INSERT INTO payments VALUES (1, 42);""");
        dataSource = shop.dataSource();
        schema = Schema.of(dataSource);
    }

    @AfterEach
    void drop() {
        shop.close();
    }

    @Test
    void rows() {
        // tag::rows[]
        assertThat(schema)
                .rows("orders")
                .hasCountBetween(1, 100)
                .allSatisfy("total >= 0")
                .isUniqueOn("tenant_id", "number")
                .hasNoOrphans("customer_id", "customers", "id")
                .column("status", status -> status.hasOnlyValues("NEW", "PAID").isNotConstant())
                .column(
                        "email",
                        email -> email.nulls(atMost(5).and(percent(50))).matches("^[^@]+@[^@]+$"))
                .column("placed_at", at -> at.isFresherThan(ofHours(24)).hasNoFutureValues())
                .groupedBy("tenant_id", tenants -> tenants.eachHasCountBetween(1, 3))
                .row(1)
                .hasValue("tags", List.of("gift", "fragile"));
        // end::rows[]
    }

    @Test
    void json_schema() {
        // tag::json[]
        assertThat(schema)
                .rows("orders")
                .column("payload")
                .matchesJsonSchema(Path.of("src/test/resources/order.schema.json"));
        // end::json[]
    }

    @Test
    void comparing_rows() {
        // tag::comparing[]
        assertThat(schema).rows("orders").isEqualTo(Rows.of(dataSource, "orders_copy"));
        assertThat(schema)
                .rows("orders")
                .isEqualTo(
                        Rows.of(Query.of(dataSource, "SELECT * FROM imported")),
                        comparing().without("loaded_at").matchedBy("id").within(0.01, "total"));
        // end::comparing[]
    }

    @Test
    void changes() {
        // tag::changes[]
        assertThat(schema)
                .changesOf(() -> pay(2))
                .modifiesOnly("orders", "status")
                .createsExactly("payments", 1)
                .changesNothingElse();

        assertThat(schema)
                .changesOf(() -> migrate())
                .preservesRowsOf("customers")
                .preservesRowsOf("orders", exceptColumns("status"));

        assertThat(schema)
                .deleting("customers", 42)
                .removesExactly("orders", 1)
                .nullifies("payments", "customer_id", 1)
                .changesNothingElse();
        // end::changes[]
    }

    @Test
    void mapping() {
        // tag::mapping[]
        assertThat(schema)
                .changesOf(
                        () -> migrate(),
                        changes -> changes.mapsOneToOne("orders", "status", "status_id")
                                .addsNoOrphans("orders", "status_id", "statuses", "id"));
        // end::mapping[]
    }

    @Test
    void examples_of_the_classes() {
        failsWith(
                () -> assertThat(schema)
                        .changesOf(
                                () -> shop.execute("SELECT 1"),
                                changes -> changes.mapsOneToOne("orders", "status", "total > 0")),
                "total > 0 true stood for status NEW in 2 rows, PAID in 1 row");
        assertThat(schema).rows("orders").hasCountBetween(1, 10);
        failsWith(() -> assertThat(schema).rows("orders").allSatisfy("total >= 2"), "id = 1");
        assertThat(schema).rows("orders").column("status").hasOnlyValues("NEW", "PAID");
        failsWith(
                () -> assertThat(schema)
                        .rows("orders")
                        .column("email")
                        .tolerating(percent(0.1))
                        .matches("b"),
                "at most 0.1 %");
        assertThat(schema).rows("orders").row(1).hasValue("status", "PAID");
        failsWith(() -> assertThat(schema).rows("orders").row(1).hasNull("placed_at"), "placed_at to be NULL");
        assertThat(schema).rows("orders").groupedBy("tenant_id").eachHasAtLeast(1);
        failsWith(
                () -> assertThat(schema).rows("orders").groupedBy("tenant_id").eachHasCountBetween(1, 1),
                "tenant_id = 1: 2 rows");
        assertThat(schema)
                .changesOf(() -> shop.execute("UPDATE orders SET status = 'PAID' WHERE id = 3"))
                .modifiesOnly("orders", "status")
                .changesNothingElse();
        failsWith(() -> assertThat(schema).changesOf(() -> pay(2)).hasNoChanges(), "id = 2: status was NEW, is PAID");
        assertThat(schema).deleting("customers", 42).removesExactly("orders", 1);
        failsWith(() -> assertThat(schema).deleting("customers", 42).isRefused(), "but was : deleted");
    }

    @Test
    void the_messages_of_the_page_are_the_real_ones() throws IOException, SQLException {
        shop.execute(
                "UPDATE orders SET payload = CASE id WHEN 1 THEN payload WHEN 2 THEN '{\"total\": \"1\"}' ELSE '{}' END");
        Path file = Path.of("src/test/resources/order.schema.json");
        List<String> messages = page().blocks("text");
        failsWith(() -> assertThat(schema).rows("orders").column("payload").matchesJsonSchema(file), messages.get(0));
        shop.execute("UPDATE orders SET payload = DEFAULT");
        shop.execute("ALTER TABLE imported DROP COLUMN loaded_at; UPDATE imported SET status = 'PAID' WHERE id = 2;"
                + " UPDATE imported SET id = 4 WHERE id = 3");
        failsWith(() -> assertThat(schema).rows("orders").isEqualTo(Rows.of(dataSource, "imported")), messages.get(1));
    }

    @Test
    void the_page_quotes_these_examples() throws IOException {
        page().quotesAllExamples();
    }

    private static Page page() throws IOException {
        return Page.of("assertions-rows", RowExamplesTest.class);
    }

    private void pay(int order) throws SQLException {
        shop.execute("UPDATE orders SET status = 'PAID' WHERE id = " + order + "; INSERT INTO payments VALUES (2, 1)");
    }

    private void migrate() throws SQLException {
        shop.execute("""
                CREATE TABLE statuses (id int PRIMARY KEY, name text);
                INSERT INTO statuses VALUES (1, 'NEW'), (2, 'PAID');
                ALTER TABLE orders ADD COLUMN status_id int;
                UPDATE orders SET status_id = s.id FROM statuses s WHERE s.name = status;
                ALTER TABLE orders DROP COLUMN status;
                ALTER TABLE orders ALTER COLUMN total TYPE numeric(10, 2)""");
    }
}
