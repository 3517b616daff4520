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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ask the server for the sums of all tables and the positions of all sequences. */
final class DigestReader {

    /** Columns in one statement; more would make it too long to plan quickly. */
    private static final int BATCH = 1_000;

    /** Tables in one message that counts them. */
    private static final int TABLES = 200;

    /** Tables in one statement of it. */
    private static final int COUNTED = 16;

    private static final String SEQUENCES = """
            SELECT n.nspname, c.relname, pg_sequence_last_value(c.oid)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.oid >= 16384 AND c.relkind = 'S' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
               AND n.nspname !~ '^pg_(toast|temp)'""";

    /**
     * A transaction that has written sees what may never have been: a digest by it is of no use to later ones. Nor do numbers tell
     * which came first once they have begun anew.
     */
    private static final String MOMENT = """
            SELECT pg_snapshot_xmin(pg_current_snapshot())::text,
                   pg_current_xact_id_if_assigned() IS NULL AND pg_snapshot_xmax(pg_current_snapshot()) < '2147483648'::xid8""";

    private static final String SETTLED = CatalogReader.spelling()
            + ";\nSET LOCAL row_security = off;\nSET LOCAL max_parallel_workers_per_gather TO DEFAULT";

    private final Statement statement;
    private final SortedMap<Relation, TableDigest> tables = new TreeMap<>();

    private DigestReader(Statement statement) {
        this.statement = statement;
    }

    /** @param earlier digest of the same database; null if there is none */
    static DatedDigest read(Connection connection, Predicate<Relation> wanted, @Nullable DatedDigest earlier)
            throws SQLException {
        try (ReaderTransaction transaction = ReaderTransaction.begin(connection);
                Statement statement = connection.createStatement()) {
            Moment moment = Moment.begin(connection, transaction);
            List<DigestedTables.Entry> entries = DigestedTables.read(
                    connection, wanted, earlier == null ? 0 : earlier.known().size());
            DigestReader reader = new DigestReader(statement);
            if (earlier != null) {
                reader.takeOver(entries, earlier);
            }
            reader.readTables(entries);
            return reader.dated(moment, entries);
        }
    }

    /** The moment of the reading; asked for first, so that nothing which is not seen yet counts as of before. */
    private record Moment(long horizon, boolean mayBeBuiltOn) {

        /** Begin the transaction with the same message. */
        static Moment begin(Connection connection, ReaderTransaction transaction) throws SQLException {
            try (PreparedStatement begin =
                    connection.prepareStatement(transaction.opening() + ";\n" + SETTLED + ";\n" + MOMENT)) {
                boolean rows = begin.execute();
                while (true) {
                    if (rows) {
                        try (ResultSet row = begin.getResultSet()) {
                            if (row.getMetaData().getColumnCount() == 2) {
                                row.next();
                                return new Moment(row.getLong(1), row.getBoolean(2));
                            }
                        }
                    }
                    rows = begin.getMoreResults();
                }
            }
        }
    }

    private DatedDigest dated(Moment moment, List<DigestedTables.Entry> entries) throws SQLException {
        Map<Long, DatedDigest.Known> known = new HashMap<>();
        if (moment.mayBeBuiltOn()) {
            for (DigestedTables.Entry entry : entries) {
                TableDigest read =
                        Objects.requireNonNull(tables.get(entry.table().relation()));
                entry.columns().ifPresent(columns -> known.put(entry.oid(), new DatedDigest.Known(columns, read)));
            }
        }
        return new DatedDigest(new DataDigest(tables, sequences(statement)), moment.horizon(), known);
    }

    /** Take over what is known of the tables to which nothing was written since. */
    private void takeOver(List<DigestedTables.Entry> entries, DatedDigest earlier) throws SQLException {
        List<DigestedTables.Entry> alike = entries.stream()
                .filter(entry -> {
                    DatedDigest.Known known = earlier.known().get(entry.oid());
                    return entry.mayHaveRows()
                            && known != null
                            && entry.columns().equals(Optional.of(known.columns()));
                })
                .toList();
        for (int from = 0; from < alike.size(); from += TABLES) {
            takeOverOf(alike.subList(from, Math.min(from + TABLES, alike.size())), earlier);
        }
    }

    /** In parts that are planned once: only the one that a migration has changed a table of is planned again. */
    private void takeOverOf(List<DigestedTables.Entry> alike, DatedDigest earlier) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (int from = 0; from < alike.size(); from += COUNTED) {
            statements.add(alike.subList(from, Math.min(from + COUNTED, alike.size())).stream()
                    .map(entry -> "SELECT " + entry.oid()
                            + ", count(*), count(*) FILTER (WHERE age(t.xmin) <= (SELECT age(?::text::xid))) FROM "
                            + entry.table().from() + " t")
                    .collect(Collectors.joining("\nUNION ALL ")));
        }
        Map<Long, DigestedTables.Entry> byOid =
                alike.stream().collect(Collectors.toMap(DigestedTables.Entry::oid, entry -> entry));
        try (PreparedStatement query = statement.getConnection().prepareStatement(String.join(";\n", statements))) {
            for (int i = 1; i <= alike.size(); i++) {
                query.setString(i, String.valueOf(earlier.horizon()));
            }
            boolean result = query.execute();
            while (result) {
                try (ResultSet rows = query.getResultSet()) {
                    takeOverFrom(rows, byOid, earlier);
                }
                result = query.getMoreResults();
            }
        }
    }

    private void takeOverFrom(ResultSet rows, Map<Long, DigestedTables.Entry> byOid, DatedDigest earlier)
            throws SQLException {
        while (rows.next()) {
            DigestedTables.Entry entry = Objects.requireNonNull(byOid.get(rows.getLong(1)));
            TableDigest digest =
                    Objects.requireNonNull(earlier.known().get(entry.oid())).digest();
            if (rows.getLong(2) == digest.rows() && rows.getLong(3) == 0) {
                tables.put(entry.table().relation(), digest);
            }
        }
    }

    /** Fix how values are written until the transaction ends; hide no row; compute in parallel where the server can. */
    static void settle(Statement statement) throws SQLException {
        statement.execute(SETTLED);
    }

    private void readTables(List<DigestedTables.Entry> entries) throws SQLException {
        List<DigestedTable> batch = new ArrayList<>();
        int columns = 0;
        for (DigestedTables.Entry entry : entries) {
            DigestedTable table = entry.table();
            if (tables.containsKey(table.relation())) {
                continue;
            }
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
        try (PreparedStatement query = ReaderTransaction.prepare(statement.getConnection(), SEQUENCES);
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
