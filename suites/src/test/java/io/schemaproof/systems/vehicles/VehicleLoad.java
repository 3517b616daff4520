package io.schemaproof.systems.vehicles;

import io.schemaproof.fixtures.vehicles.VehicleTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Load the rows into the migrated schema.
 *
 * <p>With its indexes and foreign keys in place the load takes four times as long; so they are made after the rows, as
 * {@code pg_restore} does. A test compares the schema before and after.
 */
public final class VehicleLoad {

    private static final int BUFFER = 1 << 16;

    private VehicleLoad() {}

    /** Replace the rows of all three tables in one transaction. */
    public static void replaceAll(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL maintenance_work_mem = '256MB'");
            DeferredStructures structures = DeferredStructures.drop(statement);
            // What is truncated and filled in one transaction needs no write-ahead log at wal_level = minimal.
            statement.execute("TRUNCATE engines, transmissions, vehicle_options");
            for (VehicleTable table : VehicleTable.values()) {
                copy(connection, table);
            }
            structures.createAgain(statement);
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /**
     * Copy the rows of a table in one statement.
     *
     * @throws SQLException what the server says against them
     */
    static void copy(Connection connection, VehicleTable table) throws SQLException {
        PGConnection driver = connection.unwrap(PGConnection.class);
        try (PGCopyOutputStream stream = new PGCopyOutputStream(driver, table.copyStatement(), BUFFER)) {
            table.writeTo(stream);
        } catch (IOException e) {
            if (e.getCause() instanceof SQLException refusal) {
                throw refusal;
            }
            throw new SQLException(table.copyStatement() + " failed: " + e.getMessage(), e);
        }
    }
}
