package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.core.MaskedColumns;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.result.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Show a report rows that a block of code has changed: their keys, and what was and is in each column that differs somewhere. */
final class ChangedRowsTable {

    private ChangedRowsTable() {}

    static Evidence of(String title, Relation table, List<ChangedRow> rows, boolean more, MaskedColumns masks) {
        Set<String> keys = new LinkedHashSet<>();
        Set<String> changed = new LinkedHashSet<>();
        for (ChangedRow row : rows) {
            row.key().forEach(cell -> keys.add(cell.column()));
            row.changed().forEach(cell -> changed.add(cell.column()));
        }
        List<String> names = new ArrayList<>(keys.stream().map(Names::quote).toList());
        changed.forEach(column -> {
            names.add(Names.quote(column) + " was");
            names.add(Names.quote(column) + " is");
        });
        List<List<@Nullable String>> lines = new ArrayList<>();
        for (ChangedRow row : rows) {
            List<@Nullable String> line = new ArrayList<>();
            for (String key : keys) {
                line.add(cell(row.key(), key)
                        .map(cell -> shown(cell.before(), masks, table, key))
                        .orElse(null));
            }
            for (String column : changed) {
                Optional<ChangedRow.Cell> cell = cell(row.changed(), column);
                // Empty where the row has kept the value, unlike NULL.
                line.add(cell.isEmpty() ? "" : shown(cell.get().before(), masks, table, column));
                line.add(cell.isEmpty() ? "" : shown(cell.get().after(), masks, table, column));
            }
            lines.add(line);
        }
        return new Evidence.Rows(title, names, lines, more);
    }

    private static Optional<ChangedRow.Cell> cell(List<ChangedRow.Cell> cells, String column) {
        return cells.stream().filter(cell -> cell.column().equals(column)).findFirst();
    }

    private static @Nullable String shown(@Nullable String value, MaskedColumns masks, Relation table, String column) {
        return value != null && masks.hides(table.schema(), table.name(), column) ? MaskedColumns.MASK : value;
    }
}
