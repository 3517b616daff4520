package io.schemaproof.verify.audit;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectKind;
import java.util.stream.Stream;

/**
 * How much a database holds; what belongs to an extension is counted apart.
 *
 * @param tables with partitions and foreign tables
 * @param views with materialized views
 * @param indexes with those of constraints
 * @param functions with procedures and aggregates
 * @param extensions that are installed
 * @param extensionFunctions functions, procedures and aggregates that extensions brought
 * @since 0.1
 */
public record Inventory(
        long tables, long views, long indexes, long functions, long extensions, long extensionFunctions) {

    static Inventory of(Catalog catalog) {
        return new Inventory(
                own(catalog, ObjectKind.TABLE, ObjectKind.FOREIGN_TABLE),
                own(catalog, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW),
                own(catalog, ObjectKind.INDEX),
                own(catalog, ObjectKind.FUNCTION, ObjectKind.PROCEDURE, ObjectKind.AGGREGATE),
                catalog.extensions().size(),
                objects(catalog, ObjectKind.FUNCTION, ObjectKind.PROCEDURE, ObjectKind.AGGREGATE)
                        .filter(object -> object.extension().isPresent())
                        .count());
    }

    private static long own(Catalog catalog, ObjectKind... kinds) {
        return objects(catalog, kinds)
                .filter(object -> object.extension().isEmpty())
                .count();
    }

    private static Stream<CatalogObject> objects(Catalog catalog, ObjectKind... kinds) {
        return Stream.of(kinds).flatMap(kind -> catalog.objects(kind).stream());
    }

    @Override
    public String toString() {
        return "tables " + tables + ", views " + views + ", indexes " + indexes + ", functions " + functions
                + ", extensions " + extensions + " with functions " + extensionFunctions;
    }
}
