package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.query.Query;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Assertions that compare rows with other rows of the same database, table or query.
 *
 * <pre>{@code
 * rows.isEqualTo(Rows.of(dataSource, "orders_copy"), comparing().without("loaded_at")); // passes
 * rows.containsNoRowOf(Rows.of(dataSource, "orders_copy")); // fails, and shows rows that both have
 * }</pre>
 */
abstract class AbstractRowComparisonAssert<S extends AbstractRowComparisonAssert<S>> extends AbstractRowKeysAssert<S> {

    AbstractRowComparisonAssert(RowCheck check, Terms terms, Class<?> selfType) {
        super(check, terms, selfType);
    }

    /**
     * Require exactly these rows: columns of the same names and types, and each row as often. Columns may stand in another
     * order. Fails where there is no row on either side, unless that is allowed.
     */
    public S isEqualTo(Rows expected) {
        return isEqualTo(expected, Comparing.all());
    }

    /** Require exactly the rows that a query returns. */
    public S isEqualTo(Query expected) {
        return isEqualTo(Rows.of(expected));
    }

    /**
     * Require the same rows in the sense given.
     *
     * @throws IllegalArgumentException if a tolerance is given and nothing says which rows belong together, or if the
     *     columns that match rows do not name each of them
     */
    public S isEqualTo(Rows expected, Comparing how) {
        return compared(expected, how, "the same rows as ", RowComparison::compare);
    }

    /** Require that these rows are among ours, each as often; columns of the same names and types. */
    public S containsRowsOf(Rows expected) {
        return containsRowsOf(expected, Comparing.all());
    }

    /** Require that these rows are among ours in the sense given. */
    public S containsRowsOf(Rows expected, Comparing how) {
        return compared(expected, how, "at least the ", RowComparison::contained);
    }

    /** Require that none of these rows is among ours; columns of the same names and types. */
    public S containsNoRowOf(Rows rejected) {
        return containsNoRowOf(rejected, Comparing.all());
    }

    /** Require that none of these rows is among ours in the sense given. */
    public S containsNoRowOf(Rows rejected, Comparing how) {
        return compared(rejected, how, "none of the ", RowComparison::common);
    }

    private S compared(Rows other, Comparing how, String rule, Function<RowComparison, RowDifference> judge) {
        sameDatabase(other);
        RowsSql theirs = RowsSql.of(other, sql().masks(), Optional.empty());
        String sentence = rule + theirs.label();
        Optional<Failure> columns = RowComparison.columns(sql(), theirs, how, sentence);
        columns.ifPresent(this::fail);
        if (columns.isEmpty()) {
            RowDifference difference = judge.apply(RowComparison.of(sql(), theirs, how));
            boolean none = rule.startsWith("none");
            boolean wanted = none || difference.expected() > 0 || difference.actual() > 0;
            if (!difference.isEmpty()) {
                fail(none ? difference.common(sentence) : difference.failure(sentence));
            } else if (!wanted || (!rule.startsWith("the") && difference.expected() == 0)) {
                terms().vacuous(new RowCheck.Result(0, 0), sentence).ifPresent(this::fail);
            }
        }
        return myself;
    }

    /** What the inherited methods mean. */
    S equalTo(@Nullable Object other, boolean equal) {
        Rows rows = other instanceof Query query ? Rows.of(query) : other instanceof Rows given ? given : null;
        if (rows == null) {
            throw new IllegalArgumentException("Rows are compared with Rows or a Query, not with " + other);
        }
        if (equal) {
            return isEqualTo(rows);
        }
        sameDatabase(rows);
        RowsSql theirs = RowsSql.of(rows, sql().masks(), Optional.empty());
        Comparing all = Comparing.all();
        if (RowComparison.columns(sql(), theirs, all, "").isEmpty()
                && RowComparison.of(sql(), theirs, all).compare().isEmpty()) {
            fail(Failure.expected("a difference to " + theirs.label()).butWas("a difference", "the same rows"));
        }
        return myself;
    }

    private void sameDatabase(Rows other) {
        String database = "SELECT current_database(), pg_postmaster_start_time(), inet_server_port()";
        if (other.dataSource() != actual.dataSource()
                && !new Sql(other.dataSource()).rows(database).equals(sql().query(database))) {
            throw new IllegalArgumentException(
                    "Rows are compared on the server, so both must be in one database; hasSameCountAs(..) needs only counts.");
        }
    }
}
