package io.schemaproof.migration;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows which statements Flyway takes for such as cannot run in a transaction. */
final class FlywayTransactions {

    /** Flyway looks at the first ten words outside quotes and parentheses. */
    private static final int WORDS = 10;

    private static final Pattern TOKEN = Pattern.compile(
            "(?s)--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|[()]|[A-Za-z_][A-Za-z_0-9$]*|.");

    private static final Pattern NON_TRANSACTIONAL =
            Pattern.compile("(?:(?:CREATE|DROP) (?:DATABASE|TABLESPACE|SUBSCRIPTION)"
                    + "|ALTER SYSTEM|(?:CREATE|DROP)(?: UNIQUE)? INDEX CONCURRENTLY"
                    + "|REINDEX(?: VERBOSE)? (?:SCHEMA|DATABASE|SYSTEM)|VACUUM|DISCARD ALL)(?: .*)?");

    private FlywayTransactions() {}

    static boolean canRunInTransaction(String sql) {
        return !NON_TRANSACTIONAL.matcher(firstWords(sql)).matches();
    }

    private static String firstWords(String sql) {
        StringBuilder words = new StringBuilder();
        Matcher token = TOKEN.matcher(sql);
        int depth = 0;
        int count = 0;
        while (count < WORDS && token.find()) {
            String text = token.group();
            if (text.equals("(")) {
                depth++;
            } else if (text.equals(")")) {
                depth--;
            } else if (depth == 0 && text.matches("[A-Za-z_]+")) {
                words.append(count++ == 0 ? "" : " ").append(text.toUpperCase(Locale.ROOT));
            }
        }
        return words.toString();
    }
}
