package io.schemaproof.verify.rows;

import io.schemaproof.data.digest.TableDigest;
import io.schemaproof.migration.Migration;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.state.FilledState;
import io.schemaproof.verify.state.RowLosses;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How much of what a migration touches held rows, so that something could be seen.
 *
 * @param checked tables and columns that did
 * @param empty tables and columns that did not, and why, as far as known
 */
record Coverage(Migration migration, List<String> checked, SortedMap<String, String> empty) {

    /** @param stage as it is before the migration */
    static Coverage of(RowStage stage, Migration migration, FilledState before, TouchedTables touched)
            throws SQLException {
        List<String> checked = new ArrayList<>();
        SortedMap<String, String> empty = new TreeMap<>();
        Connection connection = stage.database().session();
        for (var entry : touched.columns().entrySet()) {
            Relation table = entry.getKey();
            TableDigest digest = before.digest().tables().get(table);
            if (digest == null || digest.rows() == 0) {
                empty.put(table.toString(), stage.reason(table));
                continue;
            }
            // Rows that are only looked up show nothing of what becomes of those that are changed.
            boolean seen = entry.getValue().isEmpty() && !touched.read().contains(table);
            for (String column : entry.getValue()) {
                if (RowLosses.count(connection, table, column) == 0) {
                    empty.put(LossFindings.column(table, column), "it is NULL in every row");
                } else {
                    seen = true;
                }
            }
            if (seen) {
                checked.add(table.toString());
            }
        }
        return new Coverage(migration, checked, empty);
    }

    /** The findings, also of what met no rows. */
    List<Finding> and(UnmetStatements unmet) {
        return unmet.all().isEmpty()
                ? findings()
                : Stream.concat(findings().stream(), Stream.of(DataFindings.unmet(unmet)))
                        .toList();
    }

    /** Nothing where all of it was checked, and where nothing of before was touched. */
    private List<Finding> findings() {
        if (empty.isEmpty()) {
            return List.of();
        }
        return List.of(
                checked.isEmpty()
                        ? DataFindings.noRows(migration, empty)
                        : DataFindings.partlyChecked(migration, empty));
    }
}
