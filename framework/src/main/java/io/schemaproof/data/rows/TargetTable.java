package io.schemaproof.data.rows;

import io.schemaproof.catalog.Table;
import java.util.List;
import java.util.Optional;

/**
 * A table to fill, with all that its rows must satisfy.
 *
 * @param unique smaller ones first
 * @param texts what may tell which values are wanted: predicates, expressions
 * @param skipping whether rows that collide with others may be left out by the server
 * @param asked rows it shall have
 */
record TargetTable(
        Table table,
        List<TargetColumn> columns,
        List<ParentKey> parents,
        List<UniqueKey> unique,
        List<RowCheck> checks,
        List<String> texts,
        boolean skipping,
        long asked) {

    String identity() {
        return table.identity();
    }

    Optional<TargetColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    boolean isNullable(String name) {
        return column(name).map(TargetColumn::nullable).orElse(false);
    }

    boolean isSelf(ParentKey key) {
        return key.parent().equals(identity())
                || table.partitionOf()
                        .map(root -> root.identity().equals(key.parent()))
                        .orElse(false);
    }
}
