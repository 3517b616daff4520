package io.schemaproof.database;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A connection as keywords and values: {@code host=db dbname=shop password='my secret'} of libpq, or {@code Host=db;Database=shop} of ADO.NET.
 * Neither is supported; to know them keeps them from being taken for a name, and shown with the password.
 */
final class ConnectionKeywords {

    private static final Pattern PAIR = Pattern.compile(
            "\\G[\\s;]*+([A-Za-z_][A-Za-z_ ]*?)\\s*=\\s*('(?:[^'\\\\]|\\\\.|'')*+'|\"[^\"]*+\"|[^\\s;]*+)");

    /** That one of these is there, or a password, tells a connection from a folder with an odd name. */
    private static final Set<String> HOST = Set.of("host", "hostaddr", "server", "service");

    private static final Set<String> DATABASE = Set.of("dbname", "database");

    private final Map<String, String> values;

    private ConnectionKeywords(Map<String, String> values) {
        this.values = values;
    }

    /** Empty for every other text. */
    static Optional<ConnectionKeywords> in(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher pair = PAIR.matcher(text);
        int end = 0;
        while (pair.find()) {
            values.put(pair.group(1).toLowerCase(Locale.ROOT), pair.group(2));
            end = pair.end();
        }
        boolean known = values.keySet().stream()
                .anyMatch(keyword -> HOST.contains(keyword) || DATABASE.contains(keyword) || isSecret(keyword));
        return known && text.substring(end).matches("[\\s;]*")
                ? Optional.of(new ConnectionKeywords(values))
                : Optional.empty();
    }

    /** Host, port and database, as a URL of JDBC has them. */
    String shown() {
        String host = value(HOST).orElse("HOST");
        return "jdbc:postgresql://" + host
                + value(Set.of("port")).map(port -> ":" + port).orElse("")
                + "/" + value(DATABASE).orElse("DATABASE");
    }

    /** Passwords, as they stand there and without their quotation marks. */
    Stream<String> secrets() {
        return values.entrySet().stream()
                .filter(entry -> isSecret(entry.getKey()))
                .flatMap(entry -> Stream.of(entry.getValue(), unquoted(entry.getValue())));
    }

    private static boolean isSecret(String keyword) {
        return keyword.contains("password") || keyword.equals("pwd");
    }

    private Optional<String> value(Set<String> keywords) {
        return values.entrySet().stream()
                .filter(entry -> keywords.contains(entry.getKey()))
                .map(entry -> unquoted(entry.getValue()))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static String unquoted(String value) {
        return Stream.of("'", "\"").anyMatch(quote -> value.length() > 1 && value.startsWith(quote))
                ? value.substring(1, value.length() - 1)
                        .replaceAll("\\\\(.)", "$1")
                        .replace("''", "'")
                : value;
    }
}
