package io.schemaproof.migration.script;

import java.util.Optional;

/**
 * Signal that a script cannot be read as its tool reads it.
 *
 * @since 0.1
 */
public final class ScriptException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient SourceText source;
    private final int offset;
    private final String hint;

    public ScriptException(SourceText source, int offset, String message, String hint) {
        super(message);
        this.source = source;
        this.offset = offset;
        this.hint = hint;
    }

    /** The text in which it happened. */
    public SourceText source() {
        return source;
    }

    /** Where in the text. */
    public Position position() {
        return source.position(offset);
    }

    /** The way out; empty where the message says it. */
    public Optional<String> hint() {
        return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
    }
}
