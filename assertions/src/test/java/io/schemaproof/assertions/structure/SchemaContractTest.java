package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.contract.CheckContract.check;
import static io.schemaproof.assertions.contract.ColumnContract.column;
import static io.schemaproof.assertions.contract.ForeignKeyContract.foreignKey;
import static io.schemaproof.assertions.contract.IndexContract.index;
import static io.schemaproof.assertions.contract.KeyContract.key;
import static io.schemaproof.assertions.contract.PartitionContract.partition;
import static io.schemaproof.assertions.contract.ViewColumnContract.withComment;
import static io.schemaproof.assertions.contract.ViewColumnContract.withDefault;
import static io.schemaproof.catalog.Column.IdentityGeneration.ALWAYS;
import static io.schemaproof.catalog.ReferentialAction.SET_DEFAULT;
import static io.schemaproof.catalog.ReferentialAction.SET_NULL;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.schemaproof.assertions.Failures;
import io.schemaproof.assertions.SchemaSoftAssertions;
import io.schemaproof.assertions.contract.ConstraintState;
import io.schemaproof.assertions.contract.ConstraintTiming;
import io.schemaproof.assertions.contract.ContractException;
import io.schemaproof.assertions.contract.DomainContract;
import io.schemaproof.assertions.contract.FunctionContract;
import io.schemaproof.assertions.contract.SchemaContract;
import io.schemaproof.assertions.contract.SchemaPart;
import io.schemaproof.assertions.contract.SequenceContract;
import io.schemaproof.assertions.contract.TableContract;
import io.schemaproof.assertions.contract.TablePart;
import io.schemaproof.assertions.contract.ViewColumnContract;
import io.schemaproof.assertions.contract.ViewContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contracts in Java: whole schemas, and what a table's contract can say beside the plain. */
class SchemaContractTest {

    private static Fixture fixture;

    @TempDir
    private Path folder;

    @BeforeAll
    static void create() throws SQLException {
        fixture = new Fixture("", """
                CREATE SCHEMA shop;
                CREATE SCHEMA legacy;
                CREATE TABLE public.customers (id int PRIMARY KEY);
                CREATE TABLE legacy.customers (id int PRIMARY KEY);
                SET search_path = shop, public;
                CREATE TYPE shop.status AS ENUM ('new', 'paid');
                CREATE DOMAIN shop.price AS numeric(10, 2) CHECK (VALUE >= 0);
                CREATE SEQUENCE shop.numbers INCREMENT BY 2;
                CREATE TABLE shop.customers (id int PRIMARY KEY);
                CREATE TABLE shop.orders (
                    id int GENERATED ALWAYS AS IDENTITY (START WITH 1000),
                    customer_id int,
                    number text COLLATE "C",
                    PRIMARY KEY (id) INCLUDE (number) DEFERRABLE INITIALLY DEFERRED,
                    UNIQUE (number, customer_id) DEFERRABLE,
                    FOREIGN KEY (customer_id) REFERENCES shop.customers MATCH FULL ON DELETE SET NULL DEFERRABLE);
                ALTER TABLE shop.orders ADD CHECK (customer_id > 0) NO INHERIT NOT VALID;
                COMMENT ON TABLE shop.orders IS 'What was bought';
                CREATE TABLE shop.events (id int, at date) PARTITION BY RANGE (at);
                CREATE TABLE shop.events_1 PARTITION OF shop.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                CREATE INDEX ON shop.events_1 (id);
                CREATE VIEW shop.numbered AS SELECT id FROM shop.orders WHERE number IS NOT NULL;
                CREATE FUNCTION shop.price_of(int) RETURNS numeric LANGUAGE sql STABLE AS 'SELECT 1.0';
                CREATE SCHEMA calc;
                CREATE FUNCTION calc.discount(amount int, VARIADIC "of" varchar[] DEFAULT '{}', OUT numeric)
                    LANGUAGE sql STABLE AS 'SELECT 1.0';
                CREATE DOMAIN calc.percent AS int CHECK (VALUE >= 0) CHECK (VALUE <= 100);
                CREATE TABLE calc.codes (id int, code text DEFAULT 'old');
                CREATE VIEW calc.coded AS SELECT id, code FROM calc.codes;
                ALTER VIEW calc.coded ALTER code SET DEFAULT 'new';
                COMMENT ON COLUMN calc.coded.code IS 'what';
                CREATE FUNCTION calc.named(a int) RETURNS TABLE (id int) LANGUAGE sql AS 'SELECT 1';""");
    }

