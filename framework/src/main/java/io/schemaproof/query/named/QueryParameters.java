package io.schemaproof.query.named;

import io.schemaproof.base.SqlScanner;
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

    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\p{N}_$])\\$\\d+");

    /** In a slice of an array something stands before the colon. */
    private static final Pattern NAME = Pattern.compile("(?<![\\p{L}\\p{N}_$\\])]):[\\p{L}_][\\p{L}\\p{N}_]*");

    QueryParameters {
        names = List.copyOf(names);
    }

    /**
     * Return a statement with expressions in the place of its parameters, as the driver takes it: an operator with a question mark has two.
     *
     * @param sql with {@code $1}, {@code $2} …
     */
    static String filled(String sql, List<String> expressions) {
        Matcher numbered = NUMBER.matcher(sql).useTransparentBounds(true);
        return new SqlScanner(sql).replaceAll(piece -> {
            if (piece.is('$') && numbered.region(piece.start(), sql.length()).lookingAt()) {
                piece.extend(numbered.end());
                return "(" + expressions.get(Integer.parseInt(piece.text().substring(1)) - 1) + ")";
            }
            return piece.is('?') ? "??" : null;
        });
    }

    /** @throws IllegalArgumentException if names and numbers are mixed, or a number is left out */
    static QueryParameters of(String sql) {
        List<String> names = new ArrayList<>();
        TreeSet<Integer> numbers = new TreeSet<>();
        Matcher numbered = NUMBER.matcher(sql).useTransparentBounds(true);
        Matcher named = NAME.matcher(sql).useTransparentBounds(true);
        String text = new SqlScanner(sql).replaceAll(piece -> {
            if (piece.is('$') && numbered.region(piece.start(), sql.length()).lookingAt()) {
                piece.extend(numbered.end());
                numbers.add(Integer.valueOf(piece.text().substring(1)));
            } else if (piece.is(':')
                    && !piece.takes("::")
                    && !piece.takes(":=")
                    && named.region(piece.start(), sql.length()).lookingAt()) {
                piece.extend(named.end());
                if (!names.contains(piece.text())) {
                    names.add(piece.text());
                }
                return "$" + (names.indexOf(piece.text()) + 1);
            }
            return null;
        });
        if (numbers.isEmpty()) {
            return new QueryParameters(text, names);
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
