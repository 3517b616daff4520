package io.schemaproof.data.rows;

import java.util.Optional;

/**
 * Say how many rows a table got.
 *
 * @param table full name as PostgreSQL writes it
 * @param before rows it had
 * @param added rows it got
 * @param asked rows it was to have in the end
 * @param shortfall why it has fewer; empty where it has not
 * @since 0.1
 */
public record FilledTable(String table, long before, long added, long asked, Optional<String> shortfall) {

    /** Rows it has now. */
    public long rows() {
        return before + added;
    }

    @Override
    public String toString() {
        return table + ": " + rows() + " rows"
                + shortfall.map(why -> " of " + asked + ", " + why).orElse("");
    }
}
