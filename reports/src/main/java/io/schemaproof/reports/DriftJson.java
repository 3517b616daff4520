package io.schemaproof.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.verify.drift.DriftDifference;
import io.schemaproof.verify.drift.DriftReport;
import io.schemaproof.verify.result.ToolVersion;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** The JSON of drift: fields and their order are fixed, a value that does not apply is null. */
final class DriftJson {

    private final JsonGenerator json;

    private DriftJson(JsonGenerator json) {
        this.json = json;
    }

    /** The document in UTF-8, with a newline at its end. */
    static byte[] bytes(DriftReport report) {
        return JsonDocument.bytes(json -> new DriftJson(json).write(report));
    }

    private void write(DriftReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("tool", "schemaproof");
        json.writeStringField("version", ToolVersion.get());
        json.writeObjectFieldStart("server");
        json.writeNumberField("majorVersion", report.majorVersion());
        json.writeEndObject();
        json.writeStringField("migrations", report.head());
        json.writeStringField("against", report.other());
        json.writeArrayFieldStart("differences");
        for (DriftDifference difference : report.differences()) {
            write(difference);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("ignored");
        for (Map.Entry<String, String> ignored : report.ignored().entrySet()) {
            json.writeStartObject();
            json.writeStringField("object", ignored.getKey());
            json.writeStringField("reason", ignored.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        write("ignoredForNothing", report.unused());
        write("withoutEffect", report.cosmetic());
        write("notCompared", report.books());
        summary(report);
        json.writeEndObject();
    }

    private void write(DriftDifference difference) throws IOException {
        json.writeStartObject();
        json.writeStringField("direction", word(difference.direction()));
        write("object", difference.object());
        write("partOf", difference.group());
        json.writeStringField("message", difference.message());
        json.writeStringField("remedy", difference.remedy().isEmpty() ? null : difference.remedy());
        json.writeEndObject();
    }

    private void write(String field, ObjectId object) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("kind", object.kind().word());
        json.writeStringField("identity", object.identity());
        json.writeEndObject();
    }

    private void write(String field, Collection<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private void summary(DriftReport report) throws IOException {
        json.writeObjectFieldStart("summary");
        json.writeNumberField("objects", report.objects());
        json.writeNumberField("differences", report.differences().size());
        for (DriftDifference.Direction direction : DriftDifference.Direction.values()) {
            json.writeNumberField(
                    word(direction),
                    report.differences().stream()
                            .filter(difference -> difference.direction() == direction)
                            .count());
        }
        json.writeBooleanField("passed", report.passed());
        json.writeEndObject();
    }

    private static String word(DriftDifference.Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }
}
