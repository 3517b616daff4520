package io.schemaproof.reports.page;

import io.schemaproof.base.Quantity;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.reports.picture.Markup;
import io.schemaproof.reports.picture.Picture;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows one migration: what was found, what each check measured and saw, and its SQL. */
final class MigrationSection {

    private final MigrationResult result;
    private final String id;
    private final SqlMask mask;
    private final List<Script> scripts;

    /** @param number counted from 1, in order of application */
    MigrationSection(MigrationResult result, int number, SqlMask mask) {
        this.result = result;
        this.id = "m" + number;
        this.mask = mask;
        this.scripts = Stream.concat(Stream.of(result.migration().up()), result.migration().down().stream())
                .toList();
    }

    static String style(MigrationVerdict verdict) {
        return switch (verdict) {
            case OK -> "ok";
            case INCONCLUSIVE -> "warn";
            default -> "bad";
        };
    }

    static String verdict(MigrationVerdict verdict) {
        return "<span class=\"verdict " + style(verdict) + "\">" + verdict.word() + "</span>";
    }

    boolean isOk() {
        return result.verdict() == MigrationVerdict.OK;
    }

    /** A row of the table on top. */
    String row() {
        return "<tr class=\"is-" + style(result.verdict()) + "\"><td>" + verdict(result.verdict())
                + "</td><td><a href=\"#" + id
                + "\">" + Markup.escape(result.migration().displayName()) + "</a></td><td class=\"number\">"
                + VerificationPage.millis(result.up()) + "</td><td class=\"number\">"
                + VerificationPage.millis(result.down())
                + "</td><td class=\"number\">" + VerificationPage.millis(result.reup()) + "</td><td class=\"number\">"
                + result.findings().size() + "</td></tr>\n";
    }

    /** @param pictures whether there is room for what the checks saw */
    String html(boolean pictures) {
        StringBuilder html = new StringBuilder("<section class=\"migration is-" + style(result.verdict())
                + "\" aria-labelledby=\"" + id + "\">\n" + verdict(result.verdict()) + " <h3 id=\"" + id + "\">"
                + Markup.escape(result.migration().displayName()) + "</h3>\n");
        result.findings().forEach(finding -> html.append(FindingHtml.of(finding, anchor(finding))));
        html.append(checks());
        if (pictures) {
            result.checks()
                    .forEach(check -> check.evidence().forEach(evidence -> html.append(evidence(check, evidence))));
        } else if (result.checks().stream().anyMatch(check -> !check.evidence().isEmpty())) {
            html.append("<p class=\"quiet\">What the checks saw is left out here, to keep this page small.</p>\n");
        }
        for (int index = 0; index < scripts.size(); index++) {
            html.append(sql(scripts.get(index), index == 0 ? "up" : "down"));
        }
        return html.append("</section>\n").toString();
    }

    private String checks() {
        if (result.checks().isEmpty()) {
            return "";
        }
        return "<details><summary>" + Quantity.of(result.checks().size(), "check")
                + "</summary><table><thead><tr><th scope=\"col\">check</th>"
                + "<th scope=\"col\">outcome</th><th scope=\"col\">figures</th></tr></thead><tbody>\n"
                + result.checks().stream().map(this::check).collect(Collectors.joining())
                + "</tbody></table></details>\n";
    }

    private String check(CheckResult check) {
        String figures = new TreeMap<>(check.figures())
                .entrySet().stream()
                        .map(figure -> figure.getKey() + ": " + figure.getValue())
                        .collect(Collectors.joining("; "));
        return "<tr><td>" + Markup.escape(check.check()) + "</td><td>" + (check.passed() ? "passed" : "found something")
                + "</td><td>" + Markup.escape(figures) + "</td></tr>\n";
    }

    private String evidence(CheckResult check, Evidence evidence) {
        Optional<Picture> picture = EvidenceHtml.picture(evidence, mask);
        String details = EvidenceHtml.details(evidence, mask);
        if (picture.isEmpty() && details.isEmpty()) {
            return "";
        }
        return "<details" + (check.passed() ? "" : " open") + "><summary>"
                + Markup.escape(check.check() + ": " + evidence.title()) + "</summary>\n"
                + picture.map(drawn -> "<div class=\"picture\" tabindex=\"0\">" + drawn.inline() + "</div>\n")
                        .orElse("")
                + (picture.isPresent() && !details.isEmpty()
                        ? "<details><summary>the same in words and figures</summary>\n" + details + "</details>\n"
                        : details)
                + "</details>\n";
    }

    private String sql(Script script, String direction) {
        boolean marked = result.findings().stream().anyMatch(finding -> SqlHtml.isIn(finding, script));
        return "<details" + (marked ? " open" : "") + "><summary>SQL of the " + direction + ", "
                + Markup.escape(script.path()) + "</summary>\n"
                + SqlHtml.of(script, result.findings(), id + direction, mask) + "</details>\n";
    }

    private Optional<String> anchor(Finding finding) {
        for (int index = 0; index < scripts.size(); index++) {
            Script script = scripts.get(index);
            long last = script.firstLine()
                    + script.text().chars().filter(c -> c == '\n').count();
            if (SqlHtml.isIn(finding, script) && finding.line() >= script.firstLine() && finding.line() <= last) {
                return Optional.of(id + (index == 0 ? "up" : "down") + finding.line());
            }
        }
        return Optional.empty();
    }
}
