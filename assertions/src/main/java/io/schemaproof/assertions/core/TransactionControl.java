package io.schemaproof.assertions.core;

import io.schemaproof.base.SqlCode;
import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.ScriptException;
import io.schemaproof.migration.script.SourceText;
import io.schemaproof.migration.script.Splitter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keep statements that end a transaction out of one that is to be rolled back. Inside of functions, procedures and DO blocks
 * the server itself refuses them there (SQLSTATE 2D000).
 */
public final class TransactionControl {

    /** PostgreSQL's documentation, "SQL Commands"; PREPARE alone names a statement. */
    private static final Pattern CONTROL = Pattern.compile(
            "(commit|end|rollback|abort|begin|start\\s+transaction|prepare\\s+transaction)\\b.*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private TransactionControl() {}

    /**
     * Refuse a text that controls the transaction in any of its statements.
     *
     * @throws IllegalArgumentException if it does
     */
    public static void refuse(String sql) {
        Splitter statements = Splitter.server(new SourceText("statement", sql, 1), () -> true);
        try {
            Optional<Fragment> next = statements.next();
            while (next.isPresent()) {
                String statement = SqlCode.afterComments(next.get().sql());
                if (CONTROL.matcher(statement).matches()) {
                    String word = statement.split("\\W", 2)[0].toUpperCase(Locale.ROOT);
                    throw new IllegalArgumentException(word
                            + " would control the transaction in which the statement is tried and then rolled back. Leave it"
                            + " out: " + sql.strip());
                }
                next = statements.next();
            }
        } catch (ScriptException e) {
            // A quotation that is never closed: the server says so in its own words.
            return;
        }
    }
}
