package io.schemaproof.suites.launcher;

import io.schemaproof.verify.result.MigrationResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A row for each migration: verdict, version, description, and milliseconds of up, down and second up. */
final class ResultTable {

    private static final List<String> HEAD =
            List.of("verdict", "version", "description", "up ms", "down ms", "again ms");
    private static final int LONGEST_DESCRIPTION = 48;
    private static final int FIRST_NUMBER = 3;

    private final List<List<String>> rows = new ArrayList<>();

    ResultTable(List<MigrationResult> results) {
        rows.add(HEAD);
        for (MigrationResult result : results) {
            rows.add(List.of(
                    result.verdict().word(),
                    result.migration().version(),
                    cut(result.migration().description()),
                    millis(result.up()),
                    millis(result.down()),
                    millis(result.reup())));
        }
    }

    void print(PrintWriter out) {
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = row.get(column);
                String gap = " ".repeat(widths[column] - cell.length());
                line.append(column < FIRST_NUMBER ? cell + gap : gap + cell).append("  ");
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_DESCRIPTION ? text : text.substring(0, LONGEST_DESCRIPTION - 1) + "…";
    }

    private static String millis(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.1f", value.getAsDouble()) : "-";
    }
}
