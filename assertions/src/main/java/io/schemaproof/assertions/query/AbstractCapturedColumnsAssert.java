package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Lookup;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.assertions.core.ServerTables;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.query.CapturedQueries;
import io.schemaproof.query.ColumnUse;
import io.schemaproof.query.Query;
import io.schemaproof.query.Relation;
import io.schemaproof.query.ResultColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.Table;

/**
 * Assertions on the columns that captured statements return, read, insert and update.
 *
 * <p>What is returned is what the server describes to every client. What else is read or written is what the server refuses
 * when the privilege on a column is missing, for which it takes a superuser and a database of Schemaproof's; triggers, functions
 * and what a view does with the tables behind it are not seen.
 *
 * <p>An application that sends {@code SELECT id FROM orders WHERE customer_id = ?} and {@code UPDATE orders SET status = ?}:
 *
 * <pre>{@code
 * assertThat(captured).selectsOnlyColumns("orders", "id").updatesOnlyColumns("orders", "status"); // passes
 * assertThat(captured).doesNotReadColumns("orders", "customer_id"); // fails: the condition reads it
 * }</pre>
 */
abstract class AbstractCapturedColumnsAssert<S extends AbstractCapturedColumnsAssert<S>>
        extends AbstractCapturedTextsAssert<S> {

    AbstractCapturedColumnsAssert(CapturedQueries actual, Class<?> selfType) {
        super(actual, selfType);
    }

    /** Require that no statement returns more columns than this. Fails if none returns any. */
    public S selectsAtMostColumns(int most) {
        eachWith(Query::columns, "statements that return columns", (query, columns) -> {
            if (columns.size() > most) {
                fail(Failure.expected("no statement to return more than " + most + " columns")
                        .butWas(most, columns.size())
                        .line(query.toString())
                        .line("columns: "
                                + String.join(
                                        ", ",
                                        columns.stream()
                                                .map(column -> Names.quote(column.label()))
                                                .toList())));
            }
        });
        return myself;
    }

    /**
     * Require that of this table no other columns are returned, under whatever name. What is computed from a column is not the
     * column; {@link #doesNotReadColumns(String, String...)} sees that too. Fails if none of its columns is returned.
     */
    public S selectsOnlyColumns(String table, String... columns) {
        return only(
                "returned",
                table,
                columns,
                (query, relation) -> query.columns().stream()
                        .filter(column -> new Relation(column.schema(), column.table()).equals(relation))
                        .map(ResultColumn::column)
                        .distinct()
                        .toList());
    }

    /** Do the same with objects of jOOQ. */
    public S selectsOnlyColumns(Table<?> table, Field<?>... columns) {
        return selectsOnlyColumns(Names.of(table), unqualified(columns));
    }

    /**
     * Require that of this table no other columns are set in rows that exist, by {@code UPDATE}, {@code MERGE} or {@code ON
     * CONFLICT DO UPDATE}; to set a column to the value it has counts too. Fails if no statement updates the table.
     */
    public S updatesOnlyColumns(String table, String... columns) {
        return only("updated", table, columns, (query, relation) -> columns(query, ColumnUse.UPDATE, relation));
    }

    /** Do the same with objects of jOOQ. */
    public S updatesOnlyColumns(Table<?> table, Field<?>... columns) {
        return updatesOnlyColumns(Names.of(table), unqualified(columns));
    }

    /**
     * Require that of this table no other columns are given a value in new rows; what is left to a default does not count. Fails
     * if no statement gives one.
     */
    public S insertsOnlyColumns(String table, String... columns) {
        return only("inserted", table, columns, (query, relation) -> columns(query, ColumnUse.INSERT, relation));
    }

    /** Do the same with objects of jOOQ. */
    public S insertsOnlyColumns(Table<?> table, Field<?>... columns) {
        return insertsOnlyColumns(Names.of(table), unqualified(columns));
    }

    /**
     * Require that no statement looks at these columns of a table, be it to return them, to compute something, or in a
     * condition. Fails if no statement reads any column of the table.
     */
    public S doesNotReadColumns(String table, String... columns) {
        Relation relation = existing(table, columns);
        List<String> unwanted = Arrays.stream(columns).map(Names::column).toList();
        String what = "statements that read columns of " + relation;
        eachWith(query -> columns(query, ColumnUse.READ, relation), what, (query, read) -> {
            List<String> found = read.stream().filter(unwanted::contains).toList();
            if (!found.isEmpty()) {
                fail(Failure.expected("these columns of " + relation + " not to be read")
                        .butWas("none of " + list(unwanted), list(found))
                        .line(query.toString()));
            }
        });
        return myself;
    }

    /** Do the same with objects of jOOQ. */
    public S doesNotReadColumns(Table<?> table, Field<?>... columns) {
        return doesNotReadColumns(Names.of(table), unqualified(columns));
    }

    private S only(String used, String table, String[] columns, BiFunction<Query, Relation, List<String>> usedBy) {
        Relation relation = existing(table, columns);
        List<String> allowed = Arrays.stream(columns).map(Names::column).toList();
        String what = "statements by which columns of " + relation + " are " + used;
        eachWith(query -> usedBy.apply(query, relation), what, (query, found) -> {
            List<String> others =
                    found.stream().filter(column -> !allowed.contains(column)).toList();
            if (!others.isEmpty()) {
                fail(Failure.expected("only these columns of " + relation + " to be " + used)
                        .butWas(list(allowed), list(found))
                        .line("extra   : " + list(others))
                        .line(query.toString()));
            }
        });
        return myself;
    }

    /** Judge each different text that has a plan and for which there is something to judge; columns are not a literal's matter. */
    private <T> void eachWith(Function<Query, List<T>> found, String what, BiConsumer<Query, List<T>> judge) {
        List<Query> judged = new ArrayList<>();
        try (OneSession session = new OneSession(actual.database())) {
            for (Query query : through(session, actual.distinctTexts())) {
                List<T> some = found.apply(query);
                if (!some.isEmpty()) {
                    judged.add(query);
                    judge.accept(query, some);
                }
            }
        }
        isAny(judged, what);
    }

    private static List<String> columns(Query query, ColumnUse use, Relation relation) {
        return query.columns(use, relation).orElse(List.of());
    }

    /** A name that is misspelt must not be one that is never used. */
    private Relation existing(String table, String... columns) {
        Sql sql = new Sql(actual.database());
        ServerTables tables = new ServerTables(sql);
        Relation relation = tables.table(table).orElseThrow(() -> missing(tables.noTable(table)));
        List<String> existing = tables.columns(relation);
        for (String column : columns) {
            if (!existing.contains(Names.column(column))) {
                throw missing(Lookup.missing(
                        "column",
                        relation + "." + column,
                        List.of(),
                        existing,
                        Names.didYouMean(Names.column(column), existing)));
            }
        }
        if (columns.length == 0) {
            throw new IllegalArgumentException("No column is named.");
        }
        return relation;
    }

    private static String[] unqualified(Field<?>... fields) {
        return Arrays.stream(fields).map(Names::unqualified).toArray(String[]::new);
    }

    private static String list(List<String> columns) {
        return String.join(", ", columns.stream().map(Names::quote).toList());
    }
}
