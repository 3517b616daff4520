package io.schemaproof.data.digest;

import io.schemaproof.configuration.SensitiveColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Walk over the rows of both sides in the order of their keys, count what differs and remember a few. */
final class RowMerge {

    private final DigestedTable table;
    private final List<String> key;
    private final SensitiveColumns sensitive = SensitiveColumns.ofSystem();
    private final SortedMap<String, Long> columns = new TreeMap<>();
    private final List<Long> lostRows = new ArrayList<>();
    private final List<Long> gainedRows = new ArrayList<>();
    private final Map<Long, List<String>> changedRows = new LinkedHashMap<>();
    private long lost;
    private long gained;
    private long changed;

    /** @param key the columns by which a row is known again; none if only by the whole row */
    RowMerge(DigestedTable table, List<String> key) {
        this.table = table;
        this.key = key;
    }

    void run(HashedRows before, HashedRows after) throws SQLException {
        while (before.present() || after.present()) {
            if (!after.present() || (before.present() && before.key() < after.key())) {
                lost++;
                remember(lostRows, before.key());
                before.next();
            } else if (!before.present() || after.key() < before.key()) {
                gained++;
                remember(gainedRows, after.key());
                after.next();
            } else {
                if (before.row() != after.row()) {
                    changed(before, after);
                }
                before.next();
                after.next();
            }
        }
    }

    private void changed(HashedRows before, HashedRows after) throws SQLException {
        List<String> differ = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            if (before.column(i) != after.column(i)) {
                differ.add(table.columns().get(i).name());
            }
        }
        changed++;
        differ.forEach(column -> columns.merge(column, 1L, Long::sum));
        if (changedRows.size() < RowComparison.SAMPLES) {
            changedRows.put(before.key(), differ);
        }
    }

    private static void remember(List<Long> rows, long row) {
        if (rows.size() < RowComparison.SAMPLES && !rows.contains(row)) {
            rows.add(row);
        }
    }

    /** What was counted, with the values of the remembered rows, which are read again. */
    RowDifference difference(Statement before, Statement after, DigestedTable afterTable) throws SQLException {
        List<RowDifference.Sample> samples = new ArrayList<>();
        List<Long> rowsBefore = new ArrayList<>(lostRows);
        rowsBefore.addAll(changedRows.keySet());
        List<Long> rowsAfter = new ArrayList<>(gainedRows);
        rowsAfter.addAll(changedRows.keySet());
        Map<Long, SortedMap<String, Optional<String>>> was = values(before, table, rowsBefore);
        Map<Long, SortedMap<String, Optional<String>>> is = values(after, afterTable, rowsAfter);
        SortedMap<String, Optional<String>> none = new TreeMap<>();
        for (long row : lostRows) {
            samples.add(sample(was.getOrDefault(row, none), was.getOrDefault(row, none), none, table.names()));
        }
        changedRows.forEach((row, differ) -> samples.add(
                sample(was.getOrDefault(row, none), was.getOrDefault(row, none), is.getOrDefault(row, none), differ)));
        for (long row : gainedRows) {
            samples.add(sample(is.getOrDefault(row, none), none, is.getOrDefault(row, none), table.names()));
        }
        return new RowDifference(table.relation(), key, lost, gained, changed, columns, samples);
    }

    private RowDifference.Sample sample(
            SortedMap<String, Optional<String>> row,
            SortedMap<String, Optional<String>> before,
            SortedMap<String, Optional<String>> after,
            Collection<String> differ) {
        return new RowDifference.Sample(
                only(row, key.isEmpty() ? table.names() : key), only(before, differ), only(after, differ));
    }

    private static SortedMap<String, Optional<String>> only(
            SortedMap<String, Optional<String>> row, Collection<String> columns) {
        SortedMap<String, Optional<String>> some = new TreeMap<>(row);
        some.keySet().retainAll(columns);
        return some;
    }

    private String shown(String column, String value) {
        return sensitive.hides(table.relation().schema(), table.relation().name(), column)
                ? SensitiveColumns.MASK
                : value;
    }

    private Map<Long, SortedMap<String, Optional<String>>> values(
            Statement statement, DigestedTable from, List<Long> hashes) throws SQLException {
        Map<Long, SortedMap<String, Optional<String>>> values = new HashMap<>();
        if (hashes.isEmpty()) {
            return values;
        }
        try (ResultSet rows = statement.executeQuery(from.valuesOf(key, hashes, RowComparison.LONGEST))) {
            while (rows.next()) {
                SortedMap<String, Optional<String>> row = new TreeMap<>();
                for (int i = 0; i < from.columns().size(); i++) {
                    String column = from.columns().get(i).name();
                    row.put(column, Optional.ofNullable(rows.getString(2 + i)).map(value -> shown(column, value)));
                }
                values.put(rows.getLong(1), row);
            }
        }
        return values;
    }
}
