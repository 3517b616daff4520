package io.schemaproof.database;

import io.schemaproof.base.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** The same as {@link DatabaseProperties} for a user who owns both databases and may not write into the catalogue. */
final class DatabaseSettings {

    private static final String SETTINGS = """
            SELECT split_part(setting, '=', 1), substr(setting, position('=' IN setting) + 1)
            FROM pg_catalog.pg_db_role_setting, unnest(setconfig) setting
            WHERE setrole = 0 AND setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = ?)
            """;

    private static final String COMMANDS = """
            SELECT format('ALTER DATABASE NAME_OF_IT CONNECTION LIMIT %s', datconnlimit) FROM pg_catalog.pg_database
            WHERE datname = ? AND datconnlimit <> -1
            UNION ALL
            SELECT format('COMMENT ON DATABASE NAME_OF_IT IS %L', pg_catalog.shobj_description(oid, 'pg_database'))
            FROM pg_catalog.pg_database
            WHERE datname = ? AND pg_catalog.shobj_description(oid, 'pg_database') IS NOT NULL
            UNION ALL
            SELECT format('REVOKE ALL ON DATABASE NAME_OF_IT FROM PUBLIC, %I', current_user) FROM pg_catalog.pg_database
            WHERE datname = ? AND datacl IS NOT NULL
            UNION ALL
            SELECT format('GRANT %s ON DATABASE NAME_OF_IT TO %s%s', privilege_type,
                          CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
                          CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
            FROM pg_catalog.pg_database, pg_catalog.aclexplode(datacl) WHERE datname = ?
            """;

    private DatabaseSettings() {}

    static void copy(Connection connection, String from, String to) throws SQLException {
        String name = SqlText.identifier(to);
        List<String[]> settings = settings(connection, from);
        List<String> commands = commands(connection, from);
        try (Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command.replaceFirst("NAME_OF_IT", Matcher.quoteReplacement(name)));
            }
        }
        for (String[] setting : settings) {
            set(connection, name, setting[0], setting[1]);
        }
    }

    /** The server writes its own form of a value that is in force: a list cannot be given as one text. */
    private static void set(Connection connection, String database, String name, String value) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement local = connection.prepareStatement("SELECT set_config(?, ?, true)");
                Statement statement = connection.createStatement()) {
            local.setString(1, name);
            local.setString(2, value);
            local.execute();
            statement.execute("ALTER DATABASE " + database + " SET " + name + " FROM CURRENT");
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static List<String[]> settings(Connection connection, String database) throws SQLException {
        List<String[]> settings = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SETTINGS)) {
            statement.setString(1, database);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    settings.add(new String[] {rows.getString(1), rows.getString(2)});
                }
            }
        }
        return settings;
    }

    private static List<String> commands(Connection connection, String database) throws SQLException {
        List<String> commands = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COMMANDS)) {
            for (int i = 1; i <= 4; i++) {
                statement.setString(i, database);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    commands.add(rows.getString(1));
                }
            }
        }
        return commands;
    }
}
