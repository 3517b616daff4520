package io.schemaproof.migration;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is sent instead of a script's own BEGIN and COMMIT where a transaction of the caller is to stay open. */
final class InnerTransactions {

    private static final Pattern FIRST = Pattern.compile("(?is)(\\w+)(?:\\s+(\\w+))?.*");
    private static final Pattern TO_SAVEPOINT = Pattern.compile("(?is)\\w+\\s+(WORK\\s+|TRANSACTION\\s+)?TO\\b.*");

    /** What is put off until the end of a transaction happens at this end too. */
    private static final String CHECK = "SET CONSTRAINTS ALL IMMEDIATE";

    private static final String REFUSE =
            "DO $$ BEGIN RAISE EXCEPTION 'the script rolls back, which the transaction around it does not allow'; END $$";

    private InnerTransactions() {}

    /** Empty for a statement that is sent as it is. */
    static Optional<String> instead(String sql) {
        String statement = afterComments(sql);
        Matcher first = FIRST.matcher(statement);
        if (!first.matches()) {
            return Optional.empty();
        }
        boolean transaction = "TRANSACTION".equalsIgnoreCase(first.group(2));
        return switch (first.group(1).toUpperCase(Locale.ROOT)) {
            case "BEGIN" -> Optional.of(CHECK);
            case "START" -> transaction ? Optional.of(CHECK) : Optional.empty();
            case "COMMIT", "END" -> "PREPARED".equalsIgnoreCase(first.group(2)) ? Optional.empty() : Optional.of(CHECK);
            case "ROLLBACK" -> TO_SAVEPOINT.matcher(statement).matches() ? Optional.empty() : Optional.of(REFUSE);
            case "ABORT" -> Optional.of(REFUSE);
            case "PREPARE" -> transaction ? Optional.of(REFUSE) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Cut off the comments before a statement, with those inside them; one that has no end is all there is. */
    private static String afterComments(String sql) {
        int at = 0;
        int depth = 0;
        while (at < sql.length()) {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (depth > 0) {
                boolean end = sql.startsWith("*/", at);
                depth -= end ? 1 : 0;
                at += end ? 2 : 1;
            } else if (sql.startsWith("--", at)) {
                int line = sql.indexOf('\n', at);
                at = line < 0 ? sql.length() : line + 1;
            } else if (Character.isWhitespace(sql.charAt(at)) || sql.charAt(at) == ';') {
                at++;
            } else {
                break;
            }
        }
        return sql.substring(at);
    }
}
