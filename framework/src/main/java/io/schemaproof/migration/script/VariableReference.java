package io.schemaproof.migration.script;

import io.schemaproof.base.SqlCharacters;
import io.schemaproof.base.SqlText;
import org.jspecify.annotations.Nullable;

/**
 * One of psql's ways to write a variable: {@code :name}, {@code :'name'}, {@code :"name"} or {@code :{?name}}.
 *
 * @param name the variable's name
 * @param kind the character behind the colon; {@code 0} for the plain form
 * @param end offset behind it
 */
public record VariableReference(String name, char kind, int end) {

    /** Read the reference at a colon; null where there is none. */
    public static @Nullable VariableReference at(String text, int colon, int limit) {
        int from = colon + 1;
        char kind = from < limit ? text.charAt(from) : 0;
        if (SqlCharacters.isVariable(kind)) {
            int to = SqlCharacters.variableEnd(text, from, limit);
            return new VariableReference(text.substring(from, to), (char) 0, to);
        }
        if (kind != '\'' && kind != '"' && kind != '{') {
            return null;
        }
        from++;
        if (kind == '{' && (from >= limit || text.charAt(from++) != '?')) {
            return null;
        }
        int to = SqlCharacters.variableEnd(text, from, limit);
        char close = kind == '{' ? '}' : kind;
        if (to == from || to >= limit || text.charAt(to) != close) {
            return null;
        }
        return new VariableReference(text.substring(from, to), kind, to + 1);
    }

    /** Whether the value is put in as it is, to be read as part of the script. */
    public boolean isPlain() {
        return kind == 0;
    }

    /** Return what stands for the reference, or null where the variable is not set and the text stays as it is. */
    public @Nullable String value(Variables variables) {
        String value = variables.get(name);
        if (kind == '{') {
            return value == null ? "FALSE" : "TRUE";
        }
        if (value == null || kind == 0) {
            return value;
        }
        return kind == '\'' ? literal(value) : SqlText.identifier(value);
    }

    private static String literal(String value) {
        // psql keeps the E away from a word before it.
        return (value.indexOf('\\') >= 0 ? " " : "") + SqlText.literal(value);
    }
}
