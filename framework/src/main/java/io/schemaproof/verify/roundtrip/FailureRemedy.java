package io.schemaproof.verify.roundtrip;

import io.schemaproof.base.SqlCode;
import io.schemaproof.base.SqlText;
import io.schemaproof.base.WholeWord;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.query.Relation;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to do about an error, by its SQLSTATE. */
final class FailureRemedy {

    private static final String MISSING =
            "If another project or tool makes it, make it with --before; else check the order of the migrations.";

    private static final Pattern OWN_HINT = Pattern.compile("EXTENSION|PostgreSQL");

    private static final String EXTENSION =
            "Use a server that has the extension: --database docker with an image that brings it.";

    /** What the server says a column is used by. */
    private static final Pattern USER = Pattern.compile("\\A(?:rule \\S+ on )?(.+) depends on column ");

    /** One column. */
    private static final Pattern KEY = Pattern.compile("\\AKey \\((\"[^\"]+\"|[^\",()]+)\\)=");

    private static final Pattern INSERT = Pattern.compile("(?is)\\A\\s*INSERT\\s+INTO\\s+[^\\s(]+\\s*\\(([^()]*)\\)");

    private FailureRemedy() {}

    static Optional<String> of(StatementOutcome failed, ExecutionMode mode) {
        StatementError error = failed.error().orElseThrow();
        return sequence(failed).or(() -> Optional.of(text(error, mode)).filter(text -> !text.isEmpty()));
    }

    /** Where an INSERT names no number, and the one that it got is there already. */
    private static Optional<String> sequence(StatementOutcome failed) {
        StatementError error = failed.error().orElseThrow();
        Matcher key = KEY.matcher(error.detail().orElse(""));
        Matcher insert =
                INSERT.matcher(SqlCode.withoutComments(failed.statement().sql()));
        boolean possible = error.sqlState().equals("23505")
                && key.find()
                && insert.find()
                && error.subject().table().isPresent();
        if (!possible || WholeWord.in(insert.group(1), key.group(1))) {
            return Optional.empty();
        }
        String table = new Relation(
                        error.subject().schema().orElse("public"),
                        error.subject().table().orElseThrow())
                .toString();
        String column = key.group(1);
        return Optional.of("The statement leaves " + column
                + " to its default. If that is a sequence, rows were put in with numbers of their own, and it was not moved past them."
                + " Behind those rows, in their migration: SELECT setval(pg_get_serial_sequence("
                + SqlText.literal(table) + ", " + SqlText.literal(column.replace("\"", "")) + "), (SELECT max(" + column
                + ") FROM " + table + "));");
    }

    private static String text(StatementError error, ExecutionMode mode) {
        return switch (error.sqlState()) {
            case "42P01", "3F000", "42703" -> MISSING;
            // The server has a hint for each, in which it names neither itself nor an extension.
            case "42883" -> error.hint().filter(OWN_HINT.asPredicate()).isPresent() ? "" : MISSING;
            // A hint tells of an extension, or of an operator class that no order of migrations brings.
            case "42704" -> error.hint().isPresent() ? "" : MISSING;
            case "42P07", "42710", "42701", "42P06", "42723" ->
                "Something made it before. Look for the migration that does; IF NOT EXISTS would hide it, and then the down drops what is not its own.";
            case "25001" ->
                mode.isWhole()
                        ? "Put the statement into a migration of its own: the tool sends the file as one message, which PostgreSQL runs as one transaction."
                        : "Put the statement into a migration that its tool runs without a transaction.";
            case "25P01" ->
                mode.isTransactional() || mode.isWhole()
                        ? ""
                        : "Put BEGIN; before it and COMMIT; behind what belongs to it. If your tool opens a transaction around each file, say which one it is: --format.";
            case "58P01" -> error.message().contains("extension") ? EXTENSION : "";
            case "0A000" -> notSupported(error);
            case "55P04" -> "Add the enum value in one migration and use it in the next.";
            case "2BP01" -> "Drop what depends on it first, in the opposite order of the up.";
            case "23505", "23502", "23503", "23514" ->
                "The rows that are there do not satisfy it. Mend or remove them first, in the same migration.";
            default -> "";
        };
    }

    private static String notSupported(StatementError error) {
        String message = error.message();
        if (message.startsWith("cannot alter type of a column used")) {
            return "Drop what uses the column before, in the same script, and make it again behind"
                    + error.detail()
                            .map(USER::matcher)
                            .filter(Matcher::find)
                            .map(matcher -> ": " + matcher.group(1) + ".")
                            .orElse(".");
        }
        if (message.startsWith("cannot alter type ") && message.endsWith(" uses it")) {
            return "Values of the type are stored, and the server changes none of them: make a type under another name and a column"
                    + " of it, carry the values over, and drop the former.";
        }
        return message.contains("extension") ? EXTENSION : "";
    }
}
