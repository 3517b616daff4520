package io.schemaproof.assertions.json.networknt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import io.schemaproof.assertions.json.JsonSchema;
import io.schemaproof.assertions.json.JsonSchemaException;
import io.schemaproof.assertions.json.JsonViolation;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;

/** A schema as networknt's validator holds it, with all that it refers to. */
final class NetworkntSchema implements JsonSchema {

    /** Numbers as exact as PostgreSQL has them, and no bounds but its own; what follows a value is not JSON. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build());
    }

    private final String name;
    private final SchemaDocument document;
    private final Schema schema;
    private final ObjectReader values;

    private NetworkntSchema(String name, SchemaDocument document, Schema schema) {
        this.name = name;
        this.document = document;
        this.schema = schema;
        this.values =
                document.draft() == SpecificationVersion.DRAFT_4 ? MAPPER.reader() : MAPPER.reader(new WholeNumbers());
    }

    /** @param name how messages call it */
    static JsonSchema of(SchemaDocument document, String name) {
        KeywordCheck words = new KeywordCheck(document);
        words.demandsSomething();
        ReferencedFiles files = new ReferencedFiles(document);
        SchemaRegistry registry = SchemaRegistry.withDialects(
                words.dialects(),
                builder -> builder.defaultDialectId(document.draft().getDialectId())
                        .resourceLoaders(loaders -> loaders.add(files))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .pathType(PathType.JSON_PATH)
                                .locale(Locale.ROOT)
                                // Whoever writes a format means it; the newer drafts alone would let anything pass.
                                .formatAssertionsEnabled(true)
                                .preloadSchema(true)
                                .build()));
        try {
            Schema schema = registry.getSchema(files.root(), document.node());
            // Else a reference would be missed by the first value that comes to it, and by no value perhaps.
            schema.initializeValidators();
            return new NetworkntSchema(name, document, schema);
        } catch (RuntimeException e) {
            throw worded(document, e);
        }
    }

    private static JsonSchemaException worded(SchemaDocument document, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonSchemaException known) {
                return known;
            }
            if (cause instanceof PatternSyntaxException pattern) {
                return new JsonSchemaException(
                        document.at(null) + "no regular expression: " + pattern.getPattern() + " ("
                                + pattern.getDescription() + ")",
                        e);
            }
        }
        return new JsonSchemaException(document.at(null) + e.getMessage(), e);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<JsonViolation> violationsOf(String json) {
        JsonNode value;
        try {
            value = values.readTree(json);
        } catch (JsonProcessingException e) {
            return List.of(JsonViolation.notJson(e.getOriginalMessage()));
        }
        if (value.isMissingNode()) {
            return List.of(JsonViolation.notJson("it is empty"));
        }
        try {
            return schema.validate(value).stream().map(this::violation).toList();
        } catch (StackOverflowError e) {
            throw new JsonSchemaException(
                    document.at(null) + "refers to itself without end, or a value is nested too deeply for it", e);
        } catch (RuntimeException e) {
            throw worded(document, e);
        }
    }

    private JsonViolation violation(Error error) {
        String location = String.valueOf(error.getSchemaLocation());
        String rule = location.substring(location.indexOf('#') + 1);
        String file = location.substring(location.lastIndexOf('/', location.indexOf('#')) + 1, location.indexOf('#'));
        return new JsonViolation(String.valueOf(error.getInstanceLocation()), error.getMessage(), file + "#" + rule);
    }
}
