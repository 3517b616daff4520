package io.schemaproof.safety.instead;

import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ways to what a partitioned table is to have. The server takes no CONCURRENTLY there and, before PostgreSQL 18, no foreign key that is NOT
 * VALID, so the work is done in one partition after the other, and the partitioned table takes over what they have.
 */
final class PartitionWays {

    private PartitionWays() {}

    /** An index; empty where no partition has its part of it. */
    static Optional<String> index(Table root, Index index) {
        return chain(root, index).map(parts -> {
            List<String> steps = new ArrayList<>();
            for (Index part : parts) {
                // What is told of a partitioned table says ONLY already.
                steps.add(part.definition().contains(" ON ONLY ") ? part.definition() : IndexWays.concurrently(part));
            }
            return text(root, steps, attachments(parts));
        });
    }

    /** A key; empty where no partition has its part of it. */
    static Optional<String> key(Table root, Constraint key) {
        String type = IndexWays.type(key);
        String deferred = IndexWays.deferred(key);
        return root.indexes().stream()
                .filter(index -> index.constraint().equals(Optional.of(key.name())))
                .findFirst()
                .flatMap(index -> chain(root, index))
                .map(parts -> {
                    List<String> steps = new ArrayList<>();
                    for (Index part : parts) {
                        Table table = part.table().orElseThrow();
                        String name = part.quotedName();
                        if (table.isPartitioned()) {
                            steps.add("ALTER TABLE ONLY " + table.identity() + " ADD CONSTRAINT " + name + " " + type
                                    + " (" + table.list(part.columns()) + ")" + deferred);
                        } else {
                            steps.add(IndexWays.unique(table, name, part.columns()));
                            steps.add("ALTER TABLE " + table.identity() + " ADD CONSTRAINT " + name + " " + type
                                    + " USING INDEX " + name + deferred);
                        }
                    }
                    return text(root, steps, attachments(parts));
                });
    }

    /** A foreign key; empty where there is no partition. */
    static Optional<String> foreignKey(Table root, Constraint key) {
        String name = key.quotedName();
        String demand = key.demand();
        return leaves(root)
                .findFirst()
                .map(leaf -> ConstraintWays.validated(leaf, name, demand)
                        + others(root)
                        + "\nALTER TABLE " + root.identity() + " ADD CONSTRAINT " + name + " " + demand
                        + "; which takes over what they have, and reads no row.");
    }

    private static String text(Table root, List<String> steps, List<String> attachments) {
        return Stream.concat(steps.stream(), attachments.stream())
                        .map(step -> step + ";")
                        .collect(Collectors.joining("\n"))
                + others(root);
    }

    private static String others(Table root) {
        long others = leaves(root).count() - 1;
        return others > 0
                ? "\nThe same for "
                        + (others == 1 ? "the other partition" : "each of the other " + others + " partitions")
                        + " of " + root.identity() + "."
                : "";
    }

    /** From the innermost to the outermost. */
    private static List<String> attachments(List<Index> parts) {
        List<String> steps = new ArrayList<>();
        for (int i = parts.size() - 1; i > 0; i--) {
            steps.add("ALTER INDEX " + parts.get(i - 1).identity() + " ATTACH PARTITION "
                    + parts.get(i).identity());
        }
        return steps;
    }

    /** The index, and those that belong to it, down to one of a partition that holds rows. */
    private static Optional<List<Index>> chain(Table root, Index index) {
        return leaves(root).findFirst().flatMap(leaf -> {
            List<Index> parts = new ArrayList<>();
            Optional<Table> table = Optional.of(leaf);
            while (table.isPresent() && !table.get().identity().equals(root.identity())) {
                Optional<Index> part = table.get().indexes().stream()
                        .filter(other -> isLike(other, index))
                        .findFirst();
                if (part.isEmpty()) {
                    return Optional.empty();
                }
                parts.add(0, part.get());
                table = table.get().partitionOf();
            }
            parts.add(0, index);
            return Optional.of(List.copyOf(parts));
        });
    }

    private static boolean isLike(Index part, Index whole) {
        return part.isUnique() == whole.isUnique()
                && part.constraint().isPresent() == whole.constraint().isPresent()
                && what(part).equals(what(whole));
    }

    /** Such as {@code btree (at)}. */
    private static String what(Index index) {
        return index.definition().replaceFirst("(?s).*? USING ", "");
    }

    /** The partitions that hold rows here, those of partitions among them. */
    private static Stream<Table> leaves(Table table) {
        return table.partitions().stream()
                .filter(partition -> !partition.isForeign())
                .flatMap(partition -> partition.isPartitioned() ? leaves(partition) : Stream.of(partition));
    }
}
