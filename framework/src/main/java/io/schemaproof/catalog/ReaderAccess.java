package io.schemaproof.catalog;

import java.util.List;

/**
 * What the queries depend on: the server's version and what the user may read.
 *
 * @param majorVersion PostgreSQL's major version
 * @param authid whether pg_authid with the stored passwords is readable
 * @param mapping whether pg_user_mapping with its options is readable
 * @param conninfo whether a subscription's connection string is readable
 */
record ReaderAccess(int majorVersion, boolean authid, boolean mapping, boolean conninfo) {

    /**
     * Ask the server in one query. Columns in the order of the components, then the full version, the size of the schema, and where
     * it is. The size is guessed from that of pg_class: a relation takes 180 bytes there, and 415 are the server's own.
     */
    static final String QUERY = "SELECT current_setting('server_version_num')::int / 10000,"
            + " has_table_privilege('pg_catalog.pg_authid', 'SELECT')::text,"
            + " has_table_privilege('pg_catalog.pg_user_mapping', 'SELECT')::text,"
            + " has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', 'SELECT')::text, version(),"
            + " (SELECT '2^' || ceil(log(2, greatest(pg_relation_size('pg_catalog.pg_class') / 180 - 415, 128)))),"
            + " current_database(), split_part(current_setting('server_version'), ' ', 1)";

    /** How many columns the query has. */
    static final int COLUMNS = 8;

    /** What the query's first columns say. */
    static ReaderAccess of(List<String> columns) {
        return new ReaderAccess(
                Integer.parseInt(columns.get(0)),
                columns.get(1).equals("true"),
                columns.get(2).equals("true"),
                columns.get(3).equals("true"));
    }

    /** Whether nothing is hidden from the user. */
    boolean isComplete() {
        return authid && mapping && conninfo;
    }

    /** Whether a line with this condition is part of the query. */
    boolean meets(String condition) {
        return switch (condition) {
            case "authid" -> authid;
            case "no-authid" -> !authid;
            case "mapping" -> mapping;
            case "no-mapping" -> !mapping;
            case "conninfo" -> conninfo;
            default -> withinVersions(condition);
        };
    }

    private boolean withinVersions(String range) {
        if (range.endsWith("+")) {
            return majorVersion >= Integer.parseInt(range.substring(0, range.length() - 1));
        }
        int dash = range.indexOf('-');
        int from = dash <= 0 ? 0 : Integer.parseInt(range.substring(0, dash));
        return majorVersion >= from && majorVersion <= Integer.parseInt(range.substring(dash + 1));
    }
}
