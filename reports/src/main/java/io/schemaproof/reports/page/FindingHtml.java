package io.schemaproof.reports.page;

import io.schemaproof.reports.picture.Markup;
import io.schemaproof.rule.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows a finding: what happened, where, and what to do. */
final class FindingHtml {

    private FindingHtml() {}

    /** @param link the anchor of its line in this page */
    static String of(Finding finding, Optional<String> link) {
        StringBuilder html = new StringBuilder("<div class=\"finding ")
                .append(finding.severity().word())
                .append("\"><p><span class=\"severity\">")
                .append(finding.severity().word())
                .append("</span> <code>")
                .append(Markup.escape(finding.rule()))
                .append("</code>");
        finding.object()
                .ifPresent(object ->
                        html.append(" · <code>").append(Markup.escape(object)).append("</code>"));
        finding.file().ifPresent(file -> html.append(" · ").append(place(finding, file, link)));
        html.append("</p>\n<p>").append(message(finding.message())).append("</p>\n");
        if (!finding.remedy().isBlank()) {
            html.append("<p><strong>Instead:</strong> ")
                    .append(Markup.escape(finding.remedy()))
                    .append("</p>\n");
        }
        Map<String, String> facts = finding.facts();
        if (!facts.isEmpty()) {
            html.append("<details><summary>figures</summary><table><tbody>\n");
            facts.forEach((name, value) -> html.append("<tr><th scope=\"row\">")
                    .append(Markup.escape(name))
                    .append("</th><td>")
                    .append(Markup.escape(value))
                    .append("</td></tr>\n"));
            html.append("</tbody></table></details>\n");
        }
        return html.append("</div>\n").toString();
    }

    /** Lines of a script, which are indented, in letters of one width, so that a caret stands below its place. */
    private static String message(String message) {
        return message.lines()
                .map(line -> line.startsWith("  ") && !line.isBlank()
                        ? "<code>" + Markup.escape(line) + "</code>"
                        : Markup.escape(line))
                .collect(Collectors.joining("\n"));
    }

    static String all(List<Finding> findings) {
        return findings.stream().map(finding -> of(finding, Optional.empty())).collect(Collectors.joining());
    }

    private static String place(Finding finding, String file, Optional<String> link) {
        String text = Markup.escape(file + (finding.line() > 0 ? ":" + finding.line() : ""));
        return link.map(anchor -> "<a href=\"#" + anchor + "\">" + text + "</a>")
                .orElse(text);
    }
}
