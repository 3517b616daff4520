package io.schemaproof.assertions.json.networknt;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.serialization.node.LocationJsonNodeFactoryFactory;
import com.networknt.schema.utils.JsonNodes;
import io.schemaproof.assertions.json.JsonSchemaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema as it is written, checked against the draft that it says it follows.
 *
 * @param place how messages call it: its path
 * @param file where it is; empty if it was given as text
 * @param draft what {@code $schema} says
 * @param node what it says, each part with its line and column
 */
record SchemaDocument(String place, Optional<Path> file, SpecificationVersion draft, JsonNode node) {

    private static final SpecificationVersion NEWEST = SpecificationVersion.DRAFT_2020_12;
    private static final int SHOWN = 3;

    /** Two members of one name are a slip that would else go unnoticed. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Of the schemas for schemas, which are in the library's jar. */
    private static final SchemaRegistry DRAFTS = SchemaRegistry.withDefaultDialect(
            NEWEST,
            drafts -> drafts.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().locale(Locale.ROOT).build()));

    static SchemaDocument of(Path file) {
        return of(file, NEWEST);
    }

    /** @param other the draft if the file does not say it */
    static SchemaDocument of(Path file, SpecificationVersion other) {
        try {
            return of(file.toString(), Optional.of(file.toAbsolutePath().normalize()), Files.readString(file), other);
        } catch (NoSuchFileException e) {
            throw new JsonSchemaException("There is no JSON Schema " + file + ".", e);
        } catch (CharacterCodingException e) {
            throw new JsonSchemaException(file + ": bytes that are no UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The JSON Schema " + file + " cannot be read.", e);
        }
    }

    static SchemaDocument ofText(String text) {
        return of("JSON Schema", Optional.empty(), text, NEWEST);
    }

    private static SchemaDocument of(String place, Optional<Path> file, String text, SpecificationVersion other) {
        JsonNode node = read(place, text);
        SchemaDocument document = new SchemaDocument(place, file, draft(place, node, other), node);
        document.follow();
        return document;
    }

    private static JsonNode read(String place, String text) {
        try (JsonParser parser = MAPPER.getFactory().createParser(text)) {
            JsonNode node = MAPPER.reader(
                            LocationJsonNodeFactoryFactory.getInstance().getJsonNodeFactory(parser))
                    .readTree(parser);
            if (node == null || node.isMissingNode()) {
                throw new JsonSchemaException(place + ": empty, so that nothing would be demanded");
            }
            if (parser.nextToken() != null) {
                throw new JsonSchemaException(
                        at(place, parser.currentTokenLocation()) + "more follows the schema's end");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new JsonSchemaException(at(place, e.getLocation()) + "not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SpecificationVersion draft(String place, JsonNode node, SpecificationVersion other) {
        JsonNode named = node.get("$schema");
        if (named == null) {
            return other;
        }
        return Arrays.stream(SpecificationVersion.values())
                .filter(version -> bare(version.getDialectId()).equals(bare(named.asText())))
                .findFirst()
                .orElseThrow(() -> new JsonSchemaException(at(place, JsonNodes.tokenStreamLocationOf(named))
                        + "$schema is " + named + ", which is no draft that can be judged; those are "
                        + Arrays.stream(SpecificationVersion.values())
                                .map(SpecificationVersion::getDialectId)
                                .collect(Collectors.joining(", "))));
    }

    /** The name of a draft without what is often written otherwise. */
    private static String bare(String draft) {
        return draft.replaceFirst("^https?://", "").replaceFirst("#$", "");
    }

    /** Fail where the document breaks the rules of its draft. */
    private void follow() {
        List<Error> errors =
                DRAFTS.getSchema(SchemaLocation.of(draft.getDialectId())).validate(node);
        // A draft says the same of several kinds of schemas, of an array of them for instance.
        List<String> lines = errors.stream()
                .map(error -> at(error.getInstanceNode()) + "no JSON Schema of draft " + draft.getDialectId() + ": #"
                        + error.getInstanceLocation() + " " + error.getMessage())
                .distinct()
                .toList();
        if (!lines.isEmpty()) {
            String more = lines.size() > SHOWN ? "\nand " + (lines.size() - SHOWN) + " more" : "";
            throw new JsonSchemaException(lines.stream().limit(SHOWN).collect(Collectors.joining("\n")) + more);
        }
    }

    /** The place of a part of the document, as a message begins. */
    String at(@Nullable JsonNode part) {
        return at(place, part == null ? null : JsonNodes.tokenStreamLocationOf(part));
    }

    private static String at(String place, @Nullable JsonLocation location) {
        return location == null
                ? place + ": "
                : place + ":" + location.getLineNr() + ":" + location.getColumnNr() + ": ";
    }
}
