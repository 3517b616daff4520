package io.schemaproof.migration.psql;

/**
 * Signal that one of psql's commands fails, or is none that can be run here.
 *
 * @since 0.1
 */
public final class MetaCommandException extends Exception {

    private static final long serialVersionUID = 1;

    private final String hint;

    public MetaCommandException(String message) {
        this(message, "");
    }

    public MetaCommandException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** The way out; empty where the message says it. */
    public String hint() {
        return hint;
    }
}
