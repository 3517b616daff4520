package io.schemaproof.assertions.rule;

import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Sequence;
import io.schemaproof.catalog.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The statements by which a key gets room for more numbers: the column, those that reference it or that it references, since they hold the
 * same numbers, and the sequences of them, which else end where they did.
 */
final class WiderKey {

    static final Map<String, Long> LIMITS =
            Map.of("smallint", (long) Short.MAX_VALUE, "integer", (long) Integer.MAX_VALUE);

    private static final String WIDE = "bigint";

    /** The columns on the other side of a foreign key, by identity. */
    private final Map<String, Set<Column>> others = new LinkedHashMap<>();

    WiderKey(Catalog catalog) {
        for (Table table : catalog.tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                Optional<Table> referenced = key.references();
                for (int i = 0; referenced.isPresent() && i < key.columns().size(); i++) {
                    Optional<Column> from = table.column(key.columns().get(i));
                    Optional<Column> to =
                            referenced.get().column(key.referencedColumns().get(i));
                    if (from.isPresent() && to.isPresent()) {
                        link(from.get(), to.get());
                        link(to.get(), from.get());
                    }
                }
            }
        }
    }

    private void link(Column from, Column to) {
        others.computeIfAbsent(from.identity(), key -> new LinkedHashSet<>()).add(to);
    }

    /** Whether a type of whole numbers has not the room of another one. */
    static boolean isNarrower(String type, String other) {
        Long limit = LIMITS.get(type);
        return limit != null && (other.equals(WIDE) || LIMITS.getOrDefault(other, 0L) > limit);
    }

    /**
     * Empty where the server would refuse them, because one of the columns is in the key of a partitioned table.
     *
     * @param column of a type that is in {@link #LIMITS}
     */
    Optional<String> statements(Column column) {
        Map<String, Column> all = new LinkedHashMap<>();
        Deque<Column> open = new ArrayDeque<>(List.of(column));
        while (!open.isEmpty()) {
            Column next = open.remove();
            if (LIMITS.containsKey(next.type()) && all.putIfAbsent(next.identity(), next) == null) {
                open.addAll(others.getOrDefault(next.identity(), Set.of()));
            }
        }
        if (all.values().stream().anyMatch(WiderKey::mayPartition)) {
            return Optional.empty();
        }
        List<String> statements = new ArrayList<>();
        for (Column each : all.values()) {
            if (!isInherited(each)) {
                statements.add(Statements.retype(each, WIDE));
                // The type of an identity column's sequence goes with the column's.
                each.sequence()
                        .filter(sequence -> each.identityGeneration() == Column.IdentityGeneration.NO_IDENTITY
                                && !sequence.type().equals(WIDE))
                        .map(WiderKey::widen)
                        .ifPresent(statements::add);
            }
        }
        return Optional.of(String.join(" ", statements));
    }

    static String widen(Sequence sequence) {
        return "ALTER SEQUENCE " + sequence.identity() + " AS " + WIDE + ";";
    }

    private static boolean mayPartition(Column column) {
        return column.table()
                .flatMap(Table::partitionKey)
                .filter(key -> WholeWord.in(key, column.name()))
                .isPresent();
    }

    /** The server changes it with the column of the table that it is from, and not by itself. */
    private static boolean isInherited(Column column) {
        return column.table()
                .filter(table -> table.partitionOf().isPresent()
                        || table.parents().stream()
                                .anyMatch(parent -> parent.column(column.name()).isPresent()))
                .isPresent();
    }
}
