package io.schemaproof.data.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import io.schemaproof.data.FillMoment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Remembers from one moment to the next which columns there were, to tell those that are new. Asked for one moment again, it
 * gives the same answer.
 */
final class FreshColumns {

    private final Map<FillMoment, Set<String>> answers = new HashMap<>();
    private Set<String> last = Set.of();

    boolean isFirst() {
        return answers.isEmpty();
    }

    /** The tables, by identity, that were there before and have a column whose name or type they had not. */
    Set<String> tables(Catalog catalog, FillMoment moment) {
        return answers.computeIfAbsent(moment, key -> {
            Set<String> now = new HashSet<>();
            Set<String> tables = new HashSet<>();
            for (Table table : catalog.tables()) {
                Set<String> columns = table.columns().stream()
                        .map(column -> describe(table, column))
                        .collect(Collectors.toSet());
                now.addAll(columns);
                boolean known = last.contains(table.identity());
                if (known && !last.containsAll(columns)) {
                    tables.add(table.identity());
                }
                now.add(table.identity());
            }
            last = now;
            return tables;
        });
    }

    private static String describe(Table table, Column column) {
        return table.identity() + "." + column.quotedName() + " " + column.type();
    }
}
