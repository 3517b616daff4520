package io.schemaproof.query;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** No verdict here depends on how fast the host is: the limits are far away. */
class ConcurrentSamplesTest {

    private static TestDatabase database;

    @BeforeAll
    static void create() throws SQLException {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        execute("CREATE TABLE item (id int PRIMARY KEY, n int NOT NULL); INSERT INTO item VALUES (1, 0)");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void each_thread_has_a_session_and_all_of_them_run_at_the_same_time() throws SQLException {
        CapturedQueries captured = CapturedQueries.of(database.dataSource());
        Query others = Query.of(
                captured.dataSource(),
                "SELECT pg_advisory_lock_shared(99), pg_backend_pid() FROM generate_series(1, 3)");
        Set<Burst> bursts = new HashSet<>();

        try (ConcurrentSamples samples = ConcurrentSamples.open(others, Optional.empty(), 3)) {
            bursts.add(samples.burst(4, Duration.ZERO));
            assertThat(sessionsWithLock()).isEqualTo(3);
        }

        assertThat(bursts).singleElement().satisfies(burst -> {
            assertThat(burst.runs()).hasSize(3).allSatisfy(run -> {
                assertThat(run.times()).hasSize(4);
                assertThat(run.elapsed())
                        .isGreaterThanOrEqualTo(run.times().stream().reduce(Duration.ZERO, Duration::plus));
            });
            assertThat(burst.rounds())
                    .hasSize(4)
                    .allSatisfy(round -> assertThat(round).hasSize(3));
            assertThat(burst.rateAtMost()).isGreaterThanOrEqualTo(burst.rate());
        });
        assertThat(captured.connections()).hasSize(3).allMatch(CapturedConnection::closed);
    }

    @Test
    void what_several_threads_write_is_undone() throws SQLException {
        Query update = Query.of(database.dataSource(), "UPDATE item SET n = n + 1 WHERE id = 1");
        Query insert = Query.of(database.dataSource(), "INSERT INTO item VALUES (2, 2)");

        assertThat(update.time(TimeLimit.best(ofSeconds(20)).threads(3)).verdict())
                .isEqualTo(TimingVerdict.PASS);
        assertThat(insert.time(TimeLimit.best(ofSeconds(20)).threads(2), PlanCacheMode.GENERIC)
                        .samples())
                .hasSize(2);

        assertThat(ask("SELECT count(*) * 1000 + sum(n) FROM item")).isEqualTo(1_000);
    }

    @Test
    void an_error_in_one_thread_ends_all_of_them_and_is_the_failure() {
        CapturedQueries captured = CapturedQueries.of(database.dataSource());
        Query alone = Query.of(captured.dataSource(), "SELECT 1 / CASE WHEN pg_try_advisory_lock(7) THEN 1 ELSE 0 END");

        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> alone.throughput(RateLimit.perSecond(1).threads(3)))
                .withMessageMatching(
                        "(?s)Cannot time, in thread [123] of 3 at the same time, the query: ERROR: division by"
                                + " zero \\[SQLSTATE 22012\\].*pg_try_advisory_lock.*");
        assertThat(captured.connections()).hasSizeGreaterThanOrEqualTo(3).allMatch(CapturedConnection::closed);
    }

    @Test
    void without_a_session_for_each_thread_nothing_is_known() throws SQLException {
        ConnectionSettings settings = database.settings();
        String role = database.name() + "_few";
        execute("CREATE ROLE " + role + " LOGIN PASSWORD 'few' CONNECTION LIMIT 2");
        try {
            PGSimpleDataSource few = new PGSimpleDataSource();
            few.setURL(settings.jdbcUrl());
            few.setUser(role);
            few.setPassword("few");
            CapturedQueries captured = CapturedQueries.of(few);
            Query query = Query.of(captured.dataSource(), "SELECT 1");

            assertThatExceptionOfType(TooFewSessionsException.class)
                    .isThrownBy(() -> query.time(TimeLimit.p50(ofSeconds(9)).threads(3)))
                    .withMessageMatching(
                            "(?s)only [012] of 3 threads got a session \\(FATAL: too many connections for role"
                                    + ".*\\)");
            assertThat(captured.connections()).allMatch(CapturedConnection::closed);
        } finally {
            execute("DROP ROLE " + role);
        }
    }

    @Test
    void an_interrupted_test_ends_at_once_and_leaves_no_session() throws Exception {
        CapturedQueries captured = CapturedQueries.of(database.dataSource());
        Query endless = Query.of(captured.dataSource(), "SELECT pg_sleep(600)");
        ConcurrentSamples samples = ConcurrentSamples.open(endless, Optional.empty(), 2);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> samples.burst(1, Duration.ZERO)).hasMessage("Interrupted while timing a query.");
        assertThat(Thread.interrupted()).isTrue();
        samples.close();

        assertThat(captured.connections()).hasSize(2).allMatch(CapturedConnection::closed);
    }

    @Test
    void a_statement_that_begins_after_it_was_cancelled_is_cancelled_again() throws Exception {
        CapturedQueries captured = CapturedQueries.of(database.dataSource());
        // Each goes on for a while after it is cancelled, as one does that was about to begin.
        Query stubborn = Query.of(captured.dataSource(), "SELECT schemaproof_stubborn()");
        execute(
                "CREATE FUNCTION schemaproof_stubborn() RETURNS void LANGUAGE plpgsql AS $$ BEGIN"
                        + " BEGIN PERFORM pg_sleep(600); EXCEPTION WHEN query_canceled THEN NULL; END; PERFORM pg_sleep(600); END $$");
        ConcurrentSamples samples = ConcurrentSamples.open(stubborn, Optional.empty(), 2);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> samples.burst(1, Duration.ZERO)).hasMessage("Interrupted while timing a query.");
        assertThat(Thread.interrupted()).isTrue();
        samples.close();

        assertThat(captured.connections()).hasSize(2).allMatch(CapturedConnection::closed);
    }

    @Test
    void a_crew_begins_together_and_ends_when_one_fails() throws SQLException {
        AtomicInteger there = new AtomicInteger();
        try (Crew crew = new Crew(4)) {
            assertThat(crew.<Integer>together((thread, shift) -> {
                        there.incrementAndGet();
                        shift.begin();
                        return there.get();
                    }))
                    .containsExactly(4, 4, 4, 4);
            assertThatThrownBy(() -> crew.<Integer>together((thread, shift) -> {
                        shift.begin();
                        if (thread == 2) {
                            throw new SQLException("refused");
                        }
                        while (!shift.isBroken()) {
                            Thread.onSpinWait();
                        }
                        return thread;
                    }))
                    .isInstanceOf(SQLException.class)
                    .hasMessage("refused");
        }
    }

    private static long sessionsWithLock() throws SQLException {
        return ask("SELECT count(DISTINCT pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = 99");
    }

    private static long ask(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
