package io.schemaproof.data.rows;

import io.schemaproof.base.SqlScanner;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The constants in an expression that the server wrote: what a check compares with is most of what passes it. */
final class SqlLiterals {

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
    private static final Pattern NUMBER_IN_TEXT = Pattern.compile("-?" + NUMBER);

    private SqlLiterals() {}

    /** Texts, without quotes, in the order of their first use. */
    static List<String> strings(String expression) {
        Set<String> found = new LinkedHashSet<>();
        SqlScanner scanner = new SqlScanner(expression);
        while (scanner.next()) {
            if (scanner.kind() == SqlScanner.Kind.STRING) {
                found.add(value(scanner.text()));
            }
        }
        return List.copyOf(found);
    }

    /** Numbers; the server writes negative ones in quotes. */
    static List<String> numbers(String expression) {
        Set<String> found = new LinkedHashSet<>();
        SqlScanner scanner = new SqlScanner(expression);
        while (scanner.next()) {
            boolean quoted = scanner.kind() == SqlScanner.Kind.STRING;
            String text = quoted ? value(scanner.text()) : scanner.text();
            boolean number = quoted
                    ? NUMBER_IN_TEXT.matcher(text).matches()
                    : scanner.kind() == SqlScanner.Kind.NUMBER
                            && NUMBER.matcher(text).matches();
            if (number) {
                found.add(text);
            }
        }
        return List.copyOf(found);
    }

    private static String value(String literal) {
        return literal.substring(literal.indexOf('\'') + 1, literal.length() - 1)
                .replace("''", "'");
    }

    /** Whether an expression mentions a column by its quoted name. */
    static boolean mentions(String text, String quotedName) {
        SqlScanner scanner = new SqlScanner(text);
        while (scanner.next()) {
            boolean name = scanner.kind() == SqlScanner.Kind.QUOTED_NAME
                    || (scanner.kind() == SqlScanner.Kind.WORD && !text.startsWith("(", scanner.end()));
            if (name && scanner.text().equals(quotedName)) {
                return true;
            }
        }
        return false;
    }
}
