package io.schemaproof.verify.result;

import io.schemaproof.migration.ErrorMask;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementOutcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps as facts of a finding what the server said of a statement. */
public final class ErrorFacts {

    private static final int STATEMENT_LENGTH = 200;

    private ErrorFacts() {}

    /** What is known of the error of a statement, which may be added to. */
    public static Map<String, String> of(StatementOutcome outcome) {
        StatementError error = ErrorMask.of(outcome);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("sqlState", error.sqlState());
        facts.put("error", error.message());
        error.detail().ifPresent(text -> facts.put("detail", text));
        error.hint().ifPresent(text -> facts.put("hint", text));
        error.context().ifPresent(text -> facts.put("context", text));
        facts.put("column", String.valueOf(error.column()));
        facts.put("statement", outcome.statement().abbreviated(STATEMENT_LENGTH));
        return facts;
    }
}
