package io.schemaproof.assertions.json;

import java.util.List;

/**
 * A JSON Schema that has been read and found in order.
 *
 * @since 0.1
 */
public interface JsonSchema {

    /** Name it as messages do: its file's name, or its text. */
    String name();

    /**
     * Judge a text.
     *
     * @return what it violates; empty if nothing
     * @throws JsonSchemaException if the schema gives no answer, as it refers to itself without end
     */
    List<JsonViolation> violationsOf(String json);
}
