package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Shop.failsSaying;
import static io.schemaproof.assertions.structure.Shop.failsWith;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.QueryException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A name that is written wrong, or stands for something elsewhere, lets nothing pass. */
class MisspeltNamesTest {

    private static TestDatabase database;
    private static OneSession session;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Shop.create("""
                CREATE SCHEMA legacy;
                CREATE TABLE legacy.orders (id int PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY, "eMail" text, total int, state text);
                CREATE INDEX by_total ON orders (total DESC NULLS LAST);
                CREATE INDEX by_state ON orders (state COLLATE "C" text_pattern_ops);
                CREATE INDEX by_word ON orders (lower(state));
                CREATE FUNCTION legacy.audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
                CREATE FUNCTION sum_of(VARIADIC numbers int[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
                CREATE TRIGGER audited AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION legacy.audit();
                CREATE TRIGGER "byHand" AFTER DELETE ON orders FOR EACH ROW EXECUTE FUNCTION legacy.audit();
                CREATE INDEX "byId" ON orders (id, total);
                ALTER TABLE orders ADD CONSTRAINT "isPaid" CHECK (total > 0);
                CREATE RULE "isKept" AS ON DELETE TO orders WHERE OLD.id = 0 DO INSTEAD NOTHING;
                CREATE TRIGGER unchanged BEFORE UPDATE ON orders FOR EACH ROW
                    EXECUTE FUNCTION suppress_redundant_updates_trigger();""");
        session = new OneSession(database.dataSource());
        schema = Schema.of(session);
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    @Test
    void a_table_beside_a_table() {
        String hint = "did you mean legacy.orders or public.orders?";
        failsSaying(() -> assertThat(schema).table("orders").isPartitionOf("ordrs"), hint);
        failsSaying(() -> assertThat(schema).table("orders").inheritsFrom("ordrs"), hint);
        failsSaying(() -> assertThat(schema).table("orders").isInheritedBy("ordrs"), hint);
        failsSaying(() -> assertThat(schema).table("orders").isDescendantOf("ordrs"), hint);
    }

    @Test
    void the_absence_of_a_column_whose_quotation_marks_are_missing() {
        assertThat(schema).table("orders").hasNoColumn("email").hasNoColumn("\"EMAIL\"");
        failsWith(() -> assertThat(schema).table("orders").hasNoColumn("eMail"), """
                [table public.orders]
                Expected no column eMail
                  expected: no such column
                  but was : "eMail" text""");
    }

    @Test
    void the_absence_of_a_part_whose_quotation_marks_are_missing() {
        assertThat(schema)
                .table("orders")
                .hasNoTrigger("audit_d")
                .hasNoIndex("bytotal")
                .hasNoConstraint("orderskey")
                .hasNoRule("kept");
        failsSaying(() -> assertThat(schema).table("orders").hasNoTrigger("byHand"), "Expected no trigger \"byHand\"");
        failsSaying(() -> assertThat(schema).table("orders").hasNoIndex("byId"), "INDEX \"byId\"");
        failsSaying(() -> assertThat(schema).table("orders").hasNoConstraint("isPaid"), "CHECK ((total > 0))");
        failsSaying(() -> assertThat(schema).table("orders").hasNoRule("isKept"), "Expected no rule \"isKept\"");
    }

    @Test
    void the_absence_of_an_index_on_a_column_that_is_not_there() {
        assertThat(schema).table("orders").hasNoIndexOn("\"eMail\"").hasNoIndexOn("lower(\"eMail\")");
        failsWith(() -> assertThat(schema).table("orders").hasNoIndexOn("toatl"), """
                [table public.orders]
                Expected column toatl to exist
                  expected: toatl
                  but was : no such column
                  did you mean total?
                  Columns there are: id, "eMail", total, state""");
        assertThatThrownBy(() -> assertThat(schema).table("orders").hasNoIndexOn("lower(stat)"))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("column \"stat\" does not exist");
        failsSaying(() -> assertThat(schema).table("orders").hasIndexOn("toatl"), "did you mean total?");
    }

    @Test
    void the_absence_of_an_index_on_a_column_that_one_has_in_another_order() {
        failsSaying(() -> assertThat(schema).table("orders").hasNoIndexOn("total"), "INDEX by_total");
        failsSaying(() -> assertThat(schema).table("orders").hasNoIndexOn("state"), "INDEX by_state");
        failsSaying(() -> assertThat(schema).table("orders").hasNoIndexOn("lower(state)"), "INDEX by_word");
        assertThat(schema).table("orders").hasNoIndexOn("total DESC");
    }

