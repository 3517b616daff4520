package io.schemaproof.assertions.json;

/**
 * What is wrong with a value.
 *
 * @param path where in the value, as SQL/JSON writes it: {@code $.lines[0].price}; empty for a text that is no JSON
 * @param message what is wrong, which may quote the value
 * @param rule where in the schema this is demanded: {@code order.json#/properties/total/type}; empty for a text that is no JSON
 * @since 0.1
 */
public record JsonViolation(String path, String message, String rule) {

    /**
     * Tell of a text that is no JSON.
     *
     * @param reason the words of whoever tried to read it
     */
    public static JsonViolation notJson(String reason) {
        return new JsonViolation("", "is not JSON: " + reason, "");
    }

    /** The violation without what it tells of the value, names of its members included. */
    public String withoutValues() {
        return rule.isEmpty() ? "is not JSON" : "violates " + rule;
    }

    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
