package io.schemaproof.verify.audit;

import io.schemaproof.base.Quantity;
import io.schemaproof.verify.result.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Put an audit into words, the same everywhere.
 *
 * @since 0.1
 */
public final class AuditText {

    private static final int LEAST_FILE = 16;
    private static final int LEAST_MADE = 12;

    /** Status, statements, failed and a little of what was made, with what separates them. */
    private static final int BESIDE_FILE = 12 + 2 + 2 + 10 + 2 + 6 + 2 + LEAST_MADE;

    private AuditText() {}

    /** Return all of it: the files that did not succeed with their failed statements, a table of all, the order, and the sum. */
    public static String of(AuditReport report) {
        return of(report, Integer.MAX_VALUE);
    }

    /**
     * Return the same with a table that is at most so wide, for a terminal: of names of files their ends are shown, since their folders are
     * often the same.
     *
     * @param columns characters on a line
     */
    public static String of(AuditReport report, int columns) {
        List<String> lines = new ArrayList<>();
        for (FileAudit file : report.files()) {
            if (file.status() != FileStatus.SUCCESS) {
                failures(file, lines);
            }
        }
        table(report, columns, lines);
        lines.add("");
        lines.add("before: " + report.before());
        lines.add("after:  " + report.after());
        lines.add("");
        order(report.order(), lines);
        lines.add("");
        lines.add(sum(report));
        return String.join("\n", lines);
    }

    /** Return what became of a file, with its failed statements and their causes. */
    public static String of(FileAudit file) {
        List<String> lines = new ArrayList<>();
        failures(file, lines);
        return String.join("\n", lines).strip();
    }

    /** Return which order would have worked, or what is known of that, and the sum. */
    public static String order(AuditReport report) {
        List<String> lines = new ArrayList<>();
        order(report.order(), lines);
        lines.add(sum(report));
        return String.join("\n", lines);
    }

    /** Return one line such as {@code 3 files: 1 success, 2 partial; 4 statements failed, 1 of them for a reason of its own, in 0.8 s}. */
    public static String sum(AuditReport report) {
        List<String> words = new ArrayList<>();
        for (FileStatus status : FileStatus.values()) {
            if (report.count(status) > 0) {
                words.add(report.count(status) + " " + status.word());
            }
        }
        List<FailedStatement> failures = report.failures();
        long roots = failures.stream().filter(FailedStatement::isRoot).count();
        boolean nothing = report.files().stream().allMatch(file -> file.statements() == 0);
        return Quantity.of(report.files().size(), "file") + ": " + String.join(", ", words)
                + (failures.isEmpty()
                        ? ""
                        : "; " + Quantity.of(failures.size(), "statement") + " failed, " + roots
                                + " of them for a reason of their own")
                + (nothing ? "; no statement was run, so nothing is shown" : "")
                + String.format(Locale.ROOT, ", in %.1f s", report.time().toMillis() / 1e3);
    }

    private static void failures(FileAudit file, List<String> lines) {
        lines.add(file.status().word().toUpperCase(Locale.ROOT) + "  " + file.file()
                + file.unknown().map(reason -> ": " + reason).orElse(""));
        for (FailedStatement failure : file.failures()) {
            lines.add(failure.report().indent(2).stripTrailing());
            lines.add("  " + (failure.isRoot() ? "cause: " : "follows: ")
                    + failure.cause().text());
        }
        lines.add("");
    }

    private static void table(AuditReport report, int columns, List<String> lines) {
        int longest = report.files().stream()
                .mapToInt(file -> file.file().length())
                .max()
                .orElse(0);
        int width = Math.min(longest, Math.max(LEAST_FILE, columns - BESIDE_FILE));
        lines.add(row("status", "file", width, "statements", "failed", "made"));
        for (FileAudit file : report.files()) {
            lines.add(row(
                    file.status().word(),
                    end(file.file(), width),
                    width,
                    String.valueOf(file.statements()),
                    String.valueOf(file.failures().size()),
                    begin(made(file.made()), columns - width - BESIDE_FILE + LEAST_MADE)));
        }
    }

    private static String end(String name, int length) {
        return name.length() <= length ? name : "…" + name.substring(name.length() - length + 1);
    }

    /** Nothing where there is no room for a word. */
    private static String begin(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return length < LEAST_MADE ? "" : text.substring(0, length - 1) + "…";
    }

    private static String row(String status, String file, int width, String statements, String failed, String made) {
        String format = "%-12s  %-" + Math.max(width, 4) + "s  %10s  %6s  %s";
        return String.format(Locale.ROOT, format, status, file, statements, failed, made)
                .stripTrailing();
    }

    private static String made(SortedMap<String, Integer> made) {
        return made.entrySet().stream()
                .map(entry -> Quantity.of(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static void order(WorkingOrder order, List<String> lines) {
        String title = switch (order.outcome()) {
            case GIVEN -> "The given order works.";
            case FOUND -> "This order works. " + order.reason();
            case NONE, NOT_FOUND ->
                order.reason() + (order.runs() > 0 ? " An order with few failures, as it was run:" : "");
        };
        lines.add(title);
        if (order.runs() == 0) {
            return;
        }
        int number = 0;
        for (String file : order.files()) {
            lines.add("  " + ++number + ". " + file);
        }
        remaining("Statements that fail in this order too:", order.remaining(), lines);
        if (!places(order.inEveryRun()).equals(places(order.remaining()))) {
            remaining("Statements that failed in every run of their file:", order.inEveryRun(), lines);
        }
    }

    private static Set<Place> places(List<FailedStatement> failures) {
        return failures.stream().map(FailedStatement::place).collect(Collectors.toSet());
    }

    private static void remaining(String title, List<FailedStatement> failures, List<String> lines) {
        if (!failures.isEmpty()) {
            lines.add(title);
            failures.forEach(failure -> lines.add("  " + failure.place() + " " + failure.sqlState() + " "
                    + failure.message() + ". " + failure.cause().text()));
        }
    }
}
