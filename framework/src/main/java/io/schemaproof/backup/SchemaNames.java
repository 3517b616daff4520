package io.schemaproof.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Sees to it that the schemas of a backup are there: one that is misspelt would be backed up as nothing. */
final class SchemaNames {

    private SchemaNames() {}

    static Scope require(Connection connection, Scope scope) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_'"
                        + " AND nspname <> 'information_schema' ORDER BY 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        for (String schema : scope.schemas()) {
            if (!names.contains(schema)) {
                throw new BackupException(
                        "There is no schema " + schema + " to back up. There are: " + String.join(", ", names) + ".");
            }
        }
        return scope;
    }
}
