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
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Count wrong verdicts on a host as it is and while other threads keep the other processors busy.
 *
 * <p>A small number in each test run; {@code -Dtiming.verdicts=1000} for that many in each of the two states, which
 * takes some twenty minutes. A verdict is wrong when a query that holds its limit fails or one that cannot hold it
 * passes. {@link TimingVerdict#INCONCLUSIVE} is not wrong, but it is counted.
 */
@Isolated("counts verdicts on the host as it is; beside other tests it would keep a processor from them")
class TimingExperimentTest {

    /** An index-only scan of 1,250 rows, a millisecond or less. */
    private static final String FAST = "SELECT DISTINCT make FROM car WHERE year = 1990";

    /** The whole table is read, which takes three milliseconds or more on any machine. */
    private static final String SLOW = "SELECT count(*) FROM car WHERE note LIKE '%7%8%9%'";

    /** Far above what the fast query takes. */
    private static final Duration ENOUGH = ofMillis(50);

    /** Far below what the slow query takes. */
    private static final Duration TOO_LITTLE = ofMillis(1);

    private static final int VERDICTS = Integer.getInteger("timing.verdicts", 4);

    private static TestDatabase database;

    @BeforeAll
    static void fill() throws SQLException {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE car AS SELECT i AS id, 1980 + i % 40 AS year, 'Make ' || i % 50 AS make,
                        md5(i::text) AS note FROM generate_series(1, 50000) i;
                    CREATE INDEX ON car (year, make);""");
        }
        PlannerStatistics.refresh(database.dataSource(), "car");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void no_verdict_is_wrong_on_the_host_as_it_is() throws SQLException {
        run("host as it is", VERDICTS);
    }

    @Test
    void no_verdict_is_wrong_while_the_other_processors_are_busy() throws SQLException {
        AtomicBoolean stop = new AtomicBoolean();
        for (int i = 0; i < Math.max(1, Runtime.getRuntime().availableProcessors() - 1); i++) {
            Thread thread = new Thread(() -> {
                while (!stop.get()) {
                    Thread.onSpinWait();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        try {
            run("others busy", VERDICTS);
        } finally {
            stop.set(true);
        }
    }

    /** Two queries of the same kind are not slower than each other by half; a slow one is slower than a fast one. */
    @Test
    void no_comparison_is_wrong() {
        Map<TimingVerdict, Integer> same = new EnumMap<>(TimingVerdict.class);
        Map<TimingVerdict, Integer> slower = new EnumMap<>(TimingVerdict.class);
        Query fast = Query.of(database.dataSource(), FAST);
        Query slow = Query.of(database.dataSource(), SLOW);
        for (int i = 0; i < VERDICTS / 2; i++) {
            same.merge(PairedTiming.of(fast, fast, 1.5).verdict(), 1, Integer::sum);
            slower.merge(PairedTiming.of(slow, fast, 1.5).verdict(), 1, Integer::sum);
        }
        System.out.println("compared: same " + same + ", slower " + slower);
        assertThat(same).doesNotContainKey(TimingVerdict.FAIL);
        assertThat(slower).doesNotContainKey(TimingVerdict.PASS);
    }

    private static void run(String host, int verdicts) throws SQLException {
        int each = verdicts / 4;
        Map<TimingVerdict, Integer> fast = new EnumMap<>(TimingVerdict.class);
        Map<TimingVerdict, Integer> slow = new EnumMap<>(TimingVerdict.class);
        count(FAST, TimeLimit.best(ENOUGH), each, fast);
        System.out.println(host + ": fast best " + fast);
        count(FAST, TimeLimit.p95(ENOUGH), each, fast);
        System.out.println(host + ": fast best and p95 " + fast);
        count(SLOW, TimeLimit.best(TOO_LITTLE), each, slow);
        System.out.println(host + ": slow best " + slow);
        count(SLOW, TimeLimit.p50(TOO_LITTLE), each, slow);
        System.out.println(host + ": slow best and p50 " + slow);
        assertThat(fast).as("fast, %s", host).doesNotContainKey(TimingVerdict.FAIL);
        assertThat(slow).as("slow, %s", host).doesNotContainKey(TimingVerdict.PASS);
    }

    private static void count(String sql, TimeLimit limit, int verdicts, Map<TimingVerdict, Integer> counts)
            throws SQLException {
        Query query = Query.of(database.dataSource(), sql);
        for (int i = 0; i < verdicts; i++) {
            try (PreparedSamples samples = PreparedSamples.open(query)) {
                counts.merge(limit.judge(new ShortPauses(samples)).verdict(), 1, Integer::sum);
            }
        }
    }

    /** A tenth of the pauses, so that a stall of the host spoils ten times as many samples: harder than in earnest. */
    private record ShortPauses(SampleSource samples) implements SampleSource {

        @Override
        public long sample() throws SQLException {
            return samples.sample();
        }

        @Override
        public double contention() throws SQLException {
            return samples.contention();
        }

        @Override
        public void pause(Duration duration) {
            samples.pause(duration.dividedBy(10));
        }
    }
}
