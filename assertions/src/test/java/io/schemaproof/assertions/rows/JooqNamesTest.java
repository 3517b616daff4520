package io.schemaproof.assertions.rows;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.comparing;
import static io.schemaproof.assertions.SchemaAssertions.on;
import static io.schemaproof.assertions.rows.Shop.failsWith;
import static io.schemaproof.catalog.ReferentialAction.SET_NULL;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.schema;
import static org.jooq.impl.DSL.sequence;
import static org.jooq.impl.DSL.table;

import io.schemaproof.assertions.changes.ExceptColumns;
import io.schemaproof.catalog.Schema;
import java.sql.SQLException;
import java.time.Duration;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.junit.jupiter.api.Test;

class JooqNamesTest {

    private static final Table<Record> PARENT = table(name("A B", "Parent"));
    private static final Table<Record> CHILD = table(name("A B", "Child"));
    private static final Field<Object> ID = field(name("A B", "Child", "Id"));
    private static final Field<Object> REFERENCE = field(name("A B", "Child", "Parent Id"));
    private static final Field<Object> SUM = field(name("A B", "Child", "Sum"));
    private static final Field<Object> NUMBER = field(name("A B", "Child", "Number"));

    @Test
    void tables_and_fields_stand_for_their_names() throws SQLException {
        try (Shop shop = Shop.with("""
                CREATE SCHEMA "A B";
                CREATE TABLE "A B"."Parent" ("Id" int PRIMARY KEY);
                CREATE TABLE "A B"."Child" ("Id" int PRIMARY KEY, "Number" int,
                    "Parent Id" int REFERENCES "A B"."Parent" ON DELETE SET NULL);
                INSERT INTO "A B"."Parent" VALUES (1);
                INSERT INTO "A B"."Child" VALUES (1, 2, 1), (2, 3, NULL)""")) {
            var database = assertThat(shop.database());
            database.rows(CHILD)
                    .isUniqueOn(NUMBER)
                    .hasNoOrphans(REFERENCE, PARENT, ID)
                    .column(
                            ID,
                            id -> id.isLessThanColumn(NUMBER)
                                    .isLessThanOrEqualToColumn(NUMBER)
                                    .isNotEqualToColumn(NUMBER)
                                    .isEqualToColumn(ID))
                    .column(NUMBER, number -> number.isGreaterThanColumn(ID).isGreaterThanOrEqualToColumn(ID))
                    .groupedBy(ID)
                    .eachHasCount(1);
            database.rows(CHILD).where(ID.eq(1)).singleRow().hasValue(NUMBER, 2);
            database.changesOf(() -> shop.execute("UPDATE \"A B\".\"Child\" SET \"Number\" = 4 WHERE \"Id\" = 2"))
                    .createsExactly(CHILD, 0)
                    .deletesExactly(CHILD, 0)
                    .modifiesExactly(CHILD, 1)
                    .modifiesOnly(CHILD, NUMBER)
                    .preservesRowsOf(PARENT)
                    .preservesRowsOf("\"A B\".\"Child\"", ExceptColumns.of(NUMBER));
            database.deleting(PARENT, 1)
                    .removesExactly(CHILD, 0)
                    .nullifies(CHILD, REFERENCE, 1)
                    .changesNothingElse();
        }
    }

