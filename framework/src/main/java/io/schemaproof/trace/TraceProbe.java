package io.schemaproof.trace;

import io.schemaproof.migration.OutsideTransactions;
import io.schemaproof.migration.ProbeRows;
import io.schemaproof.migration.Statement;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.migration.StatementProbe;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks around each statement of one script. */
final class TraceProbe implements StatementProbe, AutoCloseable {

    private static final List<String> LIMITS = List.of("SHOW lock_timeout", "SHOW statement_timeout");

    /** A statement that is stopped from outside must not run into the limits of its script meanwhile. */
    private static final String SET_LIMITS_ASIDE = "SELECT "
            + "pg_catalog.set_config('schemaproof.lock_timeout', pg_catalog.current_setting('lock_timeout'), false), "
            + "pg_catalog.set_config('schemaproof.statement_timeout', pg_catalog.current_setting('statement_timeout'), false), "
            + "pg_catalog.set_config('lock_timeout', '0', false), pg_catalog.set_config('statement_timeout', '0', false)";

    private static final String RESTORE_LIMITS = "SELECT "
            + "pg_catalog.set_config('lock_timeout', pg_catalog.current_setting('schemaproof.lock_timeout'), false), "
            + "pg_catalog.set_config('statement_timeout', pg_catalog.current_setting('schemaproof.statement_timeout'), false)";

    private final KnownRelations known;
    private final PreparedLooks looks;
    private final LockStops stops;
    private final boolean whole;
    private final List<StatementTrace> traces = new ArrayList<>();
    private Timeouts timeouts;
    private long transaction;
    private int transactions;
    /** Whether the last sample was taken in the transaction that is open. */
    private boolean inside;
    /** Whether something was done that no sample has shown. */
    private boolean missed;

    private boolean fresh;
    private boolean apart;
    private boolean beforeAll;

    /**
     * @param whole whether the script is one message, whose statements have no time of their own at the client
     * @param fresh whether nothing is sent between the last sample and the first statement but BEGIN
     */
    TraceProbe(KnownRelations known, PreparedLooks looks, LockStops stops, boolean whole, boolean fresh) {
        this.known = known;
        this.looks = looks;
        this.stops = stops;
        this.whole = whole;
        this.fresh = fresh;
        this.timeouts = known.last().timeouts();
        this.transaction = known.last().transaction();
    }

    List<StatementTrace> traces() {
        return List.copyOf(traces);
    }

    @Override
    public List<String> before(Statement statement, boolean idle) {
        apart = idle && OutsideTransactions.needs(statement.sql()) && !StatementWords.discards(statement.sql());
        beforeAll = false;
        if (!idle && (inside || StatementWords.isSettings(statement.sql()))) {
            return List.of();
        }
        boolean nothingNew = fresh && !apart;
        fresh = false;
        if (nothingNew) {
            inside = !idle;
            return List.of();
        }
        beforeAll = missed || apart;
        List<String> commands =
                new ArrayList<>(beforeAll ? List.of(SampleQuery.ALL_WITHOUT_SIZES) : looks.some(known.touched(), idle));
        inside = !idle;
        if (apart) {
            commands.add(SET_LIMITS_ASIDE);
        }
        return commands;
    }

    @Override
    public List<String> after(Statement statement) throws SQLException {
        if (StatementWords.isSettings(statement.sql())) {
            return LIMITS;
        }
        if (apart) {
            stops.begin(StatementWords.isVacuum(statement.sql()));
            return List.of(SampleQuery.ALL_WITHOUT_SIZES);
        }
        List<String> commands = StatementWords.discards(statement.sql()) ? looks.again() : new ArrayList<>();
        commands.addAll(StatementWords.rollsBack(statement.sql()) ? looks.some(known.touched(), false) : looks.trace());
        return commands;
    }

    @Override
    public List<String> restore(Statement statement) {
        return apart ? List.of(RESTORE_LIMITS) : List.of();
    }

    @Override
    public void seen(StatementOutcome outcome, Sight sight) throws SQLException {
        Map<Long, Set<LockMode>> stopped = apart ? stops.end() : Map.of();
        @Nullable Sample before = sample(sight.before());
        if (before != null) {
            known.learn(beforeAll ? known.withDropped(before) : before);
            known.forgetTouched();
            missed = false;
            timeouts = before.timeouts();
        }
        boolean settings = StatementWords.isSettings(outcome.statement().sql());
        @Nullable Sample after = settings ? null : sample(sight.after());
        if (after != null) {
            traces.add(trace(outcome, sight, apart ? known.withDropped(after) : after, stopped));
        } else {
            traces.add(StatementTrace.unseen(traces.size() + 1, outcome, unseen(outcome, settings), timeouts));
            missed |= !settings;
        }
        if (settings && sight.after().size() == LIMITS.size()) {
            timeouts = new Timeouts(limit(sight, 0), limit(sight, 1), timeouts.transaction());
        }
        inside &= sight.open();
        apart = false;
    }

    private StatementTrace trace(
            StatementOutcome outcome, Sight sight, Sample after, Map<Long, Set<LockMode>> stopped) {
        Sample base = known.last();
        boolean single = !sight.pipelined() || after.transaction() == base.transaction() + 1;
        Observation observation =
                apart ? Observation.AT_STOPS : single ? Observation.IN_TRANSACTION : Observation.INCOMPLETE;
        if (transaction != after.transaction() || transactions == 0) {
            transaction = after.transaction();
            transactions++;
        }
        StatementTrace trace = new TraceBuilder(known, base, after, stopped)
                .build(
                        traces.size() + 1,
                        outcome,
                        observation,
                        transactions,
                        timeouts,
                        time(outcome, sight, base, after));
        known.learn(after);
        missed |= !single && !apart;
        timeouts = after.timeouts();
        return trace;
    }

    private Duration time(StatementOutcome outcome, Sight sight, Sample base, Sample after) {
        if (sight.pipelined() && !apart) {
            return after.sinceBegin();
        }
        return whole ? after.since(base) : outcome.time();
    }

    private static Observation unseen(StatementOutcome outcome, boolean settings) {
        if (outcome.error().isPresent()) {
            return Observation.FAILED;
        }
        return settings ? Observation.NOT_NEEDED : Observation.NONE;
    }

    private static Duration limit(Sight sight, int number) {
        return Timeouts.duration(
                String.valueOf(sight.after().get(number).rows().get(0).get(0)));
    }

    private static @Nullable Sample sample(List<ProbeRows> results) {
        return results.stream()
                .filter(result -> result.columns().contains("canary"))
                .findFirst()
                .map(Sample::of)
                .orElse(null);
    }

    @Override
    public void sessionReset() {
        looks.forget();
        inside = false;
        missed = true;
    }

    @Override
    public void close() throws SQLException {
        stops.end();
    }
}
