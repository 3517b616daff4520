package io.schemaproof.migration;

import io.schemaproof.configuration.SensitiveColumns;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.ServerErrorMessage;

/**
 * Hide values of {@linkplain SensitiveColumns sensitive columns} in what the server says, which quotes keys, rows and values.
 *
 * <p>A row that is quoted as a whole is hidden always: the server does not say which of its values is of which column. What a
 * {@code RAISE} says is the author's own text, and shown.
 *
 * @since 0.1
 */
public final class ErrorMask {

    private static final String ROW = "Failing row contains (";
    private static final Pattern KEY = Pattern.compile(
            "(?s)\\A(.*?\\bkey(?: of the failing row contains)?) \\((.*?)\\)( ?= ?)\\((.*)\\)(.*?)\\z",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHER_KEY = Pattern.compile("(?s)\\) (conflicts with (?:existing )?key) \\(");
    private static final Pattern COPIED_VALUE =
            Pattern.compile("(?s)\\A(COPY .+?, line \\d+, column (.+?): )\".*\"\\z");
    private static final Pattern COPIED_LINE = Pattern.compile("(?s)\\A(COPY .+?, line \\d+: )\".*\"\\z");
    private static final Pattern QUOTED = Pattern.compile("(?s)\".*\"");
    private static final Pattern LITERAL = Pattern.compile("(?s)'(?:[^']|'')*+'");
    private static final Pattern JSON = Pattern.compile("(?s)(JSON data, line \\d+: ).*");
    private static final Pattern NEAR_VALUE = Pattern.compile("(?s)(?<=at or near \")['\\d].*(?=\")");
    private static final String SYNTAX_ERROR = "42601";
    private static final String OF_DATA = "22";

    private final SensitiveColumns sensitive = SensitiveColumns.ofSystem();
    private final StatementError error;
    private final SqlMask mask;
    private final boolean about;

    private ErrorMask(StatementError error, String sql, SqlMask mask) {
        this.error = error;
        this.mask = mask;
        this.about = error.subject().column().filter(sensitive::mayHide).isPresent()
                || sensitive.mayHideOneIn(sql)
                || mask.hides(sql)
                || error.context().filter(sensitive::mayHideOneIn).isPresent()
                || error.context().filter(mask::hidesInner).isPresent();
    }

    /**
     * Return the error of a statement as it may be shown.
     *
     * @throws java.util.NoSuchElementException if it succeeded
     */
    public static StatementError of(StatementOutcome outcome) {
        return of(outcome, new SqlMask(SensitiveColumns.ofSystem()));
    }

    /**
     * Return the error of a statement as it may be shown.
     *
     * @param mask that may know which tables hold nothing sensitive
     * @throws java.util.NoSuchElementException if it succeeded
     */
    public static StatementError of(StatementOutcome outcome, SqlMask mask) {
        return new ErrorMask(outcome.error().orElseThrow(), outcome.statement().sql(), mask).masked();
    }

    /** Return an error as it may be shown where the statement is not known. */
    public static StatementError of(StatementError error) {
        return new ErrorMask(error, "", new SqlMask(SensitiveColumns.ofSystem())).masked();
    }

    /** Return the driver's text of an error without the details that it adds, which may quote rows. */
    public static String text(SQLException error) {
        ServerErrorMessage message = ErrorMapper.message(error);
        return message == null
                ? String.valueOf(error.getMessage())
                : message.getSeverity() + ": " + message.getMessage();
    }

    private StatementError masked() {
        return new StatementError(
                error.sqlState(),
                about ? message(error.message()) : error.message(),
                error.detail().map(this::detail),
                error.hint(),
                error.context().map(this::context),
                error.file(),
                error.line(),
                error.column(),
                error.subject());
    }

    private String message(String message) {
        if (error.sqlState().equals(SYNTAX_ERROR)) {
            return NEAR_VALUE.matcher(message).replaceAll(Matcher.quoteReplacement(SensitiveColumns.MASK));
        }
        return isOfData() ? value(message) : message;
    }

    private boolean isOfData() {
        return error.sqlState().startsWith(OF_DATA);
    }

    private String detail(String detail) {
        int row = detail.indexOf(ROW);
        if (row >= 0) {
            return detail.substring(0, row + ROW.length()) + SensitiveColumns.MASK + ").";
        }
        Matcher key = KEY.matcher(detail);
        if (key.matches()) {
            return hides(key.group(2)) ? key(key) : detail;
        }
        return about && isOfData() ? value(detail) : detail;
    }

    /** What stands behind the values says nothing of them, but for the second key of an exclusion. */
    private static String key(Matcher key) {
        String list = " (" + key.group(2) + ")" + key.group(3) + "(" + SensitiveColumns.MASK + ")";
        Matcher other = OTHER_KEY.matcher(key.group(4));
        return key.group(1) + list + (other.find() ? " " + other.group(1) + list : "") + key.group(5);
    }

    private boolean hides(String columns) {
        Optional<String> table = error.subject().table();
        boolean ofOther = error.sqlState().equals("23503");
        if (table.isEmpty() || ofOther || !columns.matches("[\\p{L}\\p{N}_$, ]+")) {
            return sensitive.mayHideOneIn(columns);
        }
        for (String column : columns.split(", ", -1)) {
            if (sensitive.hides(error.subject().schema().orElse(""), table.get(), column)) {
                return true;
            }
        }
        return false;
    }

    private String context(String context) {
        Matcher line = COPIED_LINE.matcher(context);
        if (line.matches()) {
            return line.group(1) + SensitiveColumns.MASK;
        }
        Matcher copied = COPIED_VALUE.matcher(context);
        if (copied.matches()) {
            return sensitive.mayHide(copied.group(2)) ? copied.group(1) + SensitiveColumns.MASK : context;
        }
        if (!about) {
            return context;
        }
        String stars = Matcher.quoteReplacement(SensitiveColumns.MASK);
        return JSON.matcher(LITERAL.matcher(mask.context(context)).replaceAll("'" + stars + "'"))
                .replaceAll("$1" + stars);
    }

    private static String value(String text) {
        return QUOTED.matcher(text).replaceAll(Matcher.quoteReplacement('"' + SensitiveColumns.MASK + '"'));
    }
}
