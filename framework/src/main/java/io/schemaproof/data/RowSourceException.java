package io.schemaproof.data;

/**
 * Signal that rows which were meant to be there cannot be put in. The message says where and why.
 *
 * @since 0.1
 */
public final class RowSourceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String file;
    private final int line;

    /**
     * Make one.
     *
     * @param file where the rows stand, as messages show it
     * @param line counted from 1
     */
    public RowSourceException(String message, String file, int line) {
        super(message);
        this.file = file;
        this.line = line;
    }

    public String file() {
        return file;
    }

    /** Counted from 1. */
    public int line() {
        return line;
    }
}
