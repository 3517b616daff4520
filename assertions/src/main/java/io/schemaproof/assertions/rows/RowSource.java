package io.schemaproof.assertions.rows;

import io.schemaproof.query.Query;

/**
 * Where rows come from.
 *
 * @since 0.1
 */
public sealed interface RowSource {

    /**
     * A table, a view or another relation.
     *
     * @param name as SQL writes it
     */
    record OfTable(String name) implements RowSource {}

    /**
     * A query.
     *
     * @param query runs once in each check
     */
    record OfQuery(Query query) implements RowSource {}
}
