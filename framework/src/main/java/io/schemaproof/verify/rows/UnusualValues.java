package io.schemaproof.verify.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Values that are allowed, and of which few authors of a down think. */
final class UnusualValues {

    private static final List<String> TEXTS =
            List.of("007", "two words", " at both ends ", "d;b,a;c|b", "it's \"so\" \\ %_", "ÀÉß", "");

    /** The third and the fourth are moments whose local time comes once more an hour later, in Europe and in New York. */
    private static final List<String> MOMENTS = List.of(
            "2024-02-29 23:59:59.123456", "1969-12-31 23:59:59", "2024-10-27 00:30:00+00", "2024-11-03 05:30:00+00");

    /** For what has no room for the others. */
    private static final int SHORT = 9;

    /** Longer than whatever somebody cuts texts to. */
    private static final int LONG = 5_000;

    private static final int LONGEST_USUAL = 30;

    /** Those that leave no room for sums, and a NULL where few expect one. */
    private static final Set<String> EXTREMES =
            Set.of("32767", "2147483647", "9007199254740993", "1234567890123456789.0123456789", "{NULL}", "infinity");

    private static final Pattern LIMITED = Pattern.compile("\\((\\d+)\\)\\z");
    private static final Pattern CITEXT = Pattern.compile("(?:.*\\.)?citext");

    private UnusualValues() {}

    /**
     * Those of a type, as literals; none where nobody has thought of any.
     *
     * @param type no domain
     */
    static List<String> of(String type) {
        if (type.endsWith("[]")) {
            return type.equals("text[]") || type.startsWith("character varying")
                    ? List.of("{}", "{NULL}", "{\"a,b;c|d\",\"\"}", "{b,a,b}")
                    : List.of("{}", "{NULL}", "{3,1,3}");
        }
        if (isText(type)) {
            int room = room(type);
            List<String> texts = new ArrayList<>(TEXTS);
            texts.removeIf(text -> text.length() > room);
            if (room < SHORT) {
                texts.addAll(List.of("aZ".substring(0, Math.min(2, room)), "Z"));
            }
            texts.add("long ".repeat(LONG).substring(0, room));
            return texts;
        }
        if (type.startsWith("timestamp")) {
            List<String> moments = new ArrayList<>(type.endsWith("with time zone") ? MOMENTS : MOMENTS.subList(0, 2));
            moments.add("infinity");
            return moments;
        }
        if (type.startsWith("numeric") || type.equals("double precision")) {
            return List.of("-7.25", "0.01", "0.0123456", "1234567890123456789.0123456789");
        }
        return switch (type) {
            case "smallint" -> List.of("-7", "0", "199", "32767");
            case "integer" -> List.of("-7", "0", "199", "2147483647");
            case "bigint" -> List.of("-7", "0", "199", "9007199254740993");
            case "money" -> List.of("-7.25");
            case "real" -> List.of("-7.25", "0.0001234");
            case "interval" -> List.of("1 mon 2 days 03:04:05.5", "-1 day");
            case "inet" -> List.of("10.1.2.3/8", "fe80::1");
            case "cidr" -> List.of("10.0.0.0/8", "2001:db8::/32");
            case "time without time zone" -> List.of("23:59:59.999999");
            case "time with time zone" -> List.of("23:59:59.999999+05:30", "00:00:00-08");
            case "boolean" -> List.of("true", "false");
            case "date" -> List.of("2024-02-29", "1969-12-31", "infinity");
            case "int4range", "int8range", "daterange" -> List.of("empty", "(,)");
            case "numrange" -> List.of("empty", "(,)", "(1,2]");
            case "tsrange", "tstzrange" -> List.of("empty", "(,)", "(2024-02-29 00:00,2024-02-29 12:00]");
            case "bit varying" -> List.of("", "0010");
            case "json", "jsonb" -> List.of("{\"a\": {\"b\": [1, null]}}", "[]");
            case "bytea" -> List.of("\\x00ff", "\\x");
            default -> List.of();
        };
    }

    /** Values of a type in which a text stands; none of a type that holds no texts. */
    static List<String> with(String text, String type) {
        String quoted = "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        if (isText(type)) {
            return List.of(text + "a", "a" + text, text);
        }
        if (type.equals("text[]") || type.matches("character varying.*\\[]")) {
            return List.of("{" + quoted + "}");
        }
        return type.equals("json") || type.equals("jsonb") ? List.of("{" + quoted + ": \"a\"}") : List.of();
    }

    /** Variants of a text that hold what it holds, so that a constraint may allow them which allows no other unusual text. */
    static List<String> variants(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        String other = text.equals(text.toUpperCase(Locale.ROOT))
                ? text.toLowerCase(Locale.ROOT)
                : text.toUpperCase(Locale.ROOT);
        return Stream.of(other, text + "Z", text + " ", " " + text, text + "é")
                .filter(variant -> !variant.equals(text))
                .toList();
    }

    /** An extension's type lies in a schema of somebody's choice. */
    static boolean isText(String type) {
        return type.equals("text")
                || type.equals("name")
                || type.startsWith("character varying")
                || type.startsWith("character(")
                || CITEXT.matcher(type).matches();
    }

    /** Whether scripts may fail on a value, which says nothing of the others. */
    static boolean isExtreme(String value) {
        return value.length() > LONGEST_USUAL || EXTREMES.contains(value);
    }

    /** How many characters there is room for, as far as that matters. */
    private static int room(String type) {
        if (type.equals("name")) {
            return 63;
        }
        Matcher limit = LIMITED.matcher(type);
        return limit.find() && limit.group(1).length() < 5 ? Math.min(LONG, Integer.parseInt(limit.group(1))) : LONG;
    }
}
