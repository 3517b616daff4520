package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.junit.SchemaTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Events;

class DeterminismContractTest {

    @SchemaTest(migrations = "classpath:policies")
    static class PoliciesTestCase implements DeterminismContract {}

    @Test
    void what_is_the_same_everywhere_passes_and_what_follows_the_time_zone_fails_with_the_finding() {
        Events events = TestKit.execute(PoliciesTestCase.class);

        assertThat(events.succeeded().list())
                .extracting(TestKit::name)
                .containsExactly("determinism of 1 books", "determinism of 2 authors");
        assertThat(events.failed().list()).hasSize(1).allSatisfy(event -> {
            assertThat(TestKit.name(event)).isEqualTo("determinism of 3 logs");
            assertThat(TestKit.message(event))
                    .contains(
                            "warning determinism.schema-differs",
                            "the default of column public.logs.kept_from is another");
        });
    }
}