    @Test
    void fields_stand_for_lists_of_columns_too() throws SQLException {
        try (Shop shop = Shop.with("""
                CREATE SCHEMA "A B";
                CREATE TABLE "A B"."Child" ("Id" int PRIMARY KEY, "Number" int, "Parent Id" int, "Sum" int);
                INSERT INTO "A B"."Child" VALUES (1, 2, NULL, 3), (2, NULL, 5, 7);
                CREATE TABLE "A B"."Copy" AS TABLE "A B"."Child\"""")) {
            var rows = assertThat(shop.database()).rows(CHILD);
            rows.masking(NUMBER)
                    .showing(ID)
                    .hasAtMostOneOf(NUMBER, REFERENCE)
                    .hasExactlyOneOf(NUMBER, REFERENCE)
                    .hasDifferentValuesIn(ID, SUM)
                    .isUniqueNullsNotDistinctOn(ID, NUMBER)
                    .column(ID)
                    .isUniqueWithin(NUMBER);
            rows.where("\"Id\" = 1").hasSumOf(SUM, ID, NUMBER);
            rows.row(1, row -> row.hasNull(REFERENCE).hasNoNullIn(ID, NUMBER).column(ID, id -> id.isEqualTo(1)))
                    .row(2)
                    .column(ID)
                    .isEqualTo(2);
            Rows copy = Rows.of(shop.dataSource(), "\"A B\".\"Copy\"");
            rows.isEqualTo(copy, comparing().only(ID, NUMBER).matchedBy(ID).within(1, NUMBER));
            rows.isEqualTo(copy, comparing().without(SUM));
            shop.execute(
                    "ALTER TABLE \"A B\".\"Copy\" ADD at timestamptz; ALTER TABLE \"A B\".\"Child\" ADD at timestamptz");
            assertThat(shop.database())
                    .rows(CHILD)
                    .isEqualTo(copy, comparing().within(Duration.ofDays(1), field(name("at"))));

            failsWith(() -> rows.hasSumOf(NUMBER, ID, SUM), "\"Id\" = 1");
            failsWith(() -> rows.hasExactlyOneOf(ID, NUMBER), "\"Id\" = 1");
            failsWith(() -> rows.row(1).hasNull(ID), "\"Id\" = 1");
            failsWith(() -> rows.masking(ID).hasDifferentValuesIn(ID, ID), "\"Id\"");
            failsWith(
                    () -> assertThat(shop.database())
                            .changesOf(() -> shop.execute("UPDATE \"A B\".\"Child\" SET \"Number\" = 4711"))
                            .masking(NUMBER)
                            .showing(ID)
                            .ignoringTables(table(name("A B", "Copy")))
                            .hasNoChanges(),
                    "2 rows modified in \"Number\"");
        }
    }

    @Test
    void fields_and_tables_stand_for_what_the_catalogue_knows() throws SQLException {
        try (Shop shop = Shop.with("""
                CREATE SCHEMA "A B";
                CREATE TABLE "A B"."Parent" ("Id" int PRIMARY KEY);
                CREATE TABLE "A B"."Child" ("Id" int PRIMARY KEY, "Number" int UNIQUE CHECK ("Number" > 0),
                    "Parent Id" int NOT NULL REFERENCES "A B"."Parent");
                CREATE UNIQUE INDEX by_both ON "A B"."Child" ("Parent Id", "Number") INCLUDE ("Id");
                CREATE TABLE "A B"."Heir" () INHERITS ("A B"."Child");
                CREATE TABLE "A B"."Parts" ("Id" int REFERENCES "A B"."Parent") PARTITION BY RANGE ("Id");
                CREATE TABLE "A B"."Part" PARTITION OF "A B"."Parts" FOR VALUES FROM (0) TO (9);
                CREATE TABLE "A B"."Listed" ("Id" int) PARTITION BY LIST ("Id");
                CREATE TABLE "A B"."Hashed" ("Id" int) PARTITION BY HASH ("Id");
                CREATE INDEX ON "A B"."Parts" ("Id");
                CREATE VIEW "A B"."View" AS SELECT 1 AS n""")) {
            Schema schema = Schema.of(shop.dataSource());
            org.jooq.Schema own = schema(name("A B"));
            Table<Record> heir = table(name("A B", "Heir"));
            Table<Record> parts = table(name("A B", "Parts"));
            Table<Record> part = table(name("A B", "Part"));
            assertThat(schema)
                    .hasSchemas(own, schema(name("public")))
                    .hasNoSchema(schema(name("a b")))
                    .hasExactlyPartitions(part)
                    .hasPartitions(part)
                    .schema(own, all -> all.hasTables("\"Child\""))
                    .view(table(name("A B", "View")), view -> view.hasColumns("n"))
                    .table(
                            CHILD,
                            child -> child.hasPrimaryKey(ID)
                                    .hasUniqueKey(NUMBER)
                                    .hasUniqueConstraint(NUMBER)
                                    .hasUniqueIndex(REFERENCE, NUMBER)
                                    .hasNoForeignKey(NUMBER)
                                    .foreignKey(REFERENCE, key -> key.isOn(REFERENCE))
                                    .hasNoColumn(SUM)
                                    .hasIndexOn(NUMBER)
                                    .hasNoIndexOn(REFERENCE)
                                    .isInheritedBy(heir))
                    .table(
                            heir,
                            table -> table.inheritsFrom(CHILD)
                                    .isDescendantOf(CHILD)
                                    .isDescendantOf(CHILD, 1))
                    .table(part, table -> table.isPartitionOf(parts))
                    .schema(own)
                    .hasTables("\"Child\"");
            assertThat(schema).index("\"A B\".by_both").isOn(REFERENCE, NUMBER).includes(ID);
            assertThat(schema).table(CHILD).check("\"Child_Number_check\"").isAbout(NUMBER);
            assertThat(schema)
                    .table(parts)
                    .partitioning()
                    .isByRange(ID)
                    .hasPartitions(part)
                    .hasExactlyPartitions(part)
                    .everyPartitionHasIndexOn(ID)
                    .everyPartitionHasForeignKey(ID);
            assertThat(schema)
                    .table(table(name("A B", "Listed")))
                    .partitioning()
                    .isByList(ID);
            assertThat(schema)
                    .table(table(name("A B", "Hashed")))
                    .partitioning()
                    .isByHash(ID);
            assertThat(schema)
                    .statement("INSERT INTO \"A B\".\"Child\" VALUES (1, 1, NULL)")
                    .fails()
                    .onColumn(REFERENCE);
            shop.execute("CREATE TABLE \"A B\".\"Next\" PARTITION OF \"A B\".\"Parts\" FOR VALUES FROM (9) TO (19)");
            assertThat(schema)
                    .query("SELECT 1 FROM \"A B\".\"Parts\" WHERE \"Id\" = 3")
                    .prunesPartitionsTo(parts, 1);

            failsWith(() -> assertThat(schema).table(CHILD).hasPrimaryKey(NUMBER), "(\"Number\")");
            failsWith(() -> assertThat(schema).table(part).isPartitionOf(CHILD), "a partition of \"A B\".\"Child\"");
            failsWith(() -> assertThat(schema).table(heir).inheritsFrom(PARENT), "missing : \"A B\".\"Parent\"");
            failsWith(() -> assertThat(schema).table(CHILD).hasNoColumn(ID), "\"Id\"");
            failsWith(() -> assertThat(schema).table(CHILD).hasIndexOn(ID, SUM), "column \"Sum\" to exist");
            failsWith(() -> assertThat(schema).hasNoSchema(own), "\"A B\"");
            failsWith(() -> assertThat(schema).hasExactlyPartitions(parts), "extra   : ");
        }
    }

