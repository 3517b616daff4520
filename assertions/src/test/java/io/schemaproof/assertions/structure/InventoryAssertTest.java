package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Inventory.CASTS;
import static io.schemaproof.assertions.structure.Inventory.COLLATIONS;
import static io.schemaproof.assertions.structure.Inventory.ENUMS;
import static io.schemaproof.assertions.structure.Inventory.EXTENSIONS;
import static io.schemaproof.assertions.structure.Inventory.FUNCTIONS;
import static io.schemaproof.assertions.structure.Inventory.INDEXES;
import static io.schemaproof.assertions.structure.Inventory.RELATIONS;
import static io.schemaproof.assertions.structure.Inventory.STATISTICS;
import static io.schemaproof.assertions.structure.Inventory.TABLES;
import static io.schemaproof.assertions.structure.Shop.failsSaying;
import static io.schemaproof.assertions.structure.Shop.failsWith;
import static io.schemaproof.catalog.ObjectKind.TABLE;
import static io.schemaproof.catalog.ObjectKind.VIEW;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.sql.SQLException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.opentest4j.MultipleFailuresError;

@Isolated("counts the roles of the server, which other tests make and drop")
class InventoryAssertTest {

    private static TestDatabase database;
    private static OneSession session;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Shop.create("""
                CREATE SCHEMA sales; CREATE SCHEMA "Old.Stuff"; CREATE SCHEMA bare;
                COMMENT ON SCHEMA sales IS 'what we sell';
                CREATE TABLE public.customer (id int PRIMARY KEY);
                COMMENT ON TABLE customer IS 'who buys';
                CREATE TABLE sales."order" (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
                CREATE TABLE sales.line (id int);
                CREATE TABLE sales.event (at date) PARTITION BY RANGE (at);
                CREATE TABLE sales.event_2024 PARTITION OF sales.event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                CREATE INDEX event_at ON sales.event (at);
                CREATE TABLE "Old.Stuff"."a ""quoted"" (name)" (id int);
                CREATE VIEW sales.open AS SELECT 1 AS n;
                CREATE MATERIALIZED VIEW sales.totals AS SELECT 1 AS n;
                CREATE TYPE sales.state AS ENUM ('new', 'paid');
                CREATE DOMAIN sales.email AS text;
                CREATE TYPE sales.pair AS (a int, b int);
                CREATE TYPE sales.span AS RANGE (subtype = float8);
                CREATE FUNCTION sales.twice(int) RETURNS int LANGUAGE sql AS 'SELECT $1 * 2';
                CREATE FUNCTION sales.twice(text) RETURNS text LANGUAGE sql AS 'SELECT $1 || $1';
                CREATE PROCEDURE sales.close() LANGUAGE sql AS '';
                CREATE AGGREGATE sales.product(int) (SFUNC = int4mul, STYPE = int);
                CREATE OPERATOR sales.=== (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
                CREATE CAST (sales.pair AS text) WITH INOUT;
                CREATE STATISTICS sales.odd ON (id % 2) FROM sales.line;
                CREATE COLLATION sales.mine FROM "C";
                CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
                CREATE FOREIGN TABLE sales.away (id int) SERVER far;
                CREATE EXTENSION pg_stat_statements SCHEMA sales;""");
        session = new OneSession(database.dataSource());
        schema = Schema.of(session);
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    @Test
    void relations_of_the_database() {
        assertThat(schema)
                .hasExactlySchemas("public", "sales", "bare", "\"Old.Stuff\"")
                .hasExactlyTables(
                        "customer",
                        "sales.\"order\"",
                        "sales.line",
                        "sales.event",
                        "\"Old.Stuff\".\"a \"\"quoted\"\" (name)\"")
                .hasTables("customer", "sales.line", "sales.event_2024")
                .hasTables(DSL.table(DSL.name("sales", "order")), DSL.table(DSL.name("customer")))
                .hasExactlyPartitions("sales.event_2024")
                .hasExactlyViews("sales.open")
                .hasExactlyMaterializedViews("sales.totals")
                .hasExactlyForeignTables("sales.away")
                .hasRelations("sales.open", "sales.totals", "customer", "sales.order_id_seq")
                .hasNoRelation("open", "sales.customer")
                .hasNoTable("line", "orders")
                .hasNoTable(DSL.table("nothing"))
                .hasNoView("sales.line");

        failsWith(() -> assertThat(schema).hasTables("custoner", "line", "sales.open"), """
                [database]
                Expected these tables
                  expected: public.custoner, public.line, sales.open
                  but was : "Old.Stuff"."a ""quoted"" (name)", public.customer, sales."order", sales.event, sales.line
                  missing : public.custoner, public.line, sales.open
                  did you mean public.customer?
                  It exists as sales.line.
                  sales.open exists but is a view.""");
        failsSaying(() -> assertThat(schema).hasExactlyPartitions(), "extra   : sales.event_2024");
        failsSaying(() -> assertThat(schema).hasNoTable("sales.event_2024"), "sales.event_2024 exists");
        failsSaying(() -> assertThat(schema).hasNoRelation("sales.totals"), "but was : sales.totals exists");
        failsSaying(() -> assertThat(schema).hasNoView("sales.totals"), "but was : sales.totals exists");
    }

