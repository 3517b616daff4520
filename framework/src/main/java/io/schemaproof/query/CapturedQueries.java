package io.schemaproof.query;

import io.schemaproof.base.SqlCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keep every statement that an application sends through a data source, with its values, in order. Each can then be
 * asserted on as a {@link Query}.
 *
 * <p>A captured query is later explained on a connection of its own, which does not see what the application has not
 * committed, its temporary tables, or its {@code SET}. A value that is a stream cannot be sent again. Several statements in one
 * text are one statement here, of the first one's kind. Safe for use by several threads.
 *
 * <p>Put it around the application's pool and not under it: a connection that a pool keeps is open.
 *
 * @since 0.1
 */
public final class CapturedQueries {

    private final DataSource database;
    private final DataSource capturing;
    private final List<CapturedQuery> queries = new CopyOnWriteArrayList<>();
    private final List<OpenedConnection> connections = new CopyOnWriteArrayList<>();

    private CapturedQueries(DataSource database) {
        this.database = database;
        this.capturing = CapturingProxy.of(database, this);
    }

    /** Begin to capture; give the application {@link #dataSource()} instead. */
    public static CapturedQueries of(DataSource database) {
        return new CapturedQueries(database);
    }

    /** The data source for the application. */
    public DataSource dataSource() {
        return capturing;
    }

    /** The database itself, of whose use nothing is captured. */
    public DataSource database() {
        return database;
    }

    /** All statements so far, in order, those that failed included. */
    public List<CapturedQuery> all() {
        return List.copyOf(queries);
    }

    /** Statements of one kind, in order. */
    public List<CapturedQuery> of(StatementKind kind) {
        return queries.stream().filter(query -> query.kind() == kind).toList();
    }

    /**
     * Each different statement that has a plan, with the values of its first execution. Two that differ in a literal are two,
     * since the planner looks at it; comments make no difference, but for those that are hints.
     */
    public List<Query> distinct() {
        return distinct(query -> StatementKind.withoutComments(query.query().sql()));
    }

    /** Each different {@linkplain CapturedQuery#text() text} of a statement that has a plan, as it was executed first. */
    public List<Query> distinctTexts() {
        return distinct(CapturedQuery::text);
    }

    private List<Query> distinct(Function<CapturedQuery, String> key) {
        Map<String, Query> first = new LinkedHashMap<>();
        queries.stream()
                .filter(query -> query.kind() != StatementKind.OTHER)
                .forEach(query -> first.putIfAbsent(key.apply(query), query.query()));
        return List.copyOf(first.values());
    }

    /** How often each statement was executed, a batch counting once; statements that differ in values only are one. */
    public Map<String, Long> executions() {
        return Collections.unmodifiableMap(queries.stream()
                .filter(query -> query.kind() != StatementKind.OTHER)
                .collect(Collectors.groupingBy(CapturedQuery::text, LinkedHashMap::new, Collectors.counting())));
    }

    /**
     * Each different statement that has a plan, once for each different set of values that it was executed with, in order.
     * Values are the same if they print the same; statements that differ in comments only are one.
     */
    public List<Query> distinctExecutions() {
        Map<String, Query> first = new LinkedHashMap<>();
        queries.stream()
                .filter(query -> query.kind() != StatementKind.OTHER)
                .flatMap(query -> query.executions().stream())
                .forEach(query -> first.putIfAbsent(execution(query), query));
        return List.copyOf(first.values());
    }

    /** How often each statement of a kind was executed with the same values, by the first of those executions, in order. */
    public Map<Query, Long> repetitions(StatementKind kind) {
        Map<String, Query> first = new LinkedHashMap<>();
        Map<Query, Long> counts = new LinkedHashMap<>();
        of(kind).stream()
                .map(CapturedQuery::query)
                .forEach(query -> counts.merge(
                        Objects.requireNonNullElse(first.putIfAbsent(execution(query), query), query), 1L, Long::sum));
        return Collections.unmodifiableMap(counts);
    }

    /** Comments tell one execution from another, as the trace that a driver writes into them does. */
    private static String execution(Query query) {
        return SqlCode.inOneLine(StatementKind.withoutComments(query.sql()))
                + Arrays.deepToString(query.binds().toArray());
    }

    /**
     * All connections that the application has opened, in order.
     *
     * @throws QueryException if one does not say whether it is closed
     */
    public List<CapturedConnection> connections() {
        return connections.stream().map(OpenedConnection::captured).toList();
    }

    /** Forget all statements so far, and all connections but those that are still open. */
    public void clear() {
        queries.clear();
        connections.removeIf(OpenedConnection::isClosed);
    }

    void add(String sql, List<? extends List<? extends @Nullable Object>> values, int batchSize) {
        List<List<@Nullable Object>> sets = new ArrayList<>();
        values.forEach(set -> sets.add(Collections.unmodifiableList(set)));
        queries.add(new CapturedQuery(new Query(database, sql, sets.get(0)), StatementKind.of(sql), sets, batchSize));
    }

    void add(OpenedConnection connection) {
        connections.add(connection);
    }
}
