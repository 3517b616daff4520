package io.schemaproof.migration.source;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the values of properties where Liquibase does: {@code ${name}} in any case, with blanks around the name or without; {@code ${:name}} stays as a name. */
final class LiquibaseProperties {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{\\s*([^{}]*?)\\s*}");
    private static final Pattern ESCAPED = Pattern.compile("\\$\\{:([^{}]*)}");
    /** A value may hold others, and by mistake itself. */
    private static final int DEPTH = 8;

    private LiquibaseProperties() {}

    static String put(String text, Map<String, String> properties) {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        // Of names that differ in their case alone the first one counts, as of equal ones.
        properties.forEach(values::putIfAbsent);
        return ESCAPED.matcher(put(text, values, DEPTH)).replaceAll("\\${$1}");
    }

    private static String put(String text, Map<String, String> values, int depth) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String value = values.get(found.group(1));
            return Matcher.quoteReplacement(
                    value == null || depth == 0 ? found.group() : put(value, values, depth - 1));
        });
    }
}