    @AfterAll
    static void drop() throws SQLException {
        fixture.close();
    }

    private static TableContract orders() {
        return TableContract.ofColumns(
                        column("id", "int").asIdentity(ALWAYS, "START WITH 1000"),
                        column("customer_id", "int"),
                        column("number", "text").collate("\"C\""))
                .primaryKey(key("id").including("number").checked(ConstraintTiming.INITIALLY_DEFERRED))
                .unique(key("number", "customer_id").checked(ConstraintTiming.DEFERRABLE))
                .foreignKey(foreignKey("customer_id")
                        .references("shop.customers", "id")
                        .onDelete(SET_NULL)
                        .matchFull()
                        .checked(ConstraintTiming.DEFERRABLE))
                .check(check("customer_id > 0").noInherit().in(ConstraintState.NOT_VALID));
    }

    private static SchemaContract shop() {
        return SchemaContract.of("shop")
                .enumType("status", "new", "paid")
                .domain("price", DomainContract.domain("decimal(10,2)").check("VALUE >= 0"))
                .sequence("numbers", SequenceContract.sequence().with("INCREMENT BY 2"))
                .table("customers", TableContract.ofColumns(column("id", "int")).primaryKey("id"))
                .table("orders", orders())
                .table(
                        "EVENTS",
                        TableContract.ofColumns(column("id", "int"), column("at", "date"))
                                .partitionBy("RANGE (at)")
                                .partition(partition("events_1", "FOR VALUES FROM ('2024-1-1') TO ('2025-1-1')")
                                        .with(TableContract.ofColumns().index(index("id")))))
                .view("numbered", ViewContract.view("SELECT id FROM shop.orders WHERE number IS NOT NULL"))
                .function(
                        "price_of(integer)",
                        FunctionContract.function("numeric", "sql").stable());
    }

    @Test
    void a_schema_that_is_what_the_contract_says() {
        assertThat(fixture.schema()).schema("shop").matches(shop());
        assertThat(fixture.schema()).table("shop.orders").matches(orders().withComment("What was bought"));
    }

    @Test
    void a_check_of_a_domain_that_is_named_twice_is_not_another_one() {
        DomainContract percent = DomainContract.domain("int").check("VALUE >= 0");

        assertThat(fixture.schema()).schema("calc").matches(domains(percent.check("VALUE <= 100")));
        assertThatThrownBy(() -> assertThat(fixture.schema())
                        .schema("calc")
                        .matches(domains(percent.check("0 <= VALUE").check("VALUE >= 0"))))
                .hasMessageContaining("Expected a check of 0 <= VALUE");
        assertThatThrownBy(() ->
                        assertThat(fixture.schema()).schema("calc").matches(domains(percent.check("(VALUE >= 0)"))))
                .satisfies(Failures.saying("""
                        [domain calc.percent]
                        Expected exactly these checks of the domain
                          expected: CHECK ((VALUE >= 0))
                          but was : CHECK ((VALUE >= 0)), CHECK ((VALUE <= 100))
                          extra   : CHECK ((VALUE <= 100))
                          2 expected, 2 there"""));
    }

    private static SchemaContract domains(DomainContract percent) {
        return SchemaContract.of("calc").only(SchemaPart.DOMAINS).domain("percent", percent);
    }

