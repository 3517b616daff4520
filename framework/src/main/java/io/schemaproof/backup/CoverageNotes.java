package io.schemaproof.backup;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.catalog.ObjectKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Says what a backup does not hold, each in a sentence. */
final class CoverageNotes {

    private static final int SHOWN = 10;

    private CoverageNotes() {}

    static List<String> read(Connection connection, Scope scope, Boundary boundary, BackupMethod.Kind method)
            throws SQLException {
        Catalog catalog = CatalogReader.read(connection);
        List<String> notes = new ArrayList<>();
        add(
                notes,
                "Rows of foreign tables are not backed up, only their definitions: ",
                scope.of(catalog).objects(ObjectKind.FOREIGN_TABLE));
        if (scope.isWhole()) {
            if (method == BackupMethod.Kind.PG_DUMP) {
                add(
                        notes,
                        "Settings of the database are not backed up: ",
                        catalog.objects(ObjectKind.DATABASE_SETTING));
            }
        } else {
            List<CatalogObject> large = catalog.objects(ObjectKind.LARGE_OBJECT);
            if (!large.isEmpty()) {
                notes.add("Large objects belong to no schema and are not backed up: " + large.size() + ".");
            }
            names(notes, "Depends on what is backed up, and is not: ", boundary.dependents());
            names(notes, "Needed by what is backed up, and is not: ", boundary.needs());
        }
        return List.copyOf(notes);
    }

    private static void add(List<String> notes, String title, List<CatalogObject> objects) {
        names(
                notes,
                title,
                objects.stream().map(object -> object.id().identity()).toList());
    }

    private static void names(List<String> notes, String title, List<String> names) {
        if (!names.isEmpty()) {
            notes.add(title
                    + String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                    + (names.size() > SHOWN ? ", … and " + (names.size() - SHOWN) + " more." : "."));
        }
    }
}
