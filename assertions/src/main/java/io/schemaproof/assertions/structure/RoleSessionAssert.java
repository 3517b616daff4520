package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.TransactionControl;
import io.schemaproof.assertions.query.QueryAssert;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.assertions.rows.RowsAssert;
import io.schemaproof.catalog.Schema;
import io.schemaproof.query.Query;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * Assert on what a role sees and what it may do, by doing it: privileges, policies and triggers all have their say. Every
 * use is a transaction that is rolled back. Settings that ALTER ROLE … SET gives at login are not in effect; say them with
 * {@link #with}.
 *
 * <pre>{@code
 * assertThat(schema).asRole("app_user").with("app.tenant", "t1").rows("orders").hasCount(3); // passes
 * assertThat(schema).asRole("app_user").with("app.tenant", "t1").cannotUpdate("orders"); // fails if a row changes
 * }</pre>
 *
 * @since 0.1
 */
public class RoleSessionAssert extends AbstractSchemaproofAssert<RoleSessionAssert, RoleSession> {

    /**
     * Take on a role.
     *
     * @throws AssertionError if there is none of this name
     */
    RoleSessionAssert(RoleSession actual) {
        super(actual, RoleSessionAssert.class);
    }

    static RoleSessionAssert of(
            Schema schema, String role, java.util.function.Function<Failure, AssertionError> missing) {
        return new RoleSessionAssert(new RoleSession(schema, Roles.find(schema, role, missing), Map.of()));
    }

    @Override
    protected String where() {
        return "as role " + Names.quote(actual.role())
                + (actual.settings().isEmpty()
                        ? ""
                        : new TreeMap<>(actual.settings())
                                .entrySet().stream()
                                        .map(setting -> setting.getKey() + " = " + setting.getValue())
                                        .collect(Collectors.joining(", ", " with ", "")));
    }

    /** Set a parameter too, which policies may read with {@code current_setting}. */
    public RoleSessionAssert with(String setting, String value) {
        return continued(new RoleSessionAssert(actual.with(setting, value)));
    }

    /** Go on with the rows that the role sees. */
    public RowsAssert rows(String table) {
        return continued(seen(table));
    }

    /** Go on with the rows that the role sees. */
    public RowsAssert rows(Table<?> table) {
        return rows(Names.of(table));
    }

    /** Assert on the rows that the role sees and come back; all failures are reported together. */
    public RoleSessionAssert rows(String table, Consumer<RowsAssert> requirements) {
        return nested(seen(table), requirements);
    }

    /** Do the same with a jOOQ table. */
    public RoleSessionAssert rows(Table<?> table, Consumer<RowsAssert> requirements) {
        return rows(Names.of(table), requirements);
    }

    /** Go on with a query that the role runs. */
    public QueryAssert query(String sql, @Nullable Object... binds) {
        TransactionControl.refuse(sql);
        return continued(new QueryAssert(Query.of(actual.dataSource(), sql, binds)).as(where()));
    }

    /** Require that it sees no row of a table that has some: by its privileges or by policies. */
    public RoleSessionAssert cannotSelect(String table) {
        return refused(RoleTrial.select(actual, table));
    }

    /** Require that it sees no row of a table that has some. */
    public RoleSessionAssert cannotSelect(Table<?> table) {
        return cannotSelect(Names.of(table));
    }

    /**
     * Require that it can insert no row at all: no privilege on any column, or row security on and no policy that lets a row
     * in. Where a policy looks at the row, say {@link #rejects} with the INSERT.
     */
    public RoleSessionAssert cannotInsert(String table) {
        return refused(RoleTrial.insert(actual, table));
    }

    /** Require that it can insert no row at all. */
    public RoleSessionAssert cannotInsert(Table<?> table) {
        return cannotInsert(Names.of(table));
    }

    /**
     * Require that it can change no row in any column of a table that has some. Tried column by column, with NULL and, where
     * the role may read the column, with its own value. Where only a WITH CHECK, a trigger or a rule stops these values, others
     * might pass, so it fails; say {@link #rejects} with the UPDATE.
     */
    public RoleSessionAssert cannotUpdate(String table) {
        return refused(RoleTrial.update(actual, table));
    }

    /** Require that it can change no row of a table that has some. */
    public RoleSessionAssert cannotUpdate(Table<?> table) {
        return cannotUpdate(Names.of(table));
    }

    /** Require that it can delete no row of a table that has some. Tried on all rows. */
    public RoleSessionAssert cannotDelete(String table) {
        return refused(RoleTrial.delete(actual, table));
    }

    /** Require that it can delete no row of a table that has some. */
    public RoleSessionAssert cannotDelete(Table<?> table) {
        return cannotDelete(Names.of(table));
    }

    /** Require that a privilege or a policy refuses a statement (SQLSTATE 42501); any other error fails. */
    public RoleSessionAssert rejects(String sql) {
        return rejects(sql, "42501");
    }

    /** Require that the server refuses a statement with this SQLSTATE. */
    public RoleSessionAssert rejects(String sql, String sqlState) {
        Attempt attempt = Attempt.ofWrite(actual.dataSource(), sql);
        if (!attempt.state().equals(sqlState)) {
            Failure failure = Failure.expected("the statement to be rejected: " + sql);
            fail(
                    attempt.refusal().isEmpty()
                            ? failure.butWas("SQLSTATE " + sqlState, "accepted; " + attempt.changed() + " rows")
                            : failure.butWas("SQLSTATE " + sqlState, "SQLSTATE " + attempt.state())
                                    .line(attempt.words()));
        }
        return this;
    }

    /** Require that the server carries a statement out, deferred constraints included. */
    public RoleSessionAssert accepts(String sql) {
        Attempt attempt = Attempt.ofWrite(actual.dataSource(), sql);
        if (attempt.refusal().isPresent()) {
            fail(Failure.expected("the statement to be accepted: " + sql)
                    .butWas("accepted", "SQLSTATE " + attempt.state())
                    .line(attempt.words()));
        }
        return this;
    }

    /** Require that a statement is carried out and changes, or returns, so many rows; a policy hides rows silently. */
    public RoleSessionAssert changes(String sql, long rows) {
        Attempt attempt = Attempt.ofWrite(actual.dataSource(), sql);
        if (attempt.refusal().isPresent() || attempt.changed() != rows) {
            fail(Failure.expected("the statement to change " + rows + " rows: " + sql)
                    .butWas(rows + " rows", attempt.refusal().isPresent() ? "rejected" : attempt.changed() + " rows")
                    .line(attempt.words()));
        }
        return this;
    }

    private RowsAssert seen(String table) {
        return new RowsAssert(Rows.of(actual.dataSource(), table)).as(where());
    }

    private RoleSessionAssert refused(RoleTrial trial) {
        trial.failure().ifPresent(this::fail);
        return this;
    }
}
