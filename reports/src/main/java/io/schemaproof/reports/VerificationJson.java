package io.schemaproof.reports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.Verification;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The launcher's JSON, on which others build: fields and their order are fixed, a value that does not apply is null. */
final class VerificationJson {

    // The generator without the object mapper, which takes longer to load than all of this to run.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final JsonGenerator json;

    private VerificationJson(JsonGenerator json) {
        this.json = json;
    }

    /** The document in UTF-8, with a newline at its end. */
    static byte[] bytes(Verification verification) {
        // Through a writer: the generator for bytes refuses half of a surrogate pair, which a cut message may end in.
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.setPrettyPrinter(layout());
            new VerificationJson(generator).write(verification);
            generator.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("a string in memory does not fail", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static DefaultPrettyPrinter layout() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return printer;
    }

    private void write(Verification verification) throws IOException {
        json.writeStartObject();
        json.writeStringField("tool", "schemaproof");
        json.writeStringField("version", verification.tool());
        json.writeObjectFieldStart("server");
        json.writeStringField("version", verification.serverVersion());
        json.writeStringField("provider", verification.provider());
        json.writeEndObject();
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
        json.writeNumberField("seconds", thousandths(verification.time().toNanos() / 1e9));
        json.writeEndObject();
        json.writeEndObject();
    }

    private void write(MigrationResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("version", result.migration().version());
        json.writeStringField("description", result.migration().description());
        json.writeStringField("up", slashes(result.migration().up().path()));
        text("down", result.migration().down().map(Script::path).map(VerificationJson::slashes));
        json.writeStringField("verdict", result.verdict().word());
        json.writeObjectFieldStart("millis");
        number("up", result.up());
        number("down", result.down());
        number("reup", result.reup());
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
        text("file", finding.file().map(VerificationJson::slashes));
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
            json.writeNumberField(field, thousandths(value.getAsDouble()));
        } else {
            json.writeNullField(field);
        }
    }

    private static BigDecimal thousandths(double value) {
        return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
    }

    /** Scripts carry '/' by contract; this guards readers against a source on Windows that forgot. */
    private static String slashes(String path) {
        return File.separatorChar == '\\' ? path.replace('\\', '/') : path;
    }
}
