package io.schemaproof.diff;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compare the order of the columns that both tables have. */
final class ColumnOrder {

    static final String ATTRIBUTE = "column order";

    private ColumnOrder() {}

    static List<Change> changes(Catalog before, Catalog after) {
        List<Change> changes = new ArrayList<>();
        for (Table table : before.tables()) {
            after.find(table.id()).ifPresent(now -> {
                List<String> from = names(table);
                List<String> to = names(after.table(now.id().identity()).orElseThrow());
                if (from.equals(to)) {
                    return;
                }
                Set<String> common = new HashSet<>(from);
                common.retainAll(to);
                from = from.stream().filter(common::contains).toList();
                to = to.stream().filter(common::contains).toList();
                if (!from.equals(to)) {
                    changes.add(new Change.Altered(
                            table.id(),
                            ATTRIBUTE,
                            Optional.of(String.join(", ", from)),
                            Optional.of(String.join(", ", to)),
                            Weight.COSMETIC,
                            ChangeKind.COLUMN_ORDER));
                }
            });
        }
        return changes;
    }

    private static List<String> names(Table table) {
        return table.columns().stream().map(Column::name).toList();
    }
}
