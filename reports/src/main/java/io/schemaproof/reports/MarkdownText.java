package io.schemaproof.reports;

import io.schemaproof.base.Quantity;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationText;
import java.util.ArrayList;
import java.util.List;

/** A summary for a pull request: a table, what fails in full, and the rest folded away. */
final class MarkdownText {

    /** A comment of GitHub takes 65,536 characters; some room is left for what others add. */
    static final int LONGEST = 60_000;

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
        List<MigrationResult> told = verification.migrations().stream()
                .filter(result -> !result.findings().isEmpty())
                .toList();
        if (!told.isEmpty()) {
            text.append("\n| verdict | migration | errors | warnings | notes |\n|---|---|---|---|---|\n");
            told.forEach(result -> text.append("| ")
                    .append(result.verdict().word())
                    .append(" | ")
                    .append(cell(result.migration().displayName()))
                    .append(" | ")
                    .append(count(result, Severity.ERROR))
                    .append(" | ")
                    .append(count(result, Severity.WARNING))
                    .append(" | ")
                    .append(count(result, Severity.NOTE))
                    .append(" |\n"));
        }
        List<String> sections = new ArrayList<>();
        for (boolean failing : new boolean[] {true, false}) {
            told.stream()
                    .filter(result -> failing == (result.verdict() != MigrationVerdict.OK))
                    .map(result -> section(result, failing))
                    .forEach(sections::add);
        }
        for (int index = 0; index < sections.size(); index++) {
            if (text.length() + sections.get(index).length() > LONGEST) {
                text.append("\n… and the findings of ")
                        .append(sections.size() - index)
                        .append(sections.size() - index == 1 ? " more migration.\n" : " more migrations.\n");
                break;
            }
            text.append(sections.get(index));
        }
        return text.toString();
    }

    private static long count(MigrationResult result, Severity severity) {
        return result.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static String section(MigrationResult result, boolean open) {
        StringBuilder text =
                new StringBuilder("\n<details").append(open ? " open" : "").append("><summary>");
        text.append(html(result.verdict().word()))
                .append(": ")
                .append(html(result.migration().displayName()))
                .append("</summary>\n\n");
        for (Finding finding : result.findings()) {
            String fence = fence(VerificationText.finding(finding));
            text.append(fence)
                    .append("text\n")
                    .append(VerificationText.finding(finding))
                    .append('\n')
                    .append(fence)
                    .append("\n\n");
        }
        return text.append("</details>\n").toString();
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
