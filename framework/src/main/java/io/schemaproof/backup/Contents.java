package io.schemaproof.backup;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.data.digest.TableDigest;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a database held at one moment, so exactly that two can be compared.
 *
 * @param catalog the structure
 * @param digest rows and sequences
 * @param others what a digest leaves out, each with what it held: materialized views and large objects
 */
record Contents(Catalog catalog, DataDigest digest, SortedMap<String, String> others) {

    Contents {
        others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    }

    /** Read what the connection sees; an open transaction is left as it was. */
    static Contents read(Connection connection, Scope scope) throws SQLException {
        Catalog catalog = CatalogReader.read(connection);
        DataDigest all = DataDigest.read(connection, table -> scope.contains(table.schema()));
        SortedMap<Relation, OptionalLong> sequences = new TreeMap<>(all.sequences());
        sequences.keySet().removeIf(sequence -> !scope.contains(sequence.schema()));
        return new Contents(
                scope.of(catalog), new DataDigest(all.tables(), sequences), OtherContents.read(connection, scope));
    }

    int tables() {
        return digest.tables().size();
    }

    long rows() {
        return digest.tables().values().stream().mapToLong(TableDigest::rows).sum();
    }
}
