package io.schemaproof.assertions.core;

import io.schemaproof.base.EditDistance;
import io.schemaproof.base.SqlName;
import io.schemaproof.base.SqlText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Named;

/** Read names as SQL does, write them as PostgreSQL does, and find the one that was meant. */
public final class Names {

    private Names() {}

    /**
     * Split a name at its dots; a part without quotation marks is folded to lower case, and one of more than 63 bytes is cut
     * off, as the server does both.
     *
     * @throws IllegalArgumentException if a quotation mark is not closed or a part is empty
     */
    public static List<String> parse(String name) {
        // By far the most names are this plain.
        if (isPlain(name)) {
            return List.of(SqlName.stored(name));
        }
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at <= name.length()) {
            StringBuilder part = new StringBuilder();
            at = name.startsWith("\"", at) ? quoted(name, at + 1, part) : plain(name, at, part);
            if (part.isEmpty() || (at < name.length() && name.charAt(at) != '.')) {
                throw new IllegalArgumentException(
                        "Not a name as SQL writes it: " + name + ". Quote what is not lower case: \"Mixed Case\".");
            }
            parts.add(SqlName.stored(part.toString()));
            at++;
        }
        return parts;
    }

    /** What needs no quotation marks, keywords aside. Not a pattern: each of thousands of assertions asks for several names. */
    public static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || c == '_';
            if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '$'))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static int plain(String name, int from, StringBuilder part) {
        int end = name.indexOf('.', from);
        end = end < 0 ? name.length() : end;
        String plain = name.substring(from, end);
        if (plain.indexOf('"') < 0) {
            part.append(SqlName.folded(plain.strip()));
        }
        return end;
    }

    private static int quoted(String name, int from, StringBuilder part) {
        int at = from;
        while (at < name.length()) {
            if (name.charAt(at) != '"') {
                part.append(name.charAt(at++));
            } else if (name.startsWith("\"\"", at)) {
                part.append('"');
                at += 2;
            } else {
                return at + 1;
            }
        }
        part.setLength(0);
        return at;
    }

    /**
     * Read a column's name.
     *
     * @throws IllegalArgumentException if it is qualified
     */
    public static String column(String name) {
        List<String> parts = parse(name);
        if (parts.size() != 1) {
            throw new IllegalArgumentException("Not a column's name: " + name + ". Leave the table out.");
        }
        return parts.get(0);
    }

    /**
     * Tell the identifiers that a name means, or would mean in quotation marks: for what must not be there.
     *
     * @throws IllegalArgumentException if it is qualified
     */
    public static Predicate<String> meaning(String name) {
        String folded = column(name);
        String written = SqlName.stored(name);
        return identifier -> identifier.equals(folded) || identifier.equals(written);
    }

    /** Write identifiers as a list in parentheses. */
    public static String list(Collection<String> identifiers) {
        return identifiers.stream().map(Names::quote).collect(Collectors.joining(", ", "(", ")"));
    }

    /** Write one identifier, quoted unless it is plainly lower case and no keyword. */
    public static String quote(String identifier) {
        return isPlain(identifier) && !Keywords.contains(identifier) ? identifier : SqlText.identifier(identifier);
    }

    /** Write a qualified name with every part in quotation marks, so that no keyword is in the way. */
    public static String sql(List<String> parts) {
        return String.join(".", parts.stream().map(SqlText::identifier).toList());
    }

    /** Write the name of a jOOQ table or field as SQL. */
    public static String of(Named named) {
        return sql(List.of(named.getQualifiedName().getName()));
    }

    /** The last part only: the name of a jOOQ field without its table. */
    public static String unqualified(Named named) {
        return sql(List.of(named.getName()));
    }

    /** Write the names of jOOQ tables as SQL. */
    public static String[] of(Named first, Named... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).map(Names::of).toArray(String[]::new);
    }

    /** Write the last parts of the names of jOOQ fields as SQL. */
    public static String[] unqualified(Named first, Named... more) {
        return Stream.concat(Stream.of(first), Stream.of(more))
                .map(Names::unqualified)
                .toArray(String[]::new);
    }

    /** Suggest the nearest of the names there are, or say nothing where none is near. */
    public static String didYouMean(String name, Collection<String> existing) {
        return existing.stream()
                .filter(candidate -> isNear(name, candidate))
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .map(candidate -> "did you mean " + candidate + "?")
                .orElse("");
    }

    /** Whether it can be a slip of the pen; a schema that both have in common makes no name longer. */
    private static boolean isNear(String name, String candidate) {
        int dot = name.lastIndexOf('.') + 1;
        boolean common = dot > 0 && candidate.startsWith(name.substring(0, dot));
        int length = common ? name.length() - dot : name.length();
        return distance(name, candidate) <= (length < 4 ? 1 : Math.max(2, length / 3));
    }

    /** The edits between two names, ignoring case and quotation marks. */
    private static int distance(String left, String right) {
        return EditDistance.between(folded(left), folded(right));
    }

    private static String folded(String name) {
        return name.replace("\"", "").toLowerCase(Locale.ROOT);
    }
}
