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

    static Optional<Failure> check(Table table, Columns columns, Kind kind) {
        if (table.indexes().stream().anyMatch(index -> hasKeys(index, columns) && enforces(index) && kind.is(index))) {
            return Optional.empty();
        }
        String near = table.indexes().stream()
                .filter(index -> hasKeys(index, columns))
                .map(index -> kind.what(index) + Names.quote(index.name()) + " " + new IndexState(index).brief())
                .collect(Collectors.joining("; "));
        String add = kind == Kind.INDEX
                ? "CREATE UNIQUE INDEX ON " + table.identity() + " " + columns + ";"
                : "ALTER TABLE " + table.identity() + " ADD UNIQUE " + columns + ";";
        return Optional.of(Failure.expected("no two rows to agree in " + columns)
                .butWas(kind.words + " on " + columns, near.isEmpty() ? "no index on these columns" : near)
                .suggest(add));
    }

    private static boolean hasKeys(Index index, Columns columns) {
        return index.keys().stream().allMatch(IndexKey::isColumn)
                && index.keys().size() == columns.names().size()
                && new HashSet<>(index.columns()).equals(new HashSet<>(columns.folded()));
    }

    private static boolean enforces(Index index) {
        return index.isUnique() && index.predicate().isEmpty() && new IndexState(index).usable();
    }

    /** What is to make the columns unique. */
    enum Kind {
        ANY("a unique key"),
        CONSTRAINT("a unique constraint"),
        INDEX("a unique index");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        private boolean is(Index index) {
            return switch (this) {
                case ANY -> true;
                case CONSTRAINT -> index.constraint().isPresent() && !index.isPrimary();
                case INDEX -> index.constraint().isEmpty();
            };
        }

        /** What an index is, where that is why it does not do. */
        private String what(Index index) {
            if (this == ANY || is(index)) {
                return "";
            }
            return index.isPrimary()
                    ? "the primary key "
                    : index.constraint().isPresent() ? "a constraint " : "an index without a constraint: ";
        }
    }
}
