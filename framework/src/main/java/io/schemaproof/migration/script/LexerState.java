package io.schemaproof.migration.script;

/**
 * What a lexer knows of the statement that it is in, outside of quotes: psql goes back to it where a branch of {@code \if} that is not taken ends.
 *
 * @since 0.1
 */
public final class LexerState {

    private final BodyTracker body;

    LexerState(BodyTracker body) {
        this.body = body;
    }

    BodyTracker body() {
        return body;
    }
}
