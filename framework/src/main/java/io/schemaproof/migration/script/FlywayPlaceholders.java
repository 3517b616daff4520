package io.schemaproof.migration.script;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Flyway puts into a script.
 *
 * @param values by name, in capital or small letters
 * @param replaces whether it puts in anything at all
 * @param prefix what begins a placeholder
 * @param suffix what ends it
 * @since 0.1
 */
public record FlywayPlaceholders(Map<String, String> values, boolean replaces, String prefix, String suffix) {

    public static final String PREFIX = "${";
    public static final String SUFFIX = "}";

    public FlywayPlaceholders {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(values);
        values = Collections.unmodifiableMap(anyCase);
    }

    /** Those of a project that says nothing of their form. */
    public static FlywayPlaceholders of(Map<String, String> values) {
        return new FlywayPlaceholders(values, true, PREFIX, SUFFIX);
    }

    /** The same, for a script of which a file beside it says whether anything is put in. */
    public FlywayPlaceholders replacing(boolean replacing) {
        return new FlywayPlaceholders(values, replacing, prefix, suffix);
    }

    /** A text with the values that are known in it, to see whether others make it another text. */
    public String in(String text) {
        return replaces
                ? pattern()
                        .matcher(text)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())))
                : text;
    }

    /** One without its end goes on to the end of the file. */
    Pattern pattern() {
        return Pattern.compile(Pattern.quote(prefix) + "(.*?)(?:" + Pattern.quote(suffix) + "|\\z)", Pattern.DOTALL);
    }
}
