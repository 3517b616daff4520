package io.schemaproof.data.digest;

import io.schemaproof.catalog.ReaderTransaction;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The 64-bit hashes of a table's rows, to tell later whether all of them are still there among others. Eight bytes for each row
 * are held in memory.
 *
 * @since 0.1
 */
public final class RowHashes {

    private final long[] sorted;

    private RowHashes(long[] sorted) {
        this.sorted = sorted;
    }

    /**
     * Read them as the connection sees the table. An open transaction is left as it was.
     *
     * @return empty if there is no such table
     * @throws SQLException if the table may not be read
     */
    public static Optional<RowHashes> read(Connection connection, Relation table) throws SQLException {
        try (ReaderTransaction transaction = ReaderTransaction.begin(connection);
                Statement statement = connection.createStatement()) {
            statement.execute(transaction.opening());
            DigestReader.settle(statement);
            Optional<DigestedTable> found = DigestedTables.find(connection, table);
            return found.isEmpty() ? Optional.empty() : Optional.of(read(statement, found.get()));
        }
    }

    private static RowHashes read(Statement statement, DigestedTable table) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT coalesce(array_agg(of_row), '{}') FROM (" + table.hashesBy(List.of()) + ") r")) {
            row.next();
            Long[] hashes = (Long[]) row.getArray(1).getArray();
            long[] sorted = Arrays.stream(hashes).mapToLong(Long::longValue).toArray();
            Arrays.sort(sorted);
            return new RowHashes(sorted);
        }
    }

    /** Whether another table holds each of these rows at least as often. */
    public boolean areIn(RowHashes other) {
        int at = 0;
        for (long hash : sorted) {
            while (at < other.sorted.length && other.sorted[at] < hash) {
                at++;
            }
            if (at == other.sorted.length || other.sorted[at] != hash) {
                return false;
            }
            at++;
        }
        return true;
    }
}
