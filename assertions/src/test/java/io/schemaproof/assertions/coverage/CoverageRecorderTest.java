package io.schemaproof.assertions.coverage;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.OneDatabase;
import io.schemaproof.assertions.SchemaSoftAssertions;
import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CoverageRecorderTest extends OneDatabase {

    CoverageRecorderTest() {
        super("""
                CREATE TYPE state AS ENUM ('new', 'paid');
                CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL UNIQUE);
                CREATE TABLE orders (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    customer_id int NOT NULL REFERENCES customers (id),
                    state state,
                    total numeric CONSTRAINT total_positive CHECK (total >= 0));
                CREATE INDEX orders_customer ON orders (customer_id);
                CREATE VIEW open_orders AS SELECT id FROM orders WHERE state = 'new';
                CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT $1 * 2';
                CREATE TABLE events (at date) PARTITION BY RANGE (at);
                CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');""");
    }

    @Test
    void what_follows_from_something_else_does_not_count() {
        Coverage none = CoverageRecorder.record(schema, () -> {});

        org.assertj.core.api.Assertions.assertThat(none.objects(Touch.UNTOUCHED))
                .extracting(ObjectId::toString)
                .containsExactly(
                        "enum type public.state",
                        "function public.twice(integer)",
                        "table public.customers",
                        "table public.events",
                        "table public.orders",
                        "view public.open_orders",
                        "column public.customers.id",
                        "column public.customers.name",
                        "column public.events.at",
                        "column public.orders.customer_id",
                        "column public.orders.id",
                        "column public.orders.state",
                        "column public.orders.total",
                        "constraint public.customers.customers_name_key",
                        "constraint public.customers.customers_pkey",
                        "constraint public.orders.orders_customer_id_fkey",
                        "constraint public.orders.orders_pkey",
                        "constraint public.orders.total_positive",
                        "index public.orders_customer");
        org.assertj.core.api.Assertions.assertThat(none.percent()).isZero();
    }

    @Test
    void looked_up_is_not_asserted_on() {
        Coverage coverage = CoverageRecorder.record(schema, () -> {
            assertThat(schema).table("orders").column("total").hasType("numeric");
            assertThat(schema).as("x").table("customers").as("y").because("z").column("id");
            assertThat(schema).view("open_orders").rows().hasCount(0);
            assertThat(schema).rows("events").hasCount(0);
        });

        org.assertj.core.api.Assertions.assertThat(names(coverage, Touch.ASSERTED))
                .containsExactly("public.orders.total");
        org.assertj.core.api.Assertions.assertThat(names(coverage, Touch.LOOKED_UP))
                .containsExactly(
                        "public.customers",
                        "public.events",
                        "public.orders",
                        "public.open_orders",
                        "public.customers.id");
    }

    @Test
    void nested_blocks_soft_assertions_and_sets_are_seen() {
        Coverage coverage = CoverageRecorder.record(schema, () -> {
            assertThat(schema)
                    .hasTables("events")
                    .table(
                            "orders",
                            orders -> orders.hasColumns("id", "STATE")
                                    .hasPrimaryKey("id")
                                    .foreignKey("customer_id", key -> key.references("customers", "id"))
                                    .check("total_positive", check -> check.isValidated())
                                    .index("orders_customer", index -> index.isValid()))
                    .function("twice(int)")
                    .returns("int");
            SchemaSoftAssertions softly = new SchemaSoftAssertions();
            softly.assertThat(schema)
                    .table("customers")
                    .hasUniqueKey("name")
                    .column("name")
                    .isNotNullable();
            softly.assertAll();
        });

        org.assertj.core.api.Assertions.assertThat(names(coverage, Touch.ASSERTED))
                .containsExactly(
                        "public.twice(integer)",
                        "public.customers",
                        "public.events",
                        "public.orders",
                        "public.customers.name",
                        "public.orders.id",
                        "public.orders.state",
                        "public.customers.customers_name_key",
                        "public.orders.orders_customer_id_fkey",
                        "public.orders.orders_pkey",
                        "public.orders.total_positive",
                        "public.orders_customer");
        org.assertj.core.api.Assertions.assertThat(coverage.toString())
                .startsWith(
                        "12 of 19 asserted on (63.2 %)\n  enum type: 0 of 1 asserted on (0.0 %)\n    untouched: public.state\n")
                .contains("  constraint: 4 of 5 asserted on (80.0 %)\n    untouched: public.customers.customers_pkey");
        org.assertj.core.api.Assertions.assertThat(coverage.of(ObjectKind.INDEX).percent())
                .isEqualTo(100);
    }

    @Test
    void what_is_absent_or_missing_covers_nothing_and_failures_go_through() {
        Coverage coverage = CoverageRecorder.record(schema, () -> {
            assertThat(schema).hasNoTable("nope").hasSchemas("public");
            assertThatThrownBy(() -> assertThat(schema).table("nope")).hasMessageContaining("table nope");
            assertThatThrownBy(() -> assertThat(schema).table("orders").hasColumns("nope", "id"))
                    .hasMessageContaining("missing : nope");
        });

        org.assertj.core.api.Assertions.assertThat(names(coverage, Touch.ASSERTED))
                .containsExactly("public.orders", "public.orders.id");
    }

    /** An assertion of somebody's own, on an object that the catalogue has no view for, and one that cannot be watched. */
    static class StateAssert extends AbstractSchemaproofAssert<StateAssert, CatalogObject> {

        StateAssert(CatalogObject actual) {
            super(actual, StateAssert.class);
        }

        @Override
        protected String where() {
            return actual.id().toString();
        }

        StateAssert(Schema schema) {
            this(schema.catalog().find(ObjectKind.ENUM_TYPE, "state").orElseThrow());
        }

        public StateAssert isThere() {
            covers(List.of(new ObjectId(ObjectKind.VIEW, "public.open_orders")));
            return this;
        }

        public StateAssert other(Consumer<ClosedAssert> requirements) {
            return nested(new ClosedAssert("closed"), requirements);
        }
    }

    static final class ClosedAssert extends AbstractSchemaproofAssert<ClosedAssert, String> {

        ClosedAssert(String actual) {
            super(actual, ClosedAssert.class);
        }

        @Override
        protected String where() {
            return actual;
        }
    }

    @Test
    void assertions_of_ones_own_are_recorded_too() {
        Coverage passing = CoverageRecorder.record(
                schema, () -> CoverageRecorder.watched(new StateAssert(schema)).other(closed -> closed.as("x")));
        Coverage asserting = CoverageRecorder.record(
                schema, () -> CoverageRecorder.watched(new StateAssert(schema)).isThere());

        org.assertj.core.api.Assertions.assertThat(names(passing, Touch.LOOKED_UP))
                .containsExactly("public.state");
        org.assertj.core.api.Assertions.assertThat(names(asserting, Touch.ASSERTED))
                .containsExactly("public.state", "public.open_orders");
    }

    @Test
    void outside_of_a_recording_nothing_is_watched() {
        org.assertj.core.api.Assertions.assertThat(assertThat(schema).getClass().getName())
                .doesNotContain("Watched");
    }

    @Test
    void of_no_object_there_is_no_share() {
        Coverage nothing = new Coverage(new TreeMap<>());

        assertThatIllegalStateException().isThrownBy(nothing::percent);
        org.assertj.core.api.Assertions.assertThat(nothing).hasToString("no object that counts");
    }

    private static List<String> names(Coverage coverage, Touch touch) {
        return coverage.objects(touch).stream().map(ObjectId::identity).toList();
    }
}
