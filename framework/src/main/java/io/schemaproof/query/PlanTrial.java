package io.schemaproof.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import javax.sql.DataSource;

/** Explain queries in one transaction, changing the database in between; closing rolls everything back. */
final class PlanTrial implements AutoCloseable {

    private final Connection connection;
    private final OwnTransaction transaction;

    private PlanTrial(Connection connection, OwnTransaction transaction) {
        this.connection = connection;
        this.transaction = transaction;
    }

    static PlanTrial open(DataSource dataSource) {
        try {
            Connection connection = dataSource.getConnection();
            try {
                return new PlanTrial(connection, OwnTransaction.begin(connection));
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new QueryException("The database cannot be reached: " + e.getMessage(), e);
        }
    }

    /**
     * Explain a query; what it does is undone, what {@link #execute} did stays.
     *
     * @throws QueryException if the server refuses the query
     */
    QueryPlan explain(Query query, ExplainOptions options) {
        try {
            return Explain.run(connection, query, options);
        } catch (SQLException e) {
            throw QueryException.of("explain", query.sql(), e);
        }
    }

    Connection connection() {
        return connection;
    }

    /**
     * Execute a statement and keep its effect until the end.
     *
     * @throws SQLException if the server refuses it, or warns that it did not do it
     */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
            SQLWarning warning = statement.getWarnings();
            if (warning != null && warning.getSQLState().startsWith("01")) {
                throw warning;
            }
        }
    }

    @Override
    public void close() {
        try (connection) {
            transaction.takeBack();
        } catch (SQLException e) {
            throw new QueryException("What was tried cannot be rolled back: " + e.getMessage(), e);
        }
    }
}
