package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.IndexRoom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Indexes that have no room for rows which their table takes. */
final class WideIndexes {

    private WideIndexes() {}

    static void find(Catalog catalog, Table table, IndexRoom room, Consumer<LeftOver> found) {
        for (Index index : table.indexes()) {
            // One that is attached to the index of a partitioned table is as wide as that.
            if (index.object().attribute("parent index").isEmpty()) {
                room.refusal(catalog, table, index)
                        .map(refusal -> wide(table, index, refusal))
                        .ifPresent(found);
            }
        }
    }

    private static LeftOver wide(Table table, Index index, String refusal) {
        return new LeftOver(
                Hazard.INDEX_TOO_WIDE,
                index.identity(),
                List.of(index.name(), table.name()),
                "The index " + index.identity() + " has no room for the longest row that the columns of "
                        + table.identity() + " declare: " + size(refusal) + ".",
                "Shorter columns, or an index of digests, which finds by equality alone: CREATE "
                        + (index.isUnique() ? "UNIQUE " : "") + "INDEX "
                        + (table.isPartitioned() ? "" : "CONCURRENTLY ")
                        + "ON " + table.identity() + " ("
                        + index.keys().stream().map(key -> digest(table, key)).collect(Collectors.joining(", ")) + ")"
                        + index.predicate()
                                .map(condition -> " WHERE " + condition)
                                .orElse("") + ";");
    }

    /** The server's words without the name of the copy that was tried. */
    private static String size(String refusal) {
        return refusal.replaceFirst("^ERROR: ", "").replaceFirst(" for index \".*", "");
    }

    /** A text's digest; what has another type stays. */
    private static String digest(Table table, IndexKey key) {
        Optional<Column> column = table.columns().stream()
                .filter(each -> key.isColumn() && each.name().equals(key.expression()))
                .findFirst();
        if (column.isEmpty()) {
            return "md5(" + key.expression() + ")";
        }
        String name = column.get().quotedName();
        return column.get().type().startsWith("character") ? "md5(" + name + ")" : name;
    }
}
