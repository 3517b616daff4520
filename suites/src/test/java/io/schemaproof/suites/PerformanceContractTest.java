package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.junit.SchemaTest;
import io.schemaproof.query.TimeLimit;
import io.schemaproof.verify.compatibility.PerformanceLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Events;

class PerformanceContractTest {

    private static final String FOLDER = "src/test/resources/suites/";

    /** Both at once, which share the queries. */
    @SchemaTest(migrations = FOLDER + "bad")
    @Queries(FOLDER + "badqueries")
    static class IndexTestCase implements PerformanceContract, QueryCompatibilityContract {
        @Override
        public PerformanceLimits performanceLimits() {
            return PerformanceLimits.within(TimeLimit.best(Duration.ofMinutes(1)))
                    .byIndex()
                    .rows(20);
        }
    }

    @Test
    void what_stays_within_limits_passes_and_an_index_that_is_gone_fails_with_the_finding() {
        Events events = TestKit.execute(IndexTestCase.class);

        assertThat(TestKit.names(events.succeeded())).contains("performance of 1 books");
        assertThat(TestKit.names(events.failed()))
                .containsExactlyInAnyOrder("performance of 2 slow", "queries of 2 slow");
        assertThat(events.failed().map(TestKit::message))
                .anySatisfy(message -> assertThat(message)
                        .contains(
                                "2_slow.up.sql:1  error performance.no-index",
                                "The query by_author of the service shop (badqueries/shop.sql:2) reads all of public.books",
                                "instead: Add an index on the columns by which it searches"));
    }
}
