package io.schemaproof.migration;

import io.schemaproof.base.SqlCode;
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
        String statement = SqlCode.afterComments(sql);
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
}
