package io.schemaproof.migration;

import java.util.Optional;

/**
 * What the server (or psql's part of the runner) said about a statement that failed.
 *
 * @param sqlState five characters; {@code 00000} where it did not come from the server
 * @param message PostgreSQL's primary message
 * @param detail PostgreSQL's detail
 * @param hint PostgreSQL's hint, or ours where we know a better one
 * @param context PostgreSQL's context (call stack of functions)
 * @param file path as in {@link Statement#file()}
 * @param line line of the error's position, or of the statement where the server gave none
 * @param column column of the error's position in characters counted from 1
 * @param subject the table, column and constraint that it is about
 * @since 0.1
 */
public record StatementError(
        String sqlState,
        String message,
        Optional<String> detail,
        Optional<String> hint,
        Optional<String> context,
        String file,
        int line,
        int column,
        ErrorSubject subject) {

    /** An error that did not come from the server, about a script as a whole. */
    static StatementError of(Script script, String message) {
        return new StatementError(
                "00000",
                message,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                script.path(),
                script.firstLine(),
                1,
                ErrorSubject.NONE);
    }
}
