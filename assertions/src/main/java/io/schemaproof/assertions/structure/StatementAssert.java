package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Figures;
import io.schemaproof.assertions.core.TransactionControl;
import io.schemaproof.assertions.core.Trial;
import io.schemaproof.base.SqlCode;
import io.schemaproof.catalog.Schema;
import io.schemaproof.query.Query;
import io.schemaproof.query.ServerError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Assert on what the server does with a statement. What it changes is rolled back; constraints that are deferred to the
 * end of the transaction are checked before that.
 *
 * <pre>{@code
 * assertThat(schema).statement("INSERT INTO orders (total) VALUES (?)", -1)
 *         .failsWith(CHECK_VIOLATION).onConstraint("orders_total_check"); // passes
 * assertThat(schema).statement("INSERT INTO orders (total) VALUES (?)", -1).succeeds(); // fails
 * }</pre>
 *
 * @since 0.1
 */
public class StatementAssert extends AbstractSchemaproofAssert<StatementAssert, Query> {

    private static final int SHOWN = 100;

    private @Nullable Result result;

    StatementAssert(Query actual) {
        super(actual, StatementAssert.class);
        TransactionControl.refuse(actual.sql());
    }

    @Override
    protected Optional<Schema> database() {
        return Optional.of(Schema.of(actual.dataSource()));
    }

    @Override
    protected String where() {
        String line = SqlCode.inOneLine(actual.sql());
        return "statement " + (line.length() > SHOWN ? line.substring(0, SHOWN) + " …" : line);
    }

    /** Require that the server carries it out. */
    public StatementAssert succeeds() {
        ServerError error = result().error();
        if (error != null) {
            fail(described(
                    Failure.expected("the statement to succeed").butWas("success", StatementFailureAssert.brief(error)),
                    error));
        }
        return this;
    }

    /** Require that it succeeds and inserts, updates, deletes or merges so many rows. */
    public StatementAssert affects(long rows) {
        if (result().error() != null) {
            return succeeds();
        }
        if (result().rows() != rows) {
            fail(Failure.expected("the statement to affect " + Figures.grouped(rows) + " rows")
                    .butWas(Figures.grouped(rows), Figures.grouped(result().rows())));
        }
        return this;
    }

    /** Require that the server refuses it, and go on with what it says. */
    public StatementFailureAssert fails() {
        return refused(result().error(), "any error");
    }

    /** Assert on what the server says when it refuses the statement and come back; all failures are reported together. */
    public StatementAssert fails(Consumer<StatementFailureAssert> requirements) {
        return nested(fails(), requirements);
    }

    /** Require that the server refuses it with this error, and go on with what it says. */
    public StatementFailureAssert failsWith(SqlState state) {
        return failsWith(state.code());
    }

    /** Assert on what the server says when it refuses the statement with this error and come back; all failures are reported together. */
    public StatementAssert failsWith(SqlState state, Consumer<StatementFailureAssert> requirements) {
        return nested(failsWith(state), requirements);
    }

    /**
     * Require that the server refuses it with this error, and go on with what it says.
     *
     * @param sqlState five characters, as a function may RAISE them
     */
    public StatementFailureAssert failsWith(String sqlState) {
        if (!sqlState.matches("[0-9A-Z]{5}")) {
            throw new IllegalArgumentException("Not an SQLSTATE of five digits and capitals: " + sqlState);
        }
        ServerError error = result().error();
        StatementFailureAssert next = refused(error, expected(sqlState));
        if (error != null && !error.sqlState().equals(sqlState)) {
            fail(described(
                    Failure.expected("the statement to fail with " + expected(sqlState))
                            .butWas(expected(sqlState), StatementFailureAssert.brief(error)),
                    error));
        }
        return next;
    }

    /** Assert on what the server says when it refuses the statement with this error and come back; all failures are reported together. */
    public StatementAssert failsWith(String sqlState, Consumer<StatementFailureAssert> requirements) {
        return nested(failsWith(sqlState), requirements);
    }

    private StatementFailureAssert refused(@Nullable ServerError error, String expected) {
        if (error == null) {
            throw missing(Failure.expected("the statement to fail").butWas(expected, "success"));
        }
        return continued(new StatementFailureAssert(error, where()));
    }

    private static String expected(String sqlState) {
        return Arrays.stream(SqlState.values())
                .filter(state -> state.code().equals(sqlState))
                .map(state -> state.name().toLowerCase(Locale.ROOT) + " (" + sqlState + ")")
                .findFirst()
                .orElse(sqlState);
    }

    private static Failure described(Failure failure, ServerError error) {
        return failure.line(error.constraint().map(name -> "constraint: " + name))
                .line(error.hint().map(hint -> "hint: " + hint));
    }

    private Result result() {
        Result known = result;
        if (known == null) {
            known = Trial.of(actual.dataSource(), this::run, error -> new Result(0, error));
            result = known;
        }
        return known;
    }

    private Result run(Connection connection) throws SQLException {
        long rows;
        try (PreparedStatement statement = connection.prepareStatement(actual.sql())) {
            for (int i = 0; i < actual.binds().size(); i++) {
                statement.setObject(i + 1, actual.binds().get(i));
            }
            rows = statement.execute() ? returned(statement) : statement.getLargeUpdateCount();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
        }
        return new Result(rows, null);
    }

    /** With RETURNING the rows that come back are those that were changed. */
    private static long returned(PreparedStatement statement) throws SQLException {
        long rows = 0;
        try (ResultSet returned = statement.getResultSet()) {
            while (returned.next()) {
                rows++;
            }
        }
        return rows;
    }

    private record Result(long rows, @Nullable ServerError error) {}
}
