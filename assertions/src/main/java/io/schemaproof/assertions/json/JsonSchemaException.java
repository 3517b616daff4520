package io.schemaproof.assertions.json;

/**
 * A JSON Schema that cannot be used: it is none, refers to what is not there, or demands nothing.
 *
 * @since 0.1
 */
public final class JsonSchemaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JsonSchemaException(String message) {
        super(message);
    }

    public JsonSchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}
