package io.schemaproof.systems;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.diff.CatalogDiff;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A database at one moment: its schema and its rows.
 *
 * @param catalog without what all databases of a server share
 * @param rows the digest of all tables and sequences
 */
public record DatabaseState(Catalog catalog, DataDigest rows) {

    public static DatabaseState of(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return new DatabaseState(CatalogReader.read(connection).withoutClusterWide(), DataDigest.read(connection));
        }
    }

    /** What is different at a later moment, a line each; empty where schema, rows and sequences are the same. */
    public List<String> differencesTo(DatabaseState later) {
        List<String> differences = new ArrayList<>();
        CatalogDiff.between(catalog, later.catalog).changes().forEach(change -> differences.add(change.describe()));
        rows.tablesThatDiffer(later.rows).forEach(table -> differences.add("rows of " + table));
        rows.sequencesThatDiffer(later.rows).forEach(sequence -> differences.add("position of " + sequence));
        return differences;
    }
}