    @Test
    void a_default_of_a_views_column_as_anybody_writes_it() {
        ViewContract view = ViewContract.view("SELECT id, code FROM calc.codes");

        assertThat(fixture.schema())
                .schema("calc")
                .matches(views(view.column(new ViewColumnContract("CODE", Optional.of("'new'"), Optional.of("what")))))
                .matches(SchemaContract.of("calc")
                        .only(SchemaPart.VIEWS)
                        .view("coded", view.column(withDefault("code", "'new'::text"))));
        assertThatThrownBy(() -> assertThat(fixture.schema())
                        .schema("calc")
                        .matches(views(view.column(withDefault("code", "'old'")).column(withComment("id", "key")))))
                .hasMessageContaining("""
                        [column calc.coded.code]
                        Expected the default to be 'old'
                          expected: 'old'::text
                          but was : 'new'::text
                          Suggested: ALTER TABLE calc.coded ALTER COLUMN code SET DEFAULT 'old';""")
                .hasMessageContaining("""
                        [column calc.coded.code]
                        Expected no comment""")
                .hasMessageContaining("""
                        [column calc.coded.id]
                        Expected a comment""");
        assertThatThrownBy(() -> assertThat(fixture.schema())
                        .schema("calc")
                        .matches(views(view.column(withDefault("cod", "'new'")))))
                .hasMessageContaining("""
                        [view calc.coded]
                        Expected column cod to exist""");
    }

    private static SchemaContract views(ViewContract coded) {
        return SchemaContract.of("calc")
                .only(SchemaPart.VIEWS, SchemaPart.COMMENTS)
                .view("coded", coded);
    }

    @Test
    void arguments_of_a_function_as_anybody_writes_them() {
        FunctionContract function = FunctionContract.function("numeric", "sql").stable();

        assertThat(fixture.schema())
                .schema("calc")
                .matches(functions(
                        function.withArguments("AMOUNT int, VARIADIC \"of\" varchar[] = '{}', OUT pg_catalog.numeric")))
                .matches(functions(function.withArguments("amount integer, VARIADIC \"of\" character varying[] DEFAULT"
                        + " '{}'::character varying[], OUT numeric")));
    }

    private static SchemaContract functions(FunctionContract discount) {
        return SchemaContract.of("calc")
                .only(SchemaPart.FUNCTIONS)
                .function("discount(int, varchar[])", discount)
                .function("named(int)", FunctionContract.function("TABLE (id int)", "sql"));
    }

    @Test
    void arguments_that_a_contract_does_not_describe_have_neither_mode_nor_default() {
        assertThatThrownBy(() -> assertThat(fixture.schema())
                        .schema("calc")
                        .matches(functions(
                                FunctionContract.function("numeric", "sql").stable())))
                .satisfies(Failures.saying("""
                        [function calc.discount(integer, character varying[])]
                        Expected no argument of the function to be OUT, INOUT, VARIADIC or to have a default
                          expected: (integer, character varying[])
                          but was : (amount integer, VARIADIC of character varying[] DEFAULT '{}'::character varying[], OUT numeric)
                          If they are meant, the contract says so: arguments: amount integer, VARIADIC of character varying[] DEFAULT '{}'::character varying[], OUT numeric"""));
    }

    @Test
    void arguments_that_the_server_refuses_are_a_failure() {
        assertThatThrownBy(() -> assertThat(fixture.schema())
                        .schema("calc")
                        .matches(functions(FunctionContract.function("numeric", "sql")
                                .stable()
                                .withArguments("amount integr"))))
                .hasMessageContaining(
                        "The expected arguments amount integr is not valid here: ERROR: type integr does not exist");
    }

    @Test
    void extra_and_missing_tables_are_reported_with_what_differs_in_the_others() {
        SchemaContract contract = SchemaContract.of("shop")
                .only(SchemaPart.TABLES)
                .table(
                        "customers",
                        TableContract.ofColumns(column("id", "bigint")).primaryKey("id"))
                .table("order", orders());

        assertThatThrownBy(() -> assertThat(fixture.schema()).schema("shop").matches(contract))
                .hasMessageStartingWith("[schema shop] (2 failures)")
                .hasMessageContaining("""
                        [schema shop]
                        Expected exactly these tables
                          expected: shop.customers, shop."order"
                          but was : shop.customers, shop.events, shop.orders
                          missing : shop."order"
                          extra   : shop.events, shop.orders
                          did you mean shop.orders?""")
                .hasMessageContaining("[column shop.customers.id]\nExpected the type to be bigint");
    }

