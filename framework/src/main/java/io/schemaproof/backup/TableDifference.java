package io.schemaproof.backup;

import io.schemaproof.base.Quantity;
import io.schemaproof.data.digest.RowDifference;
import io.schemaproof.query.Relation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A table whose rows are not those that were backed up.
 *
 * @param before rows in the backup; empty if it has no such table
 * @param after rows in the restored database; empty if it has no such table
 * @param columns whose values differ, where both have the table
 * @param rows the rows that differ; empty if no database is left to compare them with
 * @since 0.1
 */
public record TableDifference(
        Relation table,
        OptionalLong before,
        OptionalLong after,
        SortedSet<String> columns,
        Optional<RowDifference> rows) {

    public TableDifference {
        columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
    }

    /** Say it in words, with the keys of a few rows: never with values of other columns, which may be private. */
    public String describe() {
        List<String> lines = new ArrayList<>();
        lines.add(table + ": " + text(before) + " in the backup, " + text(after) + " restored"
                + (columns.isEmpty() ? "" : "; differs in " + String.join(", ", columns)));
        rows.ifPresent(difference -> {
            add(lines, difference, difference.lost(), "lost", Kind.LOST);
            add(lines, difference, difference.changed(), "changed", Kind.CHANGED);
            add(lines, difference, difference.gained(), "not in the backup", Kind.GAINED);
        });
        return String.join("\n  ", lines);
    }

    private enum Kind {
        LOST,
        CHANGED,
        GAINED
    }

    private static void add(List<String> lines, RowDifference difference, long count, String word, Kind kind) {
        if (count > 0) {
            String samples = difference.samples().stream()
                    .filter(sample -> kind(sample) == kind)
                    .map(sample -> key(sample)
                            + (kind == Kind.CHANGED
                                    ? " in " + String.join(", ", sample.before().keySet())
                                    : ""))
                    .collect(Collectors.joining("; "));
            lines.add(Quantity.of(count, "row") + " " + word + (samples.isEmpty() ? "" : ": " + samples));
        }
    }

    private static Kind kind(RowDifference.Sample sample) {
        if (sample.after().isEmpty()) {
            return Kind.LOST;
        }
        return sample.before().isEmpty() ? Kind.GAINED : Kind.CHANGED;
    }

    private static String key(RowDifference.Sample sample) {
        return sample.key().entrySet().stream()
                .map(column -> column.getKey() + "="
                        + column.getValue().map(value -> "'" + value + "'").orElse("NULL"))
                .collect(Collectors.joining(", "));
    }

    private static String text(OptionalLong rows) {
        return rows.isPresent() ? Quantity.of(rows.getAsLong(), "row") : "no such table";
    }
}
