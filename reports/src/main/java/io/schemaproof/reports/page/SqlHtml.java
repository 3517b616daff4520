package io.schemaproof.reports.page;

import io.schemaproof.base.SqlSpan;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.reports.picture.Markup;
import io.schemaproof.rule.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows a script with the numbers of its lines, and what was found beside the lines where it was. */
public final class SqlHtml {

    private static final String MARKED = "<li class=\"marked\"";
    private static final int FEW = 8;

    private SqlHtml() {}

    /** Whether a finding is about a line of a script. */
    public static boolean isIn(Finding finding, Script script) {
        return finding.line() > 0
                && finding.file().filter(script.path()::equals).isPresent();
    }

    /**
     * Return a list of lines.
     *
     * @param anchor what the names of the lines begin with, unique in a page
     */
    public static String of(Script script, List<Finding> findings, String anchor, SqlMask mask) {
        return of(script, findings, Optional.of(anchor), mask);
    }

    /** Return a list of lines to which nothing leads, those that are marked first: what is attached is shown some lines high. */
    public static String plain(Script script, List<Finding> findings, SqlMask mask) {
        String all = of(script, findings, Optional.empty(), mask);
        List<String> marked =
                all.lines().filter(line -> line.startsWith(MARKED)).toList();
        return all.lines().count() <= FEW || marked.isEmpty()
                ? all
                : "<h2>marked</h2>\n<ol class=\"sql plain\">\n" + String.join("\n", marked) + "\n</ol>\n<h2>all</h2>\n"
                        + all;
    }

    private static String of(Script script, List<Finding> findings, Optional<String> anchor, SqlMask mask) {
        StringBuilder html =
                new StringBuilder(anchor.isPresent() ? "<ol class=\"sql\">\n" : "<ol class=\"sql plain\">\n");
        int number = script.firstLine();
        for (String line : coloured(mask.spans(script.text())).split("\n", -1)) {
            int now = number;
            List<Finding> here = findings.stream()
                    .filter(finding -> isIn(finding, script) && finding.line() == now)
                    .toList();
            html.append(here.isEmpty() ? "<li" : MARKED)
                    .append(anchor.map(begin -> linked(begin + now, now)).orElse(" value=\"" + now + "\">"))
                    .append(line);
            here.forEach(finding -> html.append("<span class=\"why\">▲ ")
                    .append(Markup.escape(finding.severity().word() + " " + finding.rule()))
                    .append("</span>"));
            html.append("</li>\n");
            number++;
        }
        return html.append("</ol>\n").toString();
    }

    private static String linked(String name, int number) {
        return " id=\"" + name + "\"><a href=\"#" + name + "\" aria-label=\"line " + number + "\">" + number + "</a>";
    }

    /** Each line has its own marks, so that they are closed where it ends. */
    private static String coloured(List<SqlSpan> spans) {
        StringBuilder html = new StringBuilder();
        for (SqlSpan span : spans) {
            String style = switch (span.kind()) {
                case COMMENT -> "comment";
                case LITERAL, NUMBER, DATA -> "literal";
                default -> "";
            };
            String text = Markup.escape(span.text().replace("\r", ""));
            html.append(
                    style.isEmpty()
                            ? text
                            : text.lines()
                                            .map(line -> "<span class=\"" + style + "\">" + line + "</span>")
                                            .collect(Collectors.joining("\n"))
                                    + (text.endsWith("\n") ? "\n" : ""));
        }
        return html.toString();
    }
}
