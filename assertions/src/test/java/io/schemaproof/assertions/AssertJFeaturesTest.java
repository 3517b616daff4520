package io.schemaproof.assertions;

import static io.schemaproof.assertions.BDDSchemaAssertions.then;
import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssumptions.assumeThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.schemaproof.assertions.core.MissingObjectError;
import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.database.TestDatabase;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Condition;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.presentation.StandardRepresentation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;
import org.opentest4j.TestAbortedException;

/** What users of AssertJ know works on these assertions as on AssertJ's own. */
class AssertJFeaturesTest {

    private static final Condition<Table> WIDE =
            new Condition<>(table -> table.columns().size() > 3, "wide");

    private static TestDatabase database;
    private static OneSession session;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Vehicles.create();
        session = new OneSession(database.dataSource());
        schema = Schema.of(session);
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    @Test
    void a_description_is_carried_down_the_chain() {
        fails(() -> assertThat(schema).as("the %s", "shop").table("options").hasColumns("nope"), """
                [the shop · table public.options]
                Expected these columns
                """);
        fails(
                () -> assertThat(schema)
                        .describedAs(() -> "late")
                        .table("options")
                        .column("year")
                        .hasType("text"),
                "[late · column public.options.year]\n");
        fails(() -> assertThat(schema).as("shop").table("optoins"), "[shop · database]\n");
        fails(
                () -> assertThat(schema).as("shop").table("options", t -> t.column("year", c -> c.hasType("text"))),
                "[shop · column public.options.year]\n");
        fails(
                () -> assertThat(schema).as("shop").table("options").as("mine").hasColumns("nope"),
                "[mine · table public.options]\n");
        fails(
                () -> assertThat(schema)
                        .as("shop")
                        .rows("options")
                        .where("true")
                        .column("year")
                        .hasNulls(1),
                "[shop · rows of public.options where true · year]\n");
    }

    @Test
    void a_reason_is_carried_down_the_chain() {
        fails(
                () -> assertThat(schema)
                        .because("reports join on it")
                        .table("options", t -> t.column("year", c -> c.hasType("text"))),
                "Expected the type to be text because reports join on it\n");
        fails(
                () -> assertThat(schema).because("reports need it").table("optoins"),
                "Expected table optoins to exist because reports need it\n");
    }

    @Test
    void a_message_of_ones_own_replaces_ours_and_leaves_expected_and_actual() {
        AssertionFailedError error = catchThrowableOfType(
                AssertionFailedError.class,
                () -> assertThat(schema)
                        .table("options")
                        .as("options")
                        .column("year")
                        .withFailMessage("ask %s", "the owner")
                        .hasType("text"));

        org.assertj.core.api.Assertions.assertThat(error).hasMessage("[options] ask the owner");
        org.assertj.core.api.Assertions.assertThat(error.getExpected().getStringRepresentation())
                .isEqualTo("text");
        org.assertj.core.api.Assertions.assertThat(error.getActual().getStringRepresentation())
                .isEqualTo("integer");
        assertThatThrownBy(() ->
                        assertThat(schema).overridingErrorMessage(() -> "mine").table("optoins"))
                .isInstanceOf(MissingObjectError.class)
                .hasMessage("mine");
        AtomicInteger asked = new AtomicInteger();
        assertThat(schema)
                .withFailMessage(() -> "asked " + asked.incrementAndGet())
                .table("options")
                .column("year")
                .hasType("int");
        org.assertj.core.api.Assertions.assertThat(asked).hasValue(0);
    }

