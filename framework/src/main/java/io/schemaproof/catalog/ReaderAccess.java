package io.schemaproof.catalog;

/**
 * What the queries depend on: the server's version and what the user may read.
 *
 * @param majorVersion PostgreSQL's major version
 * @param authid whether pg_authid with the stored passwords is readable
 * @param mapping whether pg_user_mapping with its options is readable
 * @param conninfo whether a subscription's connection string is readable
 */
record ReaderAccess(int majorVersion, boolean authid, boolean mapping, boolean conninfo) {

    /** Ask the server in one query. Columns in the order of the components. */
    static final String QUERY = "SELECT current_setting('server_version_num')::int / 10000,"
            + " has_table_privilege('pg_catalog.pg_authid', 'SELECT'),"
            + " has_table_privilege('pg_catalog.pg_user_mapping', 'SELECT'),"
            + " has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', 'SELECT')";

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
