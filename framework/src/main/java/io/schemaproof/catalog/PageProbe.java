package io.schemaproof.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is on those pages of the catalogues that have changed.
 *
 * @param pages by the name of the catalogue
 * @param rows of the catalogues that are followed
 * @param counts of rows of those that are small
 * @param columns relations with a column that is new
 * @param dependencies on the pages of pg_depend
 */
record PageProbe(
        Map<String, Set<Long>> pages,
        Map<String, Rows> rows,
        Map<String, Long> counts,
        Set<Long> columns,
        List<Dependency> dependencies) {

    private static final String COLUMNS =
            "SELECT 'pg_attribute', string_agg(f.relation, ','), coalesce(bool_or(f.own), false) FROM "
                    + TrackedCatalog.pages(
                            "CASE WHEN t.attrelid >= 16384 AND " + CatalogProbe.NEW
                                    + " THEN t.attrelid::text END AS relation," + " t.attrelid < 16384 AND "
                                    + CatalogProbe.NEW + " AS own",
                            "pg_attribute");

    private static String few(String query) {
        return "SELECT x.name, x.count::text, x.own FROM (" + query + ") AS x(name, count, changes, own)";
    }

    /** By the name of the catalogue: those that are asked by their pages, and then those that are small. */
    private static final Map<String, String> QUERIES = queries();

    private static final Map<Set<String>, String> CACHE = new ConcurrentHashMap<>();

    private static Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        for (TrackedCatalog catalog : TrackedCatalog.values()) {
            queries.put(catalog.table(), catalog.onPages(CatalogProbe.NEW));
        }
        queries.put("pg_attribute", COLUMNS);
        queries.put("pg_depend", Dependency.onPages());
        // Other databases change them as well, so that what belongs to this one is asked for wherever it is.
        queries.put("pg_database", few(CatalogProbe.DATABASE));
        queries.put("pg_db_role_setting", few(CatalogProbe.SETTINGS));
        queries.put("pg_shdescription", few(CatalogProbe.SHARED_COMMENTS));
        return Collections.unmodifiableMap(queries);
    }

    /** The query for those catalogues; its parameters are a transaction's number, and pages as {@link #parameters} has them. */
    static String query(Set<String> catalogs) {
        return CACHE.computeIfAbsent(
                Set.copyOf(catalogs),
                key -> QUERIES.entrySet().stream()
                        .filter(query -> key.contains(query.getKey()))
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining(
                                "\nUNION ALL ",
                                "WITH horizon AS MATERIALIZED (SELECT age(?::text::xid) AS age)\n",
                                "")));
    }

    /**
     * Rows of one catalogue.
     *
     * @param changes those that are new
     * @param keys of all
     * @param unfollowed whether one of the server's own is new
     */
    record Rows(List<CatalogProbe.Change> changes, Set<Long> keys, boolean unfollowed) {

        static final Rows NONE = new Rows(List.of(), Set.of(), false);

        static Rows of(String catalog, List<String> rows, boolean unfollowed) {
            List<CatalogProbe.Change> changes = new ArrayList<>();
            Set<Long> keys = new HashSet<>();
            for (String row : rows) {
                CatalogProbe.Change change = CatalogProbe.Change.of(row);
                keys.add(change.key());
                if (row.indexOf(' ') >= 0) {
                    changes.add(change);
                }
            }
            return new Rows(changes, keys, unfollowed);
        }
    }

    static boolean asksFor(String catalog) {
        return QUERIES.containsKey(catalog);
    }

    static List<String> parameters(String horizon, Map<String, Set<Long>> pages) {
        List<String> parameters = new ArrayList<>();
        parameters.add(horizon);
        Stream.concat(
                        Stream.of(TrackedCatalog.values()).map(TrackedCatalog::table),
                        Stream.of("pg_attribute", "pg_depend"))
                .filter(pages::containsKey)
                .map(table -> pages.getOrDefault(table, Set.of()).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(",", "{", "}")))
                .forEach(parameters::add);
        return parameters;
    }

    static PageProbe read(ResultSet answer, Map<String, Set<Long>> pages) throws SQLException {
        Map<String, Rows> rows = new HashMap<>();
        Map<String, Long> counts = new HashMap<>();
        Set<Long> columns = new HashSet<>();
        List<Dependency> dependencies = new ArrayList<>();
        while (answer.next()) {
            String name = answer.getString(1);
            List<String> parts = CatalogProbe.parts(answer.getString(2));
            switch (name) {
                case "pg_depend" -> parts.forEach(part -> dependencies.add(Dependency.of(part)));
                case "pg_attribute" -> {
                    parts.forEach(part -> columns.add(Long.valueOf(part)));
                    rows.put(name, new Rows(List.of(), Set.of(), answer.getBoolean(3)));
                }
                case "pg_database", "pg_db_role_setting", "pg_shdescription" -> {
                    counts.put(name, Long.valueOf(parts.get(0)));
                    rows.put(name, new Rows(List.of(), Set.of(), answer.getBoolean(3)));
                }
                default -> rows.put(name, Rows.of(name, parts, answer.getBoolean(3)));
            }
        }
        return new PageProbe(pages, rows, counts, columns, dependencies);
    }

    Set<Long> pagesOf(String catalog) {
        return pages.getOrDefault(catalog, Set.of());
    }

    /** Nothing where no page has changed. */
    Rows rowsOf(String catalog) {
        Rows found = pages.containsKey(catalog) ? rows.get(catalog) : Rows.NONE;
        if (found == null) {
            throw new IllegalStateException("The server said nothing of " + catalog + ".");
        }
        return found;
    }
}
