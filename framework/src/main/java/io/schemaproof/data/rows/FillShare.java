package io.schemaproof.data.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * A table and how many rows it shall have. What is asked of a partitioned table is spread over its partitions, so that each
 * gets some.
 */
record FillShare(Table table, long rows) {

    static List<FillShare> of(Catalog catalog, RowRequest request) {
        Set<String> included = resolved(catalog, request.included());
        Set<String> excluded = resolved(catalog, request.excluded());
        Map<String, Long> overrides = new HashMap<>();
        request.overrides().forEach((name, rows) -> overrides.put(resolve(catalog, name), rows));
        List<FillShare> shares = new ArrayList<>();
        Map<String, Integer> leaves = new HashMap<>();
        List<Table> tables =
                catalog.tables().stream().filter(FillShare::isFillable).toList();
        for (Table table : tables) {
            lineage(table).forEach(one -> leaves.merge(one.identity(), 1, Integer::sum));
        }
        for (Table table : tables) {
            List<Table> lineage = lineage(table);
            boolean wanted = included.isEmpty() || lineage.stream().anyMatch(one -> included.contains(one.identity()));
            if (wanted && lineage.stream().noneMatch(one -> excluded.contains(one.identity()))) {
                shares.add(new FillShare(table, rows(lineage, leaves, overrides, request.rows())));
            }
        }
        return shares;
    }

    private static boolean isFillable(Table table) {
        return !table.isForeign() && !table.isPartitioned() && table.extension().isEmpty();
    }

    private static long rows(
            List<Table> lineage, Map<String, Integer> leaves, Map<String, Long> overrides, long usual) {
        for (Table table : lineage) {
            Long own = overrides.get(table.identity());
            if (own != null) {
                return share(own, leaves.getOrDefault(table.identity(), 1));
            }
        }
        Table root = lineage.get(lineage.size() - 1);
        return share(usual, leaves.getOrDefault(root.identity(), 1));
    }

    private static long share(long rows, int parts) {
        return (rows + parts - 1) / parts;
    }

    /** The table and what it is a partition of, from the inside. */
    private static List<Table> lineage(Table table) {
        List<Table> lineage = new ArrayList<>(List.of(table));
        Optional<Table> next = table.partitionOf();
        while (next.isPresent()) {
            lineage.add(next.get());
            next = next.get().partitionOf();
        }
        return lineage;
    }

    /** Partitioned tables that can hold no rows. */
    static List<UnfilledTable> withoutPartitions(Catalog catalog, RowRequest request) {
        Set<String> included = resolved(catalog, request.included());
        Set<String> excluded = resolved(catalog, request.excluded());
        Set<String> parents = new HashSet<>();
        catalog.tables().forEach(table -> table.partitionOf().ifPresent(parent -> parents.add(parent.identity())));
        return catalog.tables().stream()
                .filter(Table::isPartitioned)
                .filter(table -> !parents.contains(table.identity()) && !excluded.contains(table.identity()))
                .filter(table -> included.isEmpty() || included.contains(table.identity()))
                .map(table -> new UnfilledTable(
                        table.identity(),
                        Optional.of("partition key " + table.partitionKey().orElse("")),
                        Optional.empty(),
                        "it has no partition",
                        "create a partition, or exclude the table"))
                .toList();
    }

    private static Set<String> resolved(Catalog catalog, SortedSet<String> names) {
        Set<String> found = new HashSet<>();
        names.forEach(name -> found.add(resolve(catalog, name)));
        return found;
    }

    private static String resolve(Catalog catalog, String name) {
        return catalog.table(name)
                .map(Table::identity)
                .orElseThrow(() -> new RowGenerationException("There is no table " + name + "; is one of "
                        + catalog.suggest(ObjectKind.TABLE, name) + " meant?"));
    }
}
