package io.schemaproof.query;

/**
 * A statement that went through {@link CapturedQueries}.
 *
 * @param query the statement with the values it was executed with, on the database itself; of a batch the first values
 * @param kind what it does
 * @param batchSize how many sets of values were sent at once; 1 without a batch
 * @since 0.1
 */
public record CapturedQuery(Query query, StatementKind kind, int batchSize) {

    /** The statement in one line with all values as question marks. */
    public String text() {
        return StatementKind.withoutLiterals(query.sql());
    }
}
