package io.schemaproof.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all databases of a server share, but for our databases themselves: roles, tablespaces, settings, comments and the like.
 * Two equal states mean that whoever worked on the server in between left nothing outside its databases.
 *
 * @param contents name of the catalogue or view to its rows
 */
record SharedState(SortedMap<String, String> contents) {

    /** Catalogues of which some rows belong to databases, by the condition that selects the others. */
    private static final Map<String, String> SOME_ROWS = Map.of(
            "pg_db_role_setting", "t.setdatabase = 0 OR " + notOurs("t.setdatabase"),
            "pg_shdescription", "t.classoid <> 'pg_database'::regclass OR " + notOurs("t.objoid"),
            "pg_shseclabel", "t.classoid <> 'pg_database'::regclass OR " + notOurs("t.objoid"));

    /** Frozen transaction ids and the like change by themselves; dependencies follow from the other catalogues. */
    private static final String CATALOGUES = """
            SELECT relname FROM pg_class
             WHERE relisshared AND relkind = 'r' AND relname NOT IN ('pg_database', 'pg_shdepend')
             ORDER BY relname""";

    private static final List<String> OTHERS = List.of(
            part(
                    "pg_database",
                    "(SELECT datname, datdba, datistemplate, datallowconn, datconnlimit, datacl FROM pg_database WHERE "
                            + notOurs("oid") + ")",
                    "true"),
            part("pg_file_settings", "(SELECT name, setting FROM pg_file_settings)", "true"),
            part("pg_replication_slots", "(SELECT slot_name FROM pg_replication_slots)", "true"),
            part("pg_prepared_xacts", "(SELECT gid FROM pg_prepared_xacts)", "true"));

    static final SharedState NONE = new SharedState(new TreeMap<>());

    static SharedState read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            List<String> parts = new ArrayList<>(OTHERS);
            try (ResultSet names = statement.executeQuery(CATALOGUES)) {
                while (names.next()) {
                    String name = names.getString(1);
                    parts.add(part(name, name, SOME_ROWS.getOrDefault(name, "true")));
                }
            }
            SortedMap<String, String> contents = new TreeMap<>();
            try (ResultSet rows = statement.executeQuery(String.join("\nUNION ALL ", parts))) {
                while (rows.next()) {
                    contents.put(rows.getString(1), rows.getString(2));
                }
            }
            return new SharedState(contents);
        }
    }

    private static String part(String name, String from, String condition) {
        return "SELECT '" + name + "', coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') FROM " + from
                + " t WHERE " + condition;
    }

    private static String notOurs(String oid) {
        return oid + " NOT IN (SELECT oid FROM pg_database WHERE datname ~ '^" + DatabaseNames.OURS
                + "$' OR datname ~ '" + DatabaseNames.OF_ANY_JVM + "' OR datname ~ '^"
                + DatabaseNames.LASTING + "[0-9a-f]+$')";
    }
}
