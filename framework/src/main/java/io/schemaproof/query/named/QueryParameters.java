package io.schemaproof.query.named;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of a statement.
 *
 * @param sql the statement with {@code $1}, {@code $2} … for them
 * @param names as the author writes them, in the order of their numbers
 */
record QueryParameters(String sql, List<String> names) {

    private static final Pattern TOKEN = Pattern.compile(
            "--[^\\n]*|/\\*.*?\\*/|[eE]'(?:[^'\\\\]|''|\\\\.)*+'|'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\""
                    // Before the number of a parameter, so that $1$ is not taken for a quotation.
                    + "|(?<quote>\\$(?:[\\p{L}_][\\p{L}\\p{N}_]*)?\\$).*?\\k<quote>"
                    + "|(?<number>(?<![\\p{L}\\p{N}_$])\\$\\d+)"
                    // A cast, and an assignment; in a slice of an array something stands before the colon.
                    + "|::|:=|(?<name>(?<![\\p{L}\\p{N}_$\\])]):[\\p{L}_][\\p{L}\\p{N}_]*)",
            Pattern.DOTALL);

    QueryParameters {
        names = List.copyOf(names);
    }

    /** @throws IllegalArgumentException if names and numbers are mixed, or a number is left out */
    static QueryParameters of(String sql) {
        List<String> names = new ArrayList<>();
        TreeSet<Integer> numbers = new TreeSet<>();
        StringBuilder text = new StringBuilder();
        Matcher token = TOKEN.matcher(sql);
        while (token.find()) {
            String found = token.group();
            if (token.group("number") != null) {
                numbers.add(Integer.valueOf(found.substring(1)));
            } else if (token.group("name") != null) {
                if (!names.contains(found)) {
                    names.add(found);
                }
                found = "$" + (names.indexOf(found) + 1);
            }
            token.appendReplacement(text, Matcher.quoteReplacement(found));
        }
        token.appendTail(text);
        if (numbers.isEmpty()) {
            return new QueryParameters(text.toString(), names);
        }
        if (!names.isEmpty()) {
            throw new IllegalArgumentException("A statement has either names such as " + names.get(0)
                    + " for its parameters, or numbers such as $" + numbers.first() + ".");
        }
        for (int number = 1; number <= numbers.last(); number++) {
            if (!numbers.contains(number)) {
                throw new IllegalArgumentException("The statement has $" + numbers.last() + " and no $" + number + ".");
            }
            names.add("$" + number);
        }
        return new QueryParameters(sql, names);
    }
}
