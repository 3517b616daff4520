package io.schemaproof.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.SafetyVerdict;
import io.schemaproof.verify.result.Verification;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A log of one run as SARIF 2.1.0 has it. What is accepted is a result that is suppressed. */
final class SarifJson {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private final JsonGenerator json;

    private SarifJson(JsonGenerator json) {
        this.json = json;
    }

    static byte[] bytes(Verification verification) {
        return JsonDocument.bytes(json -> new SarifJson(json).write(verification));
    }

    private void write(Verification verification) throws IOException {
        List<ReportedFinding> findings = ReportedFinding.of(verification);
        json.writeStartObject();
        json.writeStringField("$schema", SCHEMA);
        json.writeStringField("version", "2.1.0");
        json.writeArrayFieldStart("runs");
        json.writeStartObject();
        List<String> rules = driver(verification, findings);
        json.writeStringField("columnKind", "utf16CodeUnits");
        json.writeArrayFieldStart("results");
        for (ReportedFinding finding : findings) {
            result(finding, rules.indexOf(finding.rule()));
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The tool with those of its rules that were broken; returns their ids in order. */
    private List<String> driver(Verification verification, List<ReportedFinding> findings) throws IOException {
        Map<String, String> rules = new TreeMap<>();
        findings.forEach(finding -> rules.putIfAbsent(finding.rule(), finding.severity()));
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "Schemaproof");
        json.writeStringField("version", verification.tool());
        json.writeArrayFieldStart("rules");
        for (Map.Entry<String, String> rule : rules.entrySet()) {
            json.writeStartObject();
            json.writeStringField("id", rule.getKey());
            Optional<String> why = MigrationRule.of(rule.getKey())
                    .filter(SafetyVerdict.class::isInstance)
                    .map(known -> ((SafetyVerdict) known).hazard().why());
            if (why.isPresent()) {
                text("fullDescription", why.get());
            }
            json.writeObjectFieldStart("defaultConfiguration");
            json.writeStringField("level", rule.getValue());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
        return List.copyOf(rules.keySet());
    }

    private void result(ReportedFinding reported, int rule) throws IOException {
        Finding finding = reported.finding();
        json.writeStartObject();
        json.writeStringField("ruleId", reported.rule());
        json.writeNumberField("ruleIndex", rule);
        json.writeStringField("level", reported.severity());
        text("message", finding.message() + (finding.remedy().isEmpty() ? "" : "\n\nInstead: " + finding.remedy()));
        json.writeArrayFieldStart("locations");
        location(reported);
        json.writeEndArray();
        json.writeObjectFieldStart("partialFingerprints");
        json.writeStringField("schemaproofFinding/v1", reported.identity());
        json.writeEndObject();
        if (reported.isAccepted()) {
            json.writeArrayFieldStart("suppressions");
            json.writeStartObject();
            json.writeStringField("kind", reported.isWaived() ? "inSource" : "external");
            json.writeStringField(
                    "justification", finding.message().lines().findFirst().orElse(""));
            json.writeEndObject();
            json.writeEndArray();
        }
        json.writeObjectFieldStart("properties");
        for (Map.Entry<String, String> fact : finding.facts().entrySet()) {
            json.writeStringField(fact.getKey(), fact.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void location(ReportedFinding reported) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        json.writeStringField("uri", uri(reported.path()));
        json.writeEndObject();
        if (reported.finding().line() > 0) {
            json.writeObjectFieldStart("region");
            json.writeNumberField("startLine", reported.finding().line());
            json.writeEndObject();
        }
        json.writeEndObject();
        if (reported.finding().object().isPresent()) {
            json.writeArrayFieldStart("logicalLocations");
            json.writeStartObject();
            json.writeStringField(
                    "fullyQualifiedName", reported.finding().object().get());
            json.writeEndObject();
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void text(String field, String value) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("text", value);
        json.writeEndObject();
    }

    /** A path as a reference: encoded, and not taken for one with a scheme. */
    private static String uri(String path) {
        try {
            return path.startsWith("/")
                    ? new URI("file", "", path, null).toASCIIString()
                    : new URI(null, null, "/" + path, null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path + " is no path", e);
        }
    }
}
