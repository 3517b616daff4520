package io.schemaproof.assertions;

import static io.schemaproof.assertions.BDDSchemaAssertions.then;
import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssumptions.assumeThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.SchemaImpl;
import org.jooq.impl.TableImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Names as people write them, and as jOOQ generates them, at every entry. */
class EntryNamesTest {

    private static final String AWKWARD = "\"Order.Items \"\"old\"\"\"";

    /** What jOOQ's generator writes for a table, without the parts that nothing here looks at. */
    static final class Lines extends TableImpl<Record> {
        private static final long serialVersionUID = 1L;
        static final Lines LINES = new Lines();

        final TableField<Record, Integer> no =
                createField(name("Line No"), SQLDataType.INTEGER.nullable(false), this, "");
        final TableField<Record, String> note = createField(name("note"), SQLDataType.CLOB, this, "");

        private Lines() {
            super(name("Order.Items \"old\""), new SchemaImpl(name("Sales Data")));
        }
    }

    private static TestDatabase database;
    private static OneSession session;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Vehicles.create();
        Vehicles.execute(database, """
                CREATE SCHEMA "Sales Data";
                CREATE TABLE "Sales Data"."Order.Items ""old""\" (
                    "Line No" int PRIMARY KEY, note text, "user" text);
                INSERT INTO "Sales Data"."Order.Items ""old""\" VALUES (1, 'a', 'b');
                CREATE TABLE "select" ("order" int);
                CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at);
                CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
                CREATE INDEX events_at ON events (at);""");
        session = new OneSession(database.dataSource());
        schema = Schema.of(session);
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    @Test
    void capitals_spaces_dots_quotes_and_keywords() {
        String qualified = "\"Sales Data\"." + AWKWARD;
        assertThat(schema)
                .hasTables(qualified, "\"select\"", "\"Mixed Case\"")
                .table(qualified)
                .hasExactlyColumns("\"Line No\"", "note", "\"user\"")
                .hasPrimaryKey("\"Line No\"")
                .column("\"Line No\"", no -> no.hasType("int").isNotNullable())
                .column("NOTE", note -> note.hasType("text"));
        then(schema).table("select").column("order").hasType("int").isNullable();
        assumeThat(schema).rows(qualified).hasCount(1).column("\"Line No\"").isBetween(1, 1);
        SchemaSoftAssertions.assertSoftly(softly -> {
            softly.assertThat(schema).table(qualified).rows().column("\"user\"").hasNoNulls();
            softly.assertThat(schema).hasSchemas("\"Sales Data\"").hasExactlyTablesIn("\"Sales Data\"", AWKWARD);
        });

        fails(() -> assertThat(schema).table(qualified).column("\"Line No\"").hasType("text"), """
                [column "Sales Data"."Order.Items ""old""\"."Line No"]
                Expected the type to be text""");
        fails(() -> assertThat(schema).table(AWKWARD), "did you mean \"Sales Data\".\"Order.Items \"\"old\"\"\"?");
        fails(() -> assertThat(schema).table(qualified).column("\"Line Mo\""), "did you mean \"Line No\"?");
    }

    @Test
    void jooq_tables_and_fields() {
        Lines lines = Lines.LINES;
        assertThat(schema)
                .table(lines)
                .hasPrimaryKey("\"Line No\"")
                .hasExactlyColumnsInOrder(lines.no, lines.note, field(name("user")))
                .column(lines.no)
                .hasType("int");
        then(schema).table(lines).column(lines.note).isNullable();
        assumeThat(schema).table(lines).column(lines.no).isNotNullable();
        SchemaSoftAssertions.assertSoftly(softly ->
                softly.assertThat(schema).table(lines).column(lines.no).hasType("int"));
        assertThat(Rows.of(session, lines)).hasCount(1).column(lines.note).hasNoNulls();
        assertThat(schema)
                .table(table(name("public", "options")))
                .column(field(name("options", "year")))
                .hasType("int");
        assertThat(schema).table(DSL.table("options")).column(DSL.field("year")).hasType("int");

        fails(() -> assertThat(schema).table(lines).column(field(name("Line Mo"))), "did you mean \"Line No\"?");
        fails(() -> assertThat(schema).table(table(name("Options"))).column(field(name("x"))), "public.options");
    }

    @Test
    void a_partitioned_table_is_there_with_its_partitions() {
        assertThat(schema)
                .table(
                        "events",
                        events -> events.hasExactlyColumns("at")
                                .column("at", at -> at.isNotNullable())
                                .index("events_at", index -> index.isOn("at").isValid()))
                .table("events_2026", partition -> partition.hasColumns("at"));
        assertThat(schema).table("events").satisfies(events -> {
            org.assertj.core.api.Assertions.assertThat(events.isPartitioned()).isTrue();
            org.assertj.core.api.Assertions.assertThat(events.partitions()).hasSize(1);
        });

        fails(() -> assertThat(schema).table("events").hasColumns("id"), "[table public.events]\n");
    }

    private static void fails(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContaining(message);
    }
}
