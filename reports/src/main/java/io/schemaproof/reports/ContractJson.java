package io.schemaproof.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import io.schemaproof.verify.contract.ContractOutcome;
import io.schemaproof.verify.contract.ContractReport;
import io.schemaproof.verify.contract.ContractVerdict;
import java.io.IOException;

/** The JSON of a contract's outcome: fields and their order are fixed, a value that does not apply is null. */
final class ContractJson {

    private ContractJson() {}

    /** The document in UTF-8, with a newline at its end. */
    static byte[] bytes(ContractReport report) {
        return JsonDocument.bytes(json -> write(json, report));
    }

    private static void write(JsonGenerator json, ContractReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("tool", "schemaproof");
        json.writeStringField("version", report.tool());
        json.writeObjectFieldStart("server");
        json.writeStringField("version", report.serverVersion());
        json.writeEndObject();
        json.writeStringField("contract", JsonDocument.slashes(report.file()));
        json.writeStringField("against", report.subject());
        json.writeArrayFieldStart("checks");
        for (ContractOutcome outcome : report.outcomes()) {
            json.writeStartObject();
            json.writeStringField("check", outcome.check());
            json.writeStringField("verdict", outcome.verdict().word());
            json.writeStringField("file", JsonDocument.slashes(outcome.file()));
            json.writeNumberField("line", outcome.line());
            json.writeNumberField("column", outcome.column());
            if (outcome.verdict() == ContractVerdict.PASSED) {
                json.writeNullField("message");
            } else {
                json.writeStringField("message", outcome.message());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("summary");
        json.writeNumberField("checks", report.outcomes().size());
        for (ContractVerdict verdict : ContractVerdict.values()) {
            json.writeNumberField(verdict.word(), report.count(verdict));
        }
        json.writeBooleanField("ok", report.passed());
        json.writeNumberField("seconds", JsonDocument.thousandths(report.time().toNanos() / 1e9));
        json.writeEndObject();
        json.writeEndObject();
    }
}
