package io.schemaproof.data;

import io.schemaproof.catalog.Catalog;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Where the rows of a check come from. The same moment may be asked for several times, each time on another database in the
 * same state, and must give the same rows.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RowSource {

    /**
     * Put rows into a database.
     *
     * @param connection a session of pgjdbc in autocommit mode, as a migration tool would open it
     * @param catalog what the database consists of now
     * @param moment where in the history of the schema it stands
     * @throws RowSourceException if rows that were meant to be there cannot be put in
     * @throws SQLException if the connection is lost
     */
    FillReport fill(Connection connection, Catalog catalog, FillMoment moment) throws SQLException;

    /** Whether rows may come at a moment; where not, nobody needs to ask. */
    default boolean mayFill(FillMoment moment) {
        return true;
    }
}
