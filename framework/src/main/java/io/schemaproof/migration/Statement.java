package io.schemaproof.migration;

import io.schemaproof.base.SqlCode;

/**
 * One statement of a script.
 *
 * @param sql the text that goes to the server, without the final semicolon
 * @param file path as in {@link Script#path()}; of the included file where psql's {@code \i} brought it
 * @param line line of its first word in the file, counted from 1
 * @param column column of its first word, in characters counted from 1
 * @since 0.1
 */
public record Statement(String sql, String file, int line, int column) {

    /** The first words, on one line, for messages. */
    public String abbreviated(int length) {
        return SqlCode.abbreviated(sql, length);
    }
}
