package io.schemaproof.data.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CheckConstraint;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.EnumType;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Table;
import io.schemaproof.data.FillMoment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Remembers from one moment to the next which columns and constraints there were, to tell where rows are possible that were
 * not before. Asked for one moment again, it gives the same answer.
 */
final class FreshColumns {

    private final Map<FillMoment, Set<String>> answers = new HashMap<>();
    private Map<String, Shape> last = Map.of();

    boolean isFirst() {
        return answers.isEmpty();
    }

    /**
     * The tables, by identity, that were there before and have a column with a name or type that they had not, or may hold NULL
     * or break a constraint that they might not.
     */
    Set<String> tables(Catalog catalog, FillMoment moment) {
        return answers.computeIfAbsent(moment, key -> {
            Map<String, Shape> now = new HashMap<>();
            Set<String> tables = new HashSet<>();
            for (Table table : catalog.tables()) {
                Shape shape = Shape.of(table, catalog);
                now.put(table.identity(), shape);
                Shape was = last.get(table.identity());
                if (was != null && shape.allowsMoreThan(was)) {
                    tables.add(table.identity());
                }
            }
            last = now;
            return tables;
        });
    }

    /**
     * What rows of a table may be like.
     *
     * @param columns name, type, and whether it may be NULL
     * @param limits checks, and unique indexes
     */
    private record Shape(Set<String> columns, Set<String> limits) {

        static Shape of(Table table, Catalog catalog) {
            return new Shape(
                    table.columns().stream()
                            .map(column -> describe(column, catalog))
                            .collect(Collectors.toSet()),
                    Stream.concat(
                                    table.checks().stream().map(CheckConstraint::expression),
                                    table.indexes().stream()
                                            .filter(Index::isUnique)
                                            .map(index -> index.keys() + " " + index.predicate()))
                            .collect(Collectors.toSet()));
        }

        private static String describe(Column column, Catalog catalog) {
            return column.quotedName() + " " + column.type()
                    + catalog.enumType(column.type()).map(EnumType::labels).orElse(List.of())
                    + (column.isNullable() ? "" : " NOT NULL");
        }

        boolean allowsMoreThan(Shape before) {
            return !before.columns.containsAll(columns) || !limits.containsAll(before.limits);
        }
    }
}
