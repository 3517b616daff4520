package io.schemaproof.systems.vehicles;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.diff.CatalogDiff;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The schema of a database at one moment.
 *
 * @param catalog without what all databases of a server share
 */
record Snapshot(Catalog catalog) {

    static Snapshot of(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return new Snapshot(CatalogReader.read(connection).withoutClusterWide());
        }
    }

    /** What is different in the schema of a later moment, in words; empty where nothing is. */
    String differencesTo(Snapshot later) {
        CatalogDiff diff = CatalogDiff.between(catalog, later.catalog);
        return diff.isEmpty() ? "" : diff.describe();
    }
}
