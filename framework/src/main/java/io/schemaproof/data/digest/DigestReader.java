package io.schemaproof.data.digest;

import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.catalog.ReaderTransaction;
import io.schemaproof.query.Relation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Ask the server for the sums of all tables and the positions of all sequences. */
final class DigestReader {

    /** Columns in one statement; more would make it too long to plan quickly. */
    private static final int BATCH = 1_000;

    private static final String SEQUENCES = """
            SELECT n.nspname, c.relname, pg_sequence_last_value(c.oid)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind = 'S' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
               AND n.nspname !~ '^pg_(toast|temp)'""";

    private final Statement statement;
    private final SortedMap<Relation, TableDigest> tables = new TreeMap<>();

    private DigestReader(Statement statement) {
        this.statement = statement;
    }

    static DataDigest read(Connection connection, Predicate<Relation> wanted) throws SQLException {
        try (ReaderTransaction transaction = ReaderTransaction.begin(connection);
                Statement statement = connection.createStatement()) {
            statement.execute(transaction.opening());
            settle(statement);
            DigestReader reader = new DigestReader(statement);
            reader.readTables(DigestedTables.read(statement, wanted));
            return new DataDigest(reader.tables, sequences(statement));
        }
    }

    /** Fix how values are written until the transaction ends; hide no row; compute in parallel where the server can. */
    static void settle(Statement statement) throws SQLException {
        statement.execute(CatalogReader.spelling());
        statement.execute("SET LOCAL row_security = off");
        statement.execute("SET LOCAL max_parallel_workers_per_gather TO DEFAULT");
    }

    private void readTables(List<DigestedTables.Entry> entries) throws SQLException {
        List<DigestedTable> batch = new ArrayList<>();
        int columns = 0;
        for (DigestedTables.Entry entry : entries) {
            DigestedTable table = entry.table();
            if (!entry.mayHaveRows()) {
                tables.put(table.relation(), TableDigest.empty(table.names()));
                continue;
            }
            batch.add(table);
            columns += 1 + table.columns().size();
            if (columns >= BATCH) {
                read(batch);
                batch.clear();
                columns = 0;
            }
        }
        if (!batch.isEmpty()) {
            read(batch);
        }
    }

    private void read(List<DigestedTable> batch) throws SQLException {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            parts.add(batch.get(i).sums(i));
        }
        try (ResultSet rows = statement.executeQuery(String.join("\nUNION ALL ", parts))) {
            while (rows.next()) {
                DigestedTable table = batch.get(rows.getInt(1));
                BigDecimal[] sums = (BigDecimal[]) rows.getArray(4).getArray();
                SortedMap<String, BigInteger> columns = new TreeMap<>();
                for (int i = 0; i < sums.length; i++) {
                    columns.put(table.columns().get(i).name(), sums[i].toBigIntegerExact());
                }
                tables.put(
                        table.relation(),
                        new TableDigest(rows.getLong(2), rows.getBigDecimal(3).toBigIntegerExact(), columns));
            }
        }
    }

    private static SortedMap<Relation, OptionalLong> sequences(Statement statement) throws SQLException {
        SortedMap<Relation, OptionalLong> positions = new TreeMap<>();
        try (PreparedStatement query = statement.getConnection().prepareStatement(SEQUENCES);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                Relation sequence = new Relation(rows.getString(1), rows.getString(2));
                long last = rows.getLong(3);
                positions.put(sequence, rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(last));
            }
        }
        return positions;
    }
}
