package io.schemaproof.assertions.contract;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.contract.CheckContract.check;
import static io.schemaproof.assertions.contract.ColumnContract.column;
import static io.schemaproof.assertions.contract.ConstraintState.NOT_VALID;
import static io.schemaproof.assertions.contract.ConstraintTiming.DEFERRABLE;
import static io.schemaproof.assertions.contract.ForeignKeyContract.foreignKey;
import static io.schemaproof.assertions.contract.IndexContract.index;
import static io.schemaproof.assertions.contract.KeyContract.key;
import static io.schemaproof.catalog.Column.IdentityGeneration.ALWAYS;
import static io.schemaproof.catalog.ReferentialAction.CASCADE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.OneDatabase;
import io.schemaproof.assertions.Page;
import io.schemaproof.assertions.structure.FileContract;
import io.schemaproof.verify.contract.ContractText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/contract.md}. */
class ContractExamplesTest extends OneDatabase {

    @TempDir
    private static Path folder;

    ContractExamplesTest() {
        super("""
                CREATE TYPE status AS ENUM ('new', 'paid');
                CREATE TABLE customers (id bigint PRIMARY KEY);
                CREATE TABLE orders (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    customer_id bigint NOT NULL REFERENCES customers ON DELETE CASCADE,
                    number text COLLATE "C",
                    state status DEFAULT 'new',
                    total numeric(10, 2) NOT NULL DEFAULT 0 CHECK (total >= 0),
                    UNIQUE (number) INCLUDE (total) DEFERRABLE);
                ALTER TABLE orders ADD CHECK (customer_id < 1000000) NOT VALID;
                CREATE INDEX ON orders (customer_id, total DESC) WHERE total > 10;
                CREATE TABLE events (at timestamptz NOT NULL, kind text) PARTITION BY RANGE (at);
                CREATE TABLE events_2024 PARTITION OF events
                    FOR VALUES FROM ('2024-01-01 UTC') TO ('2025-01-01 UTC');
                CREATE TABLE events_rest PARTITION OF events DEFAULT;
                CREATE INDEX ON events_rest (kind);
                CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE state = 'new';
                CREATE VIEW new_orders AS SELECT id, total FROM orders;
                ALTER VIEW new_orders ALTER total SET DEFAULT 10;
                COMMENT ON COLUMN new_orders.total IS 'in euros';
                CREATE FUNCTION price_of(bigint) RETURNS numeric LANGUAGE sql STABLE AS 'SELECT 1.0';
                CREATE FUNCTION tax_of(amount numeric, OUT net numeric, OUT tax numeric) LANGUAGE sql AS 'SELECT 1.0, 1.0';
                CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER touched BEFORE UPDATE OF total ON orders FOR EACH ROW WHEN (new.total > 100)
                    EXECUTE FUNCTION touch();
                ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
                CREATE POLICY own ON customers FOR SELECT USING (id = current_setting('app.customer')::bigint);
                INSERT INTO customers VALUES (1), (2);
                INSERT INTO orders (customer_id, number, state, total)
                    VALUES (1, 'A', 'new', 10), (1, 'B', 'paid', 20.50), (2, 'C', 'paid', 5);""");
    }

    @Test
    void a_snapshot() {
        assertThatThrownBy(() -> {
                    // tag::snapshot[]
                    assertThat(schema).matchesSnapshot(Path.of("src/test/resources/schema.snapshot"));
                    // end::snapshot[]
                })
                .hasMessageContaining("Expected a snapshot of the schema");
    }

    @Test
    void a_table() {
        // tag::table[]
        assertThat(schema)
                .table("orders")
                .matches(TableContract.ofColumns(
                                column("id", "bigint").asIdentity(ALWAYS),
                                column("customer_id", "bigint").notNull(),
                                column("number", "text").collate("\"C\""),
                                column("state", "status").withDefault("'new'"),
                                column("total", "numeric(10, 2)").notNull().withDefault("0"))
                        .primaryKey("id")
                        .unique(key("number").including("total").checked(DEFERRABLE))
                        .foreignKey(foreignKey("customer_id")
                                .references("customers", "id")
                                .onDelete(CASCADE))
                        .check("total >= 0")
                        .check(check("customer_id < 1000000").in(NOT_VALID))
                        .index(index("customer_id", "total DESC").where("total > 10")));
        // end::table[]
    }

    @Test
    void a_schema() {
        // tag::schema[]
        assertThat(schema)
                .schema("public")
                .matches(SchemaContract.of("public")
                        .enumType("status", "new", "paid")
                        .table(
                                "customers",
                                TableContract.ofColumns(column("id", "bigint")).primaryKey("id"))
                        .allowingOthers());
        // end::schema[]
    }

    @Test
    void a_file() throws IOException {
        Path file = Files.writeString(
                folder.resolve("orders.yaml"), page().blocks("yaml").get(0));

        // tag::file[]
        assertThat(schema).matches(file); // each schema that the file describes
        assertThat(schema).schema("public").matches(file);
        assertThat(schema).table("orders").matches(file);
        // end::file[]
    }

    @Test
    void the_file_of_the_page_is_the_schema_of_the_page() throws IOException {
        Path file = folder.resolve("described.yaml");
        // tag::describe[]
        SchemaContract.write(file, List.of(SchemaContract.describe(schema.catalog(), "public")));
        // end::describe[]

        assertThat(schema).matches(file);
        assertThat(SchemaContract.read(file).tables().keySet())
                .isEqualTo(SchemaContract.read(Files.writeString(
                                folder.resolve("page.yaml"),
                                page().blocks("yaml").get(0)))
                        .tables()
                        .keySet());
    }

    @Test
    void the_file_without_java() throws IOException {
        Page page = Page.of("contract-file", ContractExamplesTest.class);
        String text = page.blocks("yaml").get(0);
        Path file = Files.writeString(folder.resolve("schema.yaml"), text);

        assertThat(schema).matches(file);

        Files.writeString(
                file, text.replaceFirst("(?m)^      - total >= 0$(?=\\n      - .none)", "      - total >= 10"));
        assertThat(ContractText.of(FileContract.read(file).evaluate(schema, "the page"))
                        .replace(file.toString(), "schema.yaml"))
                .startsWith(page.message());
        assertThatThrownBy(() -> SchemaContract.read(Files.writeString(file, """
                        format: 1
                        schema: public
                        tables:
                          orders:
                            columns:
                              id: {type: int, nonull: true}
                        """)))
                .hasMessage(page.blocks("text").get(1).replace("schema.yaml", file.toString()));
    }

    @Test
    void the_message_of_the_page_is_the_real_one() throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.yaml"), """
                format: 1
                schema: public
                tables:
                  orders:
                    columns:
                      id: {type: int, nonull: true}
                """);

        assertThatThrownBy(() -> SchemaContract.read(file))
                .hasMessage(page().blocks("text").get(2).replace("orders.yaml", file.toString()));
    }

    @Test
    void the_page_quotes_these_examples() throws IOException {
        page().quotesAllExamples();
    }

    private static Page page() throws IOException {
        return Page.of("contract", ContractExamplesTest.class);
    }
}
