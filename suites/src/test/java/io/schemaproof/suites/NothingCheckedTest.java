package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.schemaproof.junit.SchemaTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Where nothing is checked, something fails: tests that are all skipped, or that look elsewhere, are green. */
class NothingCheckedTest {

    private static final String FOLDER = "src/test/resources/suites/";

    @SchemaTest(migrations = FOLDER + "broken")
    static class BrokenContractTestCase implements PartialFailureContract {}

    @SelectMigrations(FOLDER + "broken")
    @VerifyPartialFailure
    @VerifyIdempotency
    @Only(withoutRules = "partial.stuck", schemas = "nowhere")
    static class BrokenSelectedTestCase {}

    @SelectMigrations(FOLDER + "broken")
    @VerifyRoundTrip
    @VerifyPartialFailure
    static class BrokenAndToldTestCase {}

    @SelectMigrations(FOLDER + "schemas")
    @VerifyRoundTrip
    @Only(schemas = {"\"My Shop\"", "My Shop"})
    static class MisspelledTestCase {}

    @SelectMigrations(FOLDER + "schemas")
    @VerifyRoundTrip
    @VerifyConventions(@Only(schemas = "\"My Shop\"", rules = "schema.no-primary-key"))
    @VerifyDrift(value = @Only(schemas = "\"My Shop\""), against = FOLDER + "schemas")
    @Only(schemas = {"\"My Shop\"", "staging"})
    static class QuotedTestCase {}

    @SelectMigrations(FOLDER + "schemas")
    @VerifyConventions(all = true, value = @Only(ignoring = "public.notes", rules = "schema.column-without-comment"))
    static class IgnoringTestCase {}

    @Test
    void an_up_that_fails_fails_a_contract_that_looks_for_something_else() {
        Events events = TestKit.execute(BrokenContractTestCase.class);

        assertThat(TestKit.names(events.failed())).containsExactly("2 title can be applied");
        assertThat(TestKit.message(events.failed().list().get(0)))
                .contains("2_title.up.sql:1  error roundtrip.up-fails", "relation \"boks\" does not exist");
        assertThat(TestKit.names(events.succeeded())).containsExactly("partial of 1 books");
    }

    @Test
    void an_up_that_fails_fails_once_among_annotated_suites_however_they_are_narrowed() {
        Events events = TestKit.executeSelected(BrokenSelectedTestCase.class);

        assertThat(TestKit.names(events.failed())).containsExactly("idempotency of 1 books", "2 title can be applied");
        assertThat(TestKit.names(events.aborted())).contains("partial of 2 title", "idempotency of 2 title");
    }

    @Test
    void the_round_trip_tells_of_it_itself() {
        assertThat(TestKit.names(
                        TestKit.executeSelected(BrokenAndToldTestCase.class).failed()))
                .containsExactly("up 2_title.up.sql");
    }

    @Test
    void a_schema_that_there_is_not_fails_the_suites_that_are_narrowed_to_it() {
        Events events = TestKit.executeSelected(MisspelledTestCase.class);

        assertThat(events.succeeded().list()).isEmpty();
        assertThat(events.failed().map(TestKit::message))
                .containsExactly(
                        "There is no schema My Shop to narrow a suite to, so that nothing would be looked at. There are:"
                                + " \"My Shop\", public.");
    }

    @SelectMigrations(FOLDER + "empty-schema")
    @VerifyRoundTrip
    @VerifySafety(@Only(ignoring = "public"))
    @VerifyPartialFailure(
            @Only(
                    schemas = {"shop", "public"},
                    ignoring = {"public.orders", "public.orders_pkey"}))
    @VerifyDataPreservation(@Only(ignoring = "public.orders.note"))
    @Only(schemas = "shop")
    static class EmptySchemaTestCase {}

    @Test
    void a_suite_that_looks_at_no_object_fails() {
        Events events = TestKit.executeSelected(EmptySchemaTestCase.class);

        assertThat(TestKit.names(events.succeeded())).containsExactly("rows survive 1 orders");
        assertThat(events.failed().map(TestKit::message))
                .containsExactly(
                        "No object is left to look at: the migrations make none in shop.",
                        "No object is left to look at: the migrations make none in shop, public besides public.orders, public.orders_pkey.",
                        "No object is left to look at: the migrations make none besides public.");
    }

    @SelectMigrations(FOLDER + "good")
    @Queries(FOLDER + "nowhere")
    @VerifyPartialFailure
    @VerifyQueryCompatibility
    static class NoFolderOfQueriesTestCase {}

    @Test
    void a_folder_of_queries_that_is_not_there_fails_once_and_the_suites_that_share_it_are_skipped() {
        Events events = TestKit.executeSelected(NoFolderOfQueriesTestCase.class);

        assertThat(events.succeeded().list()).isEmpty();
        assertThat(events.failed().map(TestKit::message))
                .hasSize(1)
                .allMatch(message ->
                        message.startsWith("The folder with the queries " + FOLDER + "nowhere does not exist."));
        assertThat(events.aborted().map(TestKit::message))
                .containsExactly("not run: the migrations cannot be verified; the first suite says why.");
    }

    @SchemaTest(migrations = FOLDER + "good")
    static class SafeTestCase implements SafetyContract {}

    @Test
    void a_version_of_production_that_is_none_fails() {
        EngineTestKit.Builder safety = EngineTestKit.engine("junit-jupiter").selectors(selectClass(SafeTestCase.class));

        assertThat(safety.configurationParameter("schemaproof.production.version", "v14.2")
                        .execute()
                        .containerEvents()
                        .failed()
                        .map(TestKit::message))
                .containsExactly("schemaproof.production.version: 'v14.2' is no version such as 14.2, as SHOW"
                        + " server_version says it.");
        assertThat(safety.configurationParameter("schemaproof.production.version", "14.5")
                        .execute()
                        .allEvents()
                        .failed()
                        .list())
                .isEmpty();
    }

    @Test
    void a_schema_is_named_as_messages_name_it_also_where_a_later_migration_drops_it() {
        Events events = TestKit.executeSelected(QuotedTestCase.class);

        assertThat(events.failed().list()).isEmpty();
        assertThat(TestKit.names(events.succeeded()))
                .contains("down 1_shop.down.sql", "the rules have found something to judge")
                .anyMatch(name -> name.startsWith("no drift"));
    }

    @Test
    void conventions_leave_out_what_is_part_of_an_ignored_object() {
        assertThat(TestKit.executeSelected(IgnoringTestCase.class).failed().map(TestKit::message))
                .singleElement()
                .asString()
                .contains("column \"My Shop\".books.id has no comment")
                .doesNotContain("notes");
    }
}
