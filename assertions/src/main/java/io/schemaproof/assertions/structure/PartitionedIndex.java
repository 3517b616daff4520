package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tell why an index of a partitioned table, made {@code ON ONLY} it, is not valid: a partition has no valid index that belongs
 * to it.
 *
 * @since 0.1
 */
public final class PartitionedIndex {

    private final Index index;
    private final List<Table> without = new ArrayList<>();
    private final List<String> remedies = new ArrayList<>();

    private PartitionedIndex(Index index) {
        this.index = index;
        look(index);
    }

    /** Look at an index; empty where its table is not partitioned. */
    public static Optional<PartitionedIndex> of(Index index) {
        return index.table().filter(Table::isPartitioned).map(table -> new PartitionedIndex(index));
    }

    /** Why it is not valid, as a sentence without its full stop. */
    public String reason() {
        String enforces = index.isUnique() ? ", so that rows that are alike may be there" : "";
        return without.isEmpty()
                ? "no valid index of each partition was attached to it" + enforces
                : "no valid index belongs to it on "
                        + without.stream().map(TypedObject::identity).collect(Collectors.joining(", ")) + enforces;
    }

    /** SQL after which it is valid, a statement each. */
    public List<String> remedies() {
        return List.copyOf(remedies);
    }

    private void look(Index parent) {
        for (Table partition : parent.table().map(Table::partitions).orElse(List.of())) {
            Optional<Index> child = child(parent, partition);
            if (child.isEmpty()) {
                without.add(partition);
                String name = Names.quote(partition.name() + "_" + parent.name());
                remedies.add(make(parent, partition, name));
                remedies.add(attach(parent, Names.quote(partition.schema()) + "." + name));
            } else if (!child.get().isValid() && partition.isPartitioned()) {
                look(child.get());
            } else if (!child.get().isValid()) {
                without.add(partition);
                remedies.add("REINDEX INDEX " + child.get().identity() + ";");
                remedies.add(attach(parent, child.get().identity()));
            }
        }
        if (remedies.isEmpty()) {
            // Only when one is attached, once more too, does the server look whether all are there.
            parent.table().stream()
                    .flatMap(table -> table.partitions().stream())
                    .flatMap(partition -> child(parent, partition).stream())
                    .findFirst()
                    .ifPresent(each -> remedies.add(attach(parent, each.identity())));
        }
    }

    private static Optional<Index> child(Index parent, Table partition) {
        return partition.indexes().stream()
                .filter(each -> each.object()
                        .attribute("parent index")
                        .filter(parent.identity()::equals)
                        .isPresent())
                .findFirst();
    }

    private static String attach(Index parent, String child) {
        return "ALTER INDEX " + parent.identity() + " ATTACH PARTITION " + child + ";";
    }

    /** One that belongs to a constraint takes only what belongs to such a constraint of the partition. */
    private static String make(Index parent, Table partition, String name) {
        return parent.table().stream()
                .flatMap(table -> table.constraints().stream())
                .filter(constraint ->
                        parent.constraint().isPresent() && constraint.name().equals(parent.name()))
                .findFirst()
                .map(constraint -> "ALTER TABLE " + partition.identity() + " ADD CONSTRAINT " + name + " "
                        + constraint.definition() + ";")
                .orElseGet(() -> "CREATE " + (parent.isUnique() ? "UNIQUE " : "") + "INDEX " + name + " ON "
                        + partition.identity()
                        + parent.definition().substring(parent.definition().indexOf(" USING ")) + ";");
    }
}
