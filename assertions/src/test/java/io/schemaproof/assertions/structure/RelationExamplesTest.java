package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.on;
import static io.schemaproof.assertions.structure.Inventory.ENUMS;
import static io.schemaproof.assertions.structure.Inventory.EXTENSIONS;
import static io.schemaproof.assertions.structure.Inventory.FUNCTIONS;
import static io.schemaproof.assertions.structure.Shop.failsSaying;
import static io.schemaproof.assertions.structure.SqlState.CHECK_VIOLATION;
import static io.schemaproof.assertions.structure.SqlState.UNIQUE_VIOLATION;
import static io.schemaproof.catalog.Column.IdentityGeneration.ALWAYS;
import static io.schemaproof.catalog.ObjectKind.TABLE;
import static io.schemaproof.catalog.ObjectKind.VIEW;
import static io.schemaproof.catalog.ReferentialAction.CASCADE;
import static io.schemaproof.catalog.ReferentialAction.SET_NULL;

import io.schemaproof.assertions.Page;
import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/assertions-relations.md}, quoted there, and those of the Javadoc of the assertions. */
class RelationExamplesTest {

    private static TestDatabase database;
    private static OneSession session;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Shop.create("""
                CREATE TYPE order_status AS ENUM ('new', 'paid');
                CREATE TABLE customers (id int PRIMARY KEY);
                CREATE TABLE orders (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    number int UNIQUE,
                    customer_id int REFERENCES customers,
                    status order_status NOT NULL DEFAULT 'new',
                    placed_at timestamptz NOT NULL DEFAULT now(),
                    total numeric(10,2) NOT NULL DEFAULT 0 CHECK (total >= 0));
                CREATE INDEX orders_customer ON orders (customer_id, placed_at DESC) INCLUDE (total);
                CREATE INDEX orders_unpaid ON orders (placed_at) WHERE status = 'new';
                CREATE TABLE lines (
                    order_id bigint REFERENCES orders ON DELETE CASCADE,
                    place int,
                    amount int NOT NULL,
                    gift boolean NOT NULL DEFAULT false,
                    PRIMARY KEY (order_id, place),
                    CONSTRAINT amount_is_positive CHECK (amount > 0),
                    CONSTRAINT gifts_are_single CHECK (NOT gift OR amount = 1));
                CREATE TABLE bookings (
                    room int4range,
                    during tstzrange,
                    cancelled boolean,
                    CONSTRAINT bookings_no_overlap EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (NOT cancelled));
                CREATE TABLE events (at timestamptz NOT NULL) PARTITION BY RANGE (at);
                CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                CREATE INDEX ON events (at);
                CREATE SCHEMA sales;
                CREATE TABLE sales.orders (id int);
                CREATE TABLE sales.lines (id int);
                INSERT INTO customers VALUES (42);
                INSERT INTO orders (number, customer_id) VALUES (6, 42);""");
        session = new OneSession(database.dataSource());
        schema = Schema.of(session);
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    @Test
    void the_page() {
        // tag::tables[]
        assertThat(schema)
                .hasNoTable("order_lines")
                .table(
                        "orders",
                        orders -> orders.hasColumns("id", "number", "total")
                                .column("id", id -> id.hasType("bigint").isIdentity(ALWAYS))
                                .column(
                                        "total",
                                        total -> total.hasType("decimal(10, 2)")
                                                .isNotNullable()
                                                .hasDefault("0"))
                                .hasPrimaryKey("id")
                                .isLogged()
                                .isNotPartitioned());
        // end::tables[]

        // tag::constraints[]
        assertThat(schema)
                .table(
                        "lines",
                        lines -> lines.primaryKey(key -> key.isOn("order_id", "place"))
                                .foreignKey(
                                        "order_id",
                                        key -> key.references("orders", "id")
                                                .onDelete(CASCADE)
                                                .isCoveredByIndex())
                                .check(
                                        "amount_is_positive",
                                        check -> check.hasExpression("amount > 0")
                                                .accepts(1)
                                                .rejects(0, -1))
                                .check(
                                        "gifts_are_single",
                                        check -> check.rejectsRow(Map.of("gift", true, "amount", 2))));
        // end::constraints[]

        // tag::indexes[]
        assertThat(schema)
                .table(
                        "orders",
                        orders -> orders.index(on("customer_id", "placed_at DESC"), index -> index.includes("total"))
                                .index("orders_unpaid", unpaid -> unpaid.isPartial("status IN ('new')"))
                                .hasUniqueKey("number")
                                .hasNoIndexOn("total"));
        // end::indexes[]

        // tag::partitions[]
        assertThat(schema)
                .table("events")
                .partitioning(parts -> parts.isByRange("at")
                        .hasNoGap()
                        .beginsAt("2024-06-01")
                        .reaches("2025-12-31")
                        .hasNoDefaultPartition()
                        .everyPartitionHasIndexOn("at"));
        assertThat(schema).table("events_2025").isPartitionOf("events");
        // end::partitions[]

        // tag::inventories[]
        assertThat(schema)
                .schema(
                        "sales",
                        sales -> sales.hasExactlyTables("orders", "lines")
                                .hasExactlyViews()
                                .inventory(FUNCTIONS, functions -> functions.isEmpty()))
                .inventory(EXTENSIONS, extensions -> extensions.containsExactly("plpgsql"));
        // end::inventories[]

        // tag::statements[]
        assertThat(schema)
                .statement("INSERT INTO orders (number) VALUES (?)", 6)
                .failsWith(UNIQUE_VIOLATION)
                .onTable("orders")
                .onConstraint("orders_number_key");
        assertThat(schema)
                .statement("DELETE FROM orders WHERE customer_id = ?", 42)
                .affects(1);
        // end::statements[]
    }

