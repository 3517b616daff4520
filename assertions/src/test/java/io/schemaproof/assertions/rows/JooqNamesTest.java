package io.schemaproof.assertions.rows;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.schemaproof.assertions.changes.ExceptColumns;
import java.sql.SQLException;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.junit.jupiter.api.Test;

class JooqNamesTest {

    private static final Table<Record> PARENT = table(name("A B", "Parent"));
    private static final Table<Record> CHILD = table(name("A B", "Child"));
    private static final Field<Object> ID = field(name("A B", "Child", "Id"));
    private static final Field<Object> REFERENCE = field(name("A B", "Child", "Parent Id"));
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
}
