package io.schemaproof.migration;

import io.schemaproof.base.SqlScanner;
import java.util.Locale;
import java.util.regex.Pattern;

/** Knows which statements Flyway takes for such as cannot run in a transaction. */
final class FlywayTransactions {

    /** Flyway looks at the first ten words outside quotes and parentheses. */
    private static final int WORDS = 10;

    private static final Pattern LETTERS = Pattern.compile("[A-Za-z_]+");
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
        SqlScanner token = new SqlScanner(sql);
        int depth = 0;
        int count = 0;
        while (count < WORDS && token.next()) {
            if (token.is('(')) {
                depth++;
            } else if (token.is(')')) {
                depth--;
            } else if (depth == 0
                    && token.kind() == SqlScanner.Kind.WORD
                    && LETTERS.matcher(token.text()).matches()) {
                words.append(count++ == 0 ? "" : " ").append(token.text().toUpperCase(Locale.ROOT));
            }
        }
        return words.toString();
    }
}
