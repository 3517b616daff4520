package io.schemaproof.data.rows;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The constants in an expression that the server wrote: what a check compares with is most of what passes it. */
final class SqlLiterals {

    private static final Pattern TOKEN =
            Pattern.compile("'((?:[^']|'')*+)'|\"(?:[^\"]|\"\")*+\"|(?<![\\w.])(\\d+(?:\\.\\d+)?)(?![\\w.])");

    private static final Pattern NEGATIVE = Pattern.compile("-\\d+(\\.\\d+)?");

    private SqlLiterals() {}

    /** Texts, without quotes, in the order of their first use. */
    static List<String> strings(String expression) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = TOKEN.matcher(expression);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                found.add(matcher.group(1).replace("''", "'"));
            }
        }
        return List.copyOf(found);
    }

    /** Numbers; the server writes negative ones in quotes. */
    static List<String> numbers(String expression) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = TOKEN.matcher(expression);
        while (matcher.find()) {
            if (matcher.group(2) != null) {
                found.add(matcher.group(2));
            } else if (matcher.group(1) != null
                    && (NEGATIVE.matcher(matcher.group(1)).matches()
                            || matcher.group(1).matches("\\d+(\\.\\d+)?"))) {
                found.add(matcher.group(1));
            }
        }
        return List.copyOf(found);
    }

    private static final Pattern STRING = Pattern.compile("'(?:[^']|'')*+'");

    /** Whether an expression mentions a column by its quoted name. */
    static boolean mentions(String text, String quotedName) {
        String expression = STRING.matcher(text).replaceAll("''");
        String bounded = quotedName.startsWith("\"")
                ? Pattern.quote(quotedName)
                : "(?<![\\w\"'$])" + Pattern.quote(quotedName) + "(?![\\w\"'$(])";
        return Pattern.compile(bounded).matcher(expression).find();
    }
}
