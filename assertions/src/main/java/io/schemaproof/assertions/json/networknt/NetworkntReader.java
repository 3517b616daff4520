package io.schemaproof.assertions.json.networknt;

import io.schemaproof.assertions.json.JsonSchema;
import io.schemaproof.assertions.json.JsonSchemaReader;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Read JSON Schemas with networknt's validator. No class of it is in a signature, so that this one loads without it. */
public final class NetworkntReader implements JsonSchemaReader {

    @Override
    public JsonSchema read(Path file) {
        return read(() ->
                NetworkntSchema.of(SchemaDocument.of(file), file.getFileName().toString()));
    }

    @Override
    public JsonSchema read(String text) {
        return read(() -> NetworkntSchema.of(SchemaDocument.ofText(text), text));
    }

    private static JsonSchema read(Supplier<JsonSchema> reading) {
        try {
            return reading.get();
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "Judging values by a JSON Schema needs com.networknt:json-schema-validator:2.0.8, which brings Jackson 2,"
                            + " on the test class path.",
                    e);
        }
    }
}
