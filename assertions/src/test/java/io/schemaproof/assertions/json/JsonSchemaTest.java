package io.schemaproof.assertions.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read as a JSON Schema, what is refused with its place, and how exactly values are judged. */
class JsonSchemaTest {

    private static final JsonSchemaReader READER = JsonSchemaReader.ofModule();

    @TempDir
    private Path folder;

    @Test
    void violations_are_named_by_their_path_and_the_rule() throws IOException {
        Path file = file("order.json", """
                {"type": "object", "required": ["id"], "properties": {"lines": {"items": {"type": "integer"}}}}""");

        assertThat(READER.read(file).violationsOf("{\"lines\": [1, \"x\"]}"))
                .containsExactly(
                        new JsonViolation(
                                "$.lines[1]",
                                "string found, integer expected",
                                "order.json#/properties/lines/items/type"),
                        new JsonViolation("$", "required property 'id' not found", "order.json#/required"));
        assertThat(READER.read(file).violationsOf("{\"id\": 1, \"lines\": []}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://json-schema.org/draft-04/schema#      | {"minimum": 0, "exclusiveMinimum": true}
            http://json-schema.org/draft-06/schema#      | {"exclusiveMinimum": 0}
            http://json-schema.org/draft-07/schema       | {"if": {"type": "number"}, "then": {"exclusiveMinimum": 0}}
            https://json-schema.org/draft/2019-09/schema | {"$defs": {"n": {"exclusiveMinimum": 0}}, "$ref": "#/$defs/n"}
            https://json-schema.org/draft/2020-12/schema | {"exclusiveMinimum": 0}""")
    void each_draft_is_judged_by_its_own_rules(String draft, String schema) {
        JsonSchema read = READER.read(schema.replaceFirst("\\{", "{\"\\$schema\": \"" + draft + "\", "));

        assertThat(read.violationsOf("1")).isEmpty();
        assertThat(read.violationsOf("0")).hasSize(1);
    }

    @Test
    void without_a_draft_the_newest_counts() {
        assertThat(READER.read("{\"prefixItems\": [{\"type\": \"string\"}]}").violationsOf("[1]"))
                .hasSize(1);
        assertThatThrownBy(() -> READER.read("{\"items\": [{\"type\": \"string\"}]}"))
                .isInstanceOf(JsonSchemaException.class)
                .hasMessage(
                        "JSON Schema:1:11: no JSON Schema of draft"
                                + " https://json-schema.org/draft/2020-12/schema: #/items array found, [object, boolean] expected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"pattern": "^[a-z]+$"}                 | "abc\\n"
            {"format": "date"}                      | "2026-02-30"
            {"format": "email"}                     | "nobody"
            {"multipleOf": 0.01}                    | 0.005
            {"maximum": 1e400}                      | 1e401
            {"maximum": 0.1}                        | 0.10000000000000000000000000001
            {"type": "integer"}                     | 1.5
            {"const": 9007199254740993}             | 9007199254740992
            {"type": "object"}                      | null
            {"uniqueItems": true}                   | [1, 1.0]
            {"uniqueItems": true}                   | [100, 1e2]
            {"uniqueItems": true}                   | [123456789012345678901, 123456789012345678901.0]
            {"type": "string"}                      | 1e999999999
            false                                   | {}""")
    void nothing_near_passes(String schema, String value) {
        assertThat(READER.read(schema).violationsOf(value)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"pattern": "^[a-z]+$"}                 | "abc"
            {"format": "date"}                      | "2024-02-29"
            {"format": "int64"}                     | 1
            {"multipleOf": 0.01}                    | 19.99
            {"maximum": 1e400}                      | 1e399
            {"type": "integer"}                     | 1.0
            {"const": 1}                            | 1.00
            {"enum": [1.0, 2]}                      | 1
            {"uniqueItems": true}                   | [1, 1.5]
            {"type": "number"}                      | 1e999999999
            {"type": "null"}                        | null
            {"x-owner": "billing", "type": "array"} | []""")
    void what_is_meant_passes(String schema, String value) {
        assertThat(READER.read(schema).violationsOf(value)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"a\":1} {}", "{'a':1}", "NaN", "{\"a\":1,}", "01"})
    void a_text_that_is_no_json_is_a_violation_of_its_own(String text) {
        assertThat(READER.read("{\"type\": [\"object\", \"number\", \"null\"]}").violationsOf(text))
                .singleElement()
                .satisfies(violation -> assertThat(violation.toString()).startsWith("is not JSON: "))
                .satisfies(violation -> assertThat(violation.withoutValues()).isEqualTo("is not JSON"));
    }

    @Test
    void long_and_deep_values_are_judged_too() {
        String digits = "1".repeat(5_000);
        String nested = "[".repeat(2_000) + "]".repeat(2_000);

        assertThat(READER.read("{\"type\": \"integer\"}").violationsOf(digits)).isEmpty();
        assertThat(READER.read("{\"type\": \"array\"}").violationsOf(nested)).isEmpty();
    }

    @Test
    void files_beside_a_schema_are_found_with_and_without_an_id() throws IOException {
        file("parts/money.json", "{\"type\": \"number\", \"minimum\": 0}");
        file("line.json", "{\"properties\": {\"price\": {\"$ref\": \"parts/money.json\"}}}");
        Path plain = file("plain.json", "{\"items\": {\"$ref\": \"line.json\"}}");
        Path published = file("published.json", """
                {"$id": "https://example.com/schemas/published.json", "items": {"$ref": "line.json"}}""");

        for (Path file : List.of(plain, published)) {
            assertThat(READER.read(file).violationsOf("[{\"price\": -1}]"))
                    .singleElement()
                    .isEqualTo(
                            new JsonViolation("$[0].price", "must have a minimum value of 0", "money.json#/minimum"));
            assertThat(READER.read(file).violationsOf("[{\"price\": 1}]")).isEmpty();
        }
    }

    @Test
    void a_schema_without_a_draft_has_that_of_the_one_that_refers_to_it() throws IOException {
        file("pair.json", "{\"items\": [{\"type\": \"string\"}]}");
        Path file = file("main.json", """
                {"$schema": "http://json-schema.org/draft-07/schema#", "allOf": [{"$ref": "pair.json"}]}""");

        assertThat(READER.read(file).violationsOf("[1]")).hasSize(1);
    }

    @Test
    void the_schemas_of_schemas_need_no_network() {
        JsonSchema schema = READER.read("{\"$ref\": \"https://json-schema.org/draft/2020-12/schema\"}");

        assertThat(schema.violationsOf("{\"type\": \"objekt\"}")).isNotEmpty();
        assertThat(schema.violationsOf("{\"type\": \"object\"}")).isEmpty();
    }

    @Test
    void what_is_elsewhere_is_not_fetched() throws IOException {
        Path file = file("main.json", "{\"properties\": {\"a\": {\"$ref\": \"https://example.com/a.json\"}}}");

        assertThatThrownBy(() -> READER.read(file))
                .isInstanceOf(JsonSchemaException.class)
                .hasMessage(file
                        + ": refers to https://example.com/a.json, which is not fetched, as a test must not hang on"
                        + " a network; keep it as a file beside this one and refer to it by the file's name");
        assertThatThrownBy(() -> READER.read("{\"$ref\": \"a.json\"}"))
                .hasMessage("JSON Schema: refers to a.json, but a schema that is given as text has no files beside it;"
                        + " give it as a file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type": "objekt"}                                 | :1:10: no JSON Schema of draft https://json-schema.org/draft/2020-12/schema: #/type does not have a value in the enumeration
            {"type":                                           | :1:9: not JSON: Unexpected end-of-input
            {"type": "object", "type": "array"}                | :1:26: not JSON: Duplicate field 'type'
            {"type": "object"} {}                              | more follows the schema's end
            {"$schema": "http://json-schema.org/draft-03/schema#"} | :1:13: $schema is "http://json-schema.org/draft-03/schema#", which is no draft that can be judged; those are http://json-schema.org/draft-04/schema#, http
            {"$ref": "nowhere.json"}                           | : refers to file:
            {"$ref": "#/$defs/money"}                          | : Reference /$defs/money cannot be resolved
            {"pattern": "^("}                                  | : no regular expression: ^( (Unclosed group)
            {}                                                 | : every value matches a schema that demands nothing
            true                                               | : every value matches a schema that demands nothing
            {"title": "Order", "x-owner": "billing"}           | : every value matches a schema that demands nothing
            {"requried": ["id"]}                               | : unknown keyword requried, which demands nothing; did you mean required?
            {"properties": {"a": {"minLenght": 1}}}            | : unknown keyword minLenght, which demands nothing; did you mean minLength?
            {"properties": {"a": {"format": "emial"}}}         | : unknown format emial, which demands nothing; did you mean email?
            []                                                 | :1:1: no JSON Schema of draft""")
    void a_broken_schema_is_refused_with_its_place(String schema, String message) throws IOException {
        Path file = file("broken.json", schema);

        assertThatThrownBy(() -> READER.read(file))
                .isInstanceOf(JsonSchemaException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void a_broken_file_beside_it_is_named_too() throws IOException {
        Path beside = file("beside.json", "{\n  \"type\": \"objekt\"\n}");
        Path file = file("main.json", "{\"$ref\": \"beside.json\"}");

        assertThatThrownBy(() -> READER.read(file)).hasMessageStartingWith(beside + ":2:11: no JSON Schema");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> READER.read(Path.of("nowhere", "order.json")))
                .isInstanceOf(JsonSchemaException.class)
                .hasMessage("There is no JSON Schema " + Path.of("nowhere", "order.json") + ".");
    }

    @Test
    void a_schema_that_never_ends_gives_no_answer() {
        JsonSchema schema = READER.read("{\"allOf\": [{\"$ref\": \"#\"}]}");

        assertThatThrownBy(() -> schema.violationsOf("1"))
                .isInstanceOf(JsonSchemaException.class)
                .hasMessageContaining("refers to itself without end");
    }

    @Test
    void a_missing_library_is_named_by_its_coordinates() throws Exception {
        JsonSchemaReader reader = (JsonSchemaReader) new WithoutLibrary()
                .loadClass("io.schemaproof.assertions.json.networknt.NetworkntReader")
                .getConstructor()
                .newInstance();

        assertThatThrownBy(() -> reader.read("{\"type\": \"object\"}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Judging values by a JSON Schema needs com.networknt:json-schema-validator:2.0.8, which brings"
                                + " Jackson 2, on the test class path.");
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Defines the classes of the integration itself and finds none of its library. */
    private static final class WithoutLibrary extends ClassLoader {

        WithoutLibrary() {
            super(JsonSchemaTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.networknt.") || name.startsWith("com.fasterxml.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.schemaproof.assertions.json.networknt.")) {
                return super.loadClass(name, resolve);
            }
            try (InputStream bytes = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] content = bytes.readAllBytes();
                return defineClass(name, content, 0, content.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
