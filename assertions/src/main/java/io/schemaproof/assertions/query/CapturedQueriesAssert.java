package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.query.CapturedQueries;
import io.schemaproof.query.CapturedQuery;
import io.schemaproof.query.Query;
import io.schemaproof.query.StatementKind;
import java.util.List;
import java.util.function.Consumer;

/**
 * Assert on the statements that an application sent: how many, how often the same, and how each is run.
 *
 * <p>A repository that asks once for the orders and once for each of two customers:
 *
 * <pre>{@code
 * CapturedQueries captured = CapturedQueries.of(database.dataSource());
 * new OrderRepository(captured.dataSource()).printOrdersOf(42);
 * assertThat(captured).hasAtMost(SELECT, 3); // passes
 * assertThat(captured).executesEachAtMost(1); // fails, and names the statement that was sent twice
 * }</pre>
 *
 * @since 0.1
 */
public class CapturedQueriesAssert extends AbstractSchemaproofAssert<CapturedQueriesAssert, CapturedQueries> {

    private static final int SHOWN = 10;

    public CapturedQueriesAssert(CapturedQueries actual) {
        super(actual, CapturedQueriesAssert.class);
    }

    @Override
    protected String where() {
        return "captured queries";
    }

    /** Require this number of statements of a kind; a batch is one. */
    public CapturedQueriesAssert hasCount(StatementKind kind, int expected) {
        List<CapturedQuery> found = actual.of(kind);
        if (found.size() != expected) {
            fail(Failure.expected(expected + " statements of kind " + kind)
                    .butWas(expected, found.size())
                    .line(shown(found)));
        }
        return this;
    }

    /** Require at most this number of statements of a kind; a batch is one. Fails if nothing at all was captured. */
    public CapturedQueriesAssert hasAtMost(StatementKind kind, int most) {
        List<CapturedQuery> found = actual.of(kind);
        if (something() && found.size() > most) {
            fail(Failure.expected("at most " + most + " statements of kind " + kind)
                    .butWas(most, found.size())
                    .line(shown(found)));
        }
        return this;
    }

    /**
     * Require that no statement is executed more often than this, whatever its values; a batch is one execution. Fails if
     * nothing at all was captured.
     */
    public CapturedQueriesAssert executesEachAtMost(int times) {
        if (something()) {
            actual.executions().forEach((text, count) -> {
                if (count > times) {
                    fail(Failure.expected("no statement to be executed more than " + times + " times")
                            .butWas(times, count)
                            .line(text)
                            .line("One statement for each row of another? A join, = ANY (?) or a batch is one."));
                }
            });
        }
        return this;
    }

    /**
     * Require something of each different statement that has a plan, with the values of its first execution; all failures
     * are reported together. Fails if there is none.
     */
    public CapturedQueriesAssert allSatisfy(Consumer<QueryAssert> requirements) {
        return all(actual.distinct(), requirements);
    }

    /** Require something of each different statement of one kind; all failures are reported together. Fails if there is none. */
    public CapturedQueriesAssert allSatisfy(StatementKind kind, Consumer<QueryAssert> requirements) {
        return all(
                actual.distinct().stream()
                        .filter(query -> StatementKind.of(query.sql()) == kind)
                        .toList(),
                requirements);
    }

    private CapturedQueriesAssert all(List<Query> queries, Consumer<QueryAssert> requirements) {
        if (queries.isEmpty()) {
            fail(Failure.expected("statements to assert on").butWas("at least one", "none: nothing was checked"));
            return this;
        }
        return nested(
                new CapturedQueriesAssert(actual),
                group -> queries.forEach(query -> group.nested(new QueryAssert(query), requirements)));
    }

    private boolean something() {
        if (actual.all().isEmpty()) {
            fail(Failure.expected("statements to assert on")
                    .butWas("at least one", "none: nothing was checked")
                    .line("Does the application use the data source of CapturedQueries?"));
        }
        return !actual.all().isEmpty();
    }

    private static String shown(List<CapturedQuery> queries) {
        String shown = String.join(
                "\n", queries.stream().limit(SHOWN).map(CapturedQuery::text).toList());
        return queries.size() > SHOWN ? shown + "\n… (" + queries.size() + ")" : shown;
    }
}
