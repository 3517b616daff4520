package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.catalog.Table;
import java.util.HashSet;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tell whether columns are unique; every key, declared or not, is a unique index. */
final class UniqueKeys {

    private UniqueKeys() {}

    static Optional<Failure> check(Table table, Columns columns) {
        if (table.indexes().stream().anyMatch(index -> hasKeys(index, columns) && enforces(index))) {
            return Optional.empty();
        }
        String near = table.indexes().stream()
                .filter(index -> hasKeys(index, columns))
                .map(index -> Names.quote(index.name()) + " " + new IndexState(index).brief())
                .collect(Collectors.joining("; "));
        return Optional.of(Failure.expected("no two rows to agree in " + columns)
                .butWas("a unique key on " + columns, near.isEmpty() ? "no index on these columns" : near)
                .suggest("ALTER TABLE " + table.identity() + " ADD UNIQUE " + columns + ";"));
    }

    private static boolean hasKeys(Index index, Columns columns) {
        return index.keys().stream().allMatch(IndexKey::isColumn)
                && index.keys().size() == columns.names().size()
                && new HashSet<>(index.columns()).equals(new HashSet<>(columns.folded()));
    }

    private static boolean enforces(Index index) {
        return index.isUnique() && index.predicate().isEmpty() && new IndexState(index).usable();
    }
}
