package io.schemaproof.verify;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What the check of the rows compares: the catalogue, the digest of all rows, and the sequences that are behind their columns.
 *
 * @param behind column to its sequence
 */
record RowsState(Catalog catalog, DataDigest digest, LaggingSequences behind) {

    static RowsState read(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return new RowsState(
                    CatalogReader.read(connection), DataDigest.read(connection), LaggingSequences.read(connection));
        }
    }
}
