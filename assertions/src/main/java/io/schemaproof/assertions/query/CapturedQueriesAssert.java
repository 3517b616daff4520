package io.schemaproof.assertions.query;

import static io.schemaproof.query.StatementKind.SELECT;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.query.CapturedConnection;
import io.schemaproof.query.CapturedQueries;
import io.schemaproof.query.CapturedQuery;
import io.schemaproof.query.Query;
import io.schemaproof.query.StatementKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

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
public class CapturedQueriesAssert extends AbstractCapturedColumnsAssert<CapturedQueriesAssert> {

    public CapturedQueriesAssert(CapturedQueries actual) {
        super(actual, CapturedQueriesAssert.class);
    }

    /** Require this number of statements of a kind; a batch is one. */
    public CapturedQueriesAssert hasCount(StatementKind kind, int expected) {
        List<CapturedQuery> found = actual.of(kind);
        if (found.size() != expected) {
            fail(Failure.expected(expected + " statements of kind " + kind)
                    .butWas(expected, found.size())
                    .line(texts(found)));
        }
        return this;
    }

    /** Require at most this number of statements of a kind; a batch is one. Fails if nothing at all was captured. */
    public CapturedQueriesAssert hasAtMost(StatementKind kind, int most) {
        List<CapturedQuery> found = actual.of(kind);
        if (isAny(actual.all(), "statements") && found.size() > most) {
            fail(Failure.expected("at most " + most + " statements of kind " + kind)
                    .butWas(most, found.size())
                    .line(texts(found)));
        }
        return this;
    }

    /**
     * Require that no statement is executed more often than this, whatever its values; a batch is one execution. Fails if
     * nothing at all was captured.
     */
    public CapturedQueriesAssert executesEachAtMost(int times) {
        if (isAny(actual.all(), "statements")) {
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
     * Require that no {@code SELECT} is sent again with the same values, whatever its comments say: the answer is known already, unless something was
     * written in between. Fails if there is none.
     */
    public CapturedQueriesAssert hasNoDuplicateSelects() {
        // By the values themselves: messages hide some, and then all of them look the same.
        Map<Query, Long> sent = actual.repetitions(SELECT);
        if (isAny(selects(), "SELECT statements")) {
            List<String> again = sent.entrySet().stream()
                    .filter(entry -> entry.getValue() > 1)
                    .map(entry -> entry.getValue() + " times: " + entry.getKey())
                    .toList();
            if (!again.isEmpty()) {
                fail(Failure.expected("no SELECT to be sent again with the same values")
                        .butWas("each once", shown(again)));
            }
        }
        return this;
    }

    /**
     * Require that no {@code SELECT} is sent once for each of several values, whether they are parameters or stand in the text:
     * what a mapper does that loads the parts of each row of another query. Where two are meant, say
     * {@code executesEachAtMost(2)}. Fails if there is no {@code SELECT}.
     */
    public CapturedQueriesAssert hasNoNPlusOneSelects() {
        if (isAny(selects(), "SELECT statements")) {
            Map<String, List<Query>> alike = actual.distinctExecutions().stream()
                    .filter(query -> StatementKind.of(query.sql()) == SELECT)
                    .collect(Collectors.groupingBy(
                            query -> StatementKind.withoutLiterals(query.sql()),
                            LinkedHashMap::new,
                            Collectors.toList()));
            alike.forEach((text, queries) -> {
                if (queries.size() > 1) {
                    fail(Failure.expected("no SELECT to be sent for each of several values")
                            .butWas("once", "for " + queries.size() + " different values")
                            .line(shown(queries.stream().map(Query::toString).toList()))
                            .line("One SELECT for each row of another? A join, or = ANY (?), asks for all at once."));
                }
            });
        }
        return this;
    }

    private List<Query> selects() {
        return actual.of(SELECT).stream().map(CapturedQuery::query).toList();
    }

    /** Require that executions of one statement of this kind are sent together, two or more at once. */
    public CapturedQueriesAssert isBatched(StatementKind kind) {
        return isBatched(kind, 2);
    }

    /**
     * Require that executions of one statement of this kind are sent in JDBC batches of at least this size; the last batch of
     * each statement may be smaller. A batch is one round trip, or few if it is large; several rows in one {@code VALUES} are
     * no batch. Fails if no batch is that large: of too few rows nothing is shown.
     *
     * @throws IllegalArgumentException if the size is less than 2
     */
    public CapturedQueriesAssert isBatched(StatementKind kind, int leastSize) {
        if (leastSize < 2) {
            throw new IllegalArgumentException("A batch has 2 executions or more, not " + leastSize + ".");
        }
        List<CapturedQuery> found = actual.of(kind);
        if (isAny(found, "statements of kind " + kind)) {
            Map<String, List<Integer>> sizes = found.stream()
                    .collect(Collectors.groupingBy(
                            CapturedQuery::text,
                            LinkedHashMap::new,
                            Collectors.mapping(CapturedQuery::batchSize, Collectors.toList())));
            boolean small = sizes.values().stream()
                    .anyMatch(each -> each.subList(0, each.size() - 1).stream().anyMatch(size -> size < leastSize));
            boolean large = found.stream().anyMatch(query -> query.batchSize() >= leastSize);
            if (small || !large) {
                fail(Failure.expected(
                                "statements of kind " + kind + " to be sent in batches of " + leastSize + " or more")
                        .butWas(
                                leastSize + " at once",
                                shown(sizes.entrySet().stream()
                                        .map(entry -> figures(entry.getValue()) + " at once: " + entry.getKey())
                                        .toList()))
                        .line(
                                small
                                        ? "addBatch() for each row and one executeBatch() send them together."
                                        : "No batch is that large; with so few rows nothing is shown."));
            }
        }
        return this;
    }

    private static String figures(List<Integer> sizes) {
        return shown(sizes.stream().map(String::valueOf).toList()).replace("\n", ", ");
    }

    /**
     * Require that every connection is closed by now, that is, given back if it is a pool's. The message says where those that
     * are open were asked for. Fails if none was opened. A pool that takes its connections from here keeps them open; let it
     * stand behind the capturing data source.
     */
    public CapturedQueriesAssert hasNoConnectionLeak() {
        List<CapturedConnection> all = actual.connections();
        List<CapturedConnection> open =
                all.stream().filter(connection -> !connection.closed()).toList();
        if (all.isEmpty()) {
            fail(Failure.expected("connections to assert on")
                    .butWas("at least one", "none: nothing was checked")
                    .line("Does the application use the data source of CapturedQueries?"));
        } else if (!open.isEmpty()) {
            Failure failure = Failure.expected("every connection to be closed")
                    .butWas("0 open", open.size() + " open of " + all.size());
            open.stream().limit(5).forEach(connection -> failure.line(ConnectionOrigin.of(connection)));
            fail(failure.line(
                    "try (Connection connection = dataSource.getConnection()) closes it also after an exception."));
        }
        return this;
    }

    /**
     * Require something of each different statement that has a plan, with the values of its first execution; a literal makes
     * a different one. All failures are reported together. Fails if there is none.
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
            isAny(queries, "statements");
            return this;
        }
        return nested(
                new CapturedQueriesAssert(actual),
                group -> queries.forEach(query -> group.nested(new QueryAssert(query), requirements)));
    }

    private static String texts(List<CapturedQuery> queries) {
        return shown(queries.stream().map(CapturedQuery::text).toList());
    }
}
