package io.schemaproof.migration;

import io.schemaproof.migration.script.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
    private static final int LINE_LENGTH = 160;

    private StatementErrors() {}

    /**
     * Format the error of an outcome, without values of sensitive columns.
     *
     * @param script the script that was run; its text shows the line
     * @throws IllegalArgumentException if the outcome has no error
     */
    public static String format(StatementOutcome outcome, Script script) {
        if (outcome.error().isEmpty()) {
            throw new IllegalArgumentException(
                    "The statement succeeded: " + outcome.statement().abbreviated(STATEMENT_LENGTH));
        }
        StatementError error = ErrorMask.of(outcome);
        StringBuilder text = new StringBuilder(headline(error));
        text.append(excerpt(line(error, script), error.column()));
        error.detail().ifPresent(detail -> titled(text, "DETAIL", detail));
        error.hint().ifPresent(hint -> titled(text, "HINT", hint));
        error.context().ifPresent(context -> titled(text, "CONTEXT", context));
        titled(text, "STATEMENT", outcome.statement().abbreviated(STATEMENT_LENGTH));
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

    private static String excerpt(String line, int column) {
        if (line.isBlank()) {
            return "";
        }
        int[] characters = line.codePoints().toArray();
        int at = Math.min(column - 1, characters.length);
        // Of a very long line only what surrounds the place.
        int from = characters.length <= LINE_LENGTH ? 0 : Math.max(0, at - LINE_LENGTH / 2);
        int to = Math.min(characters.length, from + LINE_LENGTH);
        StringBuilder blank = new StringBuilder();
        for (int i = from; i < at; i++) {
            // A tab stays one, so that the caret stands below its character however wide tabs are.
            blank.append(characters[i] == '\t' ? '\t' : ' ');
        }
        return "\n  " + new String(characters, from, to - from) + "\n  " + blank + "^";
    }

    private static String line(StatementError error, Script script) {
        if (error.file().equals(script.path())) {
            return new SourceText(script.path(), script.text(), script.firstLine()).line(error.line());
        }
        Path root = script.file().toAbsolutePath();
        for (int i = script.path().split("/").length; i > 0 && root.getParent() != null; i--) {
            root = root.getParent();
        }
        try {
            return new SourceText(error.file(), Files.readString(root.resolve(error.file())), 1).line(error.line());
        } catch (IOException e) {
            return "";
        }
    }
}
