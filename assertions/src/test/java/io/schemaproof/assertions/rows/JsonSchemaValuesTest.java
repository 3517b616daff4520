package io.schemaproof.assertions.rows;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.atMost;
import static io.schemaproof.assertions.rows.Shop.failsWith;
import static io.schemaproof.assertions.rows.Shop.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.json.JsonSchemaException;
import io.schemaproof.query.QueryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of jsonb, json and text columns against a JSON Schema. */
class JsonSchemaValuesTest {

    private static final String ORDER = """
            {"type": "object", "required": ["total"], "properties": {"total": {"type": "number"}}}""";

    private static Shop shop;

    @TempDir
    private static Path folder;

    private static Path order;

    @BeforeAll
    static void create() throws SQLException, IOException {
        order = Files.writeString(folder.resolve("order.json"), ORDER);
        shop = Shop.with("""
                CREATE TABLE orders (id int PRIMARY KEY, payload jsonb, raw json, note text, secret_token jsonb);
                INSERT INTO orders SELECT i, '{"total": 1.5}', '{"total": 1}', '{"total": 1}', '{"hunter2": "hunter2"}'
                    FROM generate_series(1, 250) i;
                INSERT INTO orders VALUES (900, NULL, NULL, NULL, NULL);
                CREATE TABLE broken (id int PRIMARY KEY, payload jsonb, note text);
                INSERT INTO broken VALUES (1, '{"total": 1}', '{"total": 1}'), (2, '{"total": "1"}', '{"total": 1'),
                    (3, '{}', ''), (4, 'null', '{"total": 1} x'), (5, NULL, NULL);
                CREATE TABLE empty (payload jsonb);""");
    }

    @AfterAll
    static void drop() {
        shop.close();
    }

    @Test
    void values_match_a_schema() {
        shop.rows("orders")
                .column("payload", payload -> payload.matchesJsonSchema(order).matchesJsonSchema(ORDER));
        shop.rows("orders").column("raw").matchesJsonSchema(order);
        shop.rows("orders").column("note").matchesJsonSchema(order);
        shop.rows("orders").expression("payload -> 'total'").matchesJsonSchema("{\"const\": 1.50}");
        assertThat(shop.query("SELECT payload FROM orders WHERE id <= ?", 3))
                .rows()
                .column("payload")
                .matchesJsonSchema(order);
    }

    @Test
    void rows_that_do_not_are_named_with_path_and_rule() {
        failsWith(() -> shop.rows("broken").column("payload").matchesJsonSchema(order), """
                [rows of public.broken · payload]
                Expected every value to match the JSON Schema order.json
                  expected: 0 rows fail
                  but was : 3 of 4 rows (75.00 %) fail
                  id = 2: $.total: string found, number expected
                  id = 3: $: required property 'total' not found
                  id = 4: $: null found, object expected
                """.stripTrailing());
    }

    @Test
    void a_text_that_is_no_json_fails_by_itself() {
        failsWith(
                () -> shop.rows("broken").column("note").matchesJsonSchema(order),
                "3 of 4 rows (75.00 %) fail\n  id = 2: is not JSON: Unexpected end-of-input");
        failsWith(
                () -> shop.rows("broken").where("id = 3").column("note").matchesJsonSchema(order),
                "id = 3: is not JSON: it is empty");
    }

    @Test
    void many_violations_of_many_rows_are_counted_and_few_are_shown() {
        String message = messageOf(() -> shop.rows("orders")
                .column("payload")
                .matchesJsonSchema("{\"required\": [\"a\", \"b\", \"c\", \"d\", \"e\"]}"));

        assertThat(message)
                .contains("250 of 250 rows (100.00 %) fail")
                .contains("id = 5: $: required property 'a' not found; $: required property 'b' not found;"
                        + " $: required property 'c' not found; and 2 more")
                .doesNotContain("id = 6");
    }

    @Test
    void nothing_to_judge_is_no_match() {
        String nothing = "but was : none: nothing was checked";
        failsWith(() -> shop.rows("empty").column("payload").matchesJsonSchema(order), nothing);
        failsWith(() -> shop.rows("orders").where("id = 900").column("payload").matchesJsonSchema(order), nothing);
        shop.rows("empty").allowingNoRows().column("payload").matchesJsonSchema(order);
    }

    @Test
    void so_many_may_fail() {
        shop.rows("broken").tolerating(atMost(3)).column("payload").matchesJsonSchema(order);
        failsWith(
                () -> shop.rows("broken")
                        .tolerating(atMost(2))
                        .column("payload")
                        .matchesJsonSchema(order),
                "expected: at most 2 rows fail\n  but was : 3 of 4 rows");
    }

    @Test
    void of_a_hidden_column_only_the_schema_is_quoted() {
        assertThat(messageOf(() -> shop.rows("orders")
                        .column("secret_token")
                        .matchesJsonSchema("{\"additionalProperties\": {\"type\": \"number\"}, \"maxProperties\": 0}")))
                .contains("id = 1: violates schema#/additionalProperties/type; violates schema#/maxProperties")
                .doesNotContain("hunter2");
        assertThat(messageOf(
                        () -> shop.rows("broken").masking("note").column("note").matchesJsonSchema(order)))
                .contains("id = 2: is not JSON\n  id = 3: is not JSON");
    }

    @Test
    void rows_that_do_not_match_are_stored() throws IOException {
        Path stored = folder.resolve("stored");
        failsWith(
                () -> shop.rows("broken")
                        .storingFailuresIn(stored)
                        .column("payload")
                        .matchesJsonSchema(order),
                "Stored: 3 rows in " + stored.resolve("public.broken-1.csv"));
        assertThat(stored.resolve("public.broken-1.csv")).hasContent("""
                id,payload,note
                2,"{""total"": ""1""}","{""total"": 1"
                3,{},""
                4,null,"{""total"": 1} x"
                """);
    }

    @Test
    void a_row_of_a_query_is_named_by_the_other_columns() {
        failsWith(
                () -> assertThat(shop.query("SELECT id, payload FROM broken WHERE id = 2"))
                        .rows()
                        .column("payload")
                        .matchesJsonSchema(order),
                "\n  id = 2: $.total: string found");
    }

    @Test
    void what_cannot_be_judged_is_no_verdict() {
        assertThatThrownBy(() -> shop.rows("broken").column("payload").matchesJsonSchema("{\"type\": \"objekt\"}"))
                .isInstanceOf(JsonSchemaException.class)
                .hasMessageStartingWith("JSON Schema:1:10: no JSON Schema of draft");
        assertThatThrownBy(() -> shop.rows("broken").expression("1 / (id - 1)").matchesJsonSchema(ORDER))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("division by zero");
    }
}
