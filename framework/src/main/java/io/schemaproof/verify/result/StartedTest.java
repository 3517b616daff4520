package io.schemaproof.verify.result;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.ServerRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A test that begins under Schemaproof's extension.
 *
 * @param values what it is run for, where it is run for several; empty where JUnit only counts its runs
 * @param parameters what its result depends on: {@code PostgreSQL} and {@code provider}, where it has a server
 * @since 0.1
 */
public record StartedTest(List<String> values, SortedMap<String, String> parameters) {

    public StartedTest {
        values = List.copyOf(values);
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** One that has a server. */
    public static StartedTest on(DatabaseServer server) {
        return new StartedTest(
                List.of(), new TreeMap<>(Map.of("PostgreSQL", server.version(), "provider", server.provider())));
    }

    /** One that has asked for a server, of which no more is known. */
    public static StartedTest on(ServerRequest request) {
        return new StartedTest(List.of(), new TreeMap<>(Map.of("PostgreSQL", String.valueOf(request.majorVersion()))));
    }
}