    @Test
    void keys_sequences_and_what_changes_take_them_too() throws SQLException {
        try (Shop shop = Shop.with("""
                CREATE SCHEMA "A B";
                CREATE TABLE "A B"."Parent" ("Id" int PRIMARY KEY);
                CREATE TABLE "A B"."Child" ("Id" int GENERATED ALWAYS AS IDENTITY, "Number" int, "Parent Id" int,
                    PRIMARY KEY ("Id") INCLUDE ("Number"), CONSTRAINT number_id UNIQUE ("Number") INCLUDE ("Id"),
                    CONSTRAINT up FOREIGN KEY ("Parent Id") REFERENCES "A B"."Parent" ("Id") ON DELETE SET NULL);
                INSERT INTO "A B"."Parent" VALUES (1);
                INSERT INTO "A B"."Child" ("Number") VALUES (1), (2)""")) {
            Schema schema = Schema.of(shop.dataSource());
            assertThat(schema)
                    .table(CHILD)
                    .primaryKey(key -> key.isOn(ID).includes(NUMBER))
                    .uniqueConstraint(on("\"Number\""), key -> key.isOn(NUMBER).includes(ID))
                    .foreignKey(REFERENCE)
                    .references(PARENT, ID);
            assertThat(schema).sequence(sequence(name("A B", "Child_Id_seq"))).isOwnedBy(ID);
            assertThat(schema)
                    .rows(CHILD, rows -> rows.hasCount(2).groupedBy(ID, groups -> groups.eachHasCount(1)))
                    .asRole("postgres", role -> role.rows(CHILD, rows -> rows.hasCount(2)));
            assertThat(schema)
                    .changesOf(
                            () -> shop.execute("UPDATE \"A B\".\"Child\" SET \"Number\" = 3 WHERE \"Id\" = 1"), CHILD)
                    .preservesRowsOf(CHILD, ExceptColumns.of(NUMBER));

            failsWith(
                    () -> assertThat(schema)
                            .sequence("\"A B\".\"Child_Id_seq\"")
                            .isOwnedBy(NUMBER),
                    "\"Number\"");
            failsWith(
                    () -> assertThat(schema).table(CHILD).foreignKey(REFERENCE).onDelete(SET_NULL, NUMBER),
                    "Expected ON DELETE SET NULL to set (\"Number\")");
            failsWith(
                    () -> assertThat(schema).table(CHILD).foreignKey(REFERENCE).references(CHILD, ID), "\"Parent\"");
        }
    }
}