    @Test
    void tables_columns_and_inventories() {
        assertThat(schema)
                .table("orders", orders -> orders.hasColumns("id", "total").hasPrimaryKey("id"));
        failsSaying(() -> assertThat(schema).table("orders").hasNoColumn("total"), "no column total");

        assertThat(schema)
                .table("orders")
                .column("total")
                .hasType("decimal(10, 2)")
                .isNotNullable()
                .hasDefault("0");
        failsSaying(
                () -> assertThat(schema).table("orders").column("total").hasType("numeric"),
                "expected: numeric\n  but was : numeric(10,2)");

        assertThat(schema).relation("orders").isA(TABLE).hasColumns("id");
        failsSaying(() -> assertThat(schema).relation("orders").isA(VIEW), "but was : table");

        assertThat(schema)
                .schema(
                        "sales",
                        sales -> sales.hasExactlyTables("orders", "lines").hasNoView("orders_v1"));
        failsSaying(() -> assertThat(schema).schema("sales").hasExactlyTables("orders"), "extra   : sales.lines");

        assertThat(schema).inventory(ENUMS).containsExactly("order_status");
        failsSaying(() -> assertThat(schema).inventory(ENUMS).isEmpty(), "order_status");
    }

    @Test
    void constraints() {
        assertThat(schema)
                .table("lines")
                .primaryKey(key -> key.isOn("order_id", "place").isNotDeferrable());
        failsSaying(
                () -> assertThat(schema).table("lines").primaryKey(key -> key.isOn("place", "order_id")),
                "but was : PRIMARY KEY (order_id, place)");

        assertThat(schema).table("orders").uniqueConstraint(on("number"), key -> key.isNullsDistinct());
        failsSaying(
                () -> assertThat(schema)
                        .table("orders")
                        .uniqueConstraint(on("number"))
                        .isInitiallyDeferred(),
                "INITIALLY DEFERRED");

        assertThat(schema)
                .table("lines")
                .foreignKey("order_id")
                .references("orders", "id")
                .onDelete(CASCADE)
                .isCoveredByIndex();
        failsSaying(
                () -> assertThat(schema).table("lines").foreignKey("order_id").onDelete(SET_NULL),
                "but was : (order_id) REFERENCES public.orders(id) ON DELETE CASCADE");

        assertThat(schema)
                .table("orders")
                .check("orders_total_check")
                .accepts(0, "9.99", null)
                .rejects("-0.01");
        failsSaying(
                () -> assertThat(schema)
                        .table("orders")
                        .check("orders_total_check")
                        .rejects(0),
                "to reject total = 0");

        assertThat(schema)
                .table("bookings")
                .exclusion("bookings_no_overlap")
                .hasElements("room WITH =", "during WITH &&")
                .isPartial("NOT cancelled");
        failsSaying(
                () -> assertThat(schema)
                        .table("bookings")
                        .exclusion("bookings_no_overlap")
                        .hasElements("during WITH &&"),
                "but was : EXCLUDE USING gist (room WITH =, during WITH &&)");
    }

    @Test
    void indexes_partitions_and_statements() {
        assertThat(schema)
                .table("orders")
                .index(on("customer_id", "placed_at DESC"))
                .isValid()
                .isNotUnique()
                .isNotPartial()
                .includes("total");
        failsSaying(
                () -> assertThat(schema)
                        .table("orders")
                        .index(on("customer_id", "placed_at DESC"))
                        .isOn("customer_id", "total"),
                "placed_at DESC");

        assertThat(schema)
                .table("events")
                .partitioning(parts ->
                        parts.isByRange("at").hasNoGap().reaches("2026-01-01").everyPartitionHasIndexOn("at"));
        failsSaying(() -> assertThat(schema).table("events").partitioning().reaches("2030-01-01"), "2026-01-01");

        assertThat(schema)
                .statement("INSERT INTO orders (total) VALUES (?)", -1)
                .failsWith(CHECK_VIOLATION)
                .onConstraint("orders_total_check");
        failsSaying(
                () -> assertThat(schema)
                        .statement("INSERT INTO orders (total) VALUES (?)", -1)
                        .succeeds(),
                "violates check constraint");

        assertThat(schema)
                .statement("INSERT INTO orders (number) VALUES (7), (7)")
                .failsWith(UNIQUE_VIOLATION)
                .onTable("orders")
                .withMessageContaining("duplicate key");
        failsSaying(
                () -> assertThat(schema)
                        .statement("INSERT INTO orders (number) VALUES (7), (7)")
                        .failsWith(UNIQUE_VIOLATION)
                        .onConstraint("orders_pkey"),
                "orders_number_key");
    }

    @Test
    void the_page_quotes_these_examples() throws IOException {
        Page.of("assertions-relations", RelationExamplesTest.class).quotesAllExamples();
    }
}
