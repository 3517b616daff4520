package io.schemaproof.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ask the server which rows of its catalogues are new since a moment.
 *
 * <p>A row version says which transaction wrote it ({@code xmin}). What is younger than the oldest transaction that had not ended
 * then is new; what went is missing in the number of rows. Rows that the server overwrites in place, such as a table's
 * number of pages, hold nothing that is read.
 *
 * @param horizon all transactions with lower numbers have ended
 * @param mayBeBuiltOn whether a later probe can be compared with this one: not what a transaction sees that has written, and
 *     that may be taken back, and not where numbers have begun anew
 * @param rows by the name of the catalogue
 * @param dependencies those that are followed
 */
record CatalogProbe(String horizon, boolean mayBeBuiltOn, Map<String, Row> rows, List<Dependency> dependencies) {

    /** So old that everything is younger. */
    static final String EVER = "2";

    /** Nothing is known. */
    static final CatalogProbe NONE = new CatalogProbe(EVER, false, Map.of(), List.of());

    static final String NEW = "age(t.xmin) <= (SELECT age FROM horizon)";

    /** What is read whole when anything in it has changed. */
    private static final List<String> OTHERS = List.of(
            "pg_am",
            "pg_amop",
            "pg_amproc",
            "pg_auth_members",
            "pg_authid",
            "pg_cast",
            "pg_collation",
            "pg_conversion",
            "pg_default_acl",
            "pg_description",
            "pg_enum",
            "pg_event_trigger",
            "pg_extension",
            "pg_foreign_data_wrapper",
            "pg_foreign_server",
            "pg_init_privs",
            "pg_language",
            "pg_largeobject_metadata",
            "pg_namespace",
            "pg_opclass",
            "pg_operator",
            "pg_opfamily",
            "pg_publication",
            "pg_publication_rel",
            "pg_range",
            "pg_seclabel",
            "pg_shseclabel",
            "pg_subscription",
            "pg_tablespace",
            "pg_transform",
            "pg_ts_config",
            "pg_ts_config_map",
            "pg_ts_dict",
            "pg_ts_parser",
            "pg_ts_template",
            "pg_user_mapping");

    private static final List<String> OTHERS_SINCE_15 = List.of("pg_parameter_acl", "pg_publication_namespace");

    /** Shared with other databases, whose rows do not matter. */
    static final String DATABASE = "SELECT 'pg_database', count(*), NULL, coalesce(bool_or(" + NEW
            + "), false) FROM pg_catalog.pg_database t" + " WHERE t.datname = current_database()";

    static final String SETTINGS = "SELECT 'pg_db_role_setting', count(*), NULL, coalesce(bool_or(" + NEW + "), false)"
            + " FROM pg_catalog.pg_db_role_setting t WHERE t.setdatabase IN"
            + " (0, (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database()))";

    /** Other databases have comments of their own. */
    static final String SHARED_COMMENTS =
            "SELECT 'pg_shdescription', count(*), NULL, coalesce(bool_or(" + NEW + "), false)"
                    + " FROM pg_catalog.pg_shdescription t WHERE t.classoid <> 'pg_database'::regclass OR t.objoid ="
                    + " (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())";

    private static final String COLUMNS =
            "SELECT 'pg_attribute', 0, string_agg(DISTINCT t.attrelid::text, ',') FILTER (WHERE t.attrelid >= 16384 AND "
                    + NEW + "), coalesce(bool_or(true) FILTER (WHERE t.attrelid < 16384 AND " + NEW
                    + "), false) FROM pg_catalog.pg_attribute t";

    private static final String DEPENDENCIES = "SELECT 'pg_depend', 0, (SELECT string_agg(" + Dependency.MEMBER
            + ", ',') FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_depend t"
            + " ON t.refclassid = 'pg_extension'::regclass AND t.refobjid = e.oid AND t.deptype IN ('e', 'x')),"
            + " false UNION ALL SELECT 'pg_depend', 0, (SELECT string_agg(" + Dependency.OWNER
            + ", ',') FROM pg_catalog.pg_sequence s JOIN pg_catalog.pg_depend t ON t.objid = s.seqrelid AND "
            + Dependency.OWNS + "), false";

