package io.schemaproof.query.named;

import io.schemaproof.migration.MigrationException;
import io.schemaproof.query.CapturedQueries;
import io.schemaproof.query.Query;
import io.schemaproof.query.StatementKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The statements of services, from a folder with a file for each of them, or as an application has sent them.
 *
 * <pre>
 * -- name: find_orders
 * -- :status = 'open'
 * SELECT id, total FROM orders WHERE status = :status;
 * </pre>
 *
 * @param queries at least one
 * @param notChecked what is known to be sent, too, and is not among them, in sentences
 * @since 0.1
 */
public record QuerySet(List<NamedQuery> queries, List<String> notChecked) {

    private static final String SQL = ".sql";
    private static final String FORM =
            " Each service has a file SERVICE.sql, in which a comment '-- name: …' stands above each statement.";

    /** @throws MigrationException if two queries of a service have the same name */
    public QuerySet {
        queries = List.copyOf(queries);
        notChecked = List.copyOf(notChecked);
        Map<String, NamedQuery> known = new HashMap<>();
        for (NamedQuery query : queries) {
            NamedQuery other = known.putIfAbsent(query.id(), query);
            if (other != null) {
                throw new MigrationException(query.place() + ": The service " + query.service()
                        + " has two queries with the name " + query.name() + "; the other is " + other.place() + ".");
            }
        }
    }

    /** @throws MigrationException if two queries of a service have the same name */
    public QuerySet(List<NamedQuery> queries) {
        this(queries, List.of());
    }

    /**
     * Read a folder, and the folders in it.
     *
     * @throws MigrationException if it is missing or holds no such file, or one of them cannot be read or names no statement
     */
    public static QuerySet read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new MigrationException("The folder with the queries " + folder
                    + (Files.exists(folder) ? " is no folder." : " does not exist.") + FORM);
        }
        List<NamedQuery> queries = new ArrayList<>();
        for (Path file : files(folder)) {
            queries.addAll(QueryFile.read(folder, file));
        }
        if (queries.isEmpty()) {
            throw new MigrationException("The folder " + folder + " holds no query." + FORM);
        }
        return new QuerySet(queries);
    }

    /**
     * Take what an application has sent through a data source, with the values of the first execution of each statement. Each is named by
     * what it does and its place among them, such as {@code select_1}.
     *
     * @param service that sent it
     * @throws MigrationException if nothing was captured that has a plan
     */
    public static QuerySet captured(String service, CapturedQueries captured) {
        List<NamedQuery> queries = new ArrayList<>();
        for (Query query : captured.distinct()) {
            int number = queries.size() + 1;
            Query.ServerText text = query.serverText();
            List<String> parameters = new ArrayList<>();
            SortedMap<Integer, String> samples = new TreeMap<>();
            for (String literal : text.literals()) {
                samples.put(samples.size() + 1, literal);
                parameters.add("$" + samples.size());
            }
            queries.add(new NamedQuery(
                    service,
                    StatementKind.of(text.sql()).name().toLowerCase(Locale.ROOT) + "_" + number,
                    text.sql(),
                    parameters,
                    samples,
                    Optional.empty(),
                    Optional.empty(),
                    ServiceSession.DEFAULT,
                    "captured",
                    number));
        }
        if (queries.isEmpty()) {
            throw new MigrationException("The service " + service + " has sent no statement that has a plan.");
        }
        return new QuerySet(queries);
    }

    /** Return these and others. */
    public QuerySet and(QuerySet others) {
        List<NamedQuery> all = new ArrayList<>(queries);
        all.addAll(others.queries());
        return new QuerySet(
                all,
                Stream.concat(notChecked.stream(), others.notChecked().stream()).toList());
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(path -> path.toString().endsWith(SQL) && Files.isRegularFile(path))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new MigrationException("The folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The services, sorted. */
    public SortedSet<String> services() {
        SortedSet<String> services = new TreeSet<>();
        queries.forEach(query -> services.add(query.service()));
        return services;
    }
}
