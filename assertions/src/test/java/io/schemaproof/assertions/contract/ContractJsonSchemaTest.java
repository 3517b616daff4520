package io.schemaproof.assertions.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.assertions.Page;
import io.schemaproof.catalog.Function.Parallel;
import io.schemaproof.catalog.Function.Volatility;
import io.schemaproof.catalog.ReferentialAction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The JSON Schema with which editors complete contracts has the keys and words of the reader, and no other. */
class ContractJsonSchemaTest {

    private static final Map<String, Object> SCHEMA = load();

    private static Map<String, Object> load() {
        try (InputStream file = ContractFile.class.getResourceAsStream("/schemaproof-contract.schema.json")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            // JSON is YAML.
            return map(Objects.requireNonNull(new Load(LoadSettings.builder().build()).loadFromString(text)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> child(Map<String, Object> parent, String... path) {
        Map<String, Object> found = parent;
        for (String key : path) {
            found = map(Objects.requireNonNull(found.get(key), key));
        }
        return found;
    }

    private static Map<String, Object> object(String name) {
        return name.equals("document") ? SCHEMA : child(SCHEMA, "$defs", name);
    }

    @Test
    void each_mapping_has_the_keys_that_the_reader_knows() {
        ContractKeys.all().forEach((name, keys) -> {
            assertThat(child(object(name), "properties").keySet()).as(name).containsExactlyElementsOf(keys);
            assertThat(object(name)).as(name).containsEntry("additionalProperties", false);
        });
        assertThat(child(SCHEMA, "$defs").keySet())
                .as("no mapping that the reader does not know")
                .allMatch(name -> List.of("sql", "duration").contains(name)
                        || ContractKeys.all().containsKey(name));
    }

    @Test
    void each_choice_has_the_words_that_the_reader_knows() {
        words(
                "foreign_key",
                "on_delete",
                ContractReader.words(ReferentialAction.class).keySet());
        words(
                "foreign_key",
                "on_update",
                ContractReader.words(ReferentialAction.class).keySet());
        words("foreign_key", "state", TableContractReader.STATE.keySet());
        words("check", "state", TableContractReader.STATE.keySet());
        words("foreign_key", "match", TableContractReader.MATCH.keySet());
        for (String key : List.of("primary_key", "unique", "foreign_key")) {
            words(key, "deferrable", TableContractReader.TIMING.keySet());
        }
        words("column", "identity", TableContractReader.IDENTITY.keySet());
        words(
                "function",
                "kind",
                ContractReader.words(FunctionContract.Kind.class).keySet());
        words("function", "volatility", ContractReader.words(Volatility.class).keySet());
        words("function", "parallel", ContractReader.words(Parallel.class).keySet());
        words("document", "unlisted", ContractReader.UNLISTED.keySet());
        words("table", "unlisted", ContractReader.UNLISTED.keySet());
        words("view", "unfilled", ContractReader.UNLISTED.keySet());
        words("plan", "kind", QueryReader.KINDS.keySet());
        for (String key : List.of("only", "ignore")) {
            assertThat(items("table", key)).containsExactlyInAnyOrderElementsOf(words(TablePart.values()));
            assertThat(items("document", key)).containsExactlyInAnyOrderElementsOf(words(SchemaPart.values()));
        }
    }

    private static void words(String object, String key, Collection<String> words) {
        assertThat((List<?>) child(object(object), "properties", key).get("enum"))
                .as(object + "." + key)
                .map(String::valueOf)
                .containsExactlyInAnyOrderElementsOf(words);
    }

    private static List<String> items(String object, String key) {
        return ((List<?>) Objects.requireNonNull(
                        child(object(object), "properties", key, "items").get("enum")))
                .stream().map(String::valueOf).toList();
    }

    private static List<String> words(Enum<?>... constants) {
        return Arrays.stream(constants).map(ContractKeys::word).toList();
    }

    /** What no JSON Schema of keys and words can say. */
    private static final List<String> BEYOND = List.of(
            "a second time",
            "Not a name as SQL writes it",
            "a name without its schema",
            "an anchor",
            "the tag",
            "not YAML",
            "as many columns on both sides",
            "ON DELETE SET NULL",
            "NULLS NOT DISTINCT says",
            "has a partition key",
            "is not compared, as",
            "and \"identity\" exclude",
            "and \"only\" exclude",
            "is something that an identity column has",
            "is true for an identity column",
            "Only a materialized view",
            "A column of a materialized view",
            "a procedure has",
            "\"returns\" of a function is missing",
            "\"columns\" of a table is missing",
            "the table names nothing",
            "the contract of the schema public names nothing",
            "one complete piece of SQL",
            "a trigger without its name and its table",
            "only reads",
            "Not a number from 5 to 3",
            "a percentage is 0 to 100",
            "tolerates every row",
            "longer than nothing");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = ContractReaderTest.MISTAKES)
    void what_the_reader_refuses_the_schema_refuses(String text, String message) {
        if (BEYOND.stream().noneMatch(message::contains)) {
            assertThat(ContractSchema.violations("format: 1\nschema: public\n" + text))
                    .as(message)
                    .isNotEmpty();
        }
    }

    @Test
    void the_examples_of_the_pages_are_accepted() throws IOException {
        for (String page : List.of("contract", "contract-file")) {
            List<String> examples = Page.of(page, ContractJsonSchemaTest.class).blocks("yaml");

            assertThat(examples)
                    .as(page)
                    .isNotEmpty()
                    .allSatisfy(example ->
                            assertThat(ContractSchema.violations(example)).isEmpty());
        }
    }

    @Test
    void the_page_offers_the_same_as_the_jar() throws IOException {
        assertThat(Path.of("../docs/schemaproof-contract.schema.json"))
                .hasSameTextualContentAs(Path.of("src/main/resources/schemaproof-contract.schema.json"));
    }

    @Test
    void the_version_is_the_readers() {
        assertThat((List<?>) child(SCHEMA, "properties", "format").get("enum"))
                .map(String::valueOf)
                .containsOnly(ContractKeys.FORMAT);
    }
}
