package io.schemaproof.query;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Word what the server says against a statement, with the place in it.
 *
 * @since 0.1
 */
public final class ErrorText {

    private ErrorText() {}

    /** The message without its position, the SQLSTATE, and the line of the statement with an arrow below it. */
    public static String of(SQLException error, String sql) {
        ServerErrorMessage message = error instanceof PSQLException e ? e.getServerErrorMessage() : null;
        if (message == null) {
            return String.valueOf(error.getMessage());
        }
        String text = message.getMessage() + " [SQLSTATE " + error.getSQLState() + "]";
        if (message.getInternalQuery() != null && message.getInternalPosition() > 0) {
            return text + place(message.getInternalQuery(), message.getInternalPosition());
        }
        return message.getPosition() > 0
                ? text + place(sql, message.getPosition())
                : text + (message.getWhere() == null ? "" : "\n  " + message.getWhere());
    }

    /** The line, and below it an arrow at the column. */
    private static String place(String sql, int position) {
        int at = sql.offsetByCodePoints(0, Math.min(position - 1, sql.codePointCount(0, sql.length())));
        int start = sql.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
        int end = sql.indexOf('\n', at);
        String line = sql.substring(start, end < 0 ? sql.length() : end);
        long number = sql.substring(0, start).lines().count() + 1;
        String label = "line " + number + " of the statement: ";
        return "\n  " + label + line + "\n  " + " ".repeat(label.length() + at - start) + "^";
    }
}
