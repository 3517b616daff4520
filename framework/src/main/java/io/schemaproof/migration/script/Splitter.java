package io.schemaproof.migration.script;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Hands out the statements of a script that no tool reads before the server does, one after the other.
 *
 * @since 0.1
 */
public final class Splitter {

    private final SqlLexer lexer;
    private final StatementBuffer buffer = new StatementBuffer();

    private Splitter(SqlLexer lexer) {
        this.lexer = lexer;
    }

    /**
     * Split as the server does.
     *
     * @param standardStrings whether a backslash in a plain string is a backslash, asked anew for each string
     */
    public static Splitter server(SourceText source, BooleanSupplier standardStrings) {
        return new Splitter(SqlLexer.server(source, standardStrings));
    }

    /** Split a piece of a script as the server does, which takes several statements in one message. */
    public static Splitter within(Fragment fragment) {
        return new Splitter(SqlLexer.replaced(fragment.source(), fragment.sql(), fragment::sourceOffset));
    }

    static Splitter of(SqlLexer lexer) {
        return new Splitter(lexer);
    }

    /**
     * Return the next statement that is not empty.
     *
     * @throws ScriptException if a quote or comment is never closed
     */
    public Optional<Fragment> next() {
        while (true) {
            SqlLexer.Stop stop = lexer.scan(buffer);
            if (stop == SqlLexer.Stop.END) {
                lexer.requireClosed();
            }
            if (!buffer.isEmpty()) {
                return Optional.of(lexer.take(buffer));
            }
            if (stop == SqlLexer.Stop.END) {
                return Optional.empty();
            }
        }
    }

    /** Return what was read of a statement that has no end, after {@link #next()} has failed. */
    public Optional<Fragment> rest() {
        return buffer.isEmpty() ? Optional.empty() : Optional.of(lexer.take(buffer));
    }

    /** Take the lines behind the statement that was handed out last, until {@code \.} or the end. */
    public CopyData takeCopyData() {
        return lexer.takeCopyData();
    }
}
