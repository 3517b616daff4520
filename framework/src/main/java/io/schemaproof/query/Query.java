package io.schemaproof.query;

import io.schemaproof.base.SqlCode;
import io.schemaproof.configuration.SensitiveColumns;
import io.schemaproof.migration.SqlMask;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One SQL statement with the values of its parameters, on a database.
 *
 * <p>Parameters are bound by the driver as an application's would be, so a plan spoilt by a wrong Java type shows.
 *
 * @param dataSource where it runs
 * @param sql one statement with {@code ?} for each parameter; {@code ??} is PostgreSQL's operator {@code ?}
 * @param binds values of the parameters in order
 * @since 0.1
 */
public record Query(DataSource dataSource, String sql, List<@Nullable Object> binds) {

    public Query {
        binds = Collections.unmodifiableList(new ArrayList<>(binds));
    }

    /** Create a query. */
    public static Query of(DataSource dataSource, String sql, @Nullable Object... binds) {
        return new Query(dataSource, sql, Arrays.asList(binds));
    }

    /**
     * Ask the server how it runs this query.
     *
     * @throws QueryException if the server refuses the query
     */
    public QueryPlan explain(ExplainOptions options) {
        try (PlanTrial trial = PlanTrial.open(dataSource)) {
            return trial.explain(this, options);
        }
    }

    /**
     * Ask the server which columns this query returns, as it describes them to every client; nothing is executed. A statement
     * that returns no rows has none.
     *
     * @throws QueryException if the server refuses the query
     */
    public List<ResultColumn> columns() {
        return ResultColumn.of(this);
    }

    /**
     * Ask the server which columns of a table this statement uses, by what it refuses when a privilege is missing; nothing is
     * executed. Empty if the statement does not name the table for this; a use without any column is an empty list, such as
     * reading rows only to count or lock them.
     *
     * <p>A view counts as a table of its own: what the statement does with the tables behind it is not told. Nor is what
     * triggers, functions and foreign keys do. Needs a superuser.
     *
     * @param table as the statement names it
     * @return the columns in the table's order
     * @throws QueryException if the server does not tell, or the database is not one of Schemaproof's and
     *     {@code schemaproof.what-if} does not allow it
     */
    public Optional<List<String>> columns(ColumnUse use, Relation table) {
        return ColumnAccess.of(this, use, table);
    }

    /**
     * Time this query until a verdict on the limit can be given. Whether the plan is made for the values of the
     * parameters is left to the server, as in an application.
     *
     * @throws QueryException if the server refuses the query
     * @throws TooFewSessionsException if the limit is for several threads and there is not a session for each
     */
    public Timing time(TimeLimit limit) {
        return new QueryTimer(this, Optional.empty()).time(limit);
    }

    /**
     * Time this query under one kind of plan.
     *
     * @throws QueryException if the server refuses the query
     * @throws TooFewSessionsException if the limit is for several threads and there is not a session for each
     */
    public Timing time(TimeLimit limit, PlanCacheMode mode) {
        return new QueryTimer(this, Optional.of(mode)).time(limit);
    }

    /**
     * Count how often this query runs in a second until a verdict on the limit can be given. Whether the plan is made for the
     * values of the parameters is left to the server, as in an application.
     *
     * @throws QueryException if the server refuses the query
     * @throws TooFewSessionsException if there is not a session for each thread
     */
    public Throughput throughput(RateLimit limit) {
        return new QueryTimer(this, Optional.empty()).throughput(limit);
    }

    /**
     * Count how often this query runs in a second under one kind of plan.
     *
     * @throws QueryException if the server refuses the query
     * @throws TooFewSessionsException if there is not a session for each thread
     */
    public Throughput throughput(RateLimit limit, PlanCacheMode mode) {
        return new QueryTimer(this, Optional.of(mode)).throughput(limit);
    }

    /**
     * Write this query as the server gets it: {@code $1} for the first parameter, and each value as a literal.
     *
     * @throws QueryException if a value cannot be sent
     */
    public ServerText serverText() {
        try (Connection connection = dataSource.getConnection()) {
            List<String> literals = new ArrayList<>();
            for (@Nullable Object bind : binds) {
                try (PreparedStatement statement =
                        connection.prepareStatement("SELECT pg_catalog.quote_nullable((?)::text)")) {
                    TypedValue.bind(statement, 1, bind);
                    try (ResultSet row = statement.executeQuery()) {
                        row.next();
                        literals.add(row.getString(1));
                    }
                }
            }
            return new ServerText(connection.nativeSQL(sql), literals);
        } catch (SQLException e) {
            throw QueryException.of("write", sql, e);
        }
    }

    /**
     * A query without a driver.
     *
     * @param sql with {@code $1} for the first parameter
     * @param literals the values
     * @since 0.1
     */
    public record ServerText(String sql, List<String> literals) {

        public ServerText {
            literals = List.copyOf(literals);
        }
    }

    /** Prepare on a connection and bind the values. */
    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            bind(statement);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < binds.size(); i++) {
            TypedValue.bind(statement, i + 1, binds.get(i));
        }
    }

    /** The statement in one line and its values, all hidden where one may go into a sensitive column, or is compared with it. */
    @Override
    public String toString() {
        SqlMask mask = new SqlMask(SensitiveColumns.ofSystem());
        if (mask.hides(sql)) {
            return SqlCode.inOneLine(mask.script(sql))
                    + (binds.isEmpty() ? "" : " " + Collections.nCopies(binds.size(), SensitiveColumns.MASK));
        }
        String line = SqlCode.inOneLine(sql);
        return binds.isEmpty() ? line : line + " " + Arrays.deepToString(binds.toArray());
    }
}
