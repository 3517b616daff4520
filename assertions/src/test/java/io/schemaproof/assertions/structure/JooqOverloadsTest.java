package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.exceptColumns;
import static io.schemaproof.assertions.SchemaAssertions.on;
import static io.schemaproof.assertions.structure.Fixture.failsWith;
import static io.schemaproof.assertions.structure.Inventory.TABLES;
import static io.schemaproof.catalog.ReferentialAction.SET_NULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.schema;
import static org.jooq.impl.DSL.sequence;
import static org.jooq.impl.DSL.table;

import io.schemaproof.assertions.changes.ExceptColumns;
import io.schemaproof.assertions.contract.ColumnContract;
import io.schemaproof.assertions.contract.ForeignKeyContract;
import io.schemaproof.assertions.contract.IndexContract;
import io.schemaproof.assertions.contract.KeyContract;
import io.schemaproof.assertions.contract.PartitionContract;
import io.schemaproof.assertions.contract.SchemaContract;
import io.schemaproof.assertions.contract.SequenceContract;
import io.schemaproof.assertions.contract.TableContract;
import io.schemaproof.assertions.contract.ViewColumnContract;
import io.schemaproof.assertions.contract.ViewContract;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.assertions.rows.RowsAssert;
import io.schemaproof.assertions.rule.Rules;
import io.schemaproof.assertions.rule.TableRules;
import io.schemaproof.query.Query;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jooq.Field;
import org.jooq.Schema;
import org.jooq.Sequence;
import org.jooq.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What jOOQ generates stands for names that need quotation marks, with and without the schema, wherever names are taken. */
class JooqOverloadsTest {

    private static final Schema SHOP = schema(name("Shop"));
    private static final Schema PUBLIC = schema(name("public"));
    private static final Table<?> ORDERS = table(name("Shop", "Orders"));
    private static final Table<?> EVENTS = table(name("Shop", "Events"));
    private static final Table<?> EVENTS_REST = table(name("Shop", "Events rest"));
    private static final Table<?> EVENTS_2024 = table(name("Shop", "Events 2024"));
    private static final Table<?> REMOTE = table(name("Shop", "Remote"));
    private static final Table<?> OPEN = table(name("Shop", "Open"));
    private static final Table<?> OPEN_TODAY = table(name("Shop", "Open today"));
    private static final Table<?> TOTALS = table(name("Shop", "Totals"));
    private static final Table<?> MISSING = table(name("Shop", "orders"));
    private static final Sequence<Long> NUMBERS = sequence(name("Shop", "Numbers"), Long.class);
    private static final Field<?> ID = field(name("Shop", "Orders", "Id"));
    private static final Field<?> PARENT = field(name("Shop", "Orders", "Parent id"));
    private static final Field<?> FROM = field(name("Shop", "Orders", "From"));
    private static final Field<?> TO = field(name("Shop", "Orders", "To"));
    private static final Field<?> SPAN = field(name("Shop", "Orders", "Span"));
    private static final Field<?> WHERE = field(name("Shop", "Orders", "Where"));

    private static final Field<?> BACK = field(name("Shop", "Orders", "Back"));

    private static Fixture db;

    @BeforeAll
    static void create() throws SQLException {
        db = new Fixture("", """
                CREATE SCHEMA "Shop"; SET search_path = "Shop";
                CREATE TABLE "Orders" ("Id" int PRIMARY KEY, "Parent id" int REFERENCES "Orders", "From" timestamptz,
                  "To" timestamptz, "Span" int4range, "Where" text, "Back" int);
                CREATE INDEX ON "Orders" ("Where");
                INSERT INTO "Orders" VALUES (1, NULL, now() - interval '2 hours', now() - interval '1 hour', '[1,2)', 'a', 8),
                  (2, 1, now() - interval '1 hour', now(), '[2,3)', 'a', 7);
                CREATE TABLE "Events" ("Id" int) PARTITION BY RANGE ("Id");
                CREATE TABLE "Events 2024" PARTITION OF "Events" FOR VALUES FROM (1) TO (9);
                CREATE TABLE "Events rest" PARTITION OF "Events" DEFAULT;
                CREATE FOREIGN DATA WRAPPER nothing; CREATE SERVER nowhere FOREIGN DATA WRAPPER nothing;
                CREATE FOREIGN TABLE "Remote" (id int) SERVER nowhere;
                CREATE VIEW "Open" AS SELECT "Id", "Where" FROM "Orders";
                CREATE VIEW "Open today" AS SELECT "Id" FROM "Open";
                CREATE MATERIALIZED VIEW "Totals" AS SELECT count(*) FROM "Orders";
                CREATE SEQUENCE "Numbers" OWNED BY "Orders"."Id";
                CREATE FUNCTION one() RETURNS int LANGUAGE sql SET search_path = "Shop", public AS 'SELECT 1';""");
    }