    @Test
    void conditions_predicates_and_requirements() {
        assertThat(schema)
                .table("options")
                .is(WIDE)
                .has(WIDE)
                .satisfies(WIDE)
                .matches(table -> table.partitions().isEmpty(), "has no partitions")
                .satisfies(table -> org.assertj.core.api.Assertions.assertThat(table.schema())
                        .isEqualTo("public"))
                .hasColumns("id");
        assertThat(schema).table("engines").isNot(WIDE).doesNotHave(WIDE);

        fails(
                () -> assertThat(schema).table("engines").is(WIDE),
                "Expecting actual:\n  table public.engines\nto be wide");
        fails(
                () -> assertThat(schema).as("shop").table("engines").matches(table -> false, "is never so"),
                "[shop] \nExpecting actual:\n  table public.engines\nto match 'is never so' predicate.");
        fails(
                () -> assertThat(schema)
                        .table("engines")
                        .withRepresentation(new StandardRepresentation() {
                            @Override
                            public String toStringOf(Object object) {
                                return "my table";
                            }
                        })
                        .is(WIDE),
                "Expecting actual:\n  my table\nto be");
    }

    @Test
    void failures_of_one_block_come_together_with_expected_and_actual() {
        MultipleFailuresError error = catchThrowableOfType(
                MultipleFailuresError.class,
                () -> assertThat(schema)
                        .table(
                                "options",
                                t -> t.hasPrimaryKey("year")
                                        .column("year", c -> c.hasType("text").isNullable())));

        org.assertj.core.api.Assertions.assertThat(error.getFailures())
                .hasSize(3)
                .allSatisfy(
                        each -> org.assertj.core.api.Assertions.assertThat(((AssertionFailedError) each).getExpected())
                                .isNotNull());
    }

    @Test
    void then_is_assertThat() {
        then(schema).table("options").hasPrimaryKey("id");
        then(database).hasTables("engines");
        then(database.dataSource()).hasNoTable("nope");
        then(Rows.of(database.dataSource(), "engines")).hasCount(100);
        then(Vehicles.query(database, "SELECT 1")).returnsExactly(1);

        fails(() -> then(schema).hasTables("nope"), "missing : public.nope");
    }

    @Test
    void an_assumption_that_does_not_hold_aborts_wherever_in_the_chain() {
        assumeThat(schema).table("options").hasColumns("id").column("year").hasType("int");
        assumeThat(database).rows("options").hasAtLeast(1);
        assumeThat(database.dataSource()).hasTables("engines");
        assumeThat(Vehicles.query(database, "SELECT 1")).returnsExactly(1);

        aborts(() -> assumeThat(schema).hasTables("nope"), "missing : public.nope");
        aborts(() -> assumeThat(schema).table("optoins").column("x"), "Expected table optoins to exist");
        aborts(() -> assumeThat(schema).table("options").column("year").hasType("text"), "the type to be text");
        aborts(
                () -> assumeThat(schema).table("options", t -> t.column("year", c -> c.hasType("text"))),
                "the type to be text");
        aborts(
                () -> assumeThat(schema)
                        .table("options", t -> t.hasPrimaryKey("year").hasColumns("nope")),
                "a primary key on (year)");
        aborts(() -> assumeThat(schema).rows("engines").where("id < 9").hasCount(1), "but was : 8");
        aborts(() -> assumeThat(Rows.of(database.dataSource(), "nope")).hasCount(1), "Expected table nope to exist");
        aborts(() -> assumeThat(schema).table("engines").is(WIDE).hasColumns("id"), "to be wide");
        assertThatThrownBy(() ->
                        assumeThat(schema).rows("options").where("nonsense =").hasCount(1))
                .hasMessageContaining("syntax error")
                .isNotInstanceOf(TestAbortedException.class);
    }

    @Test
    @SuppressWarnings("deprecation") // That they advise is what is tested.
    void null_checks_never_pass() {
        fails(() -> assertThat(schema).isNotNull(), "Looking an object up already fails");
        fails(() -> assertThat(schema).table("options").column("price").isNotNull(), "did you mean isNotNullable()");
        fails(() -> assertThat(schema).table("options").isNull(), "Ask for absence");
        aborts(() -> assumeThat(schema).table("options").column("price").isNotNull(), "did you mean isNotNullable()");
    }

    private static void fails(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContaining(message);
    }

    private static void aborts(ThrowingCallable assumption, String message) {
        assertThatCode(assumption)
                .isInstanceOf(TestAbortedException.class)
                .hasMessageStartingWith("assumption was not met due to: ")
                .hasMessageContaining(message);
    }
}
