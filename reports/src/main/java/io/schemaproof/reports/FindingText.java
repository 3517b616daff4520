package io.schemaproof.reports;

import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Findings as plain text: three lines for the eye, and all of it for an attachment. */
final class FindingText {

    private static final int LINE = 240;

    private FindingText() {}

    /** At most three lines: what happened, where, and what to do. */
    static String headline(String title, List<Finding> findings) {
        if (findings.isEmpty()) {
            return title;
        }
        Finding first = findings.get(0);
        List<String> lines = new ArrayList<>();
        lines.add(title + ": " + oneLine(sentence(first.message())));
        List<String> where = new ArrayList<>();
        place(first).ifPresent(where::add);
        first.object().ifPresent(where::add);
        where.add(first.rule());
        if (findings.size() > 1) {
            where.add(findings.size() == 2 ? "1 more finding" : findings.size() - 1 + " more findings");
        }
        lines.add(oneLine(String.join(" · ", where)));
        if (!first.remedy().isBlank()) {
            lines.add(oneLine(first.remedy()));
        }
        return String.join("\n", lines);
    }

    /** The first line, and what it announces; lines of a script with a caret are for where they stay lines. */
    private static String sentence(String message) {
        String text = message.strip();
        int end = text.indexOf('\n');
        return end < 0 || text.charAt(end - 1) == ':' ? text : text.substring(0, end);
    }

    /** Every finding with all it says. */
    static String all(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append(finding.severity().word().toUpperCase(Locale.ROOT))
                    .append(' ')
                    .append(finding.rule())
                    .append('\n');
            line(text, "where", place(finding).orElse(""));
            line(text, "object", finding.object().orElse(""));
            line(text, "what", finding.message());
            line(text, "remedy", finding.remedy());
            finding.facts().forEach((key, value) -> line(text, key, value));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        if (!value.isBlank()) {
            text.append("  ")
                    .append(key)
                    .append(": ")
                    .append(value.strip().replace("\n", "\n    "))
                    .append('\n');
        }
    }

    private static Optional<String> place(Finding finding) {
        return finding.file().map(file -> finding.line() == 0 ? file : file + ":" + finding.line());
    }

    private static String oneLine(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LINE ? line : line.substring(0, LINE - 1) + "…";
    }
}
