package io.schemaproof.verify.audit;

import io.schemaproof.verify.result.Place;

/**
 * A statement that failed.
 *
 * @param place file and line of the error
 * @param column in characters, counted from 1
 * @param sqlState five characters; {@code 00000} where the error did not come from the server
 * @param message the server's
 * @param statement its first words
 * @param report the error with its line, detail and hint, for people
 * @param cause why
 * @since 0.1
 */
public record FailedStatement(
        Place place, int column, String sqlState, String message, String statement, String report, Cause cause) {

    /** Whether it did not fail because of another one. */
    public boolean isRoot() {
        return cause.consequenceOf().isEmpty();
    }
}
