package io.schemaproof.migration.script;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a script as Flyway does: with its placeholders.
 *
 * @since 0.1
 */
public final class FlywayScript {

    /** One without its end goes on to the end of the file. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(.*?)(?:}|\\z)", Pattern.DOTALL);

    private FlywayScript() {}

    /**
     * Return a splitter over the text with its placeholders replaced.
     *
     * @throws ScriptException if a placeholder has no value
     */
    public static Splitter splitter(SourceText source, Map<String, String> placeholders) {
        Replacement replaced = replace(source, placeholders);
        return Splitter.of(SqlLexer.replaced(source, replaced.text(), replaced.map()));
    }

    /**
     * Return the text with its placeholders replaced.
     *
     * @throws ScriptException if a placeholder has no value
     */
    public static Fragment whole(SourceText source, Map<String, String> placeholders) {
        Replacement replaced = replace(source, placeholders);
        return new Fragment(replaced.text(), source, replaced.map());
    }

    private static Replacement replace(SourceText source, Map<String, String> placeholders) {
        return Replacement.of(source.text(), PLACEHOLDER, match -> {
            String value = placeholders.get(match.group(1));
            if (value == null) {
                throw new ScriptException(
                        source,
                        match.start(),
                        "No value provided for placeholder: "
                                + match.group().lines().findFirst().orElse(""),
                        "Flyway replaces ${...} everywhere, in strings, function bodies and comments too. Give the"
                                + " placeholder a value (in JUnit and Java: MigrationRunner.withPlaceholders).");
            }
            return value;
        });
    }
}