    @Test
    void the_absence_of_an_object_in_a_schema_that_is_not_there() {
        assertThat(schema)
                .hasNoTable("legacy.customers")
                .hasNoTable("customers")
                .hasNoFunction("pg_catalog.f(int)");
        failsWith(() -> assertThat(schema).hasNoTable("lgeacy.orders"), """
                [database]
                Expected schema lgeacy to exist
                  expected: lgeacy
                  but was : no such schema: nothing was checked
                  did you mean legacy?
                  Say hasNoSchema(..) if that is meant.""");
        failsSaying(() -> assertThat(schema).hasNoFunction("lgeacy.audit()"), "no such schema: nothing was checked");
    }

    @Test
    void a_name_that_the_server_cuts_off_or_folds_in_part() throws SQLException {
        String written = "n".repeat(70);
        Shop.execute(database, "CREATE TABLE " + written + " (id int); CREATE TABLE Ärger (Öl int)");
        Schema read = Schema.of(session);
        assertThat(read).hasNoTable("n".repeat(62)).table(written).hasColumns("id");
        assertThat(read).table("Ärger").hasColumns("Öl").hasNoColumn("öl");
        assertThat(read).rows("Ärger").isEmpty();
        assertThat(read).rows(written).isEmpty();
        failsSaying(() -> assertThat(read).hasNoTable(written), "public." + "n".repeat(63) + " exists");
        failsSaying(() -> assertThat(read).hasNoTable("Ärger"), "public.\"Ärger\" exists");
        Shop.execute(database, "DROP TABLE " + written + ", Ärger");
    }

    @Test
    void the_absence_of_a_function_of_what_is_no_type() throws SQLException {
        Shop.execute(
                database, "CREATE FUNCTION priced(cents int, note varchar(5)) RETURNS int LANGUAGE sql AS 'SELECT 1'");
        Schema read = Schema.of(session);
        assertThat(read).hasNoFunction("priced(text)", "priced(int, numeric(10, 2))", "unknown_name(integr)");
        failsWith(() -> assertThat(read).hasNoFunction("priced(integr, text)"), """
                [database]
                Expected the arguments of priced(integr, text) to be types
                  expected: types
                  but was : integr is none: nothing was checked
                  Functions of this name: public.priced(integer, character varying)""");
        failsSaying(() -> assertThat(read).hasNoFunction("priced(int4, varchar)"), "public.priced");
        Shop.execute(database, "DROP FUNCTION priced");
    }

    @Test
    void a_trigger_s_function_in_another_schema() {
        assertThat(schema).table("orders").trigger("audited").calls("legacy.audit");
        assertThat(schema).table("orders").trigger("unchanged").calls("suppress_redundant_updates_trigger");
        failsWith(() -> assertThat(schema).table("orders").trigger("audited").calls("audit"), """
                [trigger public.orders.audited]
                Expected the trigger to call audit
                  expected: audit()
                  but was : legacy.audit()""");
    }

    @Test
    void a_type_that_says_more_than_a_type() {
        assertThat(schema).table("orders").column("total").hasType("int4");
        assertThat(schema).table("orders").column("state").hasType("text");
        for (String type : List.of("int NOT NULL", "int DEFAULT 1", "serial", "int, d int")) {
            assertThatThrownBy(() ->
                            assertThat(schema).table("orders").column("total").hasType(type))
                    .as(type)
                    .isInstanceOfAny(QueryException.class, AssertionError.class);
        }
        failsSaying(
                () -> assertThat(schema).table("orders").column("state").hasType("text COLLATE \"C\""),
                "expected: text with a collation\n  but was : text");
    }

    @Test
    void a_default_that_says_nothing() {
        failsSaying(
                () -> assertThat(schema).table("orders").column("total").hasDefault("NULL"),
                "expected: NULL\n  but was : no default");
    }

    @Test
    void a_signature_as_create_function_writes_it() {
        assertThat(schema).function("sum_of(VARIADIC int[])").returns("int");
        failsSaying(
                () -> assertThat(schema).function("sum_of(VARIADIC text[])"),
                "other arguments: public.sum_of(integer[])");
    }
}
