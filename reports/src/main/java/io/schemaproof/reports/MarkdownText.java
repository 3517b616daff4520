package io.schemaproof.reports;

import io.schemaproof.base.Quantity;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A summary for a pull request: a table, what fails in full, and the rest folded away. */
final class MarkdownText {

    /** A comment of GitHub takes 65,536 characters; some room is left for what others add. */
    static final int LONGEST = 60_000;

    /** So that a table of very many leaves room for what is said of the first of them. */
    private static final int LONGEST_TABLE = 20_000;

    /** For how many findings are left out, and the end of a section. */
    private static final int END = 100;

    private MarkdownText() {}

    static String of(Verification verification) {
        if (verification.migrations().isEmpty()) {
            return "## Schemaproof: passed\n\nNo migration has changed: there is nothing to check.\n";
        }
        StringBuilder text = new StringBuilder();
        boolean passed = verification.passed() == verification.migrations().size();
        long warnings = verification.migrations().stream()
                .mapToLong(result -> count(result, Severity.WARNING))
                .sum();
        // Whether warnings count, the launcher's --fail-on says.
        text.append("## Schemaproof: ")
                .append(passed ? "passed" : "failed")
                .append(passed && warnings > 0 ? ", with " + Quantity.of(warnings, "warning") : "")
                .append("\n\n");
        text.append(VerificationText.sum(verification))
                .append(", on PostgreSQL ")
                .append(verification.serverVersion())
                .append(".\n");
        List<MigrationResult> told = failuresFirst(verification);
        if (!told.isEmpty()) {
            text.append("\n| verdict | migration | errors | warnings | notes |\n|---|---|---|---|---|\n");
            text.append(rows(told.stream().map(MarkdownText::row).toList(), "migration"));
        }
        int untold = 0;
        for (MigrationResult result : told) {
            Optional<String> section = section(result, LONGEST - text.length());
            section.ifPresent(text::append);
            untold += section.isEmpty() ? 1 : 0;
        }
        if (untold > 0) {
            text.append("\n… and the findings of ")
                    .append(Quantity.of(untold, "more migration"))
                    .append(".\n");
        }
        return text.toString();
    }

    private static List<MigrationResult> failuresFirst(Verification verification) {
        return verification.migrations().stream()
                .filter(result -> !result.findings().isEmpty())
                .sorted(Comparator.comparing(result -> result.verdict() == MigrationVerdict.OK))
                .toList();
    }

    private static String row(MigrationResult result) {
        return "| " + result.verdict().word() + " | "
                + cell(result.migration().displayName()) + " | " + count(result, Severity.ERROR) + " | "
                + count(result, Severity.WARNING) + " | " + count(result, Severity.NOTE) + " |\n";
    }

    /** The rows of a table for which there is room, and how many are left out. */
    static String rows(List<String> rows, String what) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        while (shown < rows.size() && text.length() + rows.get(shown).length() <= LONGEST_TABLE) {
            text.append(rows.get(shown++));
        }
        return shown == rows.size()
                ? text.toString()
                : text + "\n… and " + Quantity.of(rows.size() - shown, "more " + what) + ".\n";
    }

    private static long count(MigrationResult result, Severity severity) {
        return result.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** What of a migration's findings there is room for, unfolded where it did not pass; empty if there is none for any. */
    private static Optional<String> section(MigrationResult result, int room) {
        String open = result.verdict() == MigrationVerdict.OK ? "" : " open";
        String begin = "\n<details" + open + "><summary>"
                + html(result.verdict().word()) + ": " + html(result.migration().displayName()) + "</summary>\n\n";
        StringBuilder text = new StringBuilder(begin);
        int left = 0;
        for (Finding finding : result.findings()) {
            String words = VerificationText.finding(finding);
            String fence = fence(words);
            String block = fence + "text\n" + words + "\n" + fence + "\n\n";
            if (text.length() + block.length() + END <= room) {
                text.append(block);
            } else {
                left++;
            }
        }
        if (text.length() == begin.length()) {
            return Optional.empty();
        }
        if (left > 0) {
            text.append("… and ").append(Quantity.of(left, "more finding")).append(".\n\n");
        }
        return Optional.of(text.append("</details>\n").toString());
    }

    /** Longer than any row of backticks in the text, which would end it. */
    static String fence(String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence;
    }

    static String cell(String text) {
        return html(text).replace("|", "\\|").replace("\n", " ");
    }

    static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("`", "&#96;");
    }
}
