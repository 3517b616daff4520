package io.schemaproof.assertions.contract;

/**
 * Where a contract says something.
 *
 * @param file as it was named
 * @param line counted from 1
 * @param column counted from 1
 * @since 0.1
 */
public record FilePlace(String file, int line, int column) {

    /** {@code schema.yaml:3:5}, to which editors and terminals jump. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
