package io.schemaproof.data.rows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts that may be values which pass a check, from what the check says. The server sorts them out. */
final class Candidates {

    private static final List<String> FORMATS = List.of(
            "a",
            "A",
            "abc",
            "Abc",
            "ABC",
            "1",
            "0",
            "12345",
            "user@example.com",
            "https://example.com/",
            "http://example.com",
            "example.com",
            "+4930123456",
            "030 123456",
            "555-0100",
            "(555) 010-0100",
            "DE",
            "de",
            "EUR",
            "en-US",
            "en_US",
            "Europe/Berlin",
            "UTC",
            "a-slug",
            "snake_case",
            "CamelCase",
            "1.2.3",
            "v1.2.3",
            "#aabbcc",
            "#AABBCC",
            "{}",
            "[]",
            "2024-02-29",
            "2024-02-29T12:00:00Z",
            "12:30",
            "12:30:00",
            "192.0.2.1",
            "2001:db8::1",
            "AB-123",
            "ABC-1234",
            "A1",
            "1A",
            "/",
            "/a/b",
            "text/plain",
            "0x1F",
            "aGVsbG8=",
            "* * * * *",
            "978-3-16-148410-0",
            "9783161484100",
            "DE89370400440532013000",
            "4111111111111111",
            "12345-6789",
            "true",
            "false",
            "{\"a\": 1}",
            "Two words",
            "00000000-0000-4000-8000-000000000000",
            "$2a$10$abcdefghijklmnopqrstuu");

    private static final List<String> ALPHABETS =
            List.of("0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789abcdef");

    private final List<String> strings;
    private final List<String> numbers;
    private final int wanted;
    private final long seed;
    private final Set<String> found = new LinkedHashSet<>();

    /**
     * @param expressions checks, and the bodies of the functions they call
     * @param wanted how many different values it would be good to have
     */
    Candidates(List<String> expressions, int wanted, long seed) {
        String all = String.join("\n", expressions);
        this.strings = SqlLiterals.strings(all);
        this.numbers = SqlLiterals.numbers(all);
        this.wanted = wanted;
        this.seed = seed;
    }

    /** @param bare the base type's own name, or {@code []} for an array */
    List<String> of(String bare, List<String> labels) {
        found.addAll(labels);
        found.addAll(strings);
        for (String string : strings) {
            if (string.startsWith("{") && string.endsWith("}")) {
                found.addAll(List.of(string.substring(1, string.length() - 1).split(",")));
            }
        }
        switch (bare) {
            case "bool" -> found.addAll(List.of("true", "false"));
            case "int2", "int4", "int8", "numeric", "float4", "float8", "money", "oid" -> numbers();
            case "date", "timestamp", "timestamptz" -> dates();
            case "interval" -> numbers.forEach(number -> units(number));
            case "json", "jsonb" -> documents();
            case "[]" -> arrays();
            case "bytea" -> lengths().forEach(length -> found.add("\\x" + "ab".repeat(length)));
            case "text", "varchar", "bpchar", "name", "citext" -> texts();
            default -> {
                numbers();
                found.addAll(FORMATS);
            }
        }
        return List.copyOf(found);
    }

    private void numbers() {
        List<BigDecimal> values = numbers.stream().map(BigDecimal::new).sorted().toList();
        for (BigDecimal value : values) {
            for (BigDecimal near : List.of(value, value.add(BigDecimal.ONE), value.subtract(BigDecimal.ONE))) {
                found.add(near.toPlainString());
                found.add(near.negate().toPlainString());
            }
            found.add(value.add(new BigDecimal("0.5")).toPlainString());
        }
        for (int i = 0; i + 1 < values.size(); i++) {
            between(values.get(i), values.get(i + 1));
        }
        for (BigDecimal value : values.isEmpty() ? List.of(BigDecimal.ZERO) : values) {
            for (int step = 1; step <= Math.max(20, wanted); step++) {
                found.add(value.add(BigDecimal.valueOf(step)).toPlainString());
                found.add(value.subtract(BigDecimal.valueOf(step)).toPlainString());
            }
        }
    }

    private void between(BigDecimal low, BigDecimal high) {
        BigDecimal width = high.subtract(low);
        int parts = Math.max(20, Math.min(wanted, 1000));
        for (int i = 1; i < parts; i++) {
            BigDecimal exact = low.add(width.multiply(BigDecimal.valueOf((double) i / parts)));
            found.add(exact.setScale(width.compareTo(BigDecimal.valueOf(4)) > 0 ? 0 : 3, RoundingMode.HALF_UP)
                    .toPlainString());
        }
    }