    @Test
    void others_are_let_pass_only_when_that_is_said() {
        SchemaContract part = SchemaContract.of("shop").table("orders", orders());

        assertThat(fixture.schema()).schema("shop").matches(part.allowingOthers());
        assertThatThrownBy(() -> assertThat(fixture.schema()).schema("shop").matches(part))
                .hasMessageContaining("Expected exactly these tables")
                .hasMessageContaining("Expected exactly these views")
                .hasMessageContaining("Expected exactly these enums")
                .hasMessageContaining("Expected exactly these domains")
                .hasMessageContaining("Expected exactly these sequences")
                .hasMessageContaining("Expected exactly these functions");
    }

    @Test
    void a_name_without_a_schema_is_of_the_same_schema() {
        TableContract unqualified = TableContract.ofColumns(column("customer_id", "int"))
                .foreignKey(foreignKey("customer_id")
                        .references("customers", "id")
                        .onDelete(SET_NULL)
                        .matchFull()
                        .checked(ConstraintTiming.DEFERRABLE))
                .only(TablePart.FOREIGN_KEYS);
        SchemaContract contract =
                SchemaContract.of("shop").table("orders", unqualified).allowingOthers();

        assertThat(fixture.schema()).schema("shop").matches(contract);
        // A table alone has no such schema: the search path says which one is meant.
        assertThatThrownBy(
                        () -> assertThat(fixture.schema()).table("shop.orders").matches(unqualified))
                .hasMessageContaining("expected: REFERENCES public.customers(id)");
    }

    @Test
    void parts_that_are_ignored_are_not_compared() {
        TableContract little = TableContract.ofColumns(
                column("id", "int").asIdentity(ALWAYS, "START WITH 1000"),
                column("customer_id", "int"),
                column("number", "text").collate("\"C\""));

        assertThatThrownBy(
                        () -> assertThat(fixture.schema()).table("shop.orders").matches(little))
                .hasMessageContaining("(4 failures)");
        assertThatThrownBy(() -> assertThat(fixture.schema())
                        .table("shop.orders")
                        .matches(little.ignoring(TablePart.PRIMARY_KEY, TablePart.UNIQUE, TablePart.CHECKS)))
                .hasMessageContaining("Expected no foreign key besides the contract's");
        assertThat(fixture.schema()).table("shop.orders").matches(little.only(TablePart.INDEXES));
    }

    @Test
    void what_is_not_said_is_at_its_default() {
        TableContract plain = TableContract.ofColumns(
                        column("id", "int").asIdentity(ALWAYS), column("customer_id", "int"), column("number", "text"))
                .primaryKey("id")
                .unique("number", "customer_id")
                .foreignKey(foreignKey("customer_id").references("shop.customers", "id"))
                .check("customer_id > 0");

        assertThatThrownBy(
                        () -> assertThat(fixture.schema()).table("shop.orders").matches(plain))
                .hasMessageContaining("but was : START WITH 1000 INCREMENT BY 1")
                .hasMessageContaining("Expected the collation to be the type's own")
                .hasMessageContaining("Expected no columns of INCLUDE")
                .hasMessageContaining("Expected the primary key to be NOT DEFERRABLE")
                .hasMessageContaining("Expected the unique constraint to be NOT DEFERRABLE")
                .hasMessageContaining("Expected the foreign key to do NO ACTION on delete")
                .hasMessageContaining("Expected the foreign key to be MATCH SIMPLE")
                .hasMessageContaining("Expected the check to hold for every row")
                .hasMessageContaining("to be inherited");
    }

