package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table whose updates or deletes publications send to subscribers.
 *
 * @param publications their names, as PostgreSQL writes them
 * @param operations of {@code update} and {@code delete}
 */
record PublishedTable(Table table, Set<String> publications, Set<String> operations) {

    PublishedTable {
        publications = new TreeSet<>(publications);
        operations = new TreeSet<>(operations);
    }

    /** Tables of a schema in which subscribers may not tell the rows apart; whether that is so the server knows. */
    static List<PublishedTable> withoutIdentity(Catalog catalog) {
        List<CatalogObject> publications = catalog.objects(ObjectKind.PUBLICATION);
        List<PublishedTable> found = new ArrayList<>();
        if (publications.isEmpty()) {
            return found;
        }
        for (Table table : catalog.tables()) {
            if (!table.isForeign() && !table.isUnlogged() && !table.isPartitioned() && !isIdentified(table)) {
                PublishedTable published = of(table, publications, catalog);
                if (!published.operations().isEmpty()) {
                    found.add(published);
                }
            }
        }
        return found;
    }

    private static PublishedTable of(Table table, List<CatalogObject> publications, Catalog catalog) {
        Set<String> names = new TreeSet<>();
        Set<String> operations = new TreeSet<>();
        for (CatalogObject publication : publications) {
            Set<String> changes = new TreeSet<>(
                    List.of(publication.attribute("operations").orElse("").split(", ")));
            changes.retainAll(Set.of("update", "delete"));
            if (!changes.isEmpty() && (publication.is("all tables") || names(publication, table, catalog))) {
                names.add(publication.id().identity());
                operations.addAll(changes);
            }
        }
        return new PublishedTable(table, names, operations);
    }

    /** Whether a publication names a table, its schema or what it is a partition of. */
    private static boolean names(CatalogObject publication, Table table, Catalog catalog) {
        return catalog.children(publication.id()).stream()
                        .anyMatch(part -> part.attribute("table").equals(Optional.of(table.identity()))
                                || part.attribute("schema").equals(Optional.of(table.schema())))
                || table.partitionOf()
                        .filter(parent -> names(publication, parent, catalog))
                        .isPresent();
    }

    /** Whether the rows can be told apart for certain: the manual's "Publication", "replica identity". */
    private static boolean isIdentified(Table table) {
        return switch (table.object().attribute("replica identity").orElse("default")) {
            case "full" -> true;
            case "nothing" -> false;
            case "index" ->
                table.indexes().stream().anyMatch(index -> index.object().is("replica identity"));
            default ->
                table.indexes().stream()
                        .anyMatch(index -> index.isPrimary()
                                && index.isValid()
                                && index.object().attribute("immediate").isEmpty());
        };
    }

    /** A statement of a kind that is published and that the server begins for each table. */
    Optional<String> write() {
        if (operations.contains("delete")) {
            return Optional.of("DELETE FROM ONLY " + table.identity());
        }
        return table.columns().stream()
                .filter(column -> column.generated() == Column.Generated.NOT_GENERATED
                        && column.identityGeneration() != Column.IdentityGeneration.ALWAYS)
                .findFirst()
                .map(column -> "UPDATE ONLY " + table.identity() + " SET " + column.quotedName() + " = "
                        + column.quotedName());
    }

    /** What fails, such as {@code UPDATE and DELETE}. */
    String statements() {
        return operations.size() > 1 ? "UPDATE and DELETE" : operations.contains("delete") ? "DELETE" : "UPDATE";
    }

    /** Its name and the reason. */
    String words() {
        return table.identity() + " is published by " + Words.list(List.copyOf(publications))
                + ", and its rows have no replica identity";
    }

    /** Of a new one the server need not be asked: no statement was taken before. */
    LeftOver inTheEnd() {
        return new LeftOver(
                Hazard.NO_REPLICA_IDENTITY,
                table.identity(),
                List.of(table.name()),
                "Each " + statements() + " of " + table.identity() + " fails: " + words() + ".",
                remedy());
    }

    String remedy() {
        return "ALTER TABLE " + table.identity() + " ADD PRIMARY KEY (…);\nWhere there can be none: ALTER TABLE "
                + table.identity()
                + " REPLICA IDENTITY FULL; subscribers then look for whole rows. Or let the publication leave it out.";
    }
}
