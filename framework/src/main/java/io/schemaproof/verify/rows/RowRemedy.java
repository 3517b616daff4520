package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlCode;
import io.schemaproof.base.SqlText;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementOutcome;
import java.util.Set;
import java.util.regex.Pattern;

/** What to do about a statement that passes on an empty database and fails on rows. */
final class RowRemedy {

    private static final Set<String> UNKNOWN_NAME = Set.of("42P01", "42703", "42883", "42704");

    private static final String NOT_NULL = "23502";

    private static final String UNIQUE = "23505";

    private static final Pattern UPDATE = Pattern.compile("(?i)\\A\\s*UPDATE\\b");

    private RowRemedy() {}

    /** @param otherwise where the rows themselves are to be mended */
    static String of(StatementOutcome failed, String otherwise) {
        StatementError error = failed.error().orElseThrow();
        if (UNKNOWN_NAME.contains(error.sqlState())) {
            return "No row stands in its way: what the statement names is not there. Check the names, and the order of the"
                    + " migrations.";
        }
        return error.sqlState().equals(NOT_NULL)
                        && error.subject()
                                .column()
                                .filter(column -> adds(failed.statement().sql(), column))
                                .isPresent()
                ? "No row has a value for a column that is new: give it a DEFAULT, or add it without NOT NULL, fill it, and set NOT"
                        + " NULL behind that."
                : otherwise;
    }

    /** What else it may be where an UPDATE meets a value that is there already; empty text where it is none. */
    static String metOnTheWay(StatementOutcome failed) {
        return failed.error().orElseThrow().sqlState().equals(UNIQUE)
                        && UPDATE.matcher(SqlCode.withoutComments(
                                        failed.statement().sql()))
                                .find()
                ? "\nWhere all values differ in the end, it has met one on the way: a key that is not DEFERRABLE is compared row by"
                        + " row. Go by values that no row has, such as negative ones, in two UPDATEs."
                : "";
    }

    private static boolean adds(String statement, String column) {
        return Pattern.compile("(?i)\\bADD\\s+(?:COLUMN\\s+)?(?:IF\\s+NOT\\s+EXISTS\\s+)?(?:"
                        + Pattern.quote(SqlText.identifier(column)) + "|" + Pattern.quote(column) + "\\s)")
                .matcher(SqlCode.withoutComments(statement))
                .find();
    }
}
