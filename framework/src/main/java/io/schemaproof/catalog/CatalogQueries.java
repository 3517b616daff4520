package io.schemaproof.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The reader's queries for one server.
 *
 * <p>Each is a resource file. A line that ends in {@code --[15+]}, {@code --[-16]} or {@code --[15-16]} is sent to those
 * major versions only, one that ends in {@code --[authid]} or {@code --[no-authid]} depends on what the user may read.
 * The header {@code -- only if: FROM clause} names rows without which the query would return none: most databases have no
 * operators, publications or policies, and planning a query takes longer than finding that out. A line that ends in {@code
 * --[changed]} narrows the query to objects whose OIDs are its parameter, to read them again; one that ends in {@code --[unusual]} is left out
 * then where no object has what it asks for ({@link CatalogTracks#areUsual}), and {@code --[changed unusual]} is both.
 */
final class CatalogQueries {

    /** Names and facts about single objects, read first and used by the objects of the others. */
    static final List<String> NOTES =
            List.of("relation-names", "extension-members", "comments", "security-labels", "initial-privileges");

    /** What refers to columns comes after them, an index after its operator classes and its constraint. */
    static final List<String> OBJECTS = List.of(
            "columns",
            "operator-classes",
            "constraints",
            "indexes",
            "database",
            "settings",
            "roles",
            "memberships",
            "tablespaces",
            "parameters",
            "schemas",
            "extensions",
            "languages",
            "access-methods",
            "types",
            "collations",
            "conversions",
            "casts",
            "transforms",
            "operators",
            "operator-families",
            "operator-family-operators",
            "operator-family-functions",
            "functions",
            "foreign-data-wrappers",
            "servers",
            "user-mappings",
            "relations",
            "sequences",
            "triggers",
            "rules",
            "policies",
            "statistics",
            "publications",
            "publication-tables",
            "publication-schemas",
            "subscriptions",
            "text-search-parsers",
            "text-search-templates",
            "text-search-dictionaries",
            "text-search-configurations",
            "event-triggers",
            "large-objects",
            "default-privileges",
            "system-privileges");

    /** Those that can be narrowed to some relations. */
    private static final List<String> OF_RELATIONS = List.of(
            "relation-names",
            "columns",
            "constraints",
            "indexes",
            "relations",
            "sequences",
            "triggers",
            "rules",
            "policies",
            "statistics");

    /** Those of them that say nothing of most tables, which is known without asking, and the catalogue that their rows are of. */
    static final Map<String, TrackedCatalog> RARE = Map.of(
            "sequences", TrackedCatalog.PG_SEQUENCE,
            "triggers", TrackedCatalog.PG_TRIGGER,
            "rules", TrackedCatalog.PG_REWRITE,
            "policies", TrackedCatalog.PG_POLICY,
            "statistics", TrackedCatalog.PG_STATISTIC_EXT);

    /** Those of them that say something of a table with an identity and a foreign key: one is hardly there without the other. */
    static final Set<String> OF_USUAL_TABLES = Set.of("sequences", "triggers");

    private static final String CHANGED = "changed";
    private static final String UNUSUAL = "unusual";
    private static final String CHANGED_UNUSUAL = "changed unusual";

    private static final Pattern CONDITION = Pattern.compile("^(.*?)\\s*--\\[([^\\]]+)]\\s*$");
    private static final Pattern HEADER = Pattern.compile("^-- (class|kind|since): (\\w+)$");
    private static final Pattern WHOLE = Pattern.compile("(pg_\\w+) \\w+");
    /**
     * Hides that a number is of an index. Who picks out a few relations is not to go through all that have been made: the server knows no better
     * statistics than those of initdb, by which hardly anything has a number as high.
     */
    private static final Pattern OURS = Pattern.compile(" >= 16384\\b");

    private static final String ONLY_IF = "-- only if: ";
    private static final Map<String, List<String>> FILES = new ConcurrentHashMap<>();
    private static final Map<ReaderAccess, List<CatalogQuery>> CACHE = new ConcurrentHashMap<>();

    private static final Map<ReaderAccess, String> PROBES = new ConcurrentHashMap<>();
    private static final Map<Narrowed, List<List<CatalogQuery>>> NARROWED = new ConcurrentHashMap<>();

    private CatalogQueries() {}

    /** Return the queries for a server, notes first. */
    static List<CatalogQuery> of(ReaderAccess access) {
        return CACHE.computeIfAbsent(access, CatalogQueries::build);
    }

    /** Ask for each of the conditions in {@link #conditions} whether it is met, as one text of the letters t and f. */
    static String probe(ReaderAccess access) {
        return PROBES.computeIfAbsent(
                access,
                key -> conditions(key).stream()
                        .map(condition -> "CASE WHEN " + met(condition) + " THEN 't' ELSE 'f' END")
                        .collect(Collectors.joining(" || ", "SELECT ", "")));
    }

    /** A catalogue of which any row counts has none as long as it has no block, which is known without planning a query. */
    private static String met(String condition) {
        Matcher whole = WHOLE.matcher(condition);
        return whole.matches()
                ? "pg_relation_size('" + whole.group(1) + "') > 0"
                : "EXISTS (SELECT FROM " + condition + ")";
    }

    /** The queries that can be sent before the probe is answered: up to that of the columns none has a condition. */
    static List<CatalogQuery> first(ReaderAccess access) {
        return of(access).subList(0, NOTES.size() + 1);
    }

    /** The others that return rows, by the answer to the probe. */
    static List<CatalogQuery> others(ReaderAccess access, String answer) {
        List<String> conditions = conditions(access);
        List<CatalogQuery> all = of(access);
        return all.subList(NOTES.size() + 1, all.size()).stream()
                .filter(query -> query.condition()
                        .map(condition -> answer.charAt(conditions.indexOf(condition)) == 't')
                        .orElse(true))
                .toList();
    }

    /**
     * The queries for some relations and all that belongs to them, in order, and together in one message; what few tables have is prepared by
     * itself, since each message is planned as a whole. Each parameter is the OIDs of the relations.
     *
     * @param usual whether they have nothing that a line asks for which ends in {@code --[unusual]}
     * @param rare which of {@link #RARE} say something of them
     */
    static List<List<CatalogQuery>> ofRelations(ReaderAccess access, boolean usual, Set<String> rare) {
        return NARROWED.computeIfAbsent(new Narrowed(access, usual, Set.copyOf(rare)), CatalogQueries::parts);
    }

    /** Which queries for some relations are meant. */
    private record Narrowed(ReaderAccess access, boolean usual, Set<String> rare) {}

    private static List<List<CatalogQuery>> parts(Narrowed which) {
        boolean together = which.rare().stream().anyMatch(OF_USUAL_TABLES::contains);
        List<CatalogQuery> usual = new ArrayList<>();
        List<List<CatalogQuery>> parts = new ArrayList<>();
        parts.add(usual);
        for (String name : OF_RELATIONS) {
            Optional<CatalogQuery> query = query(name, which.access(), true, which.usual());
            if (!RARE.containsKey(name) || (together && OF_USUAL_TABLES.contains(name))) {
                query.ifPresent(usual::add);
            } else if (which.rare().contains(name)) {
                query.ifPresent(alone -> parts.add(List.of(alone)));
            }
        }
        return List.copyOf(parts);
    }

    /** The query for some functions; each parameter is their OIDs. */
    static CatalogQuery ofFunctions(ReaderAccess access) {
        return query("functions", access, true, false).orElseThrow();
    }

    private static List<String> conditions(ReaderAccess access) {
        return of(access).stream()
                .flatMap(query -> query.condition().stream())
                .distinct()
                .toList();
    }

    private static List<CatalogQuery> build(ReaderAccess access) {
        List<CatalogQuery> queries = new ArrayList<>();
        for (List<String> names : List.of(NOTES, OBJECTS)) {
            for (String name : names) {
                query(name, access, false, false).ifPresent(queries::add);
            }
        }
        return List.copyOf(queries);
    }

    private static Optional<CatalogQuery> query(String name, ReaderAccess access, boolean changed, boolean usual) {
        String catalog = "";
        Optional<ObjectKind> kind = Optional.empty();
        Optional<String> onlyIf = Optional.empty();
        StringBuilder sql = new StringBuilder();
        for (String line : FILES.computeIfAbsent(name, CatalogQueries::load)) {
            Matcher header = HEADER.matcher(line);
            Matcher condition = CONDITION.matcher(line);
            if (header.matches()) {
                switch (header.group(1)) {
                    case "class" -> catalog = header.group(2);
                    case "kind" -> kind = Optional.of(ObjectKind.valueOf(header.group(2)));
                    default -> {
                        if (access.majorVersion() < Integer.parseInt(header.group(2))) {
                            return Optional.empty();
                        }
                    }
                }
            } else if (line.startsWith(ONLY_IF)) {
                onlyIf = Optional.of(line.substring(ONLY_IF.length()));
            } else if (condition.matches()) {
                boolean met = switch (condition.group(2)) {
                    case CHANGED -> changed;
                    case UNUSUAL -> !usual;
                    case CHANGED_UNUSUAL -> changed && !usual;
                    default -> access.meets(condition.group(2));
                };
                if (met) {
                    sql.append(condition.group(1)).append('\n');
                }
            } else if (!line.startsWith("--")) {
                sql.append(line).append('\n');
            }
        }
        String text = sql.toString().strip();
        return Optional.of(CatalogQuery.of(
                name, catalog, kind, onlyIf, changed ? OURS.matcher(text).replaceAll("::bigint$0") : text));
    }

    private static List<String> load(String name) {
        try (InputStream file = CatalogQueries.class.getResourceAsStream(name + ".sql")) {
            if (file == null) {
                throw new IllegalStateException("The resource " + name + ".sql is missing from the jar.");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
