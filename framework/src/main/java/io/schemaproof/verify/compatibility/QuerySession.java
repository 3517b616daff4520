package io.schemaproof.verify.compatibility;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.database.ReplicaRole;
import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.PlanCacheMode;
import io.schemaproof.query.QueryException;
import io.schemaproof.query.QueryExecution;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.query.Relation;
import io.schemaproof.query.ServerError;
import io.schemaproof.query.SessionStatement;
import io.schemaproof.query.StatementKind;
import io.schemaproof.query.named.NamedQuery;
import io.schemaproof.query.named.ServiceSession;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A session of the application. Whatever a statement does in it is rolled back; what is prepared stays. */
final class QuerySession implements AutoCloseable {

    /** For a statement that never ends; none that is meant for users comes near it. */
    private static final String PATIENCE = "SET statement_timeout = '60s'";

    private static final Set<String> DUPLICATE = Set.of("23505", "23P01");
    private static final String REFERENCED = "23503";

    /** Not row after row: neighbours often have the same. */
    static final List<Integer> PASSED_OVER = List.of(1, 2, 5, 11, 50, 200, 400);
    /** Seconds. */
    private static final int ANSWERS_WITHIN = 5;

    private final Connection connection;
    private final Optional<ServerError> unusable;
    private int prepared;

    private QuerySession(Connection connection, Optional<ServerError> unusable) {
        this.connection = connection;
        this.unusable = unusable;
    }

    /** Open one as a service does. Where its role is not there, each query is refused in it. */
    static QuerySession open(ObservedDatabase database, ServiceSession service) throws SQLException {
        Connection connection = database.database().connect();
        Optional<ServerError> unusable = Optional.empty();
        try (Statement statement = connection.createStatement()) {
            statement.execute(PATIENCE);
            ServiceConnections.set(statement, service);
        } catch (SQLException e) {
            unusable = Optional.of(ServerError.of(e));
        }
        connection.setAutoCommit(false);
        return new QuerySession(connection, unusable);
    }

    /** Something that is done in a transaction. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException;
    }

    private <T> T rolledBack(Work<T> work) throws SQLException {
        try {
            return work.run();
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
            }
        }
    }

    /** Prepare a statement. */
    Prepared prepare(NamedQuery query, List<String> types) throws SQLException {
        if (unusable.isPresent()) {
            return new Prepared(Optional.empty(), unusable);
        }
        String name = "schemaproof_query_" + ++prepared;
        try {
            return new Prepared(
                    Optional.of(rolledBack(() -> SessionStatement.prepare(connection, name, types, query.sql()))),
                    Optional.empty());
        } catch (SQLException e) {
            return new Prepared(Optional.empty(), Optional.of(refusal(e)));
        }
    }

    /** What came of preparing: a statement, or an error. */
    record Prepared(Optional<SessionStatement> statement, Optional<ServerError> error) {}

    /** The tables that a statement reads; also those behind views. */
    Set<Relation> reads(SessionStatement statement) throws SQLException {
        try {
            QueryPlan plan = rolledBack(() -> statement.explain(
                    Collections.nCopies(statement.types().size(), "NULL"),
                    ExplainOptions.plan().with(PlanCacheMode.GENERIC)));
            return plan.nodes().flatMap(node -> node.relation().stream()).collect(Collectors.toSet());
        } catch (SQLException e) {
            refusal(e);
            return Set.of();
        } catch (QueryException e) {
            // Such as a rule that replaces the statement by nothing: there is no plan.
            return Set.of();
        }
    }

    /** The columns into which a query writes without naming them. */
    WrittenColumns written(NamedQuery query) throws SQLException {
        try {
            return rolledBack(() -> WrittenColumns.of(connection, query.sql()));
        } catch (SQLException e) {
            // The role may not look into the schema: it cannot write there either.
            refusal(e);
            return WrittenColumns.NAMED;
        }
    }

    /**
     * How the server runs a statement; empty where it refuses to.
     *
     * @throws QueryException if there is nothing that it would run
     */
    Optional<QueryPlan> explain(SessionStatement statement, List<String> values, ExplainOptions options)
            throws SQLException {
        try {
            return Optional.of(rolledBack(() -> statement.explain(values, options)));
        } catch (SQLException e) {
            refusal(e);
            return Optional.empty();
        } finally {
            unlock();
        }
    }

    /** Whether a table that there is has no row, whoever asks. */
    boolean isEmpty(Relation relation) throws SQLException {
        try {
            return rolledBack(() -> {
                execute("SET LOCAL ROLE NONE");
                try (Statement statement = connection.createStatement();
                        ResultSet row =
                                statement.executeQuery("SELECT NOT EXISTS (SELECT FROM " + relation.quoted() + ")")) {
                    return row.next() && row.getBoolean(1);
                }
            });
        } catch (SQLException e) {
            refusal(e);
            return false;
        }
    }

    /** Execute a statement with values of rows that are there, of one after the other as long as what they hold is refused. */
    Tried tryValues(NamedQuery query, SessionStatement statement, Catalog catalog) throws SQLException {
        Tried tried = tried(query, statement, catalog, 0);
        for (int i = 0; i < PASSED_OVER.size() && tried.isWorthOthers(); i++) {
            Tried other = tried(query, statement, catalog, PASSED_OVER.get(i));
            if (other.run().succeeded()) {
                return other;
            }
        }
        return tried;
    }

