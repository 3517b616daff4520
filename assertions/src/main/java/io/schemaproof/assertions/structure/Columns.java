package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Names;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Name a key or an index by its columns instead of its own name, which a tool may have made up.
 *
 * @param names columns, or for an index expressions too, in order
 * @since 0.1
 */
public record Columns(List<String> names) {

    public Columns {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("Name at least one column.");
        }
        names = List.copyOf(names);
    }

    /** The columns' names as stored. */
    List<String> folded() {
        return folded(names);
    }

    /** Names of columns as stored. Not a stream, as that costs more than most names. */
    static List<String> folded(List<String> names) {
        String[] folded = new String[names.size()];
        for (int i = 0; i < folded.length; i++) {
            folded[i] = Names.column(names.get(i));
        }
        return List.of(folded);
    }

    /** Columns of INCLUDE as stored, in words. */
    static String included(List<String> names) {
        return names.isEmpty() ? "no columns of INCLUDE" : "INCLUDE " + Names.list(names);
    }

    @Override
    public String toString() {
        return names.stream().collect(Collectors.joining(", ", "(", ")"));
    }
}
