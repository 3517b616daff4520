package io.schemaproof.verify.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which migration a database has seen last, as the table of whichever tool applied it says.
 *
 * @since 0.1
 */
public final class LastMigration {

    private LastMigration() {}

    /** The names of the tables that are looked for, without a schema. */
    public static Set<String> tables() {
        return AppliedVersions.tables();
    }

    /**
     * Return the version that was applied last and not taken back; empty if there is no such table, if there are several, and
     * if none is applied.
     *
     * @throws SQLException if the table may not be read, or is none of that tool
     */
    public static Optional<String> of(Connection connection) throws SQLException {
        return AppliedVersions.last(connection);
    }
}
