package io.schemaproof.migration.script;

/**
 * Reads a script as Flyway does: with its placeholders.
 *
 * @since 0.1
 */
public final class FlywayScript {

    private FlywayScript() {}

    /**
     * Return a splitter over the text with its placeholders replaced.
     *
     * @throws ScriptException if a placeholder has no value
     */
    public static Splitter splitter(SourceText source, FlywayPlaceholders placeholders) {
        Replacement replaced = replace(source, placeholders);
        return Splitter.of(SqlLexer.replaced(source, replaced.text(), replaced.map()));
    }

    /**
     * Return the text with its placeholders replaced.
     *
     * @throws ScriptException if a placeholder has no value
     */
    public static Fragment whole(SourceText source, FlywayPlaceholders placeholders) {
        Replacement replaced = replace(source, placeholders);
        return new Fragment(replaced.text(), source, replaced.map());
    }

    private static Replacement replace(SourceText source, FlywayPlaceholders placeholders) {
        if (!placeholders.replaces()) {
            return new Replacement(source.text(), OffsetMap.IDENTITY);
        }
        return Replacement.of(source.text(), placeholders.pattern(), match -> {
            String value = placeholders.values().get(match.group(1));
            if (value == null) {
                throw new ScriptException(
                        source,
                        match.start(),
                        "No value provided for placeholder: "
                                + match.group().lines().findFirst().orElse(""),
                        "Flyway replaces " + placeholders.prefix() + "..." + placeholders.suffix()
                                + " everywhere, in strings, function bodies and comments too. Give the placeholder a value beside the migrations, or above:"
                                + " NAME = \"VALUE\" below [flyway.placeholders] in flyway.toml, or flyway.placeholders.NAME=VALUE in flyway.conf where"
                                + " there is no flyway.toml.");
            }
            return value;
        });
    }
}
