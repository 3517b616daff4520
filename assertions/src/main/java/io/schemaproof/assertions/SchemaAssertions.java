package io.schemaproof.assertions;

import io.schemaproof.assertions.changes.ExceptColumns;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.coverage.CoverageRecorder;
import io.schemaproof.assertions.query.Buffers;
import io.schemaproof.assertions.query.CapturedQueriesAssert;
import io.schemaproof.assertions.query.Factor;
import io.schemaproof.assertions.query.QueryAssert;
import io.schemaproof.assertions.rows.Comparing;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.assertions.rows.RowsAssert;
import io.schemaproof.assertions.rows.Threshold;
import io.schemaproof.assertions.structure.Columns;
import io.schemaproof.assertions.structure.SchemaAssert;
import io.schemaproof.backup.Backup;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.ServerLog;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.CapturedQueries;
import io.schemaproof.query.Query;
import io.schemaproof.query.RateLimit;
import io.schemaproof.query.TimeLimit;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * Begin an assertion on a database; made to be imported statically beside AssertJ's own {@code assertThat}.
 *
 * @since 0.1
 */
public class SchemaAssertions {

    protected SchemaAssertions() {}

    /** Assert on a database. */
    public static SchemaAssert assertThat(Schema actual) {
        return CoverageRecorder.watched(new SchemaAssert(actual));
    }

    /** Assert on a database. */
    public static SchemaAssert assertThat(TestDatabase actual) {
        return assertThat(actual.dataSource());
    }

    /** Assert on a database. */
    public static SchemaAssert assertThat(DataSource actual) {
        return assertThat(Schema.of(actual));
    }

    /** Assert on what a query returns, how it runs and how long it takes. */
    public static QueryAssert assertThat(Query actual) {
        return CoverageRecorder.watched(new QueryAssert(actual));
    }

    /** Assert on the statements that an application sent. */
    public static CapturedQueriesAssert assertThat(CapturedQueries actual) {
        return new CapturedQueriesAssert(actual);
    }

    /**
     * Assert on the rows of a table.
     *
     * @throws AssertionError if there is no such table
     */
    public static RowsAssert assertThat(Rows actual) {
        return CoverageRecorder.watched(new RowsAssert(actual));
    }

    /** Assert on what a server logged about a database. */
    public static ServerLogAssert assertThat(ServerLog actual) {
        return ServerLogAssert.assertThat(actual);
    }

    /** Assert that a backup is worth its name. */
    public static BackupAssert assertThat(Backup actual) {
        return BackupAssert.assertThat(actual);
    }

    /** Columns that name a key, or columns and expressions that name an index. */
    public static Columns on(String... columns) {
        return new Columns(List.of(columns));
    }

    /** The columns of jOOQ fields, which name a key or an index. */
    public static Columns on(Field<?> first, Field<?>... more) {
        return on(Names.unqualified(first, more));
    }

    /** One expected row of several columns. */
    public static List<@Nullable Object> row(@Nullable Object... values) {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    /** At most so many rows; to be combined: {@code atMost(5).and(percent(0.1))}. */
    public static Threshold atMost(long rows) {
        return Threshold.atMost(rows);
    }

    /** At most this share of the rows that are judged, in percent. */
    public static Threshold percent(double most) {
        return Threshold.percent(most);
    }

    /** How rows are compared with others: {@code comparing().without("loaded_at").matchedBy("number")}. */
    public static Comparing comparing() {
        return Comparing.all();
    }

    /** Columns that may change although rows are to be preserved. */
    public static ExceptColumns exceptColumns(String... columns) {
        return ExceptColumns.of(columns);
    }

    /** The columns of these jOOQ fields, which may change although rows are to be preserved. */
    public static ExceptColumns exceptColumns(Field<?> first, Field<?>... more) {
        return ExceptColumns.of(Names.unqualified(first, more));
    }

    /** A number of pages of 8 KiB. */
    public static Buffers buffers(long pages) {
        return new Buffers(pages);
    }

    /** The limit for the best of several executions; what {@link QueryAssert#runsWithin(Duration)} means. */
    public static TimeLimit best(Duration limit) {
        return TimeLimit.best(limit);
    }

    /** The limit for half of all executions. */
    public static TimeLimit p50(Duration limit) {
        return TimeLimit.p50(limit);
    }

    /** The limit for 90 of 100 executions. */
    public static TimeLimit p90(Duration limit) {
        return TimeLimit.p90(limit);
    }

    /** The limit for 95 of 100 executions. */
    public static TimeLimit p95(Duration limit) {
        return TimeLimit.p95(limit);
    }

    /** The limit for 99 of 100 executions. */
    public static TimeLimit p99(Duration limit) {
        return TimeLimit.p99(limit);
    }

    /** The rate for {@link QueryAssert#runsAtLeast}: so many executions in a second. */
    public static RateLimit perSecond(double executions) {
        return RateLimit.perSecond(executions);
    }

    /** How far an estimate of the planner may be from the truth, for nodes of a hundred rows and more. */
    public static Factor factor(double times) {
        return Factor.of(times);
    }
}
