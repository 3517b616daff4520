package io.schemaproof.verify.rows;

import java.util.List;

/** Values that are allowed, and of which few authors of a down think. */
final class UnusualValues {

    private static final List<String> TEXTS =
            List.of("two words", " at both ends ", "a,b;c|d", "it's \"so\" \\ %_", "ÀÉß");

    private UnusualValues() {}

    /** Those of a type, as literals; none where nobody has thought of any. */
    static List<String> of(String type) {
        if (type.endsWith("[]")) {
            return type.equals("text[]") || type.startsWith("character varying")
                    ? List.of("{}", "{NULL}", "{\"a,b;c|d\",\"\"}")
                    : List.of("{}", "{NULL}");
        }
        if (type.equals("text") || type.startsWith("character varying") || type.equals("citext")) {
            return TEXTS;
        }
        if (type.startsWith("timestamp")) {
            return List.of("2024-02-29 23:59:59.123456", "1969-12-31 23:59:59");
        }
        if (type.startsWith("numeric") || type.equals("double precision")) {
            return List.of("-7.25", "0.01", "1234567890123456789.0123456789");
        }
        return switch (type) {
            case "smallint", "integer" -> List.of("-7", "0", "199");
            case "bigint" -> List.of("-7", "0", "199", "9007199254740993");
            case "real" -> List.of("-7.25", "0.0001234");
            case "interval" -> List.of("1 mon 2 days 03:04:05.5", "-1 day");
            case "inet" -> List.of("10.1.2.3/8", "fe80::1");
            case "time without time zone" -> List.of("23:59:59.999999");
            case "boolean" -> List.of("true", "false");
            case "date" -> List.of("2024-02-29");
            case "jsonb" -> List.of("{\"a\": {\"b\": [1, null]}}", "[]");
            default -> List.of();
        };
    }
}
