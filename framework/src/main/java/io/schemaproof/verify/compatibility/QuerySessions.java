package io.schemaproof.verify.compatibility;

import io.schemaproof.query.named.NamedQuery;
import io.schemaproof.query.named.ServiceSession;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The sessions of the application on one database: one for all queries that are sent by the same role with the same search path. */
final class QuerySessions implements AutoCloseable {

    private final ObservedDatabase database;
    private final Map<ServiceSession, QuerySession> sessions = new LinkedHashMap<>();

    QuerySessions(ObservedDatabase database) {
        this.database = database;
    }

    /** The session of a query, opened when it is asked for first. */
    QuerySession of(NamedQuery query) throws SQLException {
        QuerySession session = sessions.get(query.session());
        if (session == null) {
            session = QuerySession.open(database, query.session());
            sessions.put(query.session(), session);
        }
        return session;
    }

    /** Those that the server still knows. */
    Former stillOpen() throws SQLException {
        Map<ServiceSession, QuerySession> open = new LinkedHashMap<>();
        for (Map.Entry<ServiceSession, QuerySession> session : sessions.entrySet()) {
            if (session.getValue().isOpen()) {
                open.put(session.getKey(), session.getValue());
            }
        }
        return query -> Optional.ofNullable(open.get(query.session()));
    }

    /** The sessions of before an up, behind it. */
    @FunctionalInterface
    interface Former {
        /** The one in which a query was prepared; empty if the up has ended it. */
        Optional<QuerySession> of(NamedQuery query);
    }

    @Override
    public void close() throws SQLException {
        for (QuerySession session : sessions.values()) {
            session.close();
        }
    }
}
