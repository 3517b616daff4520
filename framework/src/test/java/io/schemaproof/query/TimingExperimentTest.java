package io.schemaproof.query;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Count wrong verdicts on an idle host and while other threads keep processors busy. Takes minutes, so it runs only when
 * asked for: {@code -Dtiming.verdicts=1000}.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "timing.verdicts", matches = "\\d+")
class TimingExperimentTest {

    /** An index scan of some thousand rows takes a few milliseconds; reading the whole table takes far longer. */
    private static final String FAST = "SELECT DISTINCT make FROM car WHERE year = 1990";

    /** Sixteen times its limit of 5 ms, which is more than four busy threads can make of a query that holds it. */
    private static final String SLOW = "SELECT count(*), pg_sleep(0.08) FROM car WHERE id < 100";

    @Test
    void no_verdict_is_wrong_idle_or_loaded() throws SQLException {
        int verdicts = Integer.getInteger("timing.verdicts");
        try (TestDatabase database =
                TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())))) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("""
                        CREATE TABLE car AS SELECT i AS id, 1980 + i % 40 AS year, 'Make ' || i % 50 AS make
                          FROM generate_series(1, 400000) i;
                        CREATE INDEX ON car (year, make);
                        CREATE INDEX ON car (id);""");
            }
            PlannerStatistics.refresh(database.dataSource(), "car");
            for (int busy : new int[] {0, 1, 4}) {
                run(database, busy, verdicts);
            }
        }
    }

    private static void run(TestDatabase database, int busy, int verdicts) {
        AtomicBoolean stop = new AtomicBoolean();
        for (int i = 0; i < busy; i++) {
            Thread thread = new Thread(() -> {
                while (!stop.get()) {
                    Thread.onSpinWait();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        try {
            Map<TimingVerdict, Integer> fast = count(database, FAST, 50, verdicts);
            // A failure takes a second or more by design; a fiftieth of the verdicts must do.
            Map<TimingVerdict, Integer> slow = count(database, SLOW, 5, Math.max(3, verdicts / 50));
            System.out.println("busy threads " + busy + ": fast " + fast + ", slow " + slow);
            assertThat(fast).containsOnlyKeys(TimingVerdict.PASS);
            assertThat(slow).containsOnlyKeys(TimingVerdict.FAIL);
        } finally {
            stop.set(true);
        }
    }

    private static Map<TimingVerdict, Integer> count(TestDatabase database, String sql, int limitMillis, int verdicts) {
        Map<TimingVerdict, Integer> counts = new EnumMap<>(TimingVerdict.class);
        for (int i = 0; i < verdicts; i++) {
            Timing timing = Query.of(database.dataSource(), sql).time(TimeLimit.best(ofMillis(limitMillis)));
            counts.merge(timing.verdict(), 1, Integer::sum);
        }
        return counts;
    }
}