    private static final String MOMENT = "SELECT 'moment', 0, pg_snapshot_xmin(pg_current_snapshot())::text,"
            + " pg_current_xact_id_if_assigned() IS NULL AND pg_snapshot_xmax(pg_current_snapshot()) < '2147483648'::xid8";

    /**
     * What is known of one catalogue.
     *
     * @param count of its rows
     * @param changes rows that are new
     * @param unfollowed whether something in it is new that is not among the changes
     */
    record Row(long count, List<Change> changes, boolean unfollowed) {}

    /**
     * A new row.
     *
     * @param owner the relation it belongs to
     * @param page where it is
     * @param unusual whether it says something that is asked for only where some row does; in the text of a row a mark has {@code !} behind it then
     */
    record Change(long key, long owner, long page, String mark, boolean unusual) {

        static Change of(String text) {
            String[] parts = text.split(" ", 4);
            String mark = parts.length > 3 ? parts[3] : "";
            boolean unusual = mark.endsWith("!");
            return new Change(
                    Long.parseLong(parts[0]),
                    parts.length > 1 ? Long.parseLong(parts[1]) : 0,
                    parts.length > 2 ? Long.parseLong(parts[2]) : 0,
                    unusual ? mark.substring(0, mark.length() - 1) : mark,
                    unusual);
        }
    }

    /** The query; its parameter is a transaction's number. */
    static String query(int majorVersion) {
        Stream<String> tracked = Stream.of(TrackedCatalog.values()).map(catalog -> catalog.changes(NEW));
        Stream<String> others = others(majorVersion).stream().map(CatalogProbe::whole);
        return Stream.of(tracked, others, Stream.of(DATABASE, SETTINGS, SHARED_COMMENTS, COLUMNS, DEPENDENCIES, MOMENT))
                .flatMap(parts -> parts)
                .collect(Collectors.joining(
                        "\nUNION ALL ", "WITH horizon AS MATERIALIZED (SELECT age(?::text::xid) AS age)\n", ""));
    }

    /** Names of the catalogues that are not followed row by row. */
    static List<String> others(int majorVersion) {
        List<String> all = new ArrayList<>(OTHERS);
        if (majorVersion >= 15) {
            all.addAll(OTHERS_SINCE_15);
        }
        return all;
    }

    private static String whole(String table) {
        return "SELECT '" + table + "', count(*), NULL, coalesce(bool_or(" + NEW + "), false) FROM pg_catalog." + table
                + " t";
    }

    static CatalogProbe read(ResultSet answer) throws SQLException {
        String horizon = EVER;
        boolean mayBeBuiltOn = false;
        Map<String, Row> rows = new HashMap<>();
        List<Dependency> dependencies = new ArrayList<>();
        while (answer.next()) {
            String name = answer.getString(1);
            String text = answer.getString(3);
            switch (name) {
                case "moment" -> {
                    horizon = text;
                    mayBeBuiltOn = answer.getBoolean(4);
                }
                case "pg_depend" -> parts(text).forEach(part -> dependencies.add(Dependency.of(part)));
                default ->
                    rows.put(
                            name,
                            new Row(
                                    answer.getLong(2),
                                    parts(text).stream().map(Change::of).toList(),
                                    answer.getBoolean(4)));
            }
        }
        return new CatalogProbe(horizon, mayBeBuiltOn, rows, dependencies);
    }

    static List<String> parts(@Nullable String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }

    Row row(String name) {
        Row row = rows.get(name);
        if (row == null) {
            throw new IllegalStateException("The server said nothing of " + name + ".");
        }
        return row;
    }
}
