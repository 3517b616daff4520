package io.schemaproof.assertions.query;

import static io.schemaproof.assertions.SchemaAssertions.best;
import static io.schemaproof.assertions.SchemaAssertions.buffers;
import static io.schemaproof.assertions.SchemaAssertions.p50;
import static io.schemaproof.assertions.SchemaAssertions.p90;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.PairedTiming;
import io.schemaproof.query.Query;
import io.schemaproof.query.TimingVerdict;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class TimeAssertTest {

    private static final String LOOK_UP = "SELECT id FROM orders WHERE customer_id = ?";
    private static final String SCAN = "SELECT count(*) FROM orders WHERE note LIKE '%y%'";

    private static TestDatabase database;

    @BeforeAll
    static void create() throws SQLException {
        database = Shop.create();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void the_pages_are_judged_before_the_time() {
        query(LOOK_UP, 42).runsWithin(p90(ofSeconds(2)), buffers(40));
        query(LOOK_UP, 42).underBothPlans().runsWithin(best(ofSeconds(2)));

        Shop.failsWith(
                () -> query(SCAN).runsWithin(p50(ofSeconds(2)), buffers(3)),
                "Expected the query to touch at most 3 buffers");
    }

    @Test
    void a_query_is_compared_with_another_in_one_run() {
        query(LOOK_UP, 42).isNotSlowerThan(Query.of(database.dataSource(), SCAN), 2);

        assertThatThrownBy(() -> query(SCAN).isNotSlowerThan(Query.of(database.dataSource(), LOOK_UP, 42), 1.5))
                .hasMessageContaining("Expected the query to take at most 1.50 times as long as the other query")
                .hasMessageFindingMatch("but was : [\\d.]+ times as long in the middle")
                .hasMessageFindingMatch("p50 [\\d.]+ ms against [\\d.]+ ms, min .*; slower in \\d+ of \\d+")
                .hasMessageContaining("The other: " + LOOK_UP + " [42]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(SCAN).isNotSlowerThan(Query.of(database.dataSource(), SCAN), 1))
                .withMessageStartingWith("A factor is 1.1 or more, not 1.0");
    }

    @Test
    void a_query_is_compared_with_one_of_another_database() throws SQLException {
        try (TestDatabase other = Shop.create()) {
            query(LOOK_UP, 42).isNotSlowerThan(Query.of(other.dataSource(), SCAN), 2);

            assertThatThrownBy(() -> query(SCAN).isNotSlowerThan(Query.of(other.dataSource(), LOOK_UP, 42), 1.5))
                    .hasMessageContaining("Expected the query to take at most 1.50 times as long as the other query")
                    .hasMessageContaining("The other: " + LOOK_UP + " [42]");
        }
    }

    @Test
    void two_queries_too_near_to_each_other_give_no_verdict() {
        PairedTiming even =
                new PairedTiming(List.of(ofMillis(3)), List.of(ofMillis(2)), 200, 400, TimingVerdict.INCONCLUSIVE);

        assertThatThrownBy(() -> TimingFailure.of(even, Query.of(database.dataSource(), "SELECT 1"), 1.5))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageStartingWith(
                        "Cannot tell whether the query takes at most 1.50 times as long as the other query")
                .hasMessageContaining("p50 3 ms against 2 ms, min 3 ms against 2 ms; slower in 200 of 400");
    }

    private static QueryAssert query(String sql, @Nullable Object... binds) {
        return Shop.query(database, sql, binds);
    }
}
