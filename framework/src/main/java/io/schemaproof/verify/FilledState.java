package io.schemaproof.verify;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What the check of the rows compares: the catalogue, the digest of all rows, and the sequences that are behind their columns.
 */
record FilledState(Catalog catalog, DataDigest digest, LaggingSequences behind) {

    static FilledState read(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return new FilledState(
                    CatalogReader.read(connection), DataDigest.read(connection), LaggingSequences.read(connection));
        }
    }
}
