package io.schemaproof.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One query of the reader, as it is sent to one version of the server.
 *
 * @param name of its resource file
 * @param catalog the system catalogue whose OIDs its rows carry
 * @param condition FROM clause of what must have a row, or the query would have none; empty where it is always asked
 * @param kind of all its rows; empty where each row names its own
 * @param parameters how many it has
 */
record CatalogQuery(
        String name,
        String catalog,
        Optional<ObjectKind> kind,
        Optional<String> condition,
        String sql,
        int parameters) {

    /** By the size of the schema and the query: a string that comes again knows its hash, by which the driver looks for it. */
    private static final Map<String, Map<String, String>> SIZED = new ConcurrentHashMap<>();

    static CatalogQuery of(
            String name, String catalog, Optional<ObjectKind> kind, Optional<String> condition, String sql) {
        int parameters = (int) sql.chars().filter(c -> c == '?').count();
        return new CatalogQuery(name, catalog, kind, condition, sql, parameters);
    }

    /** The text that is planned anew when the schema has another size. */
    String of(String size) {
        return SIZED.computeIfAbsent(size, key -> new ConcurrentHashMap<>())
                .computeIfAbsent(sql, key -> "/* " + size + " */ " + key);
    }
}
