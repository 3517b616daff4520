package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.junit.SchemaTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Events;

class TrafficContractTest {

    @SchemaTest(migrations = "classpath:traffic")
    static class TrafficTestCase implements TrafficContract {}

    @Test
    void what_clients_bear_passes_and_an_error_that_they_see_fails_with_the_finding() {
        Events events = TestKit.execute(TrafficTestCase.class);

        assertThat(events.succeeded().list())
                .extracting(TestKit::name)
                .containsExactly("traffic of 1 books", "traffic of 2 notes");
        assertThat(events.failed().list()).hasSize(1).allSatisfy(event -> {
            assertThat(TestKit.name(event)).isEqualTo("traffic of 3 titles");
            assertThat(TestKit.message(event))
                    .contains("error traffic.client-error", "the column title is name now", "safety.rename");
        });
    }
}
