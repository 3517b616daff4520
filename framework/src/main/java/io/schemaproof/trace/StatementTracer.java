package io.schemaproof.trace;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.ProbeRows;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.migration.SessionFacts;
import io.schemaproof.migration.SessionRenewal;
import io.schemaproof.migration.Statement;
import io.schemaproof.migration.StatementOutcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Run scripts as their tools do, and observe on the server what each statement does.
 *
 * <p>All scripts run in one session, as with Flyway, goose and golang-migrate: what one leaves in it, the next one finds; psql's
 * are each followed by {@code DISCARD ALL}. Nobody else may change the database meanwhile.
 *
 * @since 0.1
 */
public final class StatementTracer implements AutoCloseable {

    /** From this version on a session hands in what it has counted when it is told to. */
    private static final int HANDS_IN_COUNTERS = 15;

    private final ConnectionSettings database;
    private final Connection connection;
    private final LockStops stops;
    private final MigrationRunner runner;
    private final KnownRelations known = new KnownRelations();
    private final PreparedLooks looks = new PreparedLooks();
    /** What the last script has left; none where the session is as a new one. */
    private @Nullable SessionState state;

    private StatementTracer(
            ConnectionSettings database, Connection connection, LockStops stops, MigrationRunner runner) {
        this.database = database;
        this.connection = connection;
        this.stops = stops;
        this.runner = runner;
    }

    /**
     * Open a session on a database.
     *
     * @param database as whom the scripts run; should be a superuser, who may get in the way of every statement
     * @throws SQLException if it cannot be reached
     */
    public static StatementTracer open(ConnectionSettings database) throws SQLException {
        return open(database, runner -> runner);
    }

