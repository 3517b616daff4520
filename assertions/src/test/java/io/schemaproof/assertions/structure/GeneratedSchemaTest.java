package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Fixture.failsWith;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.CLOB;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.JSONB;
import static org.jooq.impl.SQLDataType.LOCALDATE;
import static org.jooq.impl.SQLDataType.NUMERIC;
import static org.jooq.impl.SQLDataType.OFFSETDATETIME;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.schemaproof.catalog.Schema;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.EnumType;
import org.jooq.TableOptions;
import org.jooq.impl.CatalogImpl;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultDataType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GeneratedSchemaTest {

    private static Fixture db;

    /** What is generated of an enum. */
    enum State implements EnumType {
        OPEN;

        @Override
        public String getLiteral() {
            return "open";
        }

        @Override
        public String getName() {
            return "state";
        }

        @Override
        public org.jooq.Schema getSchema() {
            return DSL.schema(DSL.name("public"));
        }
    }

    @BeforeAll
    static void create() throws SQLException {
        db = new Fixture("", """
                CREATE TYPE state AS ENUM ('open');
                CREATE DOMAIN price AS numeric(10,2);
                CREATE TABLE customers (id int PRIMARY KEY, name varchar(100) NOT NULL UNIQUE, tags text[]);
                CREATE TABLE orders (
                    id bigint PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, state state NOT NULL, total numeric(10,2),
                    tax price, at timestamptz NOT NULL, more jsonb, words tsvector, "Kind" name, owner oid);
                CREATE VIEW open_orders AS SELECT id, total FROM orders;
                CREATE TABLE events (at date) PARTITION BY RANGE (at);
                CREATE TABLE events_1 PARTITION OF events DEFAULT;
                CREATE TABLE flyway_schema_history (version text);
                """);
    }

    @AfterAll
    static void close() throws SQLException {
        db.close();
    }

    private static GeneratedTable.Of without(String left) {
        GeneratedTable.Of generated = new GeneratedTable.Of("public");
        GeneratedTable customers = generated.add(new GeneratedTable(generated, "customers")
                .column("id", INTEGER.nullable(false))
                .column("name", VARCHAR(100).nullable(false))
                .column("tags", CLOB.array()));
        customers.primaryKey("id").unique("name");
        GeneratedTable orders = new GeneratedTable(generated, "orders")
                .column("id", BIGINT.nullable(false))
                .column("customer_id", INTEGER.nullable(false))
                .column("state", VARCHAR.nullable(false).asEnumDataType(State.class))
                .column("total", NUMERIC(10, 2))
                .column("tax", DSL.domain(DSL.name("public", "price")).getDataType())
                .column("at", OFFSETDATETIME(6).nullable(false))
                .column("more", JSONB)
                .column("words", DefaultDataType.getDefaultDataType("\"pg_catalog\".\"tsvector\""))
                .column("Kind", VARCHAR(63))
                .column("owner", BIGINT);
        if (!left.equals("orders")) {
            generated.add(orders.primaryKey("id").references(customers, "customer_id"));
        }
        generated.add(new GeneratedTable(generated, "open_orders", TableOptions.view())
                .column("id", BIGINT)
                .column("total", NUMERIC(10, 2)));
        generated.add(new GeneratedTable(generated, "orders_of", TableOptions.function()).column("id", BIGINT));
        generated.add(new GeneratedTable(generated, "events").column("at", LOCALDATE));
        generated.add(new GeneratedTable(generated, "flyway_schema_history").column("other", CLOB));
        return generated;
    }

    private static final class Generated extends CatalogImpl {

        private static final long serialVersionUID = 1;

        private final transient List<org.jooq.Schema> schemas;

        Generated(org.jooq.Schema... schemas) {
            super(DSL.name(""));
            this.schemas = List.of(schemas);
        }

        @Override
        public List<org.jooq.Schema> getSchemas() {
            return schemas;
        }
    }

    private static Schema schema() {
        return db.schema();
    }

    @Test
    void what_was_generated_of_this_schema_matches() {
        assertThat(schema()).matches(without(""));
        assertThat(schema()).matches(new Generated(without("")));
        assertThat(schema()).schema("public").matches(without(""));
    }

    @Test
    void tables_and_columns_that_came_and_went_are_told() {
        GeneratedTable.Of generated = without("orders");
        generated.add(new GeneratedTable(generated, "gone").column("id", INTEGER));
        generated.add(new GeneratedTable(generated, "orders")
                .column("id", BIGINT.nullable(false))
                .column("note", CLOB)
                .primaryKey("id"));

        failsWith(() -> assertThat(schema()).matches(generated), """
                exactly the tables and views that are generated of schema public""");
        failsWith(() -> assertThat(schema()).matches(generated), "gone");
        failsWith(
                () -> assertThat(schema()).matches(generated),
                "exactly the columns that are generated of public.orders");
        failsWith(() -> assertThat(schema()).matches(generated), "note");
        failsWith(
                () -> assertThat(schema()).matches(generated),
                "Generate the classes anew, from what these migrations give.");
        failsWith(
                () -> assertThat(schema()).matches(without("orders")),
                "exactly the tables and views that are generated of schema public");
    }

    @Test
    void another_type_length_nullability_or_key_is_told() {
        GeneratedTable.Of generated = new GeneratedTable.Of("public");
        GeneratedTable customers = generated.add(new GeneratedTable(generated, "customers")
                .column("id", BIGINT.nullable(false))
                .column("name", VARCHAR(50))
                .column("tags", VARCHAR.array()));
        customers.primaryKey("id");

        ThrowingCallable check = () ->
                assertThat(schema()).schema("public").matches(generated, "orders", "open_orders", "events", "events_1");

        failsWith(check, """
                the type that is generated of column public.customers.id
                expected: bigint
                but was : integer""");
        failsWith(check, """
                expected: character varying(50)
                but was : character varying(100)""");
        failsWith(check, """
                expected: character varying[]
                but was : text[]""");
        failsWith(check, """
                the nullability that is generated of column public.customers.name
                expected: nullable
                but was : not null""");
        failsWith(check, "exactly the keys that are generated of public.customers");
        failsWith(check, "unique (name)");
        assertThat(schema()).schema("public").matches(without("orders"), "orders");
    }

    @Test
    void what_is_excepted_is_not_compared_and_nothing_is_never_compared() {
        GeneratedTable.Of generated = new GeneratedTable.Of("public");
        generated
                .add(new GeneratedTable(generated, "customers")
                        .column("id", INTEGER.nullable(false))
                        .column("name", INTEGER.nullable(false)))
                .primaryKey("id")
                .unique("name");

        assertThat(schema())
                .schema("public")
                .matches(generated, "customers.name", "customers.tags", "orders", "open_orders", "events");
        failsWith(() -> assertThat(schema()).matches(new GeneratedTable.Of("public")), """
                generated tables to compare with schema public
                expected: at least one
                but was : none""");
        failsWith(() -> assertThat(schema()).matches(new Generated()), "generated schemas to compare with");
    }
}
