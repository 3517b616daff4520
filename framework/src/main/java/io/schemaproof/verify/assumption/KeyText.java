package io.schemaproof.verify.assumption;

import io.schemaproof.catalog.Table;
import java.util.List;
import java.util.stream.Collectors;

/** Tells rows by their whole key, which is the same text on a copy and under another name of the table. */
final class KeyText {

    private KeyText() {}

    /**
     * An expression for it.
     *
     * @param key columns, by their names
     */
    static String of(Table table, List<String> key) {
        return table.quoted(key).stream()
                .map(column -> column + "::text")
                .collect(Collectors.joining(", ", "(", ")::text"));
    }
}
