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

    /** Ask the server. Columns in the order of the components, then the full version, the size of pg_class, and where it is. */
    static final String QUERY = "SELECT current_setting('server_version_num')::int / 10000,"
            + " has_table_privilege('pg_catalog.pg_authid'::regclass, 'SELECT')::text,"
            + " has_table_privilege('pg_catalog.pg_user_mapping'::regclass, 'SELECT')::text,"
            + " has_column_privilege('pg_catalog.pg_subscription'::regclass, 'subconninfo', 'SELECT')::text, version(),"
            + " pg_relation_size('pg_catalog.pg_class'),"
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

    /** The size of a schema, up to a power of two: a relation takes 180 bytes of pg_class, and 415 are the server's own. */
    static String size(long bytes) {
        long relations = Math.max(bytes / 180 - 415, 128);
        return "2^" + (Long.SIZE - Long.numberOfLeadingZeros(relations - 1));
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
