package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Figures;
import io.schemaproof.assertions.core.MaskedColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that failed as texts, the first of them where there are too many.
 *
 * @param names of the columns
 * @param rows each with a text for each column, hidden values hidden
 * @param more whether there are more
 */
record FailingRows(List<String> names, List<List<@Nullable String>> rows, boolean more) {

    private static final int MOST = 10_000;

    static FailingRows read(RowsSql rows, String select) throws SQLException {
        return read(rows, select, MOST);
    }

    static FailingRows read(RowsSql rows, String select, int most) throws SQLException {
        return rows.read("SELECT * FROM (" + select + "\n) schemaproof_failing LIMIT " + (most + 1), results -> {
            Collector collector = new Collector(rows, most);
            collector.begin(results, 1);
            while (results.next()) {
                collector.add(results);
            }
            return collector.toRows();
        });
    }

    /** Takes the rows where a result stands, one after the other, until there are enough. */
    static final class Collector {

        private final RowsSql rows;
        private final int most;
        private final List<String> names = new ArrayList<>();
        private final List<List<@Nullable String>> found = new ArrayList<>();
        private int first;
        private boolean more;

        Collector(RowsSql rows) {
            this(rows, MOST);
        }

        private Collector(RowsSql rows, int most) {
            this.rows = rows;
            this.most = most;
        }

        /** Take the names of a result's columns, from one of them on. */
        void begin(ResultSet results, int from) throws SQLException {
            first = from;
            for (int i = from; i <= results.getMetaData().getColumnCount(); i++) {
                names.add(results.getMetaData().getColumnLabel(i));
            }
        }

        void add(ResultSet results) throws SQLException {
            if (found.size() == most) {
                more = true;
                return;
            }
            List<@Nullable String> row = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                String value = results.getString(first + i);
                row.add(value != null && hides(rows, names.get(i)) ? MaskedColumns.MASK : value);
            }
            found.add(Collections.unmodifiableList(row));
        }

        FailingRows toRows() {
            return new FailingRows(List.copyOf(names), List.copyOf(found), more);
        }
    }

    /** Where anything is hidden, what is computed may be made of it. */
    private static boolean hides(RowsSql rows, String name) {
        return rows.columns().stream()
                .filter(column -> column.name().equals(name))
                .map(RowsSql.Column::hidden)
                .findFirst()
                .orElse(hidesAny(rows));
    }

    private static boolean hidesAny(RowsSql rows) {
        return rows.columns().stream().anyMatch(RowsSql.Column::hidden);
    }

    String stored(String where) {
        return "Stored: "
                + (more ? "the first " + Figures.grouped(MOST) + " rows" : RowDifference.rows(rows.size()))
                + " in "
                + where;
    }

    /** What a server or a file system says may hold a value. */
    static String notStored(RowsSql rows, Exception reason) {
        return "Not stored: "
                + (hidesAny(rows) ? reason.getClass().getSimpleName() : String.valueOf(reason.getMessage()));
    }
}
