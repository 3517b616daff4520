package io.schemaproof.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.ReportException;
import io.schemaproof.verify.result.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2030-01-31T12:30:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private String report(Verification verification) throws IOException {
        Path file = folder.resolve("out/report.html");
        HtmlReport report = new HtmlReport(CLOCK);
        report.started(
                verification.folder(), Configuration.of(Map.of(ConfigurationParameters.REPORT_HTML, file.toString())));
        report.finished(verification);
        return Files.readString(file);
    }

    private static Verification withEvidence() {
        MigrationResult failed = Samples.LEAVES_TRACE;
        CheckResult check = new CheckResult(
                failed.migration(), "up", false, failed.findings(), Map.of("<b>", "&"), EvidenceSamples.all());
        MigrationResult result = new MigrationResult(
                failed.migration(),
                failed.verdict(),
                failed.up(),
                failed.down(),
                failed.reup(),
                failed.findings(),
                List.of(check));
        return new Verification(
                "0.1.0",
                "17.11",
                "embedded",
                Samples.FOLDER,
                List.of(Samples.PASSED, result),
                Samples.VERIFICATION.time());
    }

    @Test
    void the_verdict_stands_on_top_and_failures_before_what_passed() throws IOException {
        String page = report(Samples.VERIFICATION);

        assertThat(page)
                .contains(
                        "<h1>Schemaproof: failed</h1>",
                        "db/migration (golang-migrate), on PostgreSQL 17.11 (embedded)");
        assertThat(page.indexOf("leaves-trace</span></td>")).isPositive().isLessThan(page.indexOf("ok</span></td>"));
        assertThat(page)
                .contains(
                        "Type public.order_state is still there after the down – “état”.",
                        "Add DROP TYPE order_state.");
    }

    @Test
    void nothing_is_asked_for_from_elsewhere_and_no_script_runs() throws IOException {
        String page = report(withEvidence());

        assertThat(page)
                .contains("Content-Security-Policy\" content=\"default-src 'none'")
                .doesNotContain("http://", "https://", "<script", "<iframe", "@import", "src=")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    @Test
    void no_value_of_a_sensitive_column_is_shown() throws IOException {
        assertThat(report(withEvidence()))
                .doesNotContain(EvidenceSamples.SECRET)
                .contains("***");
    }

    @Test
    void each_link_leads_to_a_place_of_the_page_and_each_place_is_there_once() throws IOException {
        String page = report(withEvidence());
        List<String> ids = all(page, " id=\"([^\"]*)\"");

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(all(page, " href=\"#([^\"]*)\"")).isNotEmpty().isSubsetOf(ids);
        assertThat(new TreeSet<>(all(page, "<h(\\d)"))).containsExactly("1", "2", "3");
    }

    @Test
    void the_page_that_was_there_hands_its_history_on_unless_it_is_of_another_folder() throws IOException {
        assertThat(report(Samples.VERIFICATION)).doesNotContain("<h2>History</h2>");
        assertThat(report(Samples.VERIFICATION))
                .contains(
                        "<h2>History</h2>",
                        "2030-01-31 12:30: 1 passed, 2 failed, 1 undecided; 2030-01-31 12:30: 1 passed");
        MigrationFolder other =
                new MigrationFolder(Path.of("elsewhere"), "flyway", Samples.FOLDER.migrations(), List.of());

        assertThat(report(new Verification(
                        "0.1.0", "17.11", "embedded", other, List.of(Samples.PASSED), Samples.VERIFICATION.time())))
                .contains("<h1>Schemaproof: passed</h1>")
                .doesNotContain("<h2>History</h2>");
    }

    @Test
    void says_what_is_in_the_way_of_the_file() throws IOException {
        Files.writeString(folder.resolve("out"), "");

        assertThatThrownBy(() -> report(Samples.VERIFICATION))
                .isInstanceOf(ReportException.class)
                .hasMessageStartingWith("Cannot write the report " + folder.resolve("out/report.html") + ": ");
    }

    private static List<String> all(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        return matcher.results().map(found -> found.group(1)).toList();
    }
}
