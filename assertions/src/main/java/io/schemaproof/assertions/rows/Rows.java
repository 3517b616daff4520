package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.WholeSql;
import io.schemaproof.query.Query;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.Table;

/**
 * The rows of a table or those that a query returns, or those of them that satisfy a condition. Nothing is read until
 * something is asserted, and then the server counts.
 *
 * @param dataSource where they are
 * @param source a table's name or a query
 * @param condition an SQL condition; {@code ??} is PostgreSQL's operator {@code ?}
 * @since 0.1
 */
public record Rows(DataSource dataSource, RowSource source, Optional<String> condition) {

    /** All rows of a table or view. */
    public static Rows of(DataSource dataSource, String table) {
        return new Rows(dataSource, new RowSource.OfTable(table), Optional.empty());
    }

    /** All rows of a jOOQ table. */
    public static Rows of(DataSource dataSource, Table<?> table) {
        return of(dataSource, Names.of(table));
    }

    /** All rows that a query returns. */
    public static Rows of(Query query) {
        return new Rows(query.dataSource(), new RowSource.OfQuery(query), Optional.empty());
    }

    /**
     * Those rows that satisfy this condition as well.
     *
     * @throws IllegalArgumentException if the condition is not one complete piece of SQL: {@code a) OR (1=1}
     */
    public Rows where(String more) {
        WholeSql.of(more);
        String both =
                condition.map(first -> "(" + first + ") AND (" + more + ")").orElse(more);
        return new Rows(dataSource, source, Optional.of(both));
    }

    /** Those rows that satisfy this jOOQ condition as well. */
    public Rows where(Condition more) {
        return where(Conditions.sql(more));
    }
}
