package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.RolledBackDataSource;
import io.schemaproof.catalog.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * What a role finds who sets some parameters: each use is a transaction with SET LOCAL ROLE that is rolled back.
 *
 * <p>{@code current_user} is the role, {@code session_user} stays whoever connected.
 *
 * @param role as stored
 * @param settings parameter to value, set before the role is taken on
 * @since 0.1
 */
public record RoleSession(Schema schema, String role, Map<String, String> settings) {

    public RoleSession {
        settings = Map.copyOf(new LinkedHashMap<>(settings));
    }

    RoleSession with(String setting, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(setting, value);
        return new RoleSession(schema, role, more);
    }

    DataSource dataSource() {
        return new RolledBackDataSource(schema.dataSource(), this::prepare);
    }

    private void prepare(Connection connection) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("SELECT pg_catalog.set_config(?, ?, true)")) {
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                set.setString(1, setting.getKey());
                set.setString(2, setting.getValue());
                set.execute();
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL ROLE " + Names.sql(java.util.List.of(role)));
        }
    }
}