    /**
     * Open a session on a database, with another run mode or with placeholders.
     *
     * @param options what to do to the runner
     * @throws SQLException if it cannot be reached
     */
    public static StatementTracer open(ConnectionSettings database, UnaryOperator<MigrationRunner> options)
            throws SQLException {
        Connection connection = MigrationRunner.openForProbe(database);
        try {
            int process = SessionFacts.of(connection).process();
            return new StatementTracer(
                    database,
                    connection,
                    new LockStops(database, process),
                    options.apply(MigrationRunner.on(connection)));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Run a script and trace it. A statement that fails is an outcome and no exception.
     *
     * @throws SQLException if the connection is lost, or if the server cannot be looked at
     */
    public ScriptTrace run(Script script) throws SQLException {
        SessionState before =
                state == null ? SessionState.ofNew(SessionFacts.of(connection)) : state.marked(connection, looks);
        look();
        MigrationRun run;
        List<StatementTrace> seen;
        try (TraceProbe probe =
                new TraceProbe(known, looks, stops, script.mode().isWhole(), isSentAlone(script))) {
            run = runner.withProbe(probe).run(script);
            seen = probe.traces();
        }
        if (mayHaveRolledBack(run)) {
            known.forget();
        }
        if (isReset(script)) {
            looks.forget();
            state = null;
            return new ScriptTrace(run, aligned(run, seen), List.of());
        }
        List<Statement> statements =
                run.outcomes().stream().map(StatementOutcome::statement).toList();
        SessionState after = state == null ? SessionState.read(connection) : before.next(connection, looks, statements);
        List<SessionLeak> leaks = after.values().equals(before.values())
                ? List.of()
                : (state == null ? asOpened(before) : before).leaksTo(after, statements);
        state = after;
        return new ScriptTrace(run, aligned(run, seen), leaks);
    }

    /** What is in a new session, where that is more than the server tells of it. Asked only where a script has left something. */
    private SessionState asOpened(SessionState told) {
        try (Connection other = MigrationRunner.openForProbe(database)) {
            return SessionState.read(other).withTimeZoneOf(told);
        } catch (SQLException e) {
            // The script has taken away that one may log in.
            return told;
        }
    }

    /** What a transaction has changed and taken back again is not to be found by what was changed since. */
    private static boolean mayHaveRolledBack(MigrationRun run) {
        return run.outcomes().stream()
                .anyMatch(outcome -> outcome.error().isPresent()
                        || StatementWords.rollsBack(outcome.statement().sql())
                        || outcome.notices().stream().anyMatch(notice -> notice.contains("rolled")));
    }

    /** psql is started anew for each file, so that nothing of its session is left. */
    private static boolean isReset(Script script) {
        return script.dialect() == ScriptDialect.PSQL;
    }

    /** One trace for each outcome: what did not come by the probe was not seen. */
    private static List<StatementTrace> aligned(MigrationRun run, List<StatementTrace> seen) {
        List<StatementTrace> aligned = new ArrayList<>();
        int next = 0;
        for (StatementOutcome outcome : run.outcomes()) {
            int number = aligned.size() + 1;
            if (next < seen.size() && seen.get(next).statement().equals(outcome.statement())) {
                aligned.add(seen.get(next++).with(number, outcome));
            } else {
                Observation observation = outcome.error().isPresent() ? Observation.FAILED : Observation.NONE;
                aligned.add(StatementTrace.unseen(number, outcome, observation, Timeouts.NONE));
            }
        }
        if (next < seen.size()) {
            throw new IllegalStateException("a statement was seen that the run does not tell of: "
                    + seen.get(next).statement());
        }
        return aligned;
    }

    /**
     * Look at all relations anew when the next script begins. Only needed where somebody else has written so many rows meanwhile that
     * the sizes of files before their change matter; other changes by others are seen without it.
     */
    public void refresh() {
        known.forget();
    }

    /**
     * Make the session as good as a new one.
     *
     * @return false where only a new one is
     * @throws SQLException if the connection is lost
     */
    boolean renew() throws SQLException {
        looks.forget();
        state = null;
        if (!SessionRenewal.renew(connection)) {
            return false;
        }
        if (connection.getMetaData().getDatabaseMajorVersion() >= HANDS_IN_COUNTERS) {
            ask(List.of("SELECT pg_catalog.pg_stat_force_next_flush()"));
            known.forgetSession();
        } else {
            known.forget();
        }
        return true;
    }

    /** Whether the runner sends nothing of its own before the first statement but BEGIN. */
    private static boolean isSentAlone(Script script) {
        boolean asksFirst =
                script.dialect() == ScriptDialect.LIQUIBASE && script.text().contains("precondition-");
        return script.dialect() != ScriptDialect.PSQL
                && !asksFirst
                && !script.text().contains("${flyway:");
    }

    private void look() throws SQLException {
        if (known.isNew()) {
            List<String> commands = looks.trace();
            commands.add(SampleQuery.relations(SessionFacts.of(connection).superuser()));
            List<ProbeRows> found = ask(commands);
            Sample first = Sample.of(found.get(0));
            if (first.isFirst()) {
                known.beginNew(first.withRelations(found.get(1)));
            } else {
                known.begin(sample(List.of(SampleQuery.ALL)));
            }
            return;
        }
        OptionalLong horizon = known.horizon();
        if (horizon.isEmpty() || !known.refresh(sample(looks.since(horizon.getAsLong())))) {
            known.begin(sample(List.of(SampleQuery.ALL)));
        }
    }

    private Sample sample(List<String> commands) throws SQLException {
        return Sample.of(ask(commands).get(0));
    }

    /** Send commands in one message. Returns the rows of those that have any. */
    private List<ProbeRows> ask(List<String> commands) throws SQLException {
        List<ProbeRows> results = new ArrayList<>();
        try (java.sql.Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(String.join(";", commands));
            for (int i = 0; i < commands.size(); i++) {
                if (rows) {
                    results.add(rows(statement.getResultSet()));
                }
                rows = statement.getMoreResults();
            }
        }
        return results;
    }

    private static ProbeRows rows(ResultSet result) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(meta.getColumnLabel(i));
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        while (result.next()) {
            List<@Nullable String> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(result.getString(i));
            }
            rows.add(row);
        }
        return new ProbeRows(columns, rows);
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            stops.end();
        }
    }
}
