package io.schemaproof.migration.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a script at a text that stands between its pieces, wherever that stands: Drizzle's {@code --> statement-breakpoint}
 * ({@code drizzle-orm/src/migrator.ts}) and what Atlas's {@code -- atlas:delimiter} names.
 *
 * @since 0.1
 */
public final class BreakpointScript {

    /** What Drizzle puts between statements. */
    public static final String DRIZZLE = "--> statement-breakpoint";

    private BreakpointScript() {}

    /**
     * Split the text, and each piece as the server does.
     *
     * @throws ScriptException if a piece has a quote or comment that is never closed in it
     */
    public static List<Fragment> split(SourceText source, String breakpoint) {
        List<Fragment> statements = new ArrayList<>();
        String text = source.text();
        int begin = 0;
        while (begin <= text.length()) {
            int found = text.indexOf(breakpoint, begin);
            int end = found < 0 ? text.length() : found;
            int from = begin;
            Splitter splitter =
                    Splitter.of(SqlLexer.replaced(source, text.substring(begin, end), offset -> from + offset));
            for (Optional<Fragment> next = splitter.next(); next.isPresent(); next = splitter.next()) {
                statements.add(next.get());
            }
            begin = found < 0 ? text.length() + 1 : found + breakpoint.length();
        }
        return List.copyOf(statements);
    }
}