    @AfterAll
    static void drop() throws SQLException {
        db.close();
    }

    @Test
    void of_relations_in_the_whole_database() {
        assertThat(db.schema())
                .hasExactlySchemas(PUBLIC, SHOP)
                .hasExactlyTablesIn(SHOP, ORDERS, EVENTS)
                .hasRelations(ORDERS, OPEN)
                .hasNoRelation(MISSING, table("nothing"))
                .hasNoTable(MISSING, table("nothing"))
                .hasExactlyForeignTables(REMOTE)
                .hasForeignTables(REMOTE)
                .hasNoForeignTable(ORDERS)
                .hasExactlyViews(OPEN, OPEN_TODAY)
                .hasViews(OPEN)
                .hasNoView(ORDERS)
                .hasExactlyMaterializedViews(TOTALS)
                .hasMaterializedViews(TOTALS)
                .hasNoMaterializedView(OPEN)
                .hasExactlySequences(NUMBERS)
                .hasSequences(NUMBERS)
                .hasNoSequence(sequence(name("Shop", "numbers")))
                .hasNoPartition(MISSING)
                .inventory(
                        TABLES,
                        tables -> tables.contains(ORDERS)
                                .containsExactly(EVENTS, ORDERS)
                                .doesNotContain(MISSING));
        failsWith(() -> assertThat(db.schema()).hasNoView(ORDERS, TOTALS), "\"Shop\".\"Totals\" exists");
        failsWith(() -> assertThat(db.schema()).hasExactlyTablesIn(SHOP, ORDERS), "\"Events\"");
    }

    @Test
    void of_one_object_that_the_chain_goes_on_with() {
        assertThat(db.schema()).relation(OPEN);
        assertThat(db.schema())
                .sequence(NUMBERS, numbers -> numbers.hasType("bigint"))
                .materializedView(TOTALS, ViewAssert::isPopulated)
                .view(
                        OPEN,
                        open -> open.hasColumns(ID)
                                .hasExactlyColumns(WHERE, ID)
                                .hasExactlyColumnsInOrder(ID, WHERE)
                                .column(ID, column -> column.hasType("int"))
                                .dependsOn(ORDERS)
                                .dependsOnlyOn(ORDERS)
                                .isUsedBy(OPEN_TODAY));
        assertThat(db.schema()).table(ORDERS).hasNoColumns(field("id"), field("total"));
        assertThat(db.schema())
                .table(EVENTS)
                .partitioning(parts -> parts.hasPartition(EVENTS_2024, "FOR VALUES FROM (1) TO (9)")
                        .hasDefaultPartition(EVENTS_REST));
        assertThat(db.schema()).extension("plpgsql").isInSchema(schema(name("pg_catalog")));
        assertThat(db.schema()).function("\"Shop\".one").hasSearchPath(SHOP, PUBLIC);
        assertThat(db.schema()).privileges(Securable.TABLE, ORDERS).grantsNothing("public");
        assertThat(db.schema()).privileges(Securable.SCHEMA, SHOP).grantsNothing("public");
        assertThat(db.schema())
                .defaultPrivileges("postgres", Securable.TABLE)
                .in(SHOP)
                .grantsNothing("public");
        assertThat(db.schema()).table(ORDERS).index(on(WHERE)).isOn(WHERE);
    }

