package io.schemaproof.query;

import java.util.List;

/**
 * What came of executing a statement.
 *
 * @param columns of what it returned; none where it returns nothing
 * @param rows that it returned, or wrote where it returns none
 * @since 0.1
 */
public record QueryExecution(List<ReturnedColumn> columns, long rows) {

    public QueryExecution {
        columns = List.copyOf(columns);
    }
}
