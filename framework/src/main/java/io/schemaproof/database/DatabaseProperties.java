package io.schemaproof.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Give a copy what belongs to the original but not to its contents: CREATE DATABASE … TEMPLATE leaves settings of ALTER
 * DATABASE … SET, privileges, owner, comment and connection limit behind.
 */
final class DatabaseProperties {

    private static final String HAS_ANY = """
            SELECT datacl IS NOT NULL
                OR datconnlimit <> -1
                OR datdba <> (SELECT oid FROM pg_roles WHERE rolname = current_user)
                OR shobj_description(oid, 'pg_database') IS NOT NULL
                OR EXISTS (SELECT FROM pg_db_role_setting WHERE setdatabase = pg_database.oid)
            FROM pg_database WHERE datname = ?
            """;

    /** Straight into the catalogue, which a superuser may: rebuilding the statements would have to quote every value. */
    private static final String[] COPY = {
        """
        UPDATE pg_database d SET datdba = s.datdba, datacl = s.datacl, datconnlimit = s.datconnlimit
        FROM pg_database s WHERE s.datname = ? AND d.datname = ?
        """,
        """
        INSERT INTO pg_db_role_setting (setdatabase, setrole, setconfig)
        SELECT d.oid, setrole, setconfig FROM pg_db_role_setting
        JOIN pg_database s ON s.oid = setdatabase AND s.datname = ? JOIN pg_database d ON d.datname = ?
        """,
        """
        INSERT INTO pg_shdescription (objoid, classoid, description)
        SELECT d.oid, classoid, description FROM pg_shdescription
        JOIN pg_database s ON s.oid = objoid AND classoid = 'pg_database'::regclass AND s.datname = ?
        JOIN pg_database d ON d.datname = ?
        """,
        // Without it DROP ROLE would leave a privilege of nobody.
        """
        INSERT INTO pg_shdepend (dbid, classid, objid, objsubid, refclassid, refobjid, deptype)
        SELECT dbid, classid, d.oid, objsubid, refclassid, refobjid, deptype FROM pg_shdepend
        JOIN pg_database s ON s.oid = objid AND classid = 'pg_database'::regclass AND dbid = 0 AND s.datname = ?
        JOIN pg_database d ON d.datname = ?
        """
    };

    private DatabaseProperties() {}

    static void copy(Connection connection, String from, String to) throws SQLException {
        // The templates that come with the server have properties of their own that no database inherits.
        if (from.equals("template0") || from.equals("template1") || !hasAny(connection, from)) {
            return;
        }
        for (String sql : COPY) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, from);
                statement.setString(2, to);
                statement.executeUpdate();
            }
        }
    }

    private static boolean hasAny(Connection connection, String from) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HAS_ANY)) {
            statement.setString(1, from);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
