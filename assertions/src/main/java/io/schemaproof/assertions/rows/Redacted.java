package io.schemaproof.assertions.rows;

import io.schemaproof.query.QueryException;
import java.sql.SQLException;

/** Word a server's refusal without what it may quote of hidden values: its detail, its cause, our literals. */
final class Redacted {

    private Redacted() {}

    static QueryException of(QueryException e) {
        if (!(e.getCause() instanceof SQLException refusal)) {
            return e;
        }
        String state = String.valueOf(refusal.getSQLState());
        // Class 42 speaks of names and syntax; a data exception, and what a function raises, quotes values.
        String words = state.startsWith("42")
                ? String.valueOf(refusal.getMessage()).lines().findFirst().orElse("")
                : "its words are withheld, because the rows have masked columns";
        return new QueryException("The server refused an assertion's query: " + words + " [SQLSTATE " + state + "]");
    }
}
