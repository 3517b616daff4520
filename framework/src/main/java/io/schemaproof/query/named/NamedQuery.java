package io.schemaproof.query.named;

import io.schemaproof.query.StatementKind;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A statement that a service sends.
 *
 * @param service that sends it
 * @param name within the service
 * @param sql one statement with {@code $1}, {@code $2} … for its parameters
 * @param parameters what the author calls them, in order: {@code :status}, or {@code $1}
 * @param samples SQL expressions for the values of parameters, by their number, counted from 1
 * @param from the first version behind which it is sent; empty if it always was
 * @param until the last version that it has to survive; empty if there is none
 * @param session what its service sets before it sends anything
 * @param file that it was read from, as messages show it
 * @param line of its first word, counted from 1; 0 where it stands in no file
 * @since 0.1
 */
public record NamedQuery(
        String service,
        String name,
        String sql,
        List<String> parameters,
        SortedMap<Integer, String> samples,
        Optional<String> from,
        Optional<String> until,
        ServiceSession session,
        String file,
        int line) {

    public NamedQuery {
        parameters = List.copyOf(parameters);
        samples = Collections.unmodifiableSortedMap(new TreeMap<>(samples));
    }

    /** Service and name, such as {@code shop.find_orders}. */
    public String id() {
        return service + "." + name;
    }

    /** Where it stands, such as {@code queries/shop.sql:7}. */
    public String place() {
        return line == 0 ? file : file + ":" + line;
    }

    /** Whether it was read from a server, which has taken its values out of it. */
    public boolean isRecorded() {
        return line == 0;
    }

    /**
     * Return the statement with expressions in the place of its parameters, as {@link io.schemaproof.query.Query} takes it.
     *
     * @param expressions SQL, one for each parameter
     */
    public String filled(List<String> expressions) {
        return QueryParameters.filled(sql, expressions);
    }

    public StatementKind kind() {
        return StatementKind.of(sql);
    }
}
