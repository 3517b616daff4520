package io.schemaproof.query;

import java.sql.SQLException;

/**
 * Signal that a query could not be planned or run. The message holds the query and the server's own words.
 *
 * @since 0.1
 */
public class QueryException extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int SHOWN = 300;

    public QueryException(String message) {
        super(message);
    }

    public QueryException(String message, Throwable cause) {
        super(message, cause);
    }

    static QueryException of(String doing, String sql, SQLException cause) {
        String shown = sql.strip();
        if (shown.length() > SHOWN) {
            shown = shown.substring(0, SHOWN) + " …";
        }
        return new QueryException(
                "Cannot " + doing + " the query: " + cause.getMessage() + " [SQLSTATE " + cause.getSQLState() + "]\n  "
                        + shown.replace("\n", "\n  "),
                cause);
    }
}
