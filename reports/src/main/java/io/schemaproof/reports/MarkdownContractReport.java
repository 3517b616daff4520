package io.schemaproof.reports;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.verify.contract.ContractListener;
import io.schemaproof.verify.contract.ContractOutcome;
import io.schemaproof.verify.contract.ContractReport;
import io.schemaproof.verify.contract.ContractText;
import io.schemaproof.verify.contract.ContractVerdict;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Write what became of a contract in Markdown into the file that {@value ConfigurationParameters#REPORT_MARKDOWN} names; do nothing
 * where it names none.
 *
 * @since 0.1
 */
public final class MarkdownContractReport implements ContractListener {

    /** Called by {@link java.util.ServiceLoader}. */
    public MarkdownContractReport() {}

    /** Nothing is left half written. */
    @Override
    public void finished(ContractReport report, Configuration configuration) {
        JsonReport.path(configuration, ConfigurationParameters.REPORT_MARKDOWN)
                .ifPresent(target -> JsonReport.write(target, text(report).getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(ContractReport report) {
        StringBuilder text = new StringBuilder();
        text.append("## Schemaproof: contract ")
                .append(report.passed() ? "kept" : "not kept")
                .append("\n\n")
                .append(MarkdownText.html(ContractText.sum(report)))
                .append(", against ")
                .append(MarkdownText.html(report.subject()))
                .append(", on PostgreSQL ")
                .append(report.serverVersion())
                .append(".\n");
        List<ContractOutcome> told = report.outcomes().stream()
                .filter(outcome -> outcome.verdict() != ContractVerdict.PASSED)
                .toList();
        if (!told.isEmpty()) {
            text.append("\n| verdict | check | line |\n|---|---|---|\n");
            text.append(MarkdownText.rows(
                    told.stream()
                            .map(outcome -> "| " + outcome.verdict().word() + " | " + MarkdownText.cell(outcome.check())
                                    + " | " + outcome.line() + " |\n")
                            .toList(),
                    "check"));
        }
        for (int index = 0; index < told.size(); index++) {
            String section = section(told.get(index));
            if (text.length() + section.length() > MarkdownText.LONGEST) {
                text.append("\n… and the messages of ")
                        .append(told.size() - index)
                        .append(told.size() - index == 1 ? " more check.\n" : " more checks.\n");
                break;
            }
            text.append(section);
        }
        return text.toString();
    }

    private static String section(ContractOutcome outcome) {
        String fence = MarkdownText.fence(outcome.message());
        return "\n<details open><summary>" + outcome.verdict().word() + ": " + MarkdownText.html(outcome.check())
                + "</summary>\n\n" + fence + "text\n" + outcome.message() + "\n" + fence + "\n\n</details>\n";
    }
}
