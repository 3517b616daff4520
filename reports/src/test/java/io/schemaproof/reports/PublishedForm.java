package io.schemaproof.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The forms that those who read a report ask for. */
enum PublishedForm {
    /** The schema of OASIS, which forbids whatever it does not name. Its text comes with a library that is made from it. */
    SARIF {
        @Override
        String text() throws IOException {
            try (var in = Objects.requireNonNull(
                    PublishedForm.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    },

    /** What GitLab's page about code quality says in words; there is no schema. A path begins in the repository. */
    GITLAB {
        @Override
        String text() {
            return """
                    {
                      "$schema": "http://json-schema.org/draft-07/schema#",
                      "type": "array",
                      "items": {
                        "type": "object",
                        "required": ["description", "check_name", "fingerprint", "severity", "location"],
                        "additionalProperties": false,
                        "properties": {
                          "description": {"type": "string", "minLength": 1},
                          "check_name": {"type": "string", "minLength": 1},
                          "fingerprint": {"type": "string", "minLength": 1},
                          "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                          "location": {
                            "type": "object",
                            "required": ["path", "lines"],
                            "additionalProperties": false,
                            "properties": {
                              "path": {"type": "string", "pattern": "^(?!/|[.]{1,2}/)"},
                              "lines": {
                                "type": "object",
                                "required": ["begin"],
                                "additionalProperties": false,
                                "properties": {"begin": {"type": "integer", "minimum": 1}}
                              }
                            }
                          }
                        }
                      }
                    }""";
        }
    };

    abstract String text() throws IOException;

    /** What of a report is not of this form. */
    List<String> errors(JsonNode report) {
        try {
            Schema schema = SchemaRegistry.withDefaultDialect(
                            SpecificationVersion.DRAFT_7,
                            builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build()))
                    .getSchema(text(), InputFormat.JSON);
            return schema.validate(report).stream().map(Error::toString).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
