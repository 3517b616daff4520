package io.schemaproof.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.shard.ShardPart;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The launcher's JSON, on which others build: fields and their order are fixed, a value that does not apply is null. */
final class VerificationJson {

    private final JsonGenerator json;

    private VerificationJson(JsonGenerator json) {
        this.json = json;
    }

    /** The document in UTF-8, with a newline at its end. */
    static byte[] bytes(Verification verification) {
        return JsonDocument.bytes(json -> new VerificationJson(json).write(verification));
    }

    private void write(Verification verification) throws IOException {
        json.writeStartObject();
        json.writeStringField("tool", "schemaproof");
        json.writeStringField("version", verification.tool());
        json.writeObjectFieldStart("server");
        json.writeStringField("version", verification.serverVersion());
        json.writeStringField("provider", verification.provider());
        json.writeEndObject();
        json.writeFieldName("shard");
        if (verification.part().isPresent()) {
            write(verification.part().get());
        } else {
            json.writeNull();
        }
        json.writeArrayFieldStart("migrations");
        for (MigrationResult result : verification.migrations()) {
            write(result);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("summary");
        json.writeNumberField("migrations", verification.migrations().size());
        json.writeNumberField("passed", verification.passed());
        json.writeNumberField("violated", verification.violated());
        json.writeNumberField("inconclusive", verification.inconclusive());
        json.writeNumberField(
                "seconds", JsonDocument.thousandths(verification.time().toNanos() / 1e9));
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Places in the history are counted from 1. */
    private void write(ShardPart part) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", part.shard().number());
        json.writeNumberField("of", part.shard().of());
        json.writeStringField("plan", part.plan());
        json.writeArrayFieldStart("checks");
        for (String check : part.checks()) {
            json.writeString(check);
        }
        json.writeEndArray();
        range("part", part.range());
        range("whole", part.whole());
        json.writeEndObject();
    }

    private void range(String field, MigrationRange range) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeNumberField("first", range.first() + 1);
        json.writeNumberField("last", range.last() + 1);
        json.writeEndObject();
    }

    private void write(MigrationResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("version", result.migration().version());
        json.writeStringField("description", result.migration().description());
        json.writeStringField("up", JsonDocument.slashes(result.migration().up().path()));
        text("down", result.migration().down().map(Script::path).map(JsonDocument::slashes));
        json.writeStringField("verdict", result.verdict().word());
        json.writeObjectFieldStart("millis");
        number("up", result.up());
        number("down", result.down());
        number("reup", result.reup());
        number(
                "checks",
                result.time().isZero()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(result.time().toNanos() / 1e6));
        json.writeEndObject();
        json.writeArrayFieldStart("findings");
        for (Finding finding : result.findings()) {
            write(finding);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("rule", finding.rule());
        json.writeStringField("severity", finding.severity().word());
        text("object", finding.object());
        text("file", finding.file().map(JsonDocument::slashes));
        if (finding.line() == 0) {
            json.writeNullField("line");
        } else {
            json.writeNumberField("line", finding.line());
        }
        json.writeStringField("message", finding.message());
        json.writeStringField("remedy", finding.remedy());
        json.writeObjectFieldStart("facts");
        for (Map.Entry<String, String> fact : finding.facts().entrySet()) {
            // Always text: an SQLSTATE such as 42601 is no number, though it looks like one.
            json.writeStringField(fact.getKey(), fact.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void text(String field, Optional<String> value) throws IOException {
        json.writeStringField(field, value.orElse(null));
    }

    private void number(String field, OptionalDouble value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(field, JsonDocument.thousandths(value.getAsDouble()));
        } else {
            json.writeNullField(field);
        }
    }
}
