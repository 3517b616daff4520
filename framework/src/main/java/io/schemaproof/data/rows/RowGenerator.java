package io.schemaproof.data.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Fill the tables of any schema with rows that satisfy its constraints.
 *
 * <p>The rows are made on the server, by one {@code INSERT … SELECT} a table where nothing is refused. The same schema, rows
 * and request give the same rows. Rows that exist are never changed, and nothing of ours stays in the database.
 *
 * @since 0.1
 */
public final class RowGenerator {

    private RowGenerator() {}

    /**
     * Prepare a session on which rows will be generated more than once: functions stay in its temporary schema that would else
     * be made and dropped each time.
     *
     * @param connection in auto-commit mode
     * @throws SQLException if the functions cannot be made
     */
    public static void prepare(Connection connection) throws SQLException {
        ServerFunctions.prepare(connection);
    }

    /**
     * Read the catalogue and fill its tables.
     *
     * @throws RowGenerationException if the connection is broken, or the request names a table that does not exist
     * @throws io.schemaproof.catalog.CatalogException if the catalogue cannot be read
     */
    public static GeneratedRows fill(Connection connection, RowRequest request) {
        return fill(connection, CatalogReader.read(connection), request);
    }

    /**
     * Fill the tables of a catalogue that has just been read from this database.
     *
     * <p>In auto-commit mode all rows are committed together. Inside a transaction they are a part of it, and its deferrable
     * constraints are immediate afterwards.
     *
     * @return what each table got; tables that could not be filled are in it and raise nothing
     * @throws RowGenerationException if the connection is broken, or the request names a table that does not exist
     */
    public static GeneratedRows fill(Connection connection, Catalog catalog, RowRequest request) {
        try {
            if (!connection.getAutoCommit()) {
                return new FillRun(connection, catalog, request).run();
            }
            connection.setAutoCommit(false);
            try {
                GeneratedRows rows = new FillRun(connection, catalog, request).run();
                connection.commit();
                return rows;
            } finally {
                // Without effect after the commit.
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new RowGenerationException("Rows could not be generated: " + e.getMessage(), e);
        }
    }
}
