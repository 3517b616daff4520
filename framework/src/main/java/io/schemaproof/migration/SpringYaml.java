package io.schemaproof.migration;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The plain values of Spring Boot's YAML by their full names; lists, texts of several lines and documents of a profile are passed over. */
final class SpringYaml {

    private static final Pattern LINE =
            Pattern.compile("( *)(?:\"([^\"]+)\"|'([^']+)'|([^\\s#:'\"-][^:#]*?))\\s*:(?:\\s+(.*))?");

    /** What makes a document count in a profile alone, now and before Spring Boot 2.4. */
    private static final Pattern PROFILE = Pattern.compile("\\bon-profile\\b|(?m:^ *profiles:[ \\t]+\\S)");

    private record Key(int indent, String name) {}

    private SpringYaml() {}

    static Map<String, String> literals(String text) {
        Map<String, String> values = new TreeMap<>();
        for (String document : text.split("(?m)^---.*$", -1)) {
            if (!PROFILE.matcher(document).find()) {
                read(document, values);
            }
        }
        return values;
    }

    private static void read(String document, Map<String, String> values) {
        Deque<Key> above = new ArrayDeque<>();
        for (String line : document.lines().toList()) {
            Matcher entry = LINE.matcher(line.stripTrailing());
            if (!entry.matches()) {
                continue;
            }
            int indent = entry.group(1).length();
            while (!above.isEmpty() && above.getLast().indent() >= indent) {
                above.removeLast();
            }
            above.add(new Key(indent, name(entry)));
            String value = literal(entry.group(5));
            if (!value.isEmpty()) {
                values.put(path(above), value);
            }
        }
    }

    private static String name(Matcher entry) {
        String quoted = entry.group(2) == null ? entry.group(3) : entry.group(2);
        return quoted == null ? entry.group(4) : quoted;
    }

    private static String path(Deque<Key> keys) {
        StringBuilder path = new StringBuilder();
        for (Iterator<Key> each = keys.iterator(); each.hasNext(); ) {
            path.append(each.next().name()).append(each.hasNext() ? "." : "");
        }
        return path.toString();
    }

    /** The value without quotes and comment; empty where it is none that stands there as it is. */
    private static String literal(String written) {
        String value = written == null ? "" : written.strip();
        if (value.startsWith("'") || value.startsWith("\"")) {
            int end = value.indexOf(value.charAt(0), 1);
            return end < 0 || value.substring(1, end).contains("\\") ? "" : value.substring(1, end);
        }
        String plain = value.replaceFirst("(^|\\s)#.*", "").strip();
        return plain.matches("[|>&*{\\[!].*") ? "" : plain;
    }
}
