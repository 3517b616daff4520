package io.schemaproof.migration;

import io.schemaproof.base.SqlCode;
import io.schemaproof.migration.script.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Write an error for people: where, what, the line with a caret, and what PostgreSQL says about it.
 *
 * <pre>
 * V3__x.sql:12:8 ERROR 42P01: relation "foo" does not exist
 *   insert into foo values (1)
 *               ^
 * HINT: ...
 * STATEMENT: insert into foo values (1)
 * </pre>
 *
 * @since 0.1
 */
public final class StatementErrors {

    private static final int STATEMENT_LENGTH = 200;

    private StatementErrors() {}

    /**
     * Format the error of an outcome. What the server says of values of sensitive columns is left out; what the script holds of them
     * is for {@linkplain #format(StatementOutcome, Script, SqlMask) a mask}, or for whoever shows it.
     *
     * @param script the script that was run; its text shows the line
     * @throws IllegalArgumentException if the outcome has no error
     */
    public static String format(StatementOutcome outcome, Script script) {
        return format(outcome, script, ErrorMask.of(checked(outcome)), Optional.empty());
    }

    /**
     * Format the error of an outcome, without values of sensitive columns.
     *
     * @param script the script that was run; its text shows the line
     * @throws IllegalArgumentException if the outcome has no error
     */
    public static String format(StatementOutcome outcome, Script script, SqlMask mask) {
        return format(outcome, script, ErrorMask.of(checked(outcome), mask), Optional.of(mask));
    }

    /** The first words of a statement as they may be shown. */
    public static String abbreviated(Statement statement, int length, SqlMask mask) {
        return SqlCode.abbreviated(mask.script(statement.sql()), length);
    }

    private static StatementOutcome checked(StatementOutcome outcome) {
        if (outcome.error().isEmpty()) {
            throw new IllegalArgumentException(
                    "The statement succeeded: " + outcome.statement().abbreviated(STATEMENT_LENGTH));
        }
        return outcome;
    }

    private static String format(
            StatementOutcome outcome, Script script, StatementError error, Optional<SqlMask> mask) {
        StringBuilder text = new StringBuilder(headline(error));
        Excerpt line = Excerpt.of(source(error, script), error.line(), error.column());
        text.append(mask.map(line::masked).orElse(line));
        error.detail().ifPresent(detail -> titled(text, "DETAIL", detail));
        error.hint().ifPresent(hint -> titled(text, "HINT", hint));
        error.context().ifPresent(context -> titled(text, "CONTEXT", context));
        Statement statement = outcome.statement();
        titled(
                text,
                "STATEMENT",
                mask.map(shown -> abbreviated(statement, STATEMENT_LENGTH, shown))
                        .orElseGet(() -> statement.abbreviated(STATEMENT_LENGTH)));
        return text.toString();
    }

    /** Format place, SQLSTATE and message on one line. */
    public static String headline(StatementError error) {
        String state = error.sqlState().equals("00000") ? "" : " " + error.sqlState();
        return error.file() + ":" + error.line() + ":" + error.column() + " ERROR" + state + ": " + error.message();
    }

    private static void titled(StringBuilder text, String title, String value) {
        text.append('\n').append(title).append(": ").append(value.replace("\n", "\n  "));
    }

    private static SourceText source(StatementError error, Script script) {
        if (error.file().equals(script.path())) {
            return new SourceText(script.path(), script.text(), script.firstLine());
        }
        Path root = script.file().toAbsolutePath();
        for (int i = script.path().split("/").length; i > 0 && root.getParent() != null; i--) {
            root = root.getParent();
        }
        try {
            return new SourceText(error.file(), Files.readString(root.resolve(error.file())), 1);
        } catch (IOException e) {
            return new SourceText(error.file(), "", 1);
        }
    }
}
