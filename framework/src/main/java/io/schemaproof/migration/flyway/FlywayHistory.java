package io.schemaproof.migration.flyway;

import io.schemaproof.base.SqlText;
import io.schemaproof.migration.LibrarySession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Flyway's own table, of which only an edition that is not free takes something away. */
final class FlywayHistory implements AutoCloseable {

    private final Connection connection;
    private final String table;

    FlywayHistory(LibrarySession session, FluentConfiguration configuration) throws SQLException {
        this.connection = session.connect();
        String schema = configuration.getDefaultSchema();
        this.table =
                (schema == null ? "" : SqlText.identifier(schema) + ".") + SqlText.identifier(configuration.getTable());
    }

    /** Remove a migration, so that it is run once more. */
    void forget(Planned planned) throws SQLException {
        String which = planned.isRepeatable() ? "version IS NULL AND description = ?" : "version = ?";
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM " + table + " WHERE " + which)) {
            statement.setString(1, planned.key());
            statement.executeUpdate();
        }
    }

    /** The versions, and the descriptions of repeatable migrations, that are there. */
    Set<String> applied() throws SQLException {
        Set<String> applied = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT coalesce(version, description) FROM " + table + " WHERE success")) {
            while (rows.next()) {
                applied.add(rows.getString(1));
            }
        }
        return applied;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
