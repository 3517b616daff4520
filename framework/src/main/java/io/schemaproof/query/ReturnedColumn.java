package io.schemaproof.query;

/**
 * A column of what a statement returned.
 *
 * @param label its name in the result
 * @param type as the driver writes it: {@code int4}, {@code _text} for a list of texts
 * @since 0.1
 */
public record ReturnedColumn(String label, String type) {

    @Override
    public String toString() {
        return label + " " + type;
    }
}
