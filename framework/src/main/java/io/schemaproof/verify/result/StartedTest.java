package io.schemaproof.verify.result;

import java.util.Collections;
import java.util.List;
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
}
