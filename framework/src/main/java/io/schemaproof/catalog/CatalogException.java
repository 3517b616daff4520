package io.schemaproof.catalog;

/**
 * Say that a catalogue could not be read, and why.
 *
 * @since 0.1
 */
public final class CatalogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CatalogException(String message) {
        super(message);
    }

    public CatalogException(String message, Throwable cause) {
        super(message, cause);
    }
}
