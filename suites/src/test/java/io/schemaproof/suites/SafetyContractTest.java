package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.junit.SchemaTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.testkit.engine.Events;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SafetyContractTest {

    @SchemaTest(migrations = "src/test/resources/safety")
    static class ShelvesTestCase implements SafetyContract {}

    private Events events;

    @BeforeAll
    void run() {
        events = TestKit.execute(ShelvesTestCase.class);
    }

    @Test
    void there_is_a_test_for_each_migration_and_family() {
        assertThat(events.started().map(TestKit::name))
                .contains(
                        "nobody waits for 1 shelves",
                        "the application of before finds what it uses after 1 shelves",
                        "nothing goes unnamed or in bulk with 1 shelves",
                        "nothing is left behind by 1 shelves");
        assertThat(events.started().count()).isEqualTo(4 * 5 + 1);
    }

    @Test
    void an_error_fails_the_test_of_its_family_alone() {
        assertThat(events.failed().map(TestKit::name))
                .containsExactly("nobody waits for 2 index", "waivers of 4 unused");
        assertThat(TestKit.message(events.failed().stream().findFirst().orElseThrow()))
                .contains("2_index.up.sql:2  error safety.blocking-work", "SHARE on public.shelves (writes wait");
    }

    @Test
    void what_a_comment_allows_passes_and_a_comment_that_allows_nothing_does_not() {
        assertThat(events.succeeded().map(TestKit::name)).contains("nobody waits for 3 allowed");
        assertThat(events.failed().map(TestKit::message))
                .anySatisfy(message -> assertThat(message)
                        .contains("The comment allows safety.rename, which was not found in 4_unused.up.sql."));
    }

    @Test
    void what_nobody_knows_is_skipped() {
        assertThat(events.aborted().map(TestKit::name)).hasSize(4).allMatch(name -> name.endsWith("5 unknown"));
    }
}
