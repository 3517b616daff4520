package io.schemaproof.assertions.structure;

/**
 * What kind of routine something is.
 *
 * @since 0.1
 */
public enum FunctionKind {
    FUNCTION,
    PROCEDURE,
    AGGREGATE,
    WINDOW;

    static FunctionKind of(String stored) {
        return switch (stored) {
            case "p" -> PROCEDURE;
            case "a" -> AGGREGATE;
            case "w" -> WINDOW;
            default -> FUNCTION;
        };
    }
}
