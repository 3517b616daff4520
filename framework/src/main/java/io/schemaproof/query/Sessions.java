package io.schemaproof.query;

import io.schemaproof.database.Closing;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A session of its own for each of several threads, with the query prepared on it; all are closed, whatever happens. */
final class Sessions implements AutoCloseable {

    private static final String TOO_MANY_CONNECTIONS = "53300";

    /** A lock that one session keeps for ever would let all others wait for ever; who has a limit of their own keeps it. */
    private static final String PREPARE =
            "SELECT pg_catalog.pg_backend_pid(), CASE WHEN pg_catalog.current_setting('lock_timeout') = '0'"
                    + " THEN pg_catalog.set_config('lock_timeout', '60s', true) END";

    private final List<PreparedSamples> samples = new ArrayList<>();
    private final Set<Integer> processes = new HashSet<>();

    private Sessions() {}

    /**
     * @param mode the kind of plan; empty to leave it to the server
     * @throws TooFewSessionsException if there is not one for each thread
     */
    static Sessions open(Query query, Optional<PlanCacheMode> mode, int threads) throws SQLException {
        Sessions sessions = new Sessions();
        try {
            for (int i = 0; i < threads; i++) {
                sessions.add(query, mode, threads);
            }
            return sessions;
        } catch (SQLException | RuntimeException e) {
            Closing.all(sessions.samples).ifPresent(e::addSuppressed);
            throw e;
        }
    }

    private void add(Query query, Optional<PlanCacheMode> mode, int threads) throws SQLException {
        Connection connection = connect(query, threads);
        PreparedSamples session = PreparedSamples.on(connection, query, mode);
        samples.add(session);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PREPARE)) {
            row.next();
            if (!processes.add(row.getInt(1))) {
                throw new TooFewSessionsException("the data source gives the same session to several of " + threads
                        + " threads, so that nothing would run at the same time");
            }
        }
    }

    private Connection connect(Query query, int threads) throws SQLException {
        try {
            return query.dataSource().getConnection();
        } catch (SQLException e) {
            if (TOO_MANY_CONNECTIONS.equals(e.getSQLState()) || e instanceof SQLTransientConnectionException) {
                throw new TooFewSessionsException(
                        "only " + samples.size() + " of " + threads + " threads got a session (" + e.getMessage() + ")",
                        e);
            }
            throw e;
        }
    }

    PreparedSamples of(int thread) {
        return samples.get(thread);
    }

    /** Another statement on each of these sessions. */
    List<PreparedSamples> also(Query query) throws SQLException {
        List<PreparedSamples> others = new ArrayList<>();
        for (PreparedSamples session : samples) {
            others.add(session.another(query));
        }
        return others;
    }

    /** Let the server end what it does for these sessions. */
    void cancel() {
        for (PreparedSamples session : samples) {
            try {
                session.cancel();
            } catch (SQLException e) {
                // There is nothing to cancel, or the session is gone; it is closed next.
            }
        }
    }

    /** Break off the sessions, of which a thread may be using one: nothing is waited for. */
    void abort() throws SQLException {
        for (PreparedSamples session : samples) {
            session.abort();
        }
    }

    @Override
    public void close() throws SQLException {
        Closing.orThrow(samples);
    }
}
