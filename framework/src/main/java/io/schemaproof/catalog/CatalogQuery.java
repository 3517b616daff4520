package io.schemaproof.catalog;

import java.util.Optional;

/**
 * One query of the reader, as it is sent to one version of the server.
 *
 * @param name of its resource file
 * @param catalog the system catalogue whose OIDs its rows carry
 * @param condition FROM clause of what must have a row, or the query would have none; empty where it is always asked
 * @param kind of all its rows; empty where each row names its own
 */
record CatalogQuery(String name, String catalog, Optional<ObjectKind> kind, Optional<String> condition, String sql) {

    /** How many parameters it has. */
    int parameters() {
        return (int) sql.chars().filter(c -> c == '?').count();
    }
}
