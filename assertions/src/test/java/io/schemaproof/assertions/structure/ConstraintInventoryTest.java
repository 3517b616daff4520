package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Inventory.CHECKS;
import static io.schemaproof.assertions.structure.Inventory.FOREIGN_KEYS;
import static io.schemaproof.assertions.structure.Inventory.INDEXES;
import static io.schemaproof.assertions.structure.Inventory.PRIMARY_KEYS;
import static io.schemaproof.assertions.structure.Inventory.UNIQUE_CONSTRAINTS;
import static io.schemaproof.assertions.structure.Shop.failsSaying;
import static io.schemaproof.assertions.structure.Shop.failsWith;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Constraints are counted by kind, and those that come from above are counted once. */
class ConstraintInventoryTest {

    private static TestDatabase database;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Shop.create("""
                CREATE SCHEMA sales;
                CREATE DOMAIN price AS numeric CONSTRAINT price_positive CHECK (VALUE > 0);
                CREATE TABLE customer (id int PRIMARY KEY, email text UNIQUE);
                CREATE UNIQUE INDEX customer_lower_email ON customer (lower(email));
                CREATE TABLE sales.event (
                    at date NOT NULL,
                    customer_id int CONSTRAINT event_customer REFERENCES customer,
                    CONSTRAINT event_new CHECK (at > '2000-01-01'),
                    CONSTRAINT event_key PRIMARY KEY (at),
                    CONSTRAINT event_pair UNIQUE (at, customer_id)
                ) PARTITION BY RANGE (at);
                CREATE TABLE sales.event_2024 PARTITION OF sales.event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                CREATE TABLE sales.event_2025 PARTITION OF sales.event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                ALTER TABLE sales.event_2025 ADD CONSTRAINT late CHECK (at < '2025-12-01');""");
        schema = Schema.of(database.dataSource());
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void a_table_that_does_not_exist_has_no_constraint_to_miss() {
        assertThat(schema).inventory(FOREIGN_KEYS).doesNotContain("customer.nothing", "sales.event.nothing");
        failsWith(() -> assertThat(schema).inventory(FOREIGN_KEYS).doesNotContain("custmer.nothing"), """
                [database]
                Expected table public.custmer to exist
                  expected: public.custmer
                  but was : no such table: nothing was checked
                  did you mean public.customer?
                  Say hasNoTable(..) if that is meant.""");
        failsSaying(
                () -> assertThat(schema).schema("sales").inventory(CHECKS).doesNotContain("evnt.event_new"),
                "did you mean sales.event?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(schema).inventory(FOREIGN_KEYS).doesNotContain("event_customer"))
                .withMessage("Name the table too, as orders.event_customer: each table has constraints of its own.");
    }

    @Test
    void constraints_are_named_with_their_table() {
        assertThat(schema)
                .inventory(
                        PRIMARY_KEYS, keys -> keys.containsExactly("customer.customer_pkey", "sales.event.event_key"))
                .inventory(
                        UNIQUE_CONSTRAINTS,
                        keys -> keys.containsExactly("customer.customer_email_key", "sales.event.event_pair"))
                .inventory(FOREIGN_KEYS, keys -> keys.containsExactly("sales.event.event_customer"))
                .inventory(CHECKS, checks -> checks.containsExactly("sales.event.event_new", "sales.event_2025.late"))
                .schema("sales")
                .inventory(FOREIGN_KEYS)
                .contains("event.event_customer", "sales.event.event_customer")
                .doesNotContain("event.event_pair");

        failsWith(() -> assertThat(schema).inventory(FOREIGN_KEYS).contains("customer.customer_pkey"), """
                [database]
                Expected these foreign keys
                  expected: public.customer.customer_pkey
                  but was : sales.event.event_customer
                  missing : public.customer.customer_pkey""");
        failsSaying(
                () -> assertThat(schema).inventory(CHECKS).doesNotContain("sales.event.event_new"),
                "Expected no check sales.event.event_new");
        failsSaying(
                () -> assertThat(schema)
                        .schema("public")
                        .inventory(UNIQUE_CONSTRAINTS)
                        .isEmpty(),
                "extra   : public.customer.customer_email_key");
    }

    @Test
    void a_number_or_more_can_be_demanded() {
        assertThat(schema)
                .inventory(INDEXES, indexes -> indexes.hasAtLeast(5))
                .inventory(INDEXES, indexes -> indexes.hasSize(5))
                .inventory(UNIQUE_CONSTRAINTS, keys -> keys.hasAtLeast(1));

        failsWith(() -> assertThat(schema).inventory(FOREIGN_KEYS).hasAtLeast(2), """
                [database]
                Expected at least 2 foreign keys
                  expected: 2 or more
                  but was : 1
                  There are: sales.event.event_customer""");
        failsWith(
                () -> assertThat(schema)
                        .schema("public")
                        .inventory(FOREIGN_KEYS)
                        .hasAtLeast(1),
                """
                [schema public]
                Expected at least 1 foreign keys
                  expected: 1 or more
                  but was : 0""");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(schema).inventory(FOREIGN_KEYS).hasAtLeast(0))
                .withMessage("At least 0 foreign keys demand nothing.");
    }
}
