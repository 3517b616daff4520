package io.schemaproof.safety.estimate;

import io.schemaproof.base.CsvLine;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.query.Relation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code schema,table,rows,bytes}, as psql writes it. */
final class SizesFile {

    private static final List<String> HEADER = List.of("schema", "table", "rows", "bytes");

    private final Path file;
    private final SortedMap<Relation, RelationSize> relations = new TreeMap<>();

    private SizesFile(Path file) {
        this.file = file;
    }

    static SortedMap<Relation, RelationSize> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new MigrationException("The file of production's sizes " + file + " cannot be read: "
                    + (Files.exists(file) ? e.getMessage() : "there is none") + ".");
        }
        return new SizesFile(file).read(lines);
    }

    private SortedMap<Relation, RelationSize> read(List<String> lines) {
        if (lines.isEmpty() || !CsvLine.values(lines.get(0)).equals(HEADER)) {
            throw wrong(1, "the first line names the columns: " + String.join(",", HEADER));
        }
        for (int line = 2; line <= lines.size(); line++) {
            String text = lines.get(line - 1);
            if (!text.isBlank()) {
                add(line, CsvLine.values(text));
            }
        }
        if (relations.isEmpty()) {
            throw wrong(lines.size(), "it names no table, so there is nothing to estimate from");
        }
        return relations;
    }

    private void add(int line, List<String> values) {
        if (values.size() != HEADER.size()) {
            throw wrong(line, "it has " + values.size() + " values, and not the four of " + String.join(",", HEADER));
        }
        Relation relation = new Relation(values.get(0), values.get(1));
        RelationSize size = new RelationSize(number(line, values, 2), number(line, values, 3));
        if (relations.put(relation, size) != null) {
            throw wrong(line, relation + " stands twice");
        }
    }

    private long number(int line, List<String> values, int column) {
        String text = values.get(column).strip();
        try {
            long number = new BigDecimal(text).longValueExact();
            if (number >= -1) {
                return number;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Said below.
        }
        throw wrong(
                line,
                "'" + text + "' is no number of " + HEADER.get(column)
                        + "; write a whole one, or -1 where nobody knows");
    }

    private MigrationException wrong(int line, String what) {
        return new MigrationException(file + ":" + line + ": " + what + ".");
    }
}
