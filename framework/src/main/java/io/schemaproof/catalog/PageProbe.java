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
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
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

    /** A condition: the row is new. The age is that of the last transaction of which nothing is new, asked for when the reading began. */
    private static final String NEW = "age(t.xmin) <= h.age";

    /** Pages between others that are read with them: to ask for each by itself takes longer. */
    private static final int BETWEEN = 3;

    private static String columns(boolean scattered) {
        return "SELECT 'pg_attribute', string_agg(f.relation, ','), coalesce(bool_or(f.own), false) FROM "
                + TrackedCatalog.pages(
                        "CASE WHEN t.attrelid >= 16384 AND " + NEW
                                + " THEN t.attrelid::text END AS relation," + " t.attrelid < 16384 AND "
                                + NEW + " AS own",
                        "pg_attribute",
                        scattered);
    }

    private static String few(String query) {
        return "SELECT x.name, x.count::text, x.own FROM (" + query.replace("(SELECT age FROM horizon)", "?::int")
                + ") AS x(name, count, changes, own)";
    }

    /** By the name of the catalogue: those that are asked by their pages, and then those that are small. */
    private static final Map<String, String> QUERIES = queries(false);

    /** The same for pages that are far from each other. */
    private static final Map<String, String> SCATTERED = queries(true);

    private static final Set<String> BY_PAGES = Stream.concat(
                    Stream.of(TrackedCatalog.values()).map(TrackedCatalog::table),
                    Stream.of("pg_attribute", "pg_depend"))
            .collect(Collectors.toUnmodifiableSet());

    private static final Map<Map<String, Boolean>, String> CACHE = new ConcurrentHashMap<>();

    private static Map<String, String> queries(boolean scattered) {
        Map<String, String> queries = new LinkedHashMap<>();
        for (TrackedCatalog catalog : TrackedCatalog.values()) {
            queries.put(catalog.table(), catalog.onPages(NEW, scattered));
        }
        queries.put("pg_attribute", columns(scattered));
        queries.put("pg_depend", Dependency.onPages(scattered));
        // Other databases change them as well, so that what belongs to this one is asked for wherever it is.
        queries.put("pg_database", few(CatalogProbe.DATABASE));
        queries.put("pg_db_role_setting", few(CatalogProbe.SETTINGS));
        queries.put("pg_shdescription", few(CatalogProbe.SHARED_COMMENTS));
        return Collections.unmodifiableMap(queries);
    }

    /**
     * A message that asks for what is on some pages, and between those that are near to each other.
     *
     * @param age of the last transaction of which nothing is new
     * @param changed pages by the names of their catalogues
     */
    static ReaderMessages.Message message(int age, Map<String, Set<Long>> changed, Consumer<PageProbe> taken) {
        Map<String, Set<Long>> pages = new HashMap<>();
        Map<String, Boolean> scattered = new HashMap<>();
        changed.forEach((catalog, some) -> {
            long first = Collections.min(some);
            long last = Collections.max(some);
            boolean far = last - first >= some.size() + BETWEEN;
            scattered.put(catalog, far);
            pages.put(
                    catalog,
                    far ? some : LongStream.rangeClosed(first, last).boxed().collect(Collectors.toSet()));
        });
        return new ReaderMessages.Message(
                List.of(query(scattered)),
                parameters(String.valueOf(age), pages, scattered),
                List.of(rows -> taken.accept(read(rows, pages))));
    }

    private static String query(Map<String, Boolean> scattered) {
        return CACHE.computeIfAbsent(
                Map.copyOf(scattered),
                key -> QUERIES.keySet().stream()
                        .filter(key::containsKey)
                        .map(catalog -> (Boolean.TRUE.equals(key.get(catalog)) ? SCATTERED : QUERIES).get(catalog))
                        .collect(Collectors.joining("\nUNION ALL ")));
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

    private static List<String> parameters(String age, Map<String, Set<Long>> pages, Map<String, Boolean> scattered) {
        List<String> parameters = new ArrayList<>();
        for (String catalog : QUERIES.keySet()) {
            Set<Long> some = pages.get(catalog);
            if (some != null) {
                parameters.add(age);
            }
            if (some == null || !BY_PAGES.contains(catalog)) {
                continue;
            }
            if (Boolean.TRUE.equals(scattered.get(catalog))) {
                parameters.add(some.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")));
            } else {
                parameters.add("(" + Collections.min(some) + ",0)");
                parameters.add("(" + (Collections.max(some) + 1) + ",0)");
            }
        }
        return parameters;
    }

    private static PageProbe read(ResultSet answer, Map<String, Set<Long>> pages) throws SQLException {
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
