package io.schemaproof.assertions.rows;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows that failed, as files of a folder. */
record CsvStore(Path folder) implements RowStore {

    @Override
    public String store(RowsSql rows, String what, FailingRows failing) {
        try {
            return failing.stored(write(rows.name(), lines(failing)).toString());
        } catch (IOException e) {
            return FailingRows.notStored(rows, e);
        }
    }

    private Path write(String name, List<String> lines) throws IOException {
        Files.createDirectories(folder);
        String table = name.replace("\"", "").replaceAll("[^\\p{L}\\p{N}._-]", "_");
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

    private static List<String> lines(FailingRows failing) {
        List<String> lines = new ArrayList<>();
        lines.add(line(failing.names()));
        failing.rows().forEach(row -> lines.add(line(row)));
        return lines;
    }

    private static String line(List<? extends @Nullable String> values) {
        return values.stream().map(CsvStore::cell).collect(Collectors.joining(","));
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
