package io.schemaproof.assertions.structure;

import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables that a table inherits from or is a partition of, generation by generation. */
final class Ancestry {

    private final List<Set<String>> generations = new ArrayList<>();

    Ancestry(Table table) {
        List<Table> current = parents(table);
        while (!current.isEmpty()) {
            generations.add(
                    current.stream().map(TypedObject::identity).collect(Collectors.toCollection(LinkedHashSet::new)));
            current = current.stream().flatMap(each -> parents(each).stream()).toList();
        }
    }

    private static List<Table> parents(Table table) {
        return Stream.concat(table.parents().stream(), table.partitionOf().stream())
                .toList();
    }

    Set<String> names() {
        return generations.stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** @param generation 1 for the parents */
    Set<String> at(int generation) {
        return generation >= 1 && generation <= generations.size() ? generations.get(generation - 1) : Set.of();
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < generations.size(); i++) {
            lines.add(String.join(", ", generations.get(i)) + " (" + (i + 1) + ")");
        }
        return lines.isEmpty() ? "no ancestor" : String.join(", ", lines);
    }
}
