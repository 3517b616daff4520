package io.schemaproof.verify.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that are allowed, and of which few authors of a down think. */
final class UnusualValues {

    private static final List<String> TEXTS =
            List.of("007", "two words", " at both ends ", "a,b;c|d", "it's \"so\" \\ %_", "ÀÉß", "");

    /** The last two are moments whose local time comes once more an hour later, in Europe and in New York. */
    private static final List<String> MOMENTS = List.of(
            "2024-02-29 23:59:59.123456", "1969-12-31 23:59:59", "2024-10-27 00:30:00+00", "2024-11-03 05:30:00+00");

    /** Longer than whatever somebody cuts texts to. */
    private static final int LONG = 5_000;

    private static final int LONGEST_USUAL = 30;

    /** Those that leave no room for sums, and a NULL where few expect one. */
    private static final Set<String> EXTREMES =
            Set.of("32767", "2147483647", "9007199254740993", "1234567890123456789.0123456789", "{NULL}");

    private static final Pattern LIMITED = Pattern.compile("\\((\\d+)\\)\\z");

    private UnusualValues() {}

    /** Those of a type, as literals; none where nobody has thought of any. */
    static List<String> of(String type) {
        if (type.endsWith("[]")) {
            return type.equals("text[]") || type.startsWith("character varying")
                    ? List.of("{}", "{NULL}", "{\"a,b;c|d\",\"\"}", "{b,a,b}")
                    : List.of("{}", "{NULL}", "{3,1,3}");
        }
        if (isText(type)) {
            List<String> texts = new ArrayList<>(TEXTS);
            texts.add("long ".repeat(LONG).substring(0, room(type)));
            return texts;
        }
        if (type.startsWith("timestamp")) {
            return type.endsWith("with time zone") ? MOMENTS : MOMENTS.subList(0, 2);
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
            case "time without time zone" -> List.of("23:59:59.999999");
            case "boolean" -> List.of("true", "false");
            case "date" -> List.of("2024-02-29");
            case "json", "jsonb" -> List.of("{\"a\": {\"b\": [1, null]}}", "[]");
            case "bytea" -> List.of("\\x00ff", "\\x");
            default -> List.of();
        };
    }

    /** Values of a type in which a text stands; none of a type that holds no texts. */
    static List<String> with(String text, String type) {
        String quoted = "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        if (isText(type) || type.startsWith("character(")) {
            return List.of(text + "a", "a" + text, text);
        }
        if (type.equals("text[]") || type.matches("character varying.*\\[]")) {
            return List.of("{" + quoted + "}");
        }
        return type.equals("json") || type.equals("jsonb") ? List.of("{" + quoted + ": \"a\"}") : List.of();
    }

    private static boolean isText(String type) {
        return type.equals("text") || type.startsWith("character varying") || type.equals("citext");
    }

    /** Whether scripts may fail on a value, which says nothing of the others. */
    static boolean isExtreme(String value) {
        return value.length() > LONGEST_USUAL || EXTREMES.contains(value);
    }

    /** How many characters there is room for, as far as that matters. */
    private static int room(String type) {
        Matcher limit = LIMITED.matcher(type);
        return limit.find() && limit.group(1).length() < 5 ? Math.min(LONG, Integer.parseInt(limit.group(1))) : LONG;
    }
}
