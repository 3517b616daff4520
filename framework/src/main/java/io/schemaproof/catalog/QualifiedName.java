package io.schemaproof.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Take a dotted, perhaps quoted name apart. */
final class QualifiedName {

    private QualifiedName() {}

    /** The parts of a name as PostgreSQL wrote it, without quotes. What follows a parenthesis stays in the last part. */
    static List<String> parts(String identity) {
        return split(identity, false);
    }

    /** The parts of a name as PostgreSQL would read it: what is not quoted is folded to lower case. */
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
                parts.add(part.toString());
                part.setLength(0);
            } else if (c == '(') {
                part.append(name.substring(i));
                break;
            } else {
                appendPlain(part, c, fold);
            }
        }
        parts.add(part.toString());
        return List.copyOf(parts);
    }

    private static void appendPlain(StringBuilder part, char c, boolean fold) {
        if (!fold || (c >= 'a' && c <= 'z')) {
            part.append(c);
        } else if (c < 128) {
            part.append(Character.toLowerCase(c));
        } else {
            part.append(String.valueOf(c).toLowerCase(Locale.ROOT));
        }
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
