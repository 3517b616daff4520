package io.schemaproof.data.rows;

import java.util.Optional;

/**
 * What came of an INSERT.
 *
 * @param refusal the last error, also where other rows went in
 */
record Attempt(long before, long added, Optional<Refusal> refusal) {

    /**
     * An error of the server.
     *
     * @param constraint name without quotes, or empty
     * @param column name without quotes, or empty
     * @param context the functions it was raised in
     * @param table the table it is about, which a trigger may have written to, or empty
     */
    record Refusal(
            String state,
            String message,
            String constraint,
            String column,
            String context,
            String schema,
            String table) {}
}
