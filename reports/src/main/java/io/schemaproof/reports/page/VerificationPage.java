package io.schemaproof.reports.page;

import io.schemaproof.migration.SqlMask;
import io.schemaproof.reports.picture.HistoryPicture;
import io.schemaproof.reports.picture.Markup;
import io.schemaproof.verify.result.ChangedTables;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Shows a verification on one page: the verdict, what failed, and everything behind it unfolded on demand. */
public final class VerificationPage {

    /** Characters; what the checks of migrations that pass saw is left out beyond. */
    private static final int ROOM = 8_000_000;

    private VerificationPage() {}

    /**
     * Return the page.
     *
     * @param name of the folder, the same on every machine
     * @param runs the last verifications and this one, in their order
     */
    public static String of(Verification verification, String name, List<HistoryPicture.Run> runs, SqlMask mask) {
        learn(verification, mask);
        boolean passed = verification.passed() == verification.migrations().size();
        List<MigrationSection> sections = new ArrayList<>();
        for (MigrationResult result : verification.migrations()) {
            sections.add(new MigrationSection(result, sections.size() + 1, mask));
        }
        List<MigrationSection> ordered = Stream.concat(
                        sections.stream().filter(section -> !section.isOk()),
                        sections.stream().filter(MigrationSection::isOk))
                .toList();
        StringBuilder html = new StringBuilder(
                        "<a class=\"skip\" href=\"#migrations\">To the migrations</a>\n<header>\n<h1>Schemaproof: ")
                .append(passed ? "passed" : "failed")
                .append("</h1>\n<p>")
                .append(Markup.escape(VerificationText.sum(verification)))
                .append(".</p>\n<p class=\"quiet\">")
                .append(Markup.escape(name + " (" + verification.folder().convention() + "), on PostgreSQL "
                        + verification.serverVersion() + " (" + verification.provider() + "), with Schemaproof "
                        + verification.tool()))
                .append(".</p>\n</header>\n<main>\n<h2 id=\"migrations\" tabindex=\"-1\">Migrations</h2>\n")
                .append(filter(passed))
                .append(
                        "<div class=\"wide\" role=\"region\" aria-label=\"Migrations\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">verdict</th><th scope=\"col\">migration</th><th scope=\"col\" class=\"number\">up ms</th>")
                .append(
                        "<th scope=\"col\" class=\"number\">down ms</th><th scope=\"col\" class=\"number\">again ms</th>")
                .append("<th scope=\"col\" class=\"number\">findings</th></tr></thead><tbody>\n");
        ordered.forEach(section -> html.append(section.row()));
        html.append("</tbody></table></div>\n");
        if (runs.size() > 1) {
            html.append("<h2>History</h2>\n<div class=\"picture\" tabindex=\"0\">")
                    .append(HistoryPicture.of(runs).inline())
                    .append("</div>\n");
        }
        html.append("<h2>What was found and seen</h2>\n");
        for (MigrationSection section : ordered) {
            html.append(section.html(!section.isOk() || html.length() < ROOM));
        }
        html.append("</main>\n").append(History.of(name, runs).element());
        return Document.of("Schemaproof: " + (passed ? "passed" : "failed") + ", " + name, html.toString());
    }

    /** Which tables have sensitive columns later migrations may tell, and earlier ones hold values of. */
    private static void learn(Verification verification, SqlMask mask) {
        verification.migrations().stream()
                .flatMap(result -> result.checks().stream())
                .flatMap(check -> check.evidence().stream())
                .filter(Evidence.SchemaChange.class::isInstance)
                .forEach(evidence -> ChangedTables.learn(mask, ((Evidence.SchemaChange) evidence).diff()));
    }

    private static String filter(boolean passed) {
        return passed
                ? ""
                : "<fieldset><legend>Show</legend><label><input type=\"radio\" name=\"shown\" id=\"all\" checked> all</label>"
                        + "<label><input type=\"radio\" name=\"shown\" id=\"only-failed\"> only what did not pass</label></fieldset>\n";
    }

    static String millis(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.1f", value.getAsDouble()) : "–";
    }
}
