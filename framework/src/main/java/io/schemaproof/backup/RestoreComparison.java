package io.schemaproof.backup;

import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.data.digest.RowComparison;
import io.schemaproof.data.digest.RowDifference;
import io.schemaproof.data.digest.TableDigest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.migration.StatementError;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares a database with what was backed up. */
final class RestoreComparison {

    private final Backup.Taken taken;
    private final BackupMethod method;
    private final BackupStore store;

    RestoreComparison(Backup.Taken taken, BackupMethod method, BackupStore store) {
        this.taken = taken;
        this.method = method;
        this.store = store;
    }

    Restore with(TestDatabase database, Duration time, List<StatementError> errors) throws SQLException {
        try (Connection connection = database.connect()) {
            Contents before = taken.contents();
            Contents after = Contents.read(connection, taken.scope());
            return new Restore(
                    database,
                    taken.scope().words(),
                    method,
                    taken.bytes(),
                    time,
                    after.tables(),
                    after.rows(),
                    CatalogDiff.between(before.catalog(), after.catalog()),
                    tables(before.digest(), after.digest(), connection),
                    others(before, after),
                    errors);
        }
    }

    private List<TableDifference> tables(DataDigest before, DataDigest after, Connection restored) throws SQLException {
        List<TableDifference> differences = new ArrayList<>();
        for (Relation table : before.tablesThatDiffer(after)) {
            Optional<TableDigest> was = Optional.ofNullable(before.tables().get(table));
            Optional<TableDigest> is = Optional.ofNullable(after.tables().get(table));
            Set<String> columns = was.isPresent() && is.isPresent() ? was.get().columnsThatDiffer(is.get()) : Set.of();
            Optional<RowDifference> rows =
                    was.isPresent() && is.isPresent() ? rows(table, was.get(), restored) : Optional.empty();
            differences.add(new TableDifference(
                    table,
                    was.map(TableDigest::rows).map(OptionalLong::of).orElseGet(OptionalLong::empty),
                    is.map(TableDigest::rows).map(OptionalLong::of).orElseGet(OptionalLong::empty),
                    new TreeSet<>(columns),
                    rows));
        }
        return differences;
    }

    /** The rows by name, if there is still a database in which the table is as it was backed up. */
    private Optional<RowDifference> rows(Relation table, TableDigest digest, Connection restored) throws SQLException {
        for (TestDatabase candidate : List.of(store.reference().orElse(taken.database()), taken.database())) {
            Optional<RowDifference> found = rows(candidate, table, digest, restored);
            if (found.isPresent()) {
                return found;
            }
        }
        if (store.file().isEmpty()) {
            return Optional.empty();
        }
        // What was backed up has changed since, so the dump itself says which rows it held.
        try (TestDatabase again = store.newDatabase(taken)) {
            return rows(again, table, digest, restored);
        } catch (BackupException e) {
            return Optional.empty();
        }
    }

    private static Optional<RowDifference> rows(
            TestDatabase candidate, Relation table, TableDigest digest, Connection restored) throws SQLException {
        Connection reference;
        try {
            reference = candidate.connect();
        } catch (SQLException e) {
            // It was closed meanwhile.
            return Optional.empty();
        }
        try (reference) {
            DataDigest now = DataDigest.read(reference, table::equals);
            return digest.equals(now.tables().get(table))
                    ? Optional.of(RowComparison.of(reference, restored, table))
                    : Optional.empty();
        }
    }

    private static SortedMap<String, Restore.Values> others(Contents before, Contents after) {
        SortedMap<String, Restore.Values> differences = new TreeMap<>();
        for (Relation sequence : before.digest().sequencesThatDiffer(after.digest())) {
            differences.put(
                    "sequence " + sequence,
                    new Restore.Values(
                            position(before.digest().sequences().get(sequence)),
                            position(after.digest().sequences().get(sequence))));
        }
        SortedSet<String> names = new TreeSet<>(before.others().keySet());
        names.addAll(after.others().keySet());
        for (String name : names) {
            String was = before.others().getOrDefault(name, "nothing");
            String is = after.others().getOrDefault(name, "nothing");
            if (!was.equals(is)) {
                differences.put(name, new Restore.Values(was, is));
            }
        }
        return differences;
    }

    private static String position(@Nullable OptionalLong last) {
        return last == null || last.isEmpty() ? "never used" : "at " + last.getAsLong();
    }
}
