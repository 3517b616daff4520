package io.schemaproof.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.ReportException;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonReportTest {

    @TempDir
    Path folder;

    @Test
    void writes_the_launchers_contract_field_by_field() throws IOException {
        String json = report(folder.resolve("deep/er/report.json"), Samples.VERIFICATION);

        assertThat(json).endsWith("}\n").contains("“état”").startsWith("""
                {
                  "tool": "schemaproof",
                  "version": "0.1.0",
                  "server": {
                    "version": "17.11",
                    "provider": "embedded"
                  },
                  "shard": null,
                  "migrations": [
                    {
                      "version": "1",
                      "description": "create customers",
                      "up": "sub/1_create_customers.up.sql",
                      "down": "sub/1_create_customers.down.sql",
                      "verdict": "ok",
                      "millis": {
                        "up": 12.346,
                        "down": 0.000,
                        "reup": 7.000,
                        "checks": null
                      },
                      "findings": [
                        {
                          "rule": "roundtrip.column-order",
                          "severity": "note",
                          "object": null,
                          "file": null,
                          "line": null,
                          "message": "Columns come back in another order.",
                          "remedy": "",
                          "facts": {}
                        }
                      ]
                    },
                """.stripTrailing());
        JsonNode document = new ObjectMapper().readTree(json);
        assertThat(document.fieldNames())
                .toIterable()
                .containsExactly("tool", "version", "server", "shard", "migrations", "summary");
        assertThat(document.get("summary").toString())
                .isEqualTo("{\"migrations\":4,\"passed\":1,\"violated\":2,\"inconclusive\":1,\"seconds\":2.345}");
        JsonNode trace = document.at("/migrations/1/findings/0");
        assertThat(trace.toString())
                .isEqualTo(
                        "{\"rule\":\"roundtrip.leaves-trace\",\"severity\":\"error\",\"object\":\"public.order_state\","
                                + "\"file\":\"sub/2_create_orders.down.sql\",\"line\":3,"
                                + "\"message\":\"Type public.order_state is still there after the down – “état”.\","
                                + "\"remedy\":\"Add DROP TYPE order_state.\",\"facts\":{\"kind\":\"type\",\"sqlstate\":\"42601\"}}");
        JsonNode failed = document.at("/migrations/2");
        assertThat(failed.get("verdict").asText()).isEqualTo("up-fails");
        assertThat(failed.get("down").isNull()).isTrue();
        assertThat(failed.get("millis").toString())
                .isEqualTo("{\"up\":null,\"down\":null,\"reup\":null,\"checks\":null}");
        assertThat(document.at("/migrations/3/verdict").asText()).isEqualTo("inconclusive");
    }

    @Test
    void writes_nothing_where_no_file_is_named() throws IOException {
        run(Configuration.of(Map.of()), Samples.VERIFICATION);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void replaces_an_older_report_and_leaves_no_temporary_file() throws IOException {
        Path file = Files.writeString(folder.resolve("report.json"), "old");

        assertThat(report(file, Samples.VERIFICATION)).startsWith("{");

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void keeps_a_link_and_replaces_its_file() throws IOException {
        Path file = Files.writeString(folder.resolve("real.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("report.json"), file);

        report(link, Samples.VERIFICATION);

        assertThat(link).isSymbolicLink();
        assertThat(file).content().startsWith("{");
    }

    @Test
    void writes_into_a_device_instead_of_replacing_it() throws IOException {
        Path device = Path.of("/dev/null");

        run(to(device), Samples.VERIFICATION);

        assertThat(Files.isRegularFile(device)).isFalse();
    }

    @Test
    void survives_a_message_that_was_cut_within_a_character() throws IOException {
        String half = "😀".substring(0, 1);
        Finding finding = new Finding(
                "r", Severity.ERROR, Optional.of(half), Optional.empty(), 0, "cut " + half, "\u0000\"\\", Map.of());
        MigrationResult result = new MigrationResult(
                Samples.ORDERS,
                MigrationVerdict.UNSAFE,
                Samples.PASSED.up(),
                Samples.PASSED.down(),
                Samples.PASSED.reup(),
                List.of(finding));
        Verification verification =
                new Verification("0.1.0", "17.11", "embedded", Samples.FOLDER, List.of(result), Duration.ZERO);

        JsonNode document = new ObjectMapper().readTree(report(folder.resolve("r.json"), verification));

        assertThat(document.at("/migrations/0/findings/0/message").asText()).isEqualTo("cut ?");
        assertThat(document.at("/migrations/0/findings/0/remedy").asText()).isEqualTo("\u0000\"\\");
    }

    @Test
    void names_the_path_it_cannot_write() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path target = file.resolve("report.json");

        assertThatThrownBy(() -> run(to(target), Samples.VERIFICATION))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("Cannot write the report " + target)
                .hasMessageContaining("is a file where a folder is needed");
        assertThatThrownBy(() -> run(to(folder), Samples.VERIFICATION))
                .isInstanceOf(ReportException.class)
                .hasMessage("Cannot write the report " + folder + ": it is a folder. Name a file.");
    }

    @Test
    void is_found_by_the_service_loader_together_with_allures() {
        assertThat(ServiceLoader.load(VerificationListener.class))
                .hasAtLeastOneElementOfType(JsonReport.class)
                .hasAtLeastOneElementOfType(AllureReport.class);
    }

    private static String report(Path file, Verification verification) throws IOException {
        run(to(file), verification);
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static Configuration to(Path file) {
        return Configuration.of(Map.of(ConfigurationParameters.REPORT_JSON, file.toString()));
    }

    private static void run(Configuration configuration, Verification verification) {
        JsonReport report = new JsonReport();
        report.started(
                new MigrationFolder(Path.of("db/migration"), "flyway", List.of(Samples.ORDERS), List.of()),
                configuration);
        report.finished(verification);
    }
}
