package io.schemaproof.data.rows;

import java.util.Optional;

/**
 * Say why a table that should have got rows got none.
 *
 * @param table full name as PostgreSQL writes it
 * @param stoppedBy the constraint, trigger or table that stands in the way, as in {@code check constraint orders_total_check}
 * @param sqlState the server's code; empty where no statement was refused
 * @param message the server's message, or ours where no statement was refused
 * @param help what to do
 * @since 0.1
 */
public record UnfilledTable(
        String table, Optional<String> stoppedBy, Optional<String> sqlState, String message, String help) {

    @Override
    public String toString() {
        return table + ": no rows, stopped by " + stoppedBy.orElse("the server") + ": "
                + sqlState.map(state -> state + " ").orElse("") + message + " (" + help + ")";
    }
}
