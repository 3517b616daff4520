package io.schemaproof.base;

/**
 * Write names and texts into SQL.
 *
 * @since 0.1
 */
public final class SqlText {

    private SqlText() {}

    /** Return a name in quotation marks, so that neither capital letters nor a keyword are in the way. */
    public static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Return a text as a literal that means the same whatever {@code standard_conforming_strings} is. */
    public static String literal(String text) {
        String doubled = text.replace("'", "''");
        return text.indexOf('\\') < 0 ? "'" + doubled + "'" : "E'" + doubled.replace("\\", "\\\\") + "'";
    }
}
