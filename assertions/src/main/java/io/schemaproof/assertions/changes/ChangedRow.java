package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.core.MaskedColumns;
import io.schemaproof.assertions.core.Names;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One row as a message names it.
 *
 * @param key the primary key; of a table without one, the whole row
 * @param changed the columns that differ, for a modified row
 * @since 0.1
 */
public record ChangedRow(List<Cell> key, List<Cell> changed) {

    private static final int COLUMNS = 8;
    private static final int SHOWN = 60;

    /**
     * A value before and after; the same for a key.
     *
     * @param column as stored
     * @param before as the server writes it
     * @param after as the server writes it
     */
    public record Cell(
            String column,
            @Nullable String before,
            @Nullable String after) {}

    String text(MaskedColumns masks, String schema, String table) {
        String name = key.stream()
                .limit(COLUMNS)
                .map(cell ->
                        Names.quote(cell.column) + " = " + shown(cell.before, masks.hides(schema, table, cell.column)))
                .collect(Collectors.joining(", "));
        String rest = key.size() > COLUMNS ? ", …" : "";
        return changed.isEmpty()
                ? name + rest
                : changed.stream()
                        .map(cell -> {
                            boolean hidden = masks.hides(schema, table, cell.column);
                            return Names.quote(cell.column) + " was " + shown(cell.before, hidden) + ", is "
                                    + shown(cell.after, hidden);
                        })
                        .collect(Collectors.joining("; ", name + ": ", ""));
    }

    /** A value as messages show it. */
    static String shown(@Nullable String value, boolean hidden) {
        if (value == null) {
            return "NULL";
        }
        String text = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
        return hidden ? MaskedColumns.MASK : text;
    }

    /** Without values: they may be secret. */
    @Override
    public String toString() {
        return "row of " + key.size() + " columns, " + changed.size() + " changed";
    }
}
