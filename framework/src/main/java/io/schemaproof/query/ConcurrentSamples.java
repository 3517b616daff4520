package io.schemaproof.query;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Time a query while several sessions run it at the same time, each in a thread of its own. */
final class ConcurrentSamples implements SampleSource, AutoCloseable {

    /** How long a statement that is cancelled may take to end. */
    private static final long PATIENCE_MILLIS = 10_000;

    private static final long STEP_MILLIS = 100;

    private final Query query;
    private final Sessions sessions;
    private final Crew crew;
    private final List<PreparedSamples> idle = new ArrayList<>();

    private ConcurrentSamples(Query query, Sessions sessions, Crew crew) {
        this.query = query;
        this.sessions = sessions;
        this.crew = crew;
    }

    /**
     * @param mode the kind of plan; empty to leave it to the server
     * @throws TooFewSessionsException if there is not one for each thread
     */
    static ConcurrentSamples open(Query query, Optional<PlanCacheMode> mode, int threads) throws SQLException {
        return new ConcurrentSamples(query, Sessions.open(query, mode, threads), new Crew(threads));
    }

    @Override
    public int threads() {
        return crew.size();
    }

    @Override
    public long sample() throws SQLException {
        List<List<Duration>> rounds = burst(1, Duration.ZERO).rounds();
        return Collections.max(rounds.get(0)).toNanos();
    }

    @Override
    public double contention() throws SQLException {
        return Spin.contention(crew);
    }

    @Override
    public void pause(Duration duration) {
        PreparedSamples.sleep(duration);
    }

    @Override
    public Burst burst(int each, Duration least) throws SQLException {
        return burst(sessions::of, each, least);
    }

    @Override
    public Optional<Burst> idleBurst(int each, Duration least) throws SQLException {
        if (idle.isEmpty()) {
            idle.addAll(sessions.also(Query.of(query.dataSource(), "SELECT 1")));
            burst(idle::get, TimeLimit.LEAST_WARM_UPS, Duration.ZERO);
        }
        return Optional.of(burst(idle::get, each, least));
    }

    private Burst burst(IntFunction<PreparedSamples> samples, int each, Duration least) throws SQLException {
        return new Burst(crew.together((thread, shift) -> {
            PreparedSamples session = samples.apply(thread);
            try {
                long start = shift.begin();
                Burst.Run run = run(session, shift, start, each, least.toNanos());
                shift.finished();
                while (shift.othersWork()) {
                    session.sample(); // so that the others do not get faster towards the end
                }
                return run;
            } catch (SQLException e) {
                throw QueryException.of(
                        "time, in thread " + (thread + 1) + " of " + crew.size() + " at the same time,",
                        query.sql(),
                        e);
            }
        }));
    }

    private static Burst.Run run(PreparedSamples session, Crew.Shift shift, long start, int each, long least)
            throws SQLException {
        List<Duration> times = new ArrayList<>();
        long elapsed = 0;
        while ((times.size() < each || elapsed < least) && !shift.isBroken()) {
            times.add(Duration.ofNanos(session.sample()));
            elapsed = System.nanoTime() - start;
        }
        return new Burst.Run(times, Duration.ofNanos(elapsed));
    }

    @Override
    public void close() throws SQLException {
        boolean ended = crew.awaitEnd(0);
        for (long waited = 0; !ended && waited < PATIENCE_MILLIS; waited += STEP_MILLIS) {
            // Again and again, because a thread may have been on its way to the server when its session was idle.
            sessions.cancel();
            ended = crew.awaitEnd(STEP_MILLIS);
        }
        crew.close();
        if (ended) {
            sessions.close();
        } else {
            sessions.abort();
        }
    }
}