    @Test
    void of_columns_of_rows() {
        RowsAssert rows = assertThat(db.schema()).rows(ORDERS);

        rows.hasNoOverlaps(FROM, TO).hasNoOverlaps(FROM, TO, WHERE);
        rows.hasNoOrphans(new Field<?>[] {PARENT}, Rows.of(db.schema().dataSource(), ORDERS), new Field<?>[] {ID});
        rows.column(SPAN).hasNoOverlaps(WHERE);
        rows.column(FROM)
                .isFresherThan(Duration.ofDays(1), WHERE)
                .isIncreasing(ID)
                .isStrictlyIncreasing(ID, TO);
        rows.column(ID).isSequential(WHERE).isDecreasing(BACK).isStrictlyDecreasing(BACK);
    }

    @Test
    void of_the_order_of_a_query() {
        assertThat(Query.of(db.schema().dataSource(), "SELECT \"Id\" FROM \"Shop\".\"Orders\" ORDER BY \"Id\" LIMIT 1"))
                .avoidsSortFor(ID);
    }

    @Test
    void of_contracts() {
        assertThat(new Columns(List.of("\"Id\"", "\"Where\""))).isEqualTo(on(ID, WHERE));
        assertThat(exceptColumns(ID, WHERE)).isEqualTo(ExceptColumns.of("\"Id\"", "\"Where\""));
        assertThat(KeyContract.key(ID).including(WHERE))
                .isEqualTo(KeyContract.key("\"Id\"").including("\"Where\""));
        assertThat(IndexContract.index(ID).including(WHERE))
                .isEqualTo(IndexContract.index("\"Id\"").including("\"Where\""));
        assertThat(ForeignKeyContract.foreignKey(PARENT).references(ORDERS, ID).onDelete(SET_NULL, PARENT))
                .isEqualTo(ForeignKeyContract.foreignKey("\"Parent id\"")
                        .references("\"Shop\".\"Orders\"", "\"Id\"")
                        .onDelete(SET_NULL, "\"Parent id\""));
        assertThat(SequenceContract.sequence().ownedBy(ID))
                .isEqualTo(SequenceContract.sequence().ownedBy("\"Shop\".\"Orders\".\"Id\""));
        assertThat(PartitionContract.partition(EVENTS_REST, "DEFAULT"))
                .isEqualTo(PartitionContract.partition("\"Shop\".\"Events rest\"", "DEFAULT"));
        TableContract orders =
                TableContract.ofColumns(ColumnContract.column(ID, "int")).primaryKey(ID);
        assertThat(orders.unique(WHERE).inherits(EVENTS))
                .isEqualTo(orders.unique("\"Where\"").inherits("\"Shop\".\"Events\""));
        ViewContract open = ViewContract.view("SELECT 1");
        assertThat(open.column(ViewColumnContract.withDefault(ID, "1"))
                        .column(ViewColumnContract.withComment(WHERE, "x")))
                .isEqualTo(open.column(ViewColumnContract.withDefault("\"Id\"", "1"))
                        .column(ViewColumnContract.withComment("\"Where\"", "x")));
        SequenceContract numbers = SequenceContract.sequence();
        assertThat(SchemaContract.of(SHOP)
                        .table(ORDERS, orders)
                        .view(OPEN, open)
                        .sequence(NUMBERS, numbers))
                .isEqualTo(SchemaContract.of("\"Shop\"")
                        .table("\"Orders\"", orders)
                        .view("\"Open\"", open)
                        .sequence("\"Numbers\"", numbers));
        assertThat(db.schema())
                .schema(SHOP)
                .matches(SchemaContract.describe(db.schema().catalog(), SHOP));
        assertThat(SchemaContract.broken(db.schema().catalog(), SHOP)).isEmpty();
    }

    @Test
    void of_rules() {
        Rules.tables()
                .that()
                .areIn(SHOP)
                .and()
                .haveName(ORDERS)
                .should()
                .haveColumns(ID, PARENT)
                .check(db.schema());
        TableRules.haveColumns(ID).onlyIn(SHOP).check(db.schema());
        failsWith(
                () -> Rules.tables()
                        .that()
                        .areNotIn(PUBLIC)
                        .should()
                        .haveColumns(WHERE)
                        .check(db.schema()),
                "table \"Shop\".\"Events\" lacks Where");
    }
}
