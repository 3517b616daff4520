package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.json.JsonSchema;
import io.schemaproof.assertions.json.JsonSchemaReader;
import io.schemaproof.assertions.json.JsonViolation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Judges YAML by the JSON Schema of contracts, as an editor does. */
public final class ContractSchema {

    private static final JsonSchema SCHEMA =
            JsonSchemaReader.ofModule().read(Path.of("src/main/resources/schemaproof-contract.schema.json"));

    private ContractSchema() {}

    /** What is wrong with a file of YAML. */
    public static List<JsonViolation> violations(String yaml) {
        Load load = new Load(LoadSettings.builder().setSchema(new CoreSchema()).build());
        return StreamSupport.stream(load.loadAllFromString(yaml).spliterator(), false)
                .flatMap(document -> SCHEMA.violationsOf(json(document)).stream())
                .toList();
    }

    private static String json(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> json(String.valueOf(entry.getKey())) + ":" + json(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ContractSchema::json).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof String text) {
            return '"'
                    + text.replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\n", "\\n")
                            .replace("\t", "\\t")
                    + '"';
        }
        return String.valueOf(value);
    }
}
