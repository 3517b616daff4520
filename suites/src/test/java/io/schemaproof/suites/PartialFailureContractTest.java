package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.junit.SchemaTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Events;

class PartialFailureContractTest {

    @SchemaTest(migrations = "classpath:policies")
    static class PoliciesTestCase implements PartialFailureContract {}

    @Test
    void what_recovers_or_leaves_nothing_passes_and_what_gets_stuck_fails_with_the_finding() {
        Events events = TestKit.execute(PoliciesTestCase.class);

        assertThat(events.succeeded().list())
                .extracting(TestKit::name)
                .containsExactly("partial of 1 books", "partial of 2 authors");
        assertThat(events.failed().list()).hasSize(1).allSatisfy(event -> {
            assertThat(TestKit.name(event)).isEqualTo("partial of 3 logs");
            assertThat(TestKit.message(event))
                    .contains(
                            "error partial.stuck",
                            "table public.logs was added",
                            "The second try fails: 3_logs.sql:3:1");
        });
    }
}
