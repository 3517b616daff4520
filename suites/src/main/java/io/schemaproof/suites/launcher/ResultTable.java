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

    private static final int DESCRIPTION = 2;
    private static final int LEAST_DESCRIPTION = 8;

    private final List<List<String>> rows = new ArrayList<>();
    private final List<MigrationResult> results;

    ResultTable(List<MigrationResult> results) {
        this.results = results;
        rows.add(HEAD);
        for (MigrationResult result : results) {
            rows.add(List.of(
                    result.verdict().word(),
                    result.migration().version(),
                    cut(result.migration().description(), LONGEST_DESCRIPTION),
                    millis(result.up()),
                    millis(result.down()),
                    millis(result.reup())));
        }
    }

    /** @param width characters on a line; descriptions are cut where there are fewer than the table wants */
    void print(PrintWriter out, Colours colours, int width) {
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        int all = 2 * (widths.length - 1);
        for (int each : widths) {
            all += each;
        }
        int description = Math.max(LEAST_DESCRIPTION, widths[DESCRIPTION] - Math.max(0, all - width));
        widths[DESCRIPTION] = Math.min(widths[DESCRIPTION], description);
        for (int index = 0; index < rows.size(); index++) {
            List<String> row = rows.get(index);
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = column == DESCRIPTION ? cut(row.get(column), widths[column]) : row.get(column);
                String gap = " ".repeat(widths[column] - cell.length());
                String shown = column == 0 && index > 0
                        ? colours.of(results.get(index - 1).verdict(), cell)
                        : cell;
                line.append(column < FIRST_NUMBER ? shown + gap : gap + shown).append("  ");
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    private static String millis(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.1f", value.getAsDouble()) : "-";
    }
}