    @Test
    void relations_of_one_schema() {
        assertThat(schema)
                .schema(
                        "sales",
                        sales -> sales.hasExactlyTables("\"order\"", "line", "event")
                                .hasExactlyViews("open")
                                .hasExactlyMaterializedViews("totals")
                                .hasExactlySequences("order_id_seq")
                                .hasExactlyIndexes("order_pkey", "event_at")
                                .hasIndexes("event_2024_at_idx")
                                .hasNoTable("customer")
                                .hasNoRelation("customer")
                                .hasComment("what we sell")
                                .hasOwner("postgres")
                                .table("line", line -> line.hasExactlyColumns("id")))
                .schema("bare", NamespaceAssert::isEmpty)
                .schema("\"Old.Stuff\"")
                .hasExactlyTables("\"a \"\"quoted\"\" (name)\"");

        failsWith(() -> assertThat(schema).schema("sales").hasExactlyTables("\"order\"", "lines", "event"), """
                [schema sales]
                Expected exactly these tables
                  expected: sales."order", sales.lines, sales.event
                  but was : sales."order", sales.event, sales.line
                  missing : sales.lines
                  extra   : sales.line
                  did you mean sales.line?""");
        failsSaying(() -> assertThat(schema).schema("sales").hasTables("customer"), "It exists as public.customer.");
        failsSaying(() -> assertThat(schema).schema("sals"), "did you mean sales?");
        failsSaying(
                () -> assertThat(schema).schema("sales").hasOwner("nobody"),
                "but was : postgres\n  Suggested: ALTER SCHEMA sales OWNER TO nobody;");
        failsSaying(() -> assertThat(schema).schema("sales").hasComment("x"), "but was : what we sell");
        failsSaying(() -> assertThat(schema).schema("sales").table("lime", line -> {}), "did you mean sales.line?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(schema).schema("sales").hasTables("public.customer"))
                .withMessage("public.customer is not in the schema sales: leave the schema's name out.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(schema).schema("sales").inventory(EXTENSIONS));
        assertThatExceptionOfType(MultipleFailuresError.class)
                .isThrownBy(() -> assertThat(schema)
                        .schema("sales", sales -> sales.hasExactlyViews().hasNoTable("line")));
    }

    @Test
    void functions_types_and_operators() {
        assertThat(schema)
                .schema(
                        "sales",
                        sales -> sales.hasExactlyFunctions("twice")
                                .hasFunctions("twice(int)", "twice(text)")
                                .hasNoFunction("twice(date)", "thrice")
                                .hasExactlyProcedures("close()")
                                .hasExactlyAggregates("product(int4)")
                                .hasExactlyTypes("state", "email", "pair", "span")
                                .hasExactlyEnums("state")
                                .hasExactlyDomains("email")
                                .hasExactlyCompositeTypes("pair")
                                .hasExactlyRangeTypes("span")
                                .hasExactlyOperators("===(integer, integer)")
                                .inventory(COLLATIONS, all -> all.containsExactly("mine"))
                                .inventory(STATISTICS, all -> all.containsExactly("odd")))
                .hasExactlyCasts("(sales.pair AS text)")
                .hasExactlyFunctions("sales.twice(integer)", "sales.twice(text)");

        failsSaying(
                () -> assertThat(schema).schema("sales").hasExactlyFunctions("twice(int)"),
                "extra   : sales.twice(text)");
        failsSaying(
                () -> assertThat(schema).schema("sales").hasFunctions("thrice(int)"), "missing : sales.thrice(int)");
        failsSaying(() -> assertThat(schema).hasNoFunction("sales.product"), "sales.product(integer) exists");
        failsSaying(
                () -> assertThat(schema).schema("sales").hasExactlyEnums("email"),
                "sales.email exists but is a domain.");
        failsSaying(() -> assertThat(schema).hasExactlyCasts(), "extra   : (sales.pair AS text)");
        failsSaying(
                () -> assertThat(schema).schema("sales").hasExactlyOperators("==(integer, integer)"),
                "missing : \"sales\".==(integer, integer)");
        failsSaying(
                () -> assertThat(schema).inventory(CASTS).contains("(int AS bool)"), "missing : (integer AS boolean)");
    }

    @Test
    void extensions_and_what_they_brought() {
        assertThat(schema)
                .hasExactlyExtensions("plpgsql", "pg_stat_statements")
                .hasExactlyLanguages("plpgsql")
                .hasRoles("postgres")
                .hasNoRole("nobody_of_this_name")
                .hasViews("sales.pg_stat_statements");
        assertThat(schema).schema("sales").hasExactlyViews("open", "pg_stat_statements");
        assertThat(schema)
                .inventory(RELATIONS)
                .ofExtension("pg_stat_statements")
                .contains("sales.pg_stat_statements");
        assertThat(schema).inventory(TABLES).hasSize(5);
        assertThat(schema).inventory(ENUMS).ofExtension("pg_stat_statements").isEmpty();

        failsSaying(
                () -> assertThat(schema)
                        .schema("sales")
                        .inventory(RELATIONS)
                        .withExtensionMembers()
                        .containsExactly(),
                "sales.pg_stat_statements");
        failsSaying(() -> assertThat(schema).hasExactlyExtensions("plpgsql"), "extra   : pg_stat_statements");
        failsSaying(() -> assertThat(schema).hasExactlyLanguages(), "extra   : plpgsql");
        failsSaying(() -> assertThat(schema).hasRoles("nobody_of_this_name"), "missing : nobody_of_this_name");
        failsSaying(() -> assertThat(schema).hasNoRole("postgres"), "Expected no role postgres");
        failsSaying(() -> assertThat(schema).hasExactlyRoles("nobody_of_this_name"), "missing : nobody_of_this_name");
        failsSaying(
                () -> assertThat(schema).inventory(FUNCTIONS).hasSize(3),
                "Expected 3 functions\n  expected: 3\n  but was : 2");
        failsSaying(
                () -> assertThat(schema).inventory(INDEXES).isEmpty(),
                "Expected exactly these indexes\n  expected: none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(schema).inventory(INDEXES).contains());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(schema).inventory(INDEXES).doesNotContain());
    }

    @Test
    void a_relation_of_whatever_kind() {
        assertThat(schema)
                .relation("sales.open")
                .isA(VIEW)
                .hasExactlyColumns("n")
                .hasOwner("postgres");
        assertThat(schema).relation("customer").isA(TABLE).column("id").hasType("int");

        assertThat(schema).relation("customer").hasComment("who buys");

        failsWith(() -> assertThat(schema).relation("sales.open").isA(TABLE), """
                [view sales.open]
                Expected a table
                  expected: table
                  but was : view""");
        failsSaying(() -> assertThat(schema).relation("sales.opem"), "sales.open?");
        failsSaying(
                () -> assertThat(schema).relation("sales.totals").hasOwner("x"),
                "Suggested: ALTER MATERIALIZED VIEW sales.totals OWNER TO x;");
        failsSaying(
                () -> assertThat(schema).relation("customer").hasComment("it's"),
                "Suggested: COMMENT ON TABLE public.customer IS 'it''s';");
    }

    @Test
    void the_tables_of_jooq_are_all_there_are() {
        assertThat(schema)
                .schema("bare", bare -> bare.hasNoTable("anything"))
                .sequence(DSL.sequence(DSL.name("sales", "order_id_seq")))
                .startsWith(1);
        assertThat(schema).sequence("sales.order_id_seq", ids -> ids.hasIncrement(1));
        failsSaying(() -> assertThat(schema).hasExactlyTables(DSL.table(DSL.name("customer"))), "extra   : ");
        failsSaying(() -> assertThat(schema).index("sales.nothing"), "nothing");
        failsSaying(() -> assertThat(schema).rows("sales.nothing"), "nothing");
    }

    @Test
    void a_description_is_kept() {
        failsSaying(() -> assertThat(schema).as("after V7").hasTables("nothing"), "[after V7 · database]");
    }

    @Test
    void each_kind_can_be_there_be_missing_and_be_too_many() {
        sales().hasAggregates("product(int)")
                .hasNoAggregate("nothing()")
                .hasCompositeTypes("pair")
                .hasNoCompositeType("nothing")
                .hasDomains("email")
                .hasNoDomain("nothing")
                .hasEnums("state")
                .hasNoEnum("nothing")
                .hasProcedures("close()")
                .hasNoProcedure("nothing()")
                .hasRangeTypes("span")
                .hasNoRangeType("nothing")
                .hasTypes("state")
                .hasNoType("nothing")
                .hasOperators("===(integer, integer)")
                .hasNoOperator("!==(integer, integer)")
                .hasForeignTables("away")
                .hasNoForeignTable("nothing")
                .hasMaterializedViews("totals")
                .hasNoMaterializedView("nothing")
                .hasPartitions("event_2024")
                .hasNoPartition("nothing")
                .hasSequences("order_id_seq")
                .hasNoSequence("nothing")
                .hasIndexes("event_at")
                .hasNoIndex("nothing")
                .hasViews("open")
                .hasNoView("nothing")
                .hasRelations("line")
                .hasNoRelation("nothing");
        assertThat(schema)
                .schema("sales")
                .inventory(ENUMS)
                .doesNotContain("email")
                .containsExactly("state");

        failsSaying(() -> sales().hasAggregates("nothing(int)"), "missing : ");
        failsSaying(() -> sales().hasNoAggregate("product(int)"), " exists");
        failsSaying(() -> sales().hasExactlyAggregates(), "extra   : ");
        failsSaying(() -> sales().hasCompositeTypes("nothing"), "missing : ");
        failsSaying(() -> sales().hasNoCompositeType("pair"), " exists");
        failsSaying(() -> sales().hasExactlyCompositeTypes(), "extra   : ");
        failsSaying(() -> sales().hasDomains("nothing"), "missing : ");
        failsSaying(() -> sales().hasNoDomain("email"), " exists");
        failsSaying(() -> sales().hasExactlyDomains(), "extra   : ");
        failsSaying(() -> sales().hasEnums("nothing"), "missing : ");
        failsSaying(() -> sales().hasNoEnum("state"), " exists");
        failsSaying(() -> sales().hasExactlyEnums(), "extra   : ");
        failsSaying(() -> sales().hasProcedures("nothing()"), "missing : ");
        failsSaying(() -> sales().hasNoProcedure("close()"), " exists");
        failsSaying(() -> sales().hasExactlyProcedures(), "extra   : ");
        failsSaying(() -> sales().hasRangeTypes("nothing"), "missing : ");
        failsSaying(() -> sales().hasNoRangeType("span"), " exists");
        failsSaying(() -> sales().hasExactlyRangeTypes(), "extra   : ");
        failsSaying(() -> sales().hasTypes("nothing"), "missing : ");
        failsSaying(() -> sales().hasNoType("state"), " exists");
        failsSaying(() -> sales().hasExactlyTypes(), "extra   : ");
        failsSaying(() -> sales().hasOperators("!==(integer, integer)"), "missing : ");
        failsSaying(() -> sales().hasNoOperator("===(integer, integer)"), " exists");
        failsSaying(() -> sales().hasExactlyOperators(), "extra   : ");
        failsSaying(() -> sales().hasForeignTables("nothing"), "missing : ");
        failsSaying(() -> sales().hasNoForeignTable("away"), " exists");
        failsSaying(() -> sales().hasExactlyForeignTables(), "extra   : ");
        failsSaying(() -> sales().hasMaterializedViews("nothing"), "missing : ");
        failsSaying(() -> sales().hasNoMaterializedView("totals"), " exists");
        failsSaying(() -> sales().hasExactlyMaterializedViews(), "extra   : ");
        failsSaying(() -> sales().hasPartitions("nothing"), "missing : ");
        failsSaying(() -> sales().hasNoPartition("event_2024"), " exists");
        failsSaying(() -> sales().hasExactlyPartitions(), "extra   : ");
        failsSaying(() -> sales().hasSequences("nothing"), "missing : ");
        failsSaying(() -> sales().hasNoSequence("order_id_seq"), " exists");
        failsSaying(() -> sales().hasExactlySequences(), "extra   : ");
        failsSaying(() -> sales().hasIndexes("nothing"), "missing : ");
        failsSaying(() -> sales().hasNoIndex("event_at"), " exists");
        failsSaying(() -> sales().hasExactlyIndexes(), "extra   : ");
        failsSaying(() -> sales().hasViews("nothing"), "missing : ");
        failsSaying(() -> sales().hasNoView("open"), " exists");
        failsSaying(() -> sales().hasExactlyViews(), "extra   : ");
        failsSaying(() -> sales().hasRelations("nothing"), "missing : ");
        failsSaying(() -> sales().hasNoRelation("line"), " exists");
        failsSaying(() -> sales().inventory(ENUMS).doesNotContain("state"), "sales.state exists");
        failsSaying(() -> sales().inventory(ENUMS, all -> all.containsExactly()), "extra   : sales.state");
        assertThat(schema)
                .hasExactlyRoles(new Sql(database.dataSource())
                        .column("SELECT quote_ident(rolname) FROM pg_roles WHERE rolname !~ '^pg_'")
                        .toArray(String[]::new));
        failsSaying(() -> assertThat(schema).hasExactlySchemas("public"), "extra   : ");
        failsSaying(() -> assertThat(schema).hasExactlyTablesIn("sales", "line"), "extra   : ");
        failsSaying(() -> sales().isEmpty(), "Expected exactly these relations\n  expected: none");
        failsSaying(() -> assertThat(schema).inventory(ENUMS, all -> all.containsExactly()), "extra   : sales.state");
    }

    private static NamespaceAssert sales() {
        return assertThat(schema).schema("sales");
    }
}
