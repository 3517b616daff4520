package io.schemaproof.catalog;

import io.schemaproof.base.SqlName;
import java.util.ArrayList;
import java.util.List;

/**
 * Take a dotted, perhaps quoted name apart.
 *
 * @since 0.1
 */
public final class QualifiedName {

    private QualifiedName() {}

    /** The parts of a name as PostgreSQL wrote it, without quotes. What follows a parenthesis stays in the last part. */
    public static List<String> parts(String identity) {
        return split(identity, false);
    }

    /** The parts of a name as PostgreSQL would read it: what is not quoted is folded to lower case, what is too long cut off. */
    static List<String> folded(String name) {
        return split(name, true);
    }

    private static List<String> split(String name, boolean fold) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (quoted) {
                if (c == '"' && i + 1 < name.length() && name.charAt(i + 1) == '"') {
                    part.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = false;
                } else {
                    part.append(c);
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '.') {
                parts.add(name(part, fold));
                part.setLength(0);
            } else if (c == '(') {
                parts.add(name(part, fold) + name.substring(i));
                return List.copyOf(parts);
            } else {
                part.append(fold && c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c);
            }
        }
        parts.add(name(part, fold));
        return List.copyOf(parts);
    }

    private static String name(StringBuilder part, boolean fold) {
        return fold ? SqlName.stored(part.toString()) : part.toString();
    }

    /** The names of a list such as {@code public.a, app."B c"}, as they are written. */
    static List<String> identities(String text) {
        return text.isEmpty()
                ? List.of()
                : SqlText.splitTopLevel(text, ',').stream().map(String::strip).toList();
    }

    /** The texts of a list such as {@code a, "b, c", d}, without quotes. */
    static List<String> list(String text) {
        List<String> items = new ArrayList<>();
        for (String item : SqlText.splitTopLevel(text, ',')) {
            items.add(String.join(".", parts(item.strip())));
        }
        return List.copyOf(items);
    }
}
