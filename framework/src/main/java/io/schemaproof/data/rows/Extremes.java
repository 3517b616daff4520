package io.schemaproof.data.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values of each type that break what was written for the usual ones, as texts. */
final class Extremes {

    private static final int LONGEST = 20_000;

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "long text ".repeat(2000),
            "it's \"quoted\" \\ 100%_",
            "two\nlines\tand a tab",
            "NULL",
            "0",
            // Whatever parts them, of a list one thing comes twice.
            "a,a;a,a|a,a;a,a",
            "word word",
            // Another type or key may take these for the same.
            "Twin",
            "twin",
            "twin ");

    private static final List<String> UNICODE = List.of(
            "\u00dcn\u00efc\u00f6d\u00e9 \u00df\u0130\u0131",
            "e\u0301 combining",
            "\u05e9\u05dc\u05d5\u05dd \u202eRTL",
            "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 family",
            "\u200bzero\ufeffwidth\u00a0",
            "\u65e5\u672c\u8a9e",
            "\uffff\ud800\udc00");

    private final Types types;
    private final ValueSources sources;
    private final boolean unicode;

    /** @param unicode whether the database can hold every character */
    Extremes(Types types, ValueSources sources, boolean unicode) {
        this.types = types;
        this.sources = sources;
        this.unicode = unicode;
    }

    /** Some are not allowed with the type's modifiers; the server leaves those out. */
    List<String> of(String written) {
        TypeInfo type = types.of(written);
        if (type.array()) {
            return arrays(type.part().orElseThrow());
        }
        return switch (type.kind()) {
            case 'd' -> of(type.part().orElseThrow());
            case 'e' -> ends(type.labels());
            case 'r' -> List.of("empty", "(,)");
            case 'm' -> List.of("{}", "{(,)}");
            default -> simple(type, Types.modifiers(written));
        };
    }

    private static List<String> ends(List<String> labels) {
        return labels.isEmpty() ? List.of() : List.of(labels.get(0), labels.get(labels.size() - 1));
    }

    private List<String> arrays(String element) {
        List<String> arrays = new ArrayList<>(List.of("{}", "{NULL}"));
        List<String> values = of(element);
        Optional<Source> source = sources.of(element);
        if (values.size() > 1 && source.isPresent()) {
            char delimiter = types.of(types.base(element)).delimiter();
            String several = Sql.array(values.subList(0, Math.min(3, values.size())), delimiter);
            // Undo what made it a constant of SQL: this is a value.
            String plain = several.substring(1, several.length() - 1).replace("''", "'");
            arrays.add(plain);
            arrays.add("{" + plain + delimiter + plain + "}");
        }
        return arrays;
    }

    private List<String> simple(TypeInfo type, List<String> modifiers) {
        return switch (type.bare()) {
            case "int2" -> List.of("0", "-1", "32767", "-32768");
            case "int4" -> List.of("0", "-1", "2147483647", "-2147483648");
            case "int8" -> List.of("0", "-1", "9223372036854775807", "-9223372036854775808");
            case "numeric" -> numeric(modifiers);
            case "float4" -> List.of("0", "-0", "NaN", "Infinity", "-Infinity", "3.4028235e38", "1.4e-45");
            case "float8" -> List.of("0", "-0", "NaN", "Infinity", "-Infinity", "1.7976931348623157e308", "4.9e-324");
            case "money" -> List.of("0", "-92233720368547758.08", "92233720368547758.07");
            case "text", "varchar", "bpchar", "name", "citext" -> texts(modifiers);
            case "bytea" -> List.of("", "\\x00", "\\xff00ff27275c5c", "\\x" + "deadbeef".repeat(2000));
            case "uuid" -> List.of("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff");
            case "bool" -> List.of("true", "false");
            case "date" ->
                List.of("infinity", "-infinity", "4713-01-01 BC", "5874897-12-31", "2000-02-29", "0001-01-01");
            case "timestamp", "timestamptz" ->
                List.of(
                        "infinity",
                        "-infinity",
                        "4713-01-01 00:00:00 BC",
                        "294276-12-31 23:59:59.999999",
                        "2000-02-29 12:00:00",
                        "1970-01-01 00:00:00",
                        "2016-12-31 23:59:60");
            case "time" -> List.of("00:00:00", "24:00:00", "23:59:59.999999");
            case "timetz" -> List.of("00:00:00+15:59", "24:00:00-15:59");
            case "interval" -> List.of("0", "178000000 years", "-178000000 years", "1 mon -1 day 00:00:00.000001");
            case "json", "jsonb" ->
                List.of(
                        "{}",
                        "[]",
                        "null",
                        "0",
                        "\"\"",
                        "[".repeat(50) + "]".repeat(50),
                        "{\"\": {\"a\": [1, null, 1e300]}}");
            case "xml" -> List.of("", "<a/>", "text &amp; <b c=\"d\">more</b>");
            case "inet" -> List.of("0.0.0.0/0", "255.255.255.255", "::", "2001:db8::1/64");
            case "cidr" -> List.of("0.0.0.0/0", "255.255.255.255/32", "::/0", "2001:db8::/32");
            case "macaddr" -> List.of("00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff");
            case "macaddr8" -> List.of("00:00:00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff:ff:ff");
            case "bit" -> bits(modifiers);
            case "varbit" -> List.of("", "0", "1");
            case "tsvector" -> List.of("", "'a':1A 'b':2,3B");
            case "point" -> List.of("(0,0)", "(-1e300,1e300)", "(NaN,Infinity)");
            case "hstore" -> List.of("", "a=>NULL", "\"a b\"=>\"\\\"\"");
            case "ltree" -> List.of("", "a.b.c");
            case "oid" -> List.of("0", "4294967295");
            default -> List.of();
        };
    }

    private List<String> texts(List<String> modifiers) {
        List<String> all = new ArrayList<>(TEXTS);
        if (!modifiers.isEmpty()) {
            // As long as the type allows; the longer ones are left out by the server.
            all.add(1, "x".repeat(Math.min(Integer.parseInt(modifiers.get(0)), LONGEST)));
        }
        if (unicode) {
            all.addAll(2, UNICODE);
        }
        return all;
    }

    private static List<String> bits(List<String> modifiers) {
        int length = modifiers.isEmpty() ? 1 : Integer.parseInt(modifiers.get(0));
        return List.of("0".repeat(length), "1".repeat(length));
    }

    private static List<String> numeric(List<String> modifiers) {
        if (modifiers.isEmpty()) {
            return List.of("0", "NaN", "Infinity", "-Infinity", "1e1000", "-1e-1000", "0.10", "0.100");
        }
        int precision = Integer.parseInt(modifiers.get(0));
        int scale = modifiers.size() > 1 ? Integer.parseInt(modifiers.get(1)) : 0;
        String most = "9".repeat(precision) + "e" + -scale;
        return List.of("0", "-0", most, "-" + most, "1e" + -scale, "NaN");
    }
}
