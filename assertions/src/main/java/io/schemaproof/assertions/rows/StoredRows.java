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
    private final String select;

    StoredRows(RowsSql rows, String select) {
        this.rows = rows;
        this.select = select;
    }

    /** Write them, and say what became of it: a file that cannot be written must not hide what failed. */
    String writeTo(Path folder) {
        try {
            List<String> lines =
                    rows.read("SELECT * FROM (" + select + "\n) schemaproof_failing LIMIT " + (MOST + 1), this::lines);
            int found = lines.size() - 1;
            Path file = write(folder, lines.subList(0, Math.min(lines.size(), MOST + 1)));
            return "Stored: "
                    + (found > MOST ? "the first " + Figures.grouped(MOST) + " rows" : RowDifference.rows(found))
                    + " in "
                    + file;
        } catch (IOException | SQLException e) {
            return "Not stored: "
                    + (rows.columns().stream().anyMatch(RowsSql.Column::hidden)
                            ? e.getClass().getSimpleName()
                            : String.valueOf(e.getMessage()));
        }
    }

    private Path write(Path folder, List<String> lines) throws IOException {
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

    private List<String> lines(ResultSet results) throws SQLException {
        int columns = results.getMetaData().getColumnCount();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            names.add(results.getMetaData().getColumnLabel(i));
        }
        List<Boolean> hidden = names.stream().map(this::hides).toList();
        List<String> lines = new ArrayList<>();
        lines.add(String.join(",", names.stream().map(StoredRows::cell).toList()));
        while (results.next()) {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                String value = results.getString(i);
                cells.add(cell(value != null && hidden.get(i - 1) ? MaskedColumns.MASK : value));
            }
            lines.add(String.join(",", cells));
        }
        return lines;
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
