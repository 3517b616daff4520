package io.schemaproof.migration.script;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts environment variables into a line as goose does: {@code $NAME}, {@code ${NAME}}, {@code ${NAME:-default}}, {@code ${NAME:?message}}. */
final class EnvironmentVariables {

    // A pair of dollars opens a string and no reference.

    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\$|\\$(?:([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)(?:(:?)([-?])([^}]*))?})");

    private EnvironmentVariables() {}

    /** Makes an exception of an offset and a message. */
    @FunctionalInterface
    interface Failure {
        ScriptException at(int offset, String message);
    }

    static Replacement replace(String line, Map<String, String> environment, Failure failure) {
        return Replacement.of(line, REFERENCE, match -> value(match, environment, failure));
    }

    private static String value(Matcher match, Map<String, String> environment, Failure failure) {
        if (match.group().equals("$$")) {
            return "$$";
        }
        String name = match.group(1) == null ? match.group(2) : match.group(1);
        String value = environment.get(name);
        boolean missing = value == null || (value.isEmpty() && ":".equals(match.group(3)));
        String operator = match.group(4);
        if (missing && "-".equals(operator)) {
            return match.group(5);
        }
        if (missing && "?".equals(operator)) {
            String reason = match.group(5).isEmpty() ? "not set" : match.group(5);
            throw failure.at(match.start(), "variable substitution failed: $" + name + ": " + reason);
        }
        return value == null ? "" : value;
    }
}