    private void dates() {
        int days = Math.max(40, Math.min(wanted, 5000));
        Stream.concat(strings.stream(), Stream.of("2024-01-01")).forEach(text -> {
            try {
                LocalDate date = LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
                for (int i = 0; i <= days; i++) {
                    found.add(date.plusDays(i).toString());
                    found.add(date.minusDays(i).toString());
                }
                found.add(date + " 23:59:59.999999");
            } catch (DateTimeParseException e) {
                found.add(text);
            }
        });
        // A year, a month or a day of the week is compared with.
        for (int i = 0; i < 24; i++) {
            found.add(LocalDate.of(2024, 1 + i % 12, 1 + i).toString());
        }
        numbers.stream()
                .filter(number -> number.matches("[12]\\d{3}"))
                .forEach(year -> found.addAll(List.of(year + "-01-01", year + "-07-02", year + "-12-31")));
        found.addAll(List.of("1970-01-01", "1900-01-01", "2100-01-01"));
    }

    private void units(String number) {
        for (String unit : List.of("seconds", "minutes", "hours", "days", "months", "years")) {
            found.add(number + " " + unit);
        }
    }

    private void documents() {
        found.addAll(List.of("{}", "[]", "null", "0", "1", "true", "\"x\"", "[1]", "[\"x\"]"));
        List<String> keys = strings.stream()
                .filter(key -> !key.isEmpty())
                .map(Candidates::quoted)
                .toList();
        for (String value : List.of("1", "\"x\"", "true", "[]", "{}", "null")) {
            List<String> members = keys.stream().map(key -> key + ": " + value).toList();
            members.forEach(member -> found.add("{" + member + "}"));
            found.add("{" + String.join(", ", members) + "}");
        }
        for (String key : keys) {
            for (String value : keys) {
                found.add("{" + key + ": " + value + "}");
            }
        }
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private void arrays() {
        List<String> elements = new ArrayList<>(strings);
        elements.addAll(numbers);
        elements.addAll(List.of("1", "a"));
        found.add("{}");
        for (String element : elements) {
            found.add("{" + quoted(element) + "}");
            found.add("{" + quoted(element) + "," + quoted(elements.get(0)) + "}");
        }
        for (int length : lengths()) {
            if (length > 0 && length <= 100) {
                for (String element : List.of(elements.get(0), "1", "a")) {
                    found.add("{" + String.join(",", Collections.nCopies(length, quoted(element))) + "}");
                }
            }
        }
    }

    private void texts() {
        found.addAll(numbers);
        for (String string : strings) {
            if (string.matches("(?s).*[\\[\\](){}^$*+?\\\\|.].*")) {
                found.addAll(RegexStrings.of(string, Math.max(40, 2 * wanted), seed));
            }
            if (string.indexOf('%') >= 0 || string.indexOf('_') >= 0) {
                for (int i = 0; i < Math.max(5, wanted); i++) {
                    found.add(string.replace("%", i == 0 ? "" : "x" + i).replace('_', 'a'));
                }
            }
            for (int i = 1; i <= 3; i++) {
                found.add(string + i);
            }
            found.add(string.toUpperCase(Locale.ROOT));
            found.add(string.toLowerCase(Locale.ROOT));
        }
        for (int length : lengths()) {
            for (String alphabet : ALPHABETS) {
                IntStream.range(0, Math.max(3, wanted)).forEach(i -> found.add(counted(alphabet, length, i)));
            }
        }
        found.addAll(FORMATS);
        found.add("");
    }

    /** The i-th text of a length over an alphabet. */
    private static String counted(String alphabet, int length, int number) {
        StringBuilder text = new StringBuilder(alphabet.repeat(1 + length / alphabet.length()));
        text.setLength(length);
        int rest = number;
        for (int at = length - 1; at >= 0 && rest > 0; at--) {
            text.setCharAt(at, alphabet.charAt((alphabet.indexOf(text.charAt(at)) + rest) % alphabet.length()));
            rest /= alphabet.length();
        }
        return text.toString();
    }

    /** What a length is compared with, one less and one more. */
    private List<Integer> lengths() {
        return Stream.concat(numbers.stream(), Stream.of("1", "8"))
                .filter(number -> number.matches("\\d{1,4}"))
                .map(Integer::parseInt)
                .flatMap(length -> Stream.of(length, length - 1, length + 1))
                .filter(length -> length >= 0)
                .distinct()
                .toList();
    }
}
