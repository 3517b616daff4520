package io.schemaproof.assertions.json.networknt;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.keyword.FormatKeyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.json.JsonSchemaException;
import io.schemaproof.base.EditDistance;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuse what demands nothing. By JSON Schema's own rules a keyword or format that nobody knows is ignored, so that every value
 * passes {@code {"requried": ["id"]}}. One that looks like a slip of the pen is refused; others are somebody's extensions.
 */
final class KeywordCheck {

    /** They demand nothing of a value. */
    private static final Set<String> NOTES = Set.of(
            "$schema",
            "$id",
            "id",
            "$anchor",
            "$dynamicAnchor",
            "$recursiveAnchor",
            "$vocabulary",
            "$comment",
            "$defs",
            "definitions",
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "contentEncoding",
            "contentMediaType",
            "contentSchema");

    /** Shorter words are too near to others: {@code note} to {@code not}. */
    private static final int LEAST = 6;

    private static final int SHORT = 5;

    private final SchemaDocument document;

    KeywordCheck(SchemaDocument document) {
        this.document = document;
    }

    /** The drafts, with an eye on slips. */
    List<Dialect> dialects() {
        return Stream.of(
                        Dialects.getDraft4(),
                        Dialects.getDraft6(),
                        Dialects.getDraft7(),
                        Dialects.getDraft201909(),
                        Dialects.getDraft202012())
                .map(this::watched)
                .toList();
    }

    private Dialect watched(Dialect draft) {
        Set<String> demands =
                demands(draft).stream().filter(word -> word.length() >= LEAST).collect(Collectors.toSet());
        return Dialect.builder(draft)
                .unknownKeywordFactory((keyword, context) -> {
                    refuseSlip("keyword " + keyword, Names.didYouMean(keyword, demands));
                    return new NonValidationKeyword(keyword);
                })
                .formatKeywordFactory(Formats::new)
                .build();
    }

    /**
     * Fail for a schema that holds for every value.
     *
     * @throws JsonSchemaException if nothing at its top demands anything
     */
    void demandsSomething() {
        JsonNode node = document.node();
        Collection<String> demands = dialects().stream()
                .filter(dialect -> dialect.getSpecificationVersion() == document.draft())
                .flatMap(dialect -> demands(dialect).stream())
                .toList();
        boolean some = node.isBoolean()
                ? !node.booleanValue()
                : node.properties().stream()
                        .anyMatch(member -> !NOTES.contains(member.getKey())
                                && (demands.contains(member.getKey())
                                        || !Names.didYouMean(member.getKey(), demands)
                                                .isEmpty()));
        if (!some) {
            throw new JsonSchemaException(document.at(null) + "every value matches a schema that demands nothing");
        }
    }

    private static Collection<String> demands(Dialect draft) {
        return draft.getKeywords().keySet().stream()
                .filter(word -> !NOTES.contains(word))
                .toList();
    }

    private void refuseSlip(String what, String meant) {
        if (!meant.isEmpty()) {
            throw new JsonSchemaException(document.at(null) + "unknown " + what + ", which demands nothing; " + meant);
        }
    }

    /** Formats, of which an unknown one lets every text pass. */
    private final class Formats extends FormatKeyword {

        private final Map<String, Format> known;

        Formats(Map<String, Format> known) {
            super(known);
            this.known = known;
        }

        @Override
        public KeywordValidator newValidator(
                SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
            String name = node.asText();
            if (!known.containsKey(name)) {
                refuseSlip(
                        "format " + name,
                        Names.didYouMean(
                                name,
                                known.keySet().stream()
                                        .filter(other ->
                                                name.length() >= SHORT || EditDistance.between(name, other) < 2)
                                        .toList()));
            }
            return super.newValidator(location, node, parent, context);
        }
    }
}
