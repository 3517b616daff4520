package io.schemaproof.data.seed;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Table;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Put the files of one moment into an order in which each table comes after those that it refers to. */
final class LoadOrder {

    private final List<CsvFile> files;
    private final Catalog catalog;
    private final Set<CsvFile> visited = new LinkedHashSet<>();
    private final Set<CsvFile> ordered = new LinkedHashSet<>();

    private LoadOrder(List<CsvFile> files, Catalog catalog) {
        this.files = files;
        this.catalog = catalog;
    }

    /** In a circle of foreign keys somebody has to be first; the server says whether that does. */
    static List<CsvFile> of(List<CsvFile> files, Catalog catalog) {
        LoadOrder order = new LoadOrder(files, catalog);
        files.forEach(order::visit);
        return List.copyOf(order.ordered);
    }

    private void visit(CsvFile file) {
        if (!visited.add(file)) {
            return;
        }
        List<String> parents = file.in(catalog).map(Table::foreignKeys).orElse(List.of()).stream()
                .map(ForeignKey::referencedTable)
                .toList();
        for (CsvFile other : files) {
            if (other.in(catalog)
                    .filter(table -> parents.contains(table.identity()))
                    .isPresent()) {
                visit(other);
            }
        }
        ordered.add(file);
    }
}
