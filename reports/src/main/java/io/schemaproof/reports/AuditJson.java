package io.schemaproof.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import io.schemaproof.verify.audit.AuditReport;
import io.schemaproof.verify.audit.Cause;
import io.schemaproof.verify.audit.FailedStatement;
import io.schemaproof.verify.audit.FileAudit;
import io.schemaproof.verify.audit.FileStatus;
import io.schemaproof.verify.audit.Inventory;
import io.schemaproof.verify.audit.WorkingOrder;
import io.schemaproof.verify.result.Place;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON of an audit: fields and their order are fixed, a value that does not apply is null. */
final class AuditJson {

    private final JsonGenerator json;

    private AuditJson(JsonGenerator json) {
        this.json = json;
    }

    /** The document in UTF-8, with a newline at its end. */
    static byte[] bytes(AuditReport report) {
        return JsonDocument.bytes(json -> new AuditJson(json).write(report));
    }

    private void write(AuditReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("tool", "schemaproof");
        json.writeStringField("version", report.tool());
        json.writeObjectFieldStart("server");
        json.writeStringField("version", report.serverVersion());
        json.writeStringField("provider", report.provider());
        json.writeEndObject();
        json.writeArrayFieldStart("files");
        for (FileAudit file : report.files()) {
            write(file);
        }
        json.writeEndArray();
        write("before", report.before());
        write("after", report.after());
        write(report.order());
        json.writeObjectFieldStart("summary");
        json.writeNumberField("files", report.files().size());
        for (FileStatus status : FileStatus.values()) {
            json.writeNumberField(status.word(), report.count(status));
        }
        json.writeNumberField("failures", report.failures().size());
        json.writeBooleanField("passed", report.passed());
        json.writeNumberField("seconds", JsonDocument.thousandths(report.time().toNanos() / 1e9));
        json.writeEndObject();
        json.writeEndObject();
    }

    private void write(FileAudit file) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", JsonDocument.slashes(file.file()));
        json.writeStringField("status", file.status().word());
        text("unknown", file.unknown());
        json.writeNumberField("statements", file.statements());
        json.writeNumberField("millis", JsonDocument.thousandths(file.time().toNanos() / 1e6));
        json.writeObjectFieldStart("made");
        for (Map.Entry<String, Integer> entry : file.made().entrySet()) {
            json.writeNumberField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
        write("failures", file.failures());
        json.writeEndObject();
    }

    private void write(String field, List<FailedStatement> failures) throws IOException {
        json.writeArrayFieldStart(field);
        for (FailedStatement failure : failures) {
            json.writeStartObject();
            json.writeStringField("file", JsonDocument.slashes(failure.place().file()));
            json.writeNumberField("line", failure.place().line());
            json.writeNumberField("column", failure.column());
            json.writeStringField("sqlState", failure.sqlState());
            json.writeStringField("message", failure.message());
            json.writeStringField("statement", failure.statement());
            json.writeBooleanField("root", failure.isRoot());
            write(failure.cause());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void write(Cause cause) throws IOException {
        json.writeObjectFieldStart("cause");
        json.writeStringField("kind", cause.kind().word());
        text("object", cause.object());
        text("madeBy", cause.madeBy().map(JsonDocument::slashes));
        text("consequenceOf", cause.consequenceOf().map(Place::toString).map(JsonDocument::slashes));
        json.writeStringField("text", cause.text());
        json.writeEndObject();
    }

    private void write(String field, Inventory inventory) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeNumberField("tables", inventory.tables());
        json.writeNumberField("views", inventory.views());
        json.writeNumberField("indexes", inventory.indexes());
        json.writeNumberField("functions", inventory.functions());
        json.writeNumberField("extensions", inventory.extensions());
        json.writeNumberField("extensionFunctions", inventory.extensionFunctions());
        json.writeEndObject();
    }

    private void write(WorkingOrder order) throws IOException {
        json.writeObjectFieldStart("order");
        json.writeStringField("outcome", order.outcome().word());
        json.writeStringField("reason", order.reason());
        json.writeNumberField("runs", order.runs());
        json.writeArrayFieldStart("files");
        for (String file : order.files()) {
            json.writeString(JsonDocument.slashes(file));
        }
        json.writeEndArray();
        write("remaining", order.remaining());
        write("inEveryRun", order.inEveryRun());
        json.writeEndObject();
    }

    private void text(String field, Optional<String> value) throws IOException {
        json.writeStringField(field, value.orElse(null));
    }
}
