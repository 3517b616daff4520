package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Fixture.failsWith;
import static io.schemaproof.assertions.structure.Privilege.CONNECT;
import static io.schemaproof.assertions.structure.Privilege.EXECUTE;
import static io.schemaproof.assertions.structure.Privilege.USAGE;
import static io.schemaproof.assertions.structure.SqlState.UNIQUE_VIOLATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import io.schemaproof.assertions.rows.RowAssert;
import io.schemaproof.catalog.ObjectKind;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opentest4j.MultipleFailuresError;

/** A block about an object: the chain comes back from it, and its failures come together. */
class NestedBlocksTest {

    private static Fixture db;

    @BeforeAll
    static void create() throws SQLException {
        db = new Fixture("", """
                CREATE TABLE customer (id int PRIMARY KEY, code text CONSTRAINT customer_code UNIQUE);
                CREATE TABLE orders (id int PRIMARY KEY, customer int CONSTRAINT orders_customer REFERENCES customer);
                CREATE RULE keep AS ON DELETE TO orders DO INSTEAD NOTHING;
                CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER note AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION noted();
                ALTER TABLE orders DISABLE TRIGGER note;
                CREATE VIEW open AS SELECT id FROM orders;
                CREATE RULE silent AS ON INSERT TO open DO INSTEAD NOTHING;
                CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM orders;
                CREATE INDEX totals_n ON totals (n);
                CREATE TYPE mood AS ENUM ('sad', 'ok');
                CREATE SEQUENCE numbers;
                INSERT INTO customer VALUES (1, 'a'); INSERT INTO orders VALUES (1, 1), (2, 1);""");
    }

    @AfterAll
    static void drop() throws SQLException {
        db.close();
    }

    @Test
    void comes_back_to_a_table() {
        assertThat(db.schema())
                .table("orders")
                .foreignKeyNamed("orders_customer", key -> key.references("customer", "id"))
                .columnPrivileges("id", id -> id.grantsNothing("public"))
                .columnPrivileges(field("id"), id -> id.grantsNothing("public"))
                .rule("keep", RuleAssert::isInstead)
                .triggerInAnyState("note", note -> note.calls("noted"))
                .hasColumns("id");
        assertThat(db.schema())
                .table("customer")
                .uniqueConstraint("customer_code", key -> key.isOn("code"))
                .hasColumns("id");
    }

    @Test
    void comes_back_to_a_database() {
        assertThat(db.schema())
                .index("totals_n", index -> index.isOn("n"))
                .relation("open", open -> open.isA(ObjectKind.VIEW))
                .relation(table("open"), open -> open.isA(ObjectKind.VIEW))
                .privileges(Securable.TABLE, "orders", orders -> orders.grantsNothing("public"))
                .privileges(Securable.TABLE, table("orders"), orders -> orders.grantsNothing("public"))
                .databasePrivileges(all -> all.can("public", CONNECT))
                .defaultPrivileges("postgres", Securable.TABLE, tables -> tables.grantsNothing("public"))
                .enumType(
                        "mood",
                        mood -> mood.privileges(all -> all.can("public", USAGE)).hasLabels("ok"))
                .function(
                        "noted()",
                        noted -> noted.privileges(all -> all.can("public", EXECUTE))
                                .hasLanguage("plpgsql"))
                .sequence(
                        "numbers",
                        numbers -> numbers.privileges(all -> all.grantsNothing("public"))
                                .hasType("bigint"));
    }

    @Test
    void comes_back_to_a_view() {
        assertThat(db.schema())
                .view("open")
                .rule("silent", RuleAssert::isInstead)
                .privileges(all -> all.grantsNothing("public"))
                .rows(rows -> rows.hasCount(2))
                .hasColumns("id");
        assertThat(db.schema())
                .materializedView("totals")
                .index("totals_n", IndexAssert::isNotUnique)
                .hasColumns("n");
    }

    @Test
    void comes_back_to_a_statement() {
        assertThat(db.schema())
                .statement("INSERT INTO customer VALUES (1, 'b')")
                .fails(error -> error.onConstraint("customer_pkey"))
                .failsWith("23505", error -> error.onTable("customer"))
                .failsWith(UNIQUE_VIOLATION, error -> error.withDetailContaining("already exists"));
    }

    @Test
    void comes_back_to_rows() {
        assertThat(db.schema())
                .rows("customer")
                .singleRow(row -> row.hasValue("code", "a"))
                .expression("id + 1", values -> values.isEqualTo(2))
                .hasCount(1);
    }

    @Test
    void all_that_fails_in_one_comes_together() {
        assertThatExceptionOfType(MultipleFailuresError.class)
                .isThrownBy(() -> assertThat(db.schema())
                        .table("orders")
                        .foreignKeyNamed(
                                "orders_customer", key -> key.isOn("id").references("orders", "id")))
                .satisfies(error -> assertThat(error.getFailures()).hasSize(2));
        failsWith(
                () -> assertThat(db.schema()).table("orders").foreignKeyNamed("orders_id_fkey", key -> key.isOn("id")),
                "Expected foreign key orders_id_fkey to exist");
        failsWith(
                () -> assertThat(db.schema()).rows("orders").singleRow((RowAssert row) -> row.hasNull("id")),
                "Expected exactly one row");
    }

    @Test
    void several_failures_are_numbered_as_those_of_soft_assertions() {
        failsWith(
                () -> assertThat(db.schema())
                        .table(
                                "orders",
                                orders -> orders.hasPrimaryKey("customer").hasColumns("nothing")),
                """
                [table public.orders] (2 failures)
                -- failure 1 --
                [table public.orders]
                Expected a primary key on (customer)""");
    }

    @Test
    void a_trace_begins_where_the_assertion_stands() {
        StackTraceElement self = new Throwable().getStackTrace()[0];

        Throwable one = catchThrowable(() -> assertThat(db.schema()).hasTables("nothing"));
        Throwable missing = catchThrowable(() -> assertThat(db.schema()).table("nothing"));
        Throwable two = catchThrowable(() -> assertThat(db.schema())
                .table("orders", orders -> orders.hasColumns("nothing").hasPrimaryKey("customer")));

        assertThat(List.of(one, missing, two))
                .allSatisfy(error ->
                        assertThat(error.getStackTrace()[0].getFileName()).isEqualTo(self.getFileName()));
    }
}
