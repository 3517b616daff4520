package io.schemaproof.migration;

import io.schemaproof.base.SqlCode;
import java.util.regex.Pattern;

/** Tells the scripts that do nothing. */
final class EmptyScripts {

    private static final Pattern TRANSACTION =
            Pattern.compile("(?is)(BEGIN|COMMIT|END|START\\s+TRANSACTION|ROLLBACK|ABORT)(\\s+(WORK|TRANSACTION))?\\s*");

    private EmptyScripts() {}

    static boolean isEmpty(Script script) {
        if (script.dialect().isOfTool()) {
            return false;
        }
        // An open quote is not nothing; an open comment is, but the server will complain about it.
        return script.statements()
                .filter(statements -> statements.stream().allMatch(EmptyScripts::doesNothing))
                .isPresent();
    }

    private static boolean doesNothing(String statement) {
        String sql = SqlCode.withoutComments(statement).strip();
        return sql.isEmpty() || TRANSACTION.matcher(sql).matches();
    }
}
