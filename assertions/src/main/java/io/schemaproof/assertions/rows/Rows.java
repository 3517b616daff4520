package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Names;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.Table;

/**
 * The rows of a table, or those of them that satisfy a condition. Nothing is read until something is asserted, and then
 * the server counts.
 *
 * @param dataSource where they are
 * @param table the table's or view's name as SQL writes it
 * @param condition an SQL condition; {@code ??} is PostgreSQL's operator {@code ?}
 * @since 0.1
 */
public record Rows(DataSource dataSource, String table, Optional<String> condition) {

    /** All rows of a table or view. */
    public static Rows of(DataSource dataSource, String table) {
        return new Rows(dataSource, table, Optional.empty());
    }

    /** All rows of a jOOQ table. */
    public static Rows of(DataSource dataSource, Table<?> table) {
        return of(dataSource, Names.of(table));
    }

    /** Those rows that satisfy this condition as well. */
    public Rows where(String more) {
        return new Rows(
                dataSource,
                table,
                Optional.of(condition
                        .map(first -> "(" + first + ") AND (" + more + ")")
                        .orElse(more)));
    }
}
