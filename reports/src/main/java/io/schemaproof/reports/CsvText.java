package io.schemaproof.reports;

import io.schemaproof.verify.result.Evidence;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as CSV, as RFC 4180 has it; NULL is spelt. */
final class CsvText {

    private CsvText() {}

    static String of(Evidence.Rows rows) {
        return line(rows.columns()) + rows.rows().stream().map(CsvText::line).collect(Collectors.joining());
    }

    private static String line(List<? extends @Nullable String> values) {
        return values.stream().map(CsvText::cell).collect(Collectors.joining(",", "", "\n"));
    }

    private static String cell(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        boolean quoted = value.isEmpty() || value.matches("(?s).*[\",\\r\\n].*") || value.equals("NULL");
        return quoted ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
