package io.schemaproof.assertions;

import static io.schemaproof.assertions.SchemaAssertions.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.catalog.ReferentialAction;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.Condition;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.api.junit.jupiter.InjectSoftAssertions;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;

class SoftAssertionsTest {

    private static TestDatabase database;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Vehicles.create();
        schema = Schema.of(database.dataSource());
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void what_passes_collects_nothing_and_navigates_as_ever() {
        SchemaSoftAssertions.assertSoftly(softly -> {
            softly.assertThat(schema)
                    .because("the shop needs it")
                    .table("options")
                    .as("options")
                    .hasPrimaryKey("id")
                    .column("year")
                    .hasType("int")
                    .isNotNullable();
            softly.assertThat(schema).table("options").index(on("year", "make")).isValid();
            softly.assertThat(database).rows("options").where("year = 2000").hasAtLeast(1);
            softly.assertThat(database.dataSource()).hasTables("engines");
            softly.assertThat(Rows.of(database.dataSource(), "engines")).hasCount(100);
            softly.assertThat(Vehicles.query(database, "SELECT 1")).returnsExactly(1);
        });
    }

    @Test
    void failures_of_a_chain_and_of_those_it_leads_to_come_together() {
        List<AssertionError> errors = collected(softly -> {
            softly.assertThat(schema)
                    .table("options")
                    .column("year")
                    .hasType("text")
                    .isNullable()
                    .hasComment("x");
            softly.assertThat(schema).table("options").foreignKey("engine_id").onDelete(ReferentialAction.CASCADE);
            softly.assertThat(schema).hasTables("nope").hasSchemas("public");
            softly.assertThat(schema).rows("engines").column("name").hasNulls(1);
        });

        assertThat(errors)
                .extracting(AssertionError::getMessage)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("[column public.options.year]\nExpected the type to be text"),
                        second -> assertThat(second).contains("Expected the column to allow NULL"),
                        third -> assertThat(third).contains("Expected a comment"),
                        fourth -> assertThat(fourth).contains("ON DELETE CASCADE"),
                        fifth -> assertThat(fifth).contains("missing : public.nope"),
                        sixth -> assertThat(sixth).contains("1 values to be NULL"));
    }

    @Test
    void a_missing_object_is_one_failure_and_what_follows_says_nothing() {
        List<AssertionError> errors = collected(softly -> {
            softly.assertThat(schema)
                    .as("shop")
                    .table("optoins")
                    .as("deeper")
                    .because("x")
                    .column("year")
                    .hasType("int")
                    .withFailMessage("y")
                    .isNotNullable();
            softly.assertThat(schema)
                    .table("options")
                    .column("yaer")
                    .hasType("int")
                    .isNotNullable();
            softly.assertThat(schema)
                    .table("optoins")
                    .rows()
                    .where("a")
                    .hasCount(1)
                    .column("x")
                    .hasNoNulls();
            softly.assertThat(schema).table("optoins", t -> t.hasColumns("id")).hasNoTable("engines");
            softly.assertThat(schema)
                    .table("options", t -> t.column("nope", c -> c.hasType("x")).hasNoColumn("id"));
            softly.assertThat(Rows.of(database.dataSource(), "optoins")).hasCount(3);
            softly.assertThat(schema).table("optoins").satisfies(t -> {
                throw new AssertionError("never");
            });
        });

        assertThat(errors)
                .extracting(AssertionError::getMessage)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("[shop · database]\nExpected table optoins to exist")
                                .contains("did you mean public.options?"),
                        second -> assertThat(second).contains("Expected column yaer to exist"),
                        third -> assertThat(third).contains("Expected table optoins to exist"),
                        fourth -> assertThat(fourth).contains("Expected table optoins to exist"),
                        then -> assertThat(then).contains("Expected no table engines"),
                        fifth -> assertThat(fifth).contains("Expected column nope to exist"),
                        sixth -> assertThat(sixth).contains("Expected no column id"),
                        seventh -> assertThat(seventh).contains("Expected table optoins to exist"),
                        eighth -> assertThat(eighth).contains("Expected table optoins to exist"));
    }

    @Test
    void failures_of_a_nested_block_are_collected_one_by_one() {
        List<AssertionError> errors = collected(softly -> softly.assertThat(schema)
                .table(
                        "options",
                        t -> t.hasPrimaryKey("year")
                                .column("make", make -> make.hasType("text").isNullable())));

        assertThat(errors)
                .hasSize(3)
                .allSatisfy(error -> assertThat(error).isInstanceOf(AssertionFailedError.class))
                .extracting(
                        error -> ((AssertionFailedError) error).getExpected().getStringRepresentation())
                .containsExactly("PRIMARY KEY (year)", "text", "character varying(100) NULL");
    }

    @Test
    void what_assertj_brings_is_soft_too() {
        Condition<Object> never = new Condition<>(each -> false, "never");
        List<AssertionError> errors = collected(softly -> {
            softly.assertThat(schema).table("options").is(never).has(never).hasColumns("nope");
            softly.assertThat(schema)
                    .table("options")
                    .satisfies(t -> assertThat(t.columns()).isEmpty())
                    .matches(t -> false);
            softly.assertThat(schema).table("options").isInstanceOf(String.class);
        });

        assertThat(errors).hasSize(6);
        assertThat(errors.get(0)).hasMessageContaining("table public.options").hasMessageContaining("to be never");
    }

    @Test
    void the_report_keeps_expected_and_actual_for_an_ide() {
        Throwable thrown = catchThrowable(() -> SchemaSoftAssertions.assertSoftly(softly -> {
            softly.assertThat(schema).table("options").column("year").hasType("text");
            softly.assertThat(schema).table("optoins");
        }));

        assertThat(thrown).isInstanceOf(MultipleFailuresError.class);
        assertThat(((MultipleFailuresError) thrown).getFailures())
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure).isInstanceOf(AssertionFailedError.class))
                .extracting(
                        failure -> ((AssertionFailedError) failure).getActual().getStringRepresentation())
                .containsExactly("integer", "no such table");
    }

    @Test
    @SuppressWarnings("deprecation") // That they advise is what is tested.
    void null_checks_fail_with_advice_here_too() {
        List<AssertionError> errors = collected(softly -> {
            softly.assertThat(schema)
                    .table("options")
                    .column("price")
                    .isNotNull()
                    .hasComment("x");
            softly.assertThat(schema).table("options").isNull();
        });

        assertThat(errors).hasSize(3);
        assertThat(errors.get(0)).hasMessageContaining("did you mean isNotNullable()");
    }

    @Test
    void an_error_of_the_server_is_not_collected() {
        assertThatThrownBy(() -> collected(softly -> softly.assertThat(schema)
                        .rows("options")
                        .where("nonsense =")
                        .hasCount(1)))
                .hasMessageContaining("syntax error");
    }

    /** Public, as AssertJ makes it by its constructor. */
    public static class Both extends SoftAssertions implements SchemaSoftAssertionsProvider {}

    @Test
    void one_object_collects_for_assertj_and_for_us() {
        Both softly = new Both();
        softly.assertThat(1).isEqualTo(2);
        softly.assertThat(schema).hasTables("nope");

        assertThat(softly.errorsCollected()).hasSize(2);
        assertThatThrownBy(() -> SoftAssertionsProvider.assertSoftly(
                        Both.class, both -> both.assertThat(schema).hasTables("nope")))
                .hasMessageContaining("missing : public.nope");
    }

    @Test
    void junit_injects_them_and_reports_all_failures_of_a_test() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(InjectedTestCase.class))
                .execute()
                .testEvents();

        tests.assertStatistics(events -> events.started(2).succeeded(1).failed(1));
        assertThat(tests.failed().list())
                .singleElement()
                .extracting(event -> event.getPayload().orElseThrow().toString())
                .asString()
                .contains("table nope")
                .contains("Expected the type to be text");
    }

    @ExtendWith(SoftAssertionsExtension.class)
    static class InjectedTestCase {

        @InjectSoftAssertions
        SchemaSoftAssertions softly;

        @Test
        void passes() {
            softly.assertThat(schema).table("options").column("year").hasType("int");
        }

        @Test
        void fails(BDDSchemaSoftAssertions parameter) {
            softly.assertThat(schema).table("nope").column("x").hasType("int");
            parameter.then(schema).table("options").column("year").hasType("text");
        }
    }

    private static List<AssertionError> collected(Consumer<SchemaSoftAssertions> assertions) {
        SchemaSoftAssertions softly = new SchemaSoftAssertions();
        assertions.accept(softly);
        return softly.assertionErrorsCollected();
    }

    @Test
    void assertions_that_begin_with_then_are_soft_too() {
        BDDSchemaSoftAssertions softly = new BDDSchemaSoftAssertions();
        softly.then(schema).table("options").hasPrimaryKey("id").column("year").hasType("text");
        softly.then(database).hasTables("nope");
        softly.then(database.dataSource()).hasTables("engines");
        softly.then(Rows.of(database.dataSource(), "nothing")).hasCount(1);
        softly.then(Vehicles.query(database, "SELECT 1")).returnsExactly(2);

        assertThat(softly.errorsCollected())
                .extracting(Throwable::getMessage)
                .satisfiesExactly(
                        first -> assertThat(first).contains("Expected the type to be text"),
                        second -> assertThat(second).contains("missing : public.nope"),
                        third -> assertThat(third).contains("nothing"),
                        fourth -> assertThat(fourth).contains("missing : 2"));
        assertThatThrownBy(() -> BDDSchemaSoftAssertions.assertSoftly(
                        then -> then.then(schema).hasNoTable("options").hasNoTable("engines")))
                .hasMessageContaining("public.options exists")
                .hasMessageContaining("public.engines exists");
        BDDSchemaSoftAssertions.assertSoftly(then -> then.then(schema).hasTables("options"));
    }
}
