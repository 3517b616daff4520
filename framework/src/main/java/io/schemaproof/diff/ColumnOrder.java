package io.schemaproof.diff;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compare the order of the columns that both tables have. */
final class ColumnOrder {

    static final String ATTRIBUTE = "column order";

    private ColumnOrder() {}

    /** @param differing objects; what of a table's columns stands elsewhere has another position */
    static List<Change> changes(Catalog before, Catalog after, List<ObjectId> differing) {
        List<Change> changes = new ArrayList<>();
        for (ObjectId table : tables(before, after, differing)) {
            List<String> from = names(before.columns(table));
            List<String> to = names(after.columns(table));
            Set<String> common = new HashSet<>(from);
            common.retainAll(to);
            from = from.stream().filter(common::contains).toList();
            to = to.stream().filter(common::contains).toList();
            if (!from.equals(to)) {
                changes.add(new Change.Altered(
                        table,
                        ATTRIBUTE,
                        Optional.of(String.join(", ", from)),
                        Optional.of(String.join(", ", to)),
                        Weight.COSMETIC,
                        ChangeKind.COLUMN_ORDER));
            }
        }
        return changes;
    }

    /** The tables, there before and after, that have columns among those objects. */
    private static SortedSet<ObjectId> tables(Catalog before, Catalog after, List<ObjectId> differing) {
        return differing.stream()
                .filter(id -> id.kind() == ObjectKind.COLUMN)
                .flatMap(id -> Stream.of(before, after).flatMap(catalog -> catalog.find(id).stream()))
                .flatMap(column -> column.parent().stream())
                .filter(table -> table.kind() == ObjectKind.TABLE || table.kind() == ObjectKind.FOREIGN_TABLE)
                .filter(table ->
                        before.find(table).isPresent() && after.find(table).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }
}