    @Test
    void what_15_brought() throws SQLException {
        assumeTrue(fixture.serverVersion() >= 15, "NULLS NOT DISTINCT came with 15");
        try (Fixture own = new Fixture("", """
                CREATE TABLE a (x int, y int, PRIMARY KEY (x, y), UNIQUE NULLS NOT DISTINCT (y));
                CREATE TABLE b (x int, y int, FOREIGN KEY (x, y) REFERENCES a ON DELETE SET DEFAULT (y));
                CREATE UNIQUE INDEX ON b (y) NULLS NOT DISTINCT;""")) {
            TableContract columns = TableContract.ofColumns(column("x", "int"), column("y", "int"));
            TableContract a = columns.primaryKey("x", "y");

            assertThat(own.schema()).table("a").matches(a.unique(key("y").nullsAreNotDistinct()));
            assertThatThrownBy(() -> assertThat(own.schema()).table("a").matches(a.unique("y")))
                    .hasMessageContaining("Expected the unique constraint to be NULLS DISTINCT");
            assertThat(own.schema())
                    .table("b")
                    .matches(columns.foreignKey(foreignKey("x", "y")
                                    .references("a", "x", "y")
                                    .onDelete(SET_DEFAULT, "y"))
                            .index(index("y").uniqueNullsNotDistinct()));
            assertThatThrownBy(() -> assertThat(own.schema())
                            .table("b")
                            .matches(columns.foreignKey(foreignKey("x", "y")
                                            .references("a", "x", "y")
                                            .onDelete(SET_DEFAULT))
                                    .index(index("y").unique())))
                    .hasMessageContaining("Expected ON DELETE SET DEFAULT to set ()")
                    .hasMessageContaining("Expected the index to be UNIQUE NULLS DISTINCT");
        }
    }

    @Test
    void a_file_without_the_table_or_the_schema_fails() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "format: 1\nschema: shop\n");

        assertThatThrownBy(
                        () -> assertThat(fixture.schema()).table("shop.orders").matches(file))
                .hasMessageStartingWith("[table shop.orders]\nExpected a contract of the table in c.yaml");
        assertThatThrownBy(() -> assertThat(fixture.schema()).schema("legacy").matches(file))
                .satisfies(Failures.saying("[schema legacy]\nExpected a contract of the schema in c.yaml\n"
                        + "  expected: legacy\n  but was : shop"));
        Files.writeString(file, "format: 1\nschema: shopp\n");
        assertThatThrownBy(() -> assertThat(fixture.schema()).matches(file)).hasMessageContaining("shopp");
        Files.writeString(file, "");
        assertThatThrownBy(() -> assertThat(fixture.schema()).matches(file)).isInstanceOf(ContractException.class);
    }

    @Test
    void what_the_server_refuses_is_a_failure_among_the_others() {
        SchemaContract contract = SchemaContract.of("shop")
                .only(SchemaPart.DOMAINS, SchemaPart.VIEWS)
                .domain("price", DomainContract.domain("decimal(10,2)").check("nothing > 1"))
                .view("numbered", ViewContract.materializedView("SELECT nothing"));

        assertThatThrownBy(() -> assertThat(fixture.schema()).schema("shop").matches(contract))
                .hasMessageContaining("Expected a contract that fits the object")
                .hasMessageContaining("column \"nothing\" does not exist")
                .hasMessageContaining("expected: materialized view\n  but was : view");
    }

    @Test
    void soft_assertions_gather_what_differs() {
        SchemaSoftAssertions softly = new SchemaSoftAssertions();
        softly.assertThat(fixture.schema())
                .schema("shop")
                .matches(SchemaContract.of("shop")
                        .table("customers", TableContract.ofColumns(column("id", "bigint")))
                        .only(SchemaPart.TABLES)
                        .allowingOthers());
        softly.assertThat(fixture.schema()).schema("shop").matches(shop());

        assertThatThrownBy(softly::assertAll)
                .hasMessageContaining("Expected the type to be bigint")
                .hasMessageContaining("Expected no primary key");
    }
}
