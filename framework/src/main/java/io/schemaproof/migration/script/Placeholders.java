package io.schemaproof.migration.script;

import java.util.Map;
import java.util.regex.Pattern;

/** Puts values for {@code ${names}}; one without a value stays as it is. */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    private Placeholders() {}

    static Replacement replaceKnown(String text, Map<String, String> values) {
        return Replacement.of(
                text, PLACEHOLDER, match -> values.getOrDefault(match.group(1).strip(), match.group()));
    }
}
