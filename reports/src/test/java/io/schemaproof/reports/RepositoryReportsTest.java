package io.schemaproof.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports that services of repositories read. The repository begins at the temporary folder. */
class RepositoryReportsTest {

    private static final Finding WAIVED = new Finding(
            "waiver.used",
            Severity.NOTE,
            Optional.of("public.orders"),
            Optional.of("sub/2_create_orders.up.sql"),
            4,
            "Allowed in x.sql:1, because few rows: safety.blocking-work. Takes SHARE",
            "",
            Map.of("rule", "safety.blocking-work", "severity", "error"));

    private static final Finding KNOWN = new Finding(
            "baseline.known",
            Severity.NOTE,
            Optional.empty(),
            Optional.of("sub/a b|ü.sql"),
            0,
            "Known by the baseline: data.assumes. <b>\n```more```",
            "Write\nthis.",
            Map.of("rule", "data.assumes", "severity", "warning"));

    @TempDir
    private Path root;

    private Verification verification;

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectories(root.resolve(".git"));
        verification = verification(List.of(Samples.TRACE, Samples.TRACE, Samples.ORDER_NOTE, WAIVED, KNOWN));
    }

    private Verification verification(List<Finding> findings) {
        MigrationFolder folder = new MigrationFolder(
                root.resolve("db/migration"), "golang-migrate", List.of(Samples.CUSTOMERS, Samples.ORDERS), List.of());
        MigrationResult orders = new MigrationResult(
                Samples.ORDERS,
                MigrationVerdict.LEAVES_TRACE,
                Samples.PASSED.up(),
                Samples.PASSED.down(),
                Samples.PASSED.reup(),
                findings);
        MigrationResult customers = new MigrationResult(
                Samples.CUSTOMERS,
                MigrationVerdict.OK,
                Samples.PASSED.up(),
                Samples.PASSED.down(),
                Samples.PASSED.reup(),
                List.of());
        return new Verification(
                "0.1.0", "17.11", "embedded", folder, List.of(customers, orders), Duration.ofMillis(2345));
    }

    private String report(VerificationListener report, String key) throws IOException {
        Path file = root.resolve("out/report");
        report.started(verification.folder(), Configuration.of(Map.of(key, file.toString())));
        report.finished(verification);
        return Files.readString(file);
    }

    private JsonNode sarif() throws IOException {
        return new ObjectMapper().readTree(report(new SarifReport(), ConfigurationParameters.REPORT_SARIF));
    }

    @Test
    void sarif_says_rule_place_and_text_of_each_finding() throws IOException {
        JsonNode run = sarif().at("/runs/0");

        assertThat(run.at("/tool/driver/name").asText()).isEqualTo("Schemaproof");
        JsonNode trace = run.at("/results/0");
        assertThat(trace.at("/ruleId").asText()).isEqualTo("roundtrip.leaves-trace");
        assertThat(trace.at("/level").asText()).isEqualTo("error");
        assertThat(trace.at("/message/text").asText())
                .isEqualTo(Samples.TRACE.message() + "\n\nInstead: Add DROP TYPE order_state.");
        assertThat(trace.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("db/migration/sub/2_create_orders.down.sql");
        assertThat(trace.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(3);
        assertThat(trace.at("/locations/0/logicalLocations/0/fullyQualifiedName")
                        .asText())
                .isEqualTo("public.order_state");
        assertThat(trace.at("/properties/sqlstate").asText()).isEqualTo("42601");
        assertThat(run.at("/results/2/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("db/migration/sub/2_create_orders.up.sql");
    }

    @Test
    void what_is_accepted_is_suppressed_under_its_own_rule() throws IOException {
        JsonNode run = sarif().at("/runs/0");

        JsonNode waived = run.at("/results/3");
        assertThat(waived.at("/ruleId").asText()).isEqualTo("safety.blocking-work");
        assertThat(waived.at("/level").asText()).isEqualTo("error");
        assertThat(waived.at("/suppressions/0/kind").asText()).isEqualTo("inSource");
        assertThat(waived.at("/suppressions/0/justification").asText()).contains("because few rows");
        assertThat(run.at("/results/4/suppressions/0/kind").asText()).isEqualTo("external");
        assertThat(run.at("/results/4/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("db/migration/sub/a%20b%7C%C3%BC.sql");
        assertThat(run.at("/results/0").has("suppressions")).isFalse();
    }

    @Test
    void sarif_has_the_form_that_its_schema_asks_for() throws IOException {
        JsonNode log = sarif();

        assertThat(PublishedForm.SARIF.errors(log)).isEmpty();
        assertThat(log.at("/runs/0/results")).hasSize(5);
        // What no schema can say.
        List<String> ids = log.at("/runs/0/tool/driver/rules").findValuesAsText("id");
        assertThat(ids).doesNotHaveDuplicates().isNotEmpty();
        assertThat(log.at("/runs/0/results")).allSatisfy(result -> {
            assertThat(ids.get(result.get("ruleIndex").asInt()))
                    .isEqualTo(result.get("ruleId").asText());
            assertThat(result.at("/message/text").asText()).isNotEmpty();
        });
        verification = verification(List.of());
        assertThat(PublishedForm.SARIF.errors(sarif())).isEmpty();
    }

    @Test
    void a_log_of_another_form_is_refused_by_the_schema() throws IOException {
        JsonNode log = sarif();
        ((ObjectNode) log.at("/runs/0/results/0")).put("level", "fatal");
        ((ObjectNode) log.at("/runs/0/results/1/locations/0/physicalLocation/artifactLocation")).put("uri", "a b");
        ((ObjectNode) log.at("/runs/0/results/2")).put("file", "x.sql");
        ((ObjectNode) log.at("/runs/0/results/3")).remove("message");

        assertThat(PublishedForm.SARIF.errors(log))
                .hasSize(4)
                .anySatisfy(error -> assertThat(error).contains("level"))
                .anySatisfy(error -> assertThat(error).contains("uri-reference"))
                .anySatisfy(error -> assertThat(error).contains("'file'"))
                .anySatisfy(error -> assertThat(error).contains("'message'"));
    }

    @Test
    void gitlab_gets_a_list_with_a_fingerprint_of_its_own_for_each_finding() throws IOException {
        JsonNode list = new ObjectMapper().readTree(report(new GitLabReport(), ConfigurationParameters.REPORT_GITLAB));

        assertThat(PublishedForm.GITLAB.errors(list)).isEmpty();
        assertThat(list).hasSize(5);
        assertThat(list.get(0).get("description").asText()).isEqualTo(Samples.TRACE.message());
        assertThat(list.get(0).get("check_name").asText()).isEqualTo("roundtrip.leaves-trace");
        assertThat(list.get(0).get("severity").asText()).isEqualTo("critical");
        assertThat(list.get(0).at("/location/path").asText()).isEqualTo("db/migration/sub/2_create_orders.down.sql");
        assertThat(list.get(0).at("/location/lines/begin").asInt()).isEqualTo(3);
        assertThat(list.get(2).at("/location/lines/begin").asInt()).isEqualTo(1);
        assertThat(list.get(3).get("severity").asText()).isEqualTo("info");
        assertThat(list.findValuesAsText("fingerprint")).doesNotHaveDuplicates().allMatch(text -> text.length() == 32);
        String first = list.get(0).get("fingerprint").asText();
        verification = verification(List.of(Samples.TRACE));
        assertThat(new ObjectMapper()
                        .readTree(report(new GitLabReport(), ConfigurationParameters.REPORT_GITLAB))
                        .get(0)
                        .get("fingerprint")
                        .asText())
                .isEqualTo(first);
    }

    @Test
    void a_list_of_another_form_is_none_for_gitlab() throws IOException {
        JsonNode list = new ObjectMapper().readTree(report(new GitLabReport(), ConfigurationParameters.REPORT_GITLAB));
        ((ObjectNode) list.get(0)).put("severity", "error");
        ((ObjectNode) list.get(1).get("location")).put("path", "./db/x.sql");
        ((ObjectNode) list.get(2).at("/location/lines")).put("begin", 0);

        assertThat(PublishedForm.GITLAB.errors(list))
                .hasSize(3)
                .anySatisfy(error -> assertThat(error).contains("/0/severity"))
                .anySatisfy(error -> assertThat(error).contains("/1/location/path"))
                .anySatisfy(error -> assertThat(error).contains("/2/location/lines/begin"));
    }

    @Test
    void markdown_has_a_table_and_the_findings_and_ends_before_it_is_too_long() throws IOException {
        String text = report(new MarkdownReport(), ConfigurationParameters.REPORT_MARKDOWN);

        assertThat(text)
                .startsWith(
                        "## Schemaproof: failed\n\n2 migrations: 1 ok, 1 leaves-trace, in 2.3 s, on PostgreSQL 17.11.\n")
                .contains("| leaves-trace | 2 create orders | 2 | 0 | 3 |")
                .contains("<details open><summary>leaves-trace: 2 create orders</summary>")
                .contains("````text\nsub/a b|ü.sql  note baseline.known")
                .doesNotContain("create customers");

        verification = verification(
                IntStream.range(0, 500).mapToObj(index -> Samples.TRACE).toList());
        assertThat(report(new MarkdownReport(), ConfigurationParameters.REPORT_MARKDOWN))
                .hasSizeBetween(50_000, 65_536)
                .contains("error roundtrip.leaves-trace")
                .containsPattern("```\n\n… and \\d+ more findings\\.\n\n</details>\n$");
        verification = verification(List.of());
        assertThat(report(new MarkdownReport(), ConfigurationParameters.REPORT_MARKDOWN))
                .doesNotContain("details", "| verdict |");
    }

    @Test
    void markdown_of_very_many_migrations_tells_of_those_that_fail_first() throws IOException {
        String name = "a long description ".repeat(5);
        verification = new Verification(
                "0.1.0",
                "17.11",
                "embedded",
                verification.folder(),
                IntStream.rangeClosed(1, 1000)
                        .mapToObj(index -> new MigrationResult(
                                new Migration(
                                        String.valueOf(index),
                                        name,
                                        Samples.ORDERS.up(),
                                        Samples.ORDERS.down(),
                                        false,
                                        Optional.empty()),
                                index < 1000 ? MigrationVerdict.OK : MigrationVerdict.LEAVES_TRACE,
                                Samples.PASSED.up(),
                                Samples.PASSED.down(),
                                Samples.PASSED.reup(),
                                List.of(index < 1000 ? KNOWN : Samples.TRACE)))
                        .toList(),
                Duration.ofSeconds(3));

        assertThat(report(new MarkdownReport(), ConfigurationParameters.REPORT_MARKDOWN))
                .hasSizeBetween(50_000, 65_536)
                .contains("|---|---|---|---|---|\n| leaves-trace | 1000 ")
                .containsPattern(" \\|\n\n… and \\d+ more migrations\\.\n\n<details open><summary>leaves-trace: 1000 ")
                .containsPattern("</details>\n\n… and the findings of \\d+ more migrations\\.\n$");
    }

    @Test
    void they_are_found_on_the_class_path_and_write_nothing_unless_asked() {
        assertThat(ServiceLoader.load(VerificationListener.class))
                .hasAtLeastOneElementOfType(SarifReport.class)
                .hasAtLeastOneElementOfType(GitLabReport.class)
                .hasAtLeastOneElementOfType(MarkdownReport.class);
        SarifReport report = new SarifReport();
        report.started(verification.folder(), Configuration.of(Map.of()));
        report.finished(verification);
        assertThat(root.resolve("out")).doesNotExist();
    }
}
