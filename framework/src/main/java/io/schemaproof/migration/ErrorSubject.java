package io.schemaproof.migration;

import java.util.Optional;

/**
 * What an error is about, as far as the server says: names as stored, without quotes.
 *
 * @param schema of the table
 * @param table whose rows are refused
 * @param column whose values are refused
 * @param constraint or unique index that refuses them
 * @since 0.1
 */
public record ErrorSubject(
        Optional<String> schema, Optional<String> table, Optional<String> column, Optional<String> constraint) {

    /** Nothing is said. */
    public static final ErrorSubject NONE =
            new ErrorSubject(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
