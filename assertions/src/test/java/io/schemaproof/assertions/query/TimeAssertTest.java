package io.schemaproof.assertions.query;

import static io.schemaproof.assertions.SchemaAssertions.best;
import static io.schemaproof.assertions.SchemaAssertions.buffers;
import static io.schemaproof.assertions.SchemaAssertions.p50;
import static io.schemaproof.assertions.SchemaAssertions.p90;
import static io.schemaproof.assertions.SchemaAssertions.perSecond;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.core.Sql;
import io.schemaproof.assertions.structure.OneConnection;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.PairedTiming;
import io.schemaproof.query.Query;
import io.schemaproof.query.Throughput;
import io.schemaproof.query.TimingVerdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

@Order(1)
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

    @Test
    void a_query_is_timed_while_other_sessions_run_it() {
        query(LOOK_UP, 42).underBothPlans().runsWithin(p50(ofSeconds(2)).threads(3));

        Shop.assertThatTimed(() -> query("SELECT pg_sleep(0.02)")
                        .runsWithin(p50(ofMillis(2)).threads(2)))
                .hasMessageFindingMatch("expected: p50 ≤ 2 ms in 2 threads at the same time\n  but was : [\\d.]+ ms")
                .hasMessageFindingMatch(
                        "Verdict: \\d+ of \\d+ samples exceed the limit by more than the load of the host")
                .hasMessageFindingMatch("\\(n=\\d+ in 2 threads, warm-up 10 discarded; on the server alone [\\d.]+ ms;"
                        + " SELECT 1 in as many threads p50 [\\d.]+ ms, p95 [\\d.]+ ms\\)");
    }

    @Test
    void a_query_reaches_a_rate_or_misses_it() {
        query(LOOK_UP, 42).runsAtLeast(perSecond(1).threads(2));

        assertThatThrownBy(() -> query("SELECT pg_sleep(0.01)")
                        .runsAtLeast(perSecond(2_000).threads(2)))
                .hasMessageContaining("Expected the query to reach its rate\n"
                        + "  expected: at least 2,000 per second in 2 threads at the same time")
                .hasMessageFindingMatch("but was : [\\d.]+ to [\\d.]+ per second")
                .hasMessageFindingMatch(
                        "Verdict: none of \\d+ bursts reaches the rate, \\d+ of them stay below by more than")
                .hasMessageFindingMatch(
                        "\\(\\d+ bursts, 2 threads, warm-up 10 discarded\\); each took min .*; on the server"
                                + " alone [\\d.]+ ms; SELECT 1 reaches [\\d,]+ per second in as many threads")
                .hasMessageContaining("\n  -> Result  rows=1");
    }

    @Test
    void a_rate_that_no_statement_reaches_here_gives_no_verdict() {
        Throughput unreachable = new Throughput(
                perSecond(1e9),
                90,
                110,
                14,
                List.of(ofMillis(9)),
                TimingVerdict.INCONCLUSIVE,
                "none of 14 bursts reaches the rate, but neither does SELECT 1 on this host",
                1,
                OptionalDouble.of(20_000),
                Optional.empty());

        assertThatThrownBy(() -> TimingFailure.of(unreachable, new Sql(database.dataSource())))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageStartingWith(
                        "Cannot tell whether the query runs at least 1,000,000,000 per second: none of 14"
                                + " bursts reaches the rate, but neither does SELECT 1 on this host.\n  90 to 110 per second,")
                .hasMessageEndingWith(
                        "Run it again on a quieter host or one with more processors, or demand another rate.");
    }

    @Test
    void threads_that_would_share_a_session_give_no_verdict() throws SQLException {
        try (Connection one = database.connect()) {
            assertThatThrownBy(() -> Shop.query(new OneConnection(one), LOOK_UP, 42)
                            .runsWithin(best(ofSeconds(2)).threads(2)))
                    .isInstanceOf(TestAbortedException.class)
                    .hasMessage(
                            "Cannot tell whether the query holds best of 20 ≤ 2000 ms in 2 threads at the same time:"
                                    + " the data source gives the same session to several of 2 threads, so that nothing would"
                                    + " run at the same time.\n  Take fewer threads, or allow more connections (max_connections,"
                                    + " CONNECTION LIMIT, the size of the pool).");
        }
    }

    private static QueryAssert query(String sql, @Nullable Object... binds) {
        return Shop.query(database, sql, binds);
    }
}
