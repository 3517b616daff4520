package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.schemaproof.junit.SchemaTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationSuiteTest {

    private static final String FOLDER = "src/test/resources/suites/";

    @SchemaTest(migrations = FOLDER + "good")
    @Queries(FOLDER + "queries")
    static class GoodTestCase implements MigrationSuite {}

    @SchemaTest(migrations = FOLDER + "bad")
    @Queries(FOLDER + "badqueries")
    @VerifyPerformance(byIndex = true)
    @VerifySafety
    @VerifyRoundTrip
    @VerifyConventions(@Only(rules = {"schema.not-snake-case", "schema.foreign-key-without-index"}))
    static class BadTestCase implements MigrationSuite {}

    @SchemaTest(migrations = FOLDER + "bad")
    static class NarrowedTestCase implements MigrationSuite {
        @Override
        public Suites suites(Suites suites) {
            return suites.only(Suite.ROUND_TRIP, Suite.SAFETY, Suite.CONVENTIONS)
                    .narrowed(Suite.ROUND_TRIP, Narrowing.NONE.to("1"))
                    .narrowed(Suite.SAFETY, Narrowing.NONE.withoutRules("safety.no-lock-timeout"))
                    .narrowed(Suite.CONVENTIONS, Narrowing.NONE.schemas("nowhere"));
        }
    }

    @SchemaTest(migrations = "classpath:audits")
    @Only(from = "2", to = "2", withoutRules = "roundtrip.no-down")
    @VerifyRoundTrip
    @VerifyDataPreservation
    static class OnlyForwardTestCase implements MigrationSuite {}

    @SchemaTest(migrations = "classpath:policies", before = FOLDER + "badqueries/shop.sql")
    static class BrokenBeforeTestCase implements MigrationSuite {
        @Override
        public Suites suites(Suites suites) {
            return suites.only(Suite.ROUND_TRIP, Suite.SAFETY);
        }
    }

    private Events good;
    private Events bad;
    private EngineExecutionResults narrowed;

    @BeforeAll
    void run() {
        // Few rows: what the suites find does not depend on how many there are.
        good = TestKit.execute(GoodTestCase.class, Map.of("schemaproof.rows", "10"));
        bad = TestKit.execute(BadTestCase.class);
        narrowed = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(NarrowedTestCase.class))
                .execute();
    }

    @Test
    void a_good_folder_passes_all_and_what_a_suite_lacks_is_skipped() {
        assertThat(good.failed().list()).isEmpty();
        assertThat(good.aborted().map(TestKit::message).filter(message -> message.contains("not run: nobody")))
                .satisfiesExactly(
                        history -> assertThat(history)
                                .contains("nobody says what was applied. Name a revision of git, such as origin/main"),
                        upgrade -> assertThat(upgrade).contains("nobody says what is deployed. Name a dump of it"),
                        second -> assertThat(second)
                                .contains("nobody says what a second run must do. Set schemaproof.idempotency"),
                        drift -> assertThat(drift).contains("nobody says what the migrations are compared with."),
                        contract ->
                                assertThat(contract).contains("nobody names one. './schemaproof describe' writes it."));
        assertThat(TestKit.names(good.succeeded()))
                .contains(
                        "number of 1 authors",
                        "upgrade to 2 books from nothing",
                        "down 2_books.down.sql",
                        "rows survive 2 books",
                        "partial of 2 books",
                        "nobody waits for 2 books",
                        "queries of 2 books",
                        "performance of 2 books",
                        "the rules have found something to judge");
    }

    @Test
    void no_test_has_the_source_of_its_factory_whose_name_surefire_would_report() {
        assertThat(good.started().list())
                .hasSizeGreaterThan(50)
                .allSatisfy(test ->
                        assertThat(test.getTestDescriptor().getSource()).get().isNotInstanceOf(MethodSource.class));
    }

    @Test
    void there_is_a_container_for_each_suite_with_what_it_proves() {
        assertThat(narrowed.containerEvents().started().map(TestKit::name))
                .contains(
                        "round trip: every migration can be applied, taken back without a trace, and applied again",
                        "safety: a running application bears every migration",
                        "conventions: names, keys, types and indexes keep the rules");
    }

    @Test
    void annotations_choose_suites_and_a_bad_folder_fails_each_with_its_message() {
        assertThat(TestKit.names(bad.failed()))
                .containsExactly(
                        "down 2_slow.down.sql",
                        "up again 2_slow.up.sql",
                        "nobody waits for 2 slow",
                        "performance of 2 slow",
                        failedName("schema.not-snake-case"));
        assertThat(message("down 2_slow.down.sql")).contains("index public.books_author_idx was removed");
        assertThat(message("performance of 2 slow"))
                .contains("error performance.no-index", "reads all of public.books, also where");
        assertThat(message(failedName("schema.not-snake-case"))).contains("column public.books.\"Title\"");
        assertThat(TestKit.names(bad.aborted()))
                .anyMatch(name -> name.startsWith("schema.foreign-key-without-index: "));
    }

    private String failedName(String rule) {
        return TestKit.names(bad.failed()).stream()
                .filter(name -> name.startsWith(rule))
                .findFirst()
                .orElse(rule + " did not fail");
    }

    private String message(String name) {
        return TestKit.message(bad.failed().stream()
                .filter(event -> TestKit.name(event).equals(name))
                .findFirst()
                .orElseThrow());
    }

    @Test
    void a_suite_can_be_narrowed_to_versions_rules_and_schemas() {
        Events events = narrowed.testEvents();

        assertThat(TestKit.names(events.succeeded()))
                .contains("down 1_books.down.sql", "nobody waits for 1 books")
                .doesNotContain("down 2_slow.down.sql");
        assertThat(TestKit.names(events.failed()))
                .containsExactly("nobody waits for 2 slow", "the rules have found something to judge");
        assertThat(TestKit.message(events.failed().list().get(1)))
                .startsWith(
                        "None of 35 rules found anything to judge: the database is empty, or another schema was meant.");
    }

    @Test
    void a_missing_down_that_nobody_wants_to_hear_of_has_not_run_all_the_same() {
        Events events = TestKit.execute(OnlyForwardTestCase.class);

        assertThat(events.failed().list()).isEmpty();
        assertThat(TestKit.names(events.succeeded())).containsExactly("up 2_customers.sql");
        assertThat(events.aborted().map(TestKit::message))
                .hasSize(3)
                .allSatisfy(message -> assertThat(message).contains("because of no-down"));
    }

    @Test
    void a_verification_that_cannot_be_made_fails_once_and_skips_the_others() {
        Events events = TestKit.execute(BrokenBeforeTestCase.class);

        assertThat(events.succeeded().count()).isZero();
        assertThat(TestKit.names(events.failed())).containsExactly("the suite can be run");
        assertThat(TestKit.message(events.failed().list().get(0)))
                .startsWith("The script that runs before the migrations fails:");
        assertThat(events.aborted().map(TestKit::message))
                .containsExactly("not run: the migrations cannot be verified; the first suite says why.");
    }

    @Test
    void parameters_of_junit_reach_the_verification() {
        Events events = TestKit.execute(GoodOnlyDataTestCase.class, Map.of("schemaproof.rows", "0"));

        assertThat(List.of(TestKit.message(events.aborted().list().get(0))))
                .first()
                .asString()
                .contains("not run: there are none. Set schemaproof.rows, or name a seed.");
    }

    @SchemaTest(migrations = FOLDER + "good")
    @VerifyDataPreservation
    static class GoodOnlyDataTestCase implements MigrationSuite {}
}