    /**
     * Execute a statement with values of one row.
     *
     * @param passedOver how many rows come before that one
     */
    Tried tried(NamedQuery query, SessionStatement statement, Catalog catalog, int passedOver) throws SQLException {
        ParameterValues values;
        try {
            values = rolledBack(() -> new ValueChoice(connection, catalog, passedOver).of(query, statement.types()));
        } catch (SQLException e) {
            ParameterValues none =
                    new ParameterValues(Collections.nCopies(statement.types().size(), "NULL"), false);
            return new Tried(none, QueryRun.refused(refusal(e)), true);
        }
        return new Tried(values, run(query, statement, values.literals()), false);
    }

    /**
     * A statement executed with values.
     *
     * @param hasNoValues whether it was not, because what the author of the query gives is no value at this moment
     */
    record Tried(ParameterValues values, QueryRun run, boolean hasNoValues) {

        private boolean isWorthOthers() {
            return run.refusesValues() && !values.given() && !hasNoValues;
        }
    }

    /** Execute a statement. */
    QueryRun run(NamedQuery query, SessionStatement statement, List<String> values) throws SQLException {
        try {
            QueryExecution execution = rolledBack(() -> executeOnFreeRows(query, statement, values));
            return new QueryRun(Optional.empty(), Optional.of(execution), Optional.empty());
        } catch (SQLException e) {
            return QueryRun.refused(refusal(e));
        } finally {
            unlock();
        }
    }

    /** Advisory locks of a session outlive its transactions: the session of after would wait for that of before. */
    private void unlock() throws SQLException {
        if (!connection.isClosed() && unusable.isEmpty()) {
            rolledBack(() -> {
                execute("SELECT pg_catalog.pg_advisory_unlock_all()");
                return true;
            });
        }
    }

    /** Add to a run how the server does it. */
    QueryRun withPlans(NamedQuery query, SessionStatement statement, List<String> values, QueryRun run)
            throws SQLException {
        try {
            QueryPlan searches = rolledBack(() -> statement.explain(values, QueryPlans.SEARCH));
            QueryPlan ordered = rolledBack(() -> statement.explain(values, QueryPlans.ORDER));
            Optional<QueryPlan> chosen = run.succeeded() && query.kind() == StatementKind.SELECT
                    ? Optional.of(rolledBack(() -> statement.explain(values, QueryPlans.CHOOSE)))
                    : Optional.empty();
            return new QueryRun(run.error(), run.execution(), Optional.of(new QueryPlans(searches, ordered, chosen)));
        } catch (SQLException e) {
            refusal(e);
            return run;
        } catch (QueryException e) {
            // Such as a rule that replaces the statement by nothing: there is no plan.
            return run;
        } finally {
            unlock();
        }
    }

    /** A value of a row that is there may be taken already, and a row that is to go may be referred to: such rows go first. */
    private QueryExecution executeOnFreeRows(NamedQuery query, SessionStatement statement, List<String> values)
            throws SQLException {
        Set<String> emptied = new HashSet<>();
        while (true) {
            Savepoint before = connection.setSavepoint();
            try {
                QueryExecution execution = statement.execute(values);
                execute("SET CONSTRAINTS ALL IMMEDIATE");
                Optional<String> upserted = query.kind() == StatementKind.INSERT
                        ? SchemaLoss.conflictTarget(query.sql())
                        : Optional.empty();
                if (upserted.isEmpty() || !emptied.add(upserted.get())) {
                    return execution;
                }
                if (!mayEmpty()) {
                    throw ReplicaRole.denied(connection);
                }
                // It has met a row that is there; now as if it were not.
                empty(upserted.get());
            } catch (SQLException e) {
                Optional<String> table = inTheWay(query.kind(), e);
                if (table.isEmpty() || !emptied.add(table.get())) {
                    throw e;
                }
                connection.rollback(before);
                if (!mayEmpty()) {
                    throw e;
                }
                empty(table.get());
            }
        }
    }

    private boolean mayEmpty() throws SQLException {
        String role = role();
        execute("SET LOCAL ROLE NONE");
        boolean allowed = ReplicaRole.isAllowed(connection);
        execute("SET LOCAL ROLE " + role);
        return allowed;
    }

    /** Without a trigger or foreign key noticing, whatever the service's role may do. */
    private void empty(String table) throws SQLException {
        String role = role();
        execute("SET LOCAL ROLE NONE");
        execute("SET LOCAL session_replication_role = replica");
        execute("DELETE FROM " + table);
        execute("SET LOCAL session_replication_role = origin");
        execute("SET LOCAL ROLE " + role);
    }

    private String role() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT CASE current_setting('role') WHEN 'none' THEN 'NONE'"
                        + " ELSE pg_catalog.quote_ident(current_setting('role')) END")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /**
     * The table whose rows are in the way. Not that of an UPDATE, which would not meet a row any more.
     */
    private static Optional<String> inTheWay(StatementKind kind, SQLException e) {
        ServerError error = ServerError.of(e);
        boolean free = (kind == StatementKind.INSERT && DUPLICATE.contains(error.sqlState()))
                || (kind == StatementKind.DELETE && error.sqlState().equals(REFERENCED));
        return free
                ? error.schema().flatMap(schema -> error.table().map(table -> new Relation(schema, table).quoted()))
                : Optional.empty();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What the server says; thrown again where it is not the server that refuses, but the session that is lost. */
    private ServerError refusal(SQLException e) throws SQLException {
        ServerError error = ServerError.of(e);
        if (connection.isClosed() || error.isConnectionLost(connection)) {
            throw e;
        }
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
        return error;
    }

    /** Whether the server still knows it: a migration may have ended it. */
    boolean isOpen() throws SQLException {
        return connection.isValid(ANSWERS_WITHIN);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
