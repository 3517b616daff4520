package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Figures;
import io.schemaproof.assertions.core.MaskedColumns;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that failed, as a file. */
final class StoredRows {

    private static final int MOST = 10_000;

    private final RowsSql rows;
    private final List<String> lines = new ArrayList<>();
    private int found;

    StoredRows(RowsSql rows) {
        this.rows = rows;
    }

    /** Write what a SELECT returns, and say what became of it: a file that cannot be written must not hide what failed. */
    String write(String select, Path folder) {
        try {
            rows.read("SELECT * FROM (" + select + "\n) schemaproof_failing LIMIT " + (MOST + 1), results -> {
                header(results, 1);
                while (results.next()) {
                    add(results, 1);
                }
                return found;
            });
        } catch (SQLException e) {
            return notStored(e);
        }
        return write(folder);
    }

    /** Take the columns' names, from one of them on. */
    void header(ResultSet results, int first) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int i = first; i <= results.getMetaData().getColumnCount(); i++) {
            cells.add(cell(results.getMetaData().getColumnLabel(i)));
        }
        lines.add(String.join(",", cells));
    }

    /** Take the row where a result stands, from one of its columns on, unless there are enough. */
    void add(ResultSet results, int first) throws SQLException {
        if (found++ >= MOST) {
            return;
        }
        List<String> cells = new ArrayList<>();
        for (int i = first; i <= results.getMetaData().getColumnCount(); i++) {
            String value = results.getString(i);
            boolean hidden = value != null && hides(results.getMetaData().getColumnLabel(i));
            cells.add(cell(hidden ? MaskedColumns.MASK : value));
        }
        lines.add(String.join(",", cells));
    }

    /** Write what was taken, and say what became of it. */
    String write(Path folder) {
        try {
            Path file = newFile(folder);
            return "Stored: "
                    + (found > MOST ? "the first " + Figures.grouped(MOST) + " rows" : RowDifference.rows(found))
                    + " in "
                    + file;
        } catch (IOException e) {
            return notStored(e);
        }
    }

    private String notStored(Exception e) {
        return "Not stored: "
                + (rows.columns().stream().anyMatch(RowsSql.Column::hidden)
                        ? e.getClass().getSimpleName()
                        : String.valueOf(e.getMessage()));
    }

    private Path newFile(Path folder) throws IOException {
        Files.createDirectories(folder);
        String table = rows.name().replace("\"", "").replaceAll("[^\\p{L}\\p{N}._-]", "_");
        int number = 1;
        while (true) {
            try {
                return Files.write(folder.resolve(table + "-" + number + ".csv"), lines, StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException e) {
                // Of another check, perhaps of one that runs beside this one.
                number++;
            }
        }
    }

    /** Where anything is hidden, what is computed may be made of it. */
    private boolean hides(String name) {
        return rows.columns().stream()
                .filter(column -> column.name().equals(name))
                .map(RowsSql.Column::hidden)
                .findFirst()
                .orElse(rows.columns().stream().anyMatch(RowsSql.Column::hidden));
    }

    /** As PostgreSQL writes it: NULL is nothing, the empty text a pair of quotation marks. */
    private static String cell(@Nullable String value) {
        if (value == null) {
            return "";
        }
        boolean plain =
                !value.isEmpty() && value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
