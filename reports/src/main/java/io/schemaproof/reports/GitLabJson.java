package io.schemaproof.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.Verification;
import java.io.IOException;

/** The list that GitLab reads as a report of code quality. */
final class GitLabJson {

    private GitLabJson() {}

    static byte[] bytes(Verification verification) {
        return JsonDocument.bytes(json -> {
            json.writeStartArray();
            for (ReportedFinding finding : ReportedFinding.of(verification)) {
                write(json, finding);
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, ReportedFinding reported) throws IOException {
        Finding finding = reported.finding();
        json.writeStartObject();
        json.writeStringField(
                "description", finding.message().lines().findFirst().orElse(finding.rule()));
        json.writeStringField("check_name", finding.rule());
        json.writeStringField("fingerprint", reported.identity());
        json.writeStringField(
                "severity",
                switch (finding.severity()) {
                    case ERROR -> "critical";
                    case WARNING -> "minor";
                    case NOTE -> "info";
                });
        json.writeObjectFieldStart("location");
        json.writeStringField("path", reported.path());
        json.writeObjectFieldStart("lines");
        // Every entry stands at a line there.
        json.writeNumberField("begin", Math.max(1, finding.line()));
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }
}
