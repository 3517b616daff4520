package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.schemaproof.junit.SchemaTest;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.verify.drift.SchemaSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** What {@link Only} on a class means to the contracts of single suites. */
class NarrowedContractTest {

    private static final String FOLDER = "src/test/resources/suites/";

    @SchemaTest(migrations = FOLDER + "bad")
    @Only(
            from = "2",
            ignoring = {"public.books", "public.books_author_idx", "public.books_title_idx"})
    static class ObjectsTestCase
            implements RoundTripContract, HistoryContract, UpgradeContract, ConventionsContract, DriftContract {

        @Override
        public SchemaSource against() {
            return SchemaSource.of(MigrationReader.read(Path.of(FOLDER + "good")));
        }
    }

    @SchemaTest(migrations = FOLDER + "bad")
    @Only(to = "1", rules = "schema.no-primary-key")
    static class RulesTestCase implements PartialFailureContract, ConventionsContract {}

    @SchemaTest(migrations = FOLDER + "bad")
    @Only(
            rules = {"roundtrip.leaves-trace", "roundtrip.reup-fails", "safety.rename"},
            withoutRules = {"roundtrip.leaves-trace", "roundtrip.reup-fails"})
    static class NoRuleLeftTestCase implements RoundTripContract, HistoryContract {}

    @SchemaTest(migrations = FOLDER + "bad")
    @Only(
            rules = {"roundtrip.leaves-trace", "roundtrip.reup-fails"},
            withoutRules = "roundtrip.reup-fails")
    static class OneRuleLeftTestCase implements RoundTripContract {}

    @SchemaTest(migrations = FOLDER + "bad")
    @Only(schemas = "pubic")
    static class MisspelledTestCase implements PartialFailureContract {}

    @SchemaTest(migrations = FOLDER + "bad")
    @Only(rules = "schema.no-primary-kay")
    static class NoRuleTestCase implements ConventionsContract {}

    @Test
    void versions_and_objects_are_left_out() {
        Events events = TestKit.execute(ObjectsTestCase.class);

        assertThat(TestKit.names(events.started()))
                .contains("number of 2 slow", "upgrade to 2 slow from nothing", "up 2_slow.up.sql")
                .noneMatch(name -> name.contains("1 books") || name.contains("1_books"));
        assertThat(TestKit.names(events.succeeded())).contains("down 2_slow.down.sql");
        assertThat(events.failed().map(TestKit::message).toList()).noneMatch(message -> message.contains("\"Title\""));
    }

    @Test
    void rules_are_chosen_and_a_suite_that_has_none_of_them_is_skipped() {
        Events events = TestKit.execute(RulesTestCase.class);

        assertThat(TestKit.names(events.succeeded()))
                .hasSize(2)
                .anyMatch(name -> name.startsWith("schema.no-primary-key: "))
                .contains("the rules have found something to judge");
        assertThat(events.aborted().map(TestKit::message))
                .containsExactly("not run: it is narrowed to schema.no-primary-key, none of which is its own.");
    }

    @Test
    void a_suite_of_which_no_rule_is_left_is_skipped() {
        Events events = TestKit.execute(NoRuleLeftTestCase.class);

        assertThat(events.succeeded().list()).isEmpty();
        assertThat(events.failed().list()).isEmpty();
        assertThat(events.aborted().map(TestKit::message))
                .containsExactly(
                        "not run: none of its rules is left: it is narrowed to roundtrip.leaves-trace,"
                                + " roundtrip.reup-fails, safety.rename and without roundtrip.leaves-trace,"
                                + " roundtrip.reup-fails.",
                        "not run: none of its rules is left: it is narrowed to roundtrip.leaves-trace,"
                                + " roundtrip.reup-fails, safety.rename and without roundtrip.leaves-trace,"
                                + " roundtrip.reup-fails.");
    }

    @Test
    void a_suite_of_which_a_rule_is_left_judges_by_it() {
        Events events = TestKit.execute(OneRuleLeftTestCase.class);

        assertThat(events.failed().map(TestKit::message))
                .isNotEmpty()
                .allMatch(message -> message.contains("error roundtrip.leaves-trace"));
    }

    @Test
    void a_schema_or_a_rule_that_there_is_not_fails() {
        assertThat(whyNot(MisspelledTestCase.class))
                .isEqualTo(
                        "There is no schema pubic to narrow a suite to, so that nothing would be looked at. There are:"
                                + " public.");
        assertThat(whyNot(NoRuleTestCase.class))
                .isEqualTo("There is no rule schema.no-primary-kay to narrow a suite with.");
    }

    /** Why the tests of a class cannot be made. */
    private static String whyNot(Class<?> testClass) {
        return TestKit.message(EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute()
                .containerEvents()
                .failed()
                .list()
                .get(0));
    }
}
