package io.schemaproof.verify.function;

import io.schemaproof.base.SqlCode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the body of a trigger's function says of the rows that it leaves out. Who writes that some are to be left out means it; who returns
 * NULL everywhere, or NEW for a row that goes, has mostly written it for a trigger that fires AFTER the write.
 *
 * @param body without comments
 */
record ReturnTexts(String body) {

    private static final String SKIP = "(?:RAISE\\b[^;]*;\\s*)*RETURN\\s+NULL\\s*;";

    private static final Pattern ONLY_SKIPS = Pattern.compile("(?is)\\s*BEGIN\\s+" + SKIP + "\\s*END\\s*;?\\s*");

    private static final Pattern BRANCH_SKIPS = Pattern.compile("(?is)\\b(?:IF|WHEN)\\b([^;]*?)\\bTHEN\\s+" + SKIP);

    private static final Pattern RETURN = Pattern.compile("(?is)\\bRETURN\\b([^;]*);");

    private static final Pattern CONDITION =
            Pattern.compile("(?is)\\b(?:ELS(?:E\\s*)?IF|(?<!END )IF|WHEN)\\b([^;]*?)\\bTHEN\\b");

    /** {@code ON CONFLICT DO UPDATE SET} names no table. */
    private static final Pattern WRITTEN = Pattern.compile(
            "(?i)\\b(?:UPDATE|MERGE\\s+INTO)\\s+(?:ONLY\\s+)?(?!SET\\b)([%']|[\\w$]+(?:\\.[\\w$\"]+)?|\"[^\"]+\"(?:\\.[\\w$\"]+)?)");

    /** A comparison of what the statement is, and of nothing else. */
    private static final String OF_STATEMENT =
            "\\(*\\s*TG_OP\\s*(?:=|<>|!=|(?:NOT\\s+)?IN\\b)[\\s()]*'[a-z]+'(?:\\s*,\\s*'[a-z]+')*[\\s()]*";

    private static final Pattern STATEMENT_ONLY = Pattern.compile("(?is)\\s*" + OF_STATEMENT + "(?:\\b(?:OR|AND)\\s+"
            + OF_STATEMENT + ")*|\\s*'[a-z]+'(?:\\s*,\\s*'[a-z]+')*\\s*");

    static ReturnTexts of(String body) {
        return new ReturnTexts(SqlCode.withoutComments(body));
    }

    /** Whether rows may be left out by mistake. */
    boolean maySwallow(RowWrite write) {
        if (ONLY_SKIPS.matcher(body).matches() || skipsByName(write)) {
            return false;
        }
        return returns().stream().noneMatch(returned -> keeps(returned, write))
                || CONDITION
                        .matcher(body)
                        .results()
                        .allMatch(condition ->
                                STATEMENT_ONLY.matcher(condition.group(1)).matches());
    }

    /** Whether NEW is returned somewhere, which is NULL where a row goes. */
    boolean giveNew() {
        return returns().contains("NEW");
    }

    /** Whether a statement in the body changes rows of one of these tables, or of one whose name is put together. */
    boolean writeTo(Set<String> tables) {
        return WRITTEN.matcher(body)
                .results()
                .map(written -> written.group(1))
                .anyMatch(name -> name.startsWith("%") || name.startsWith("'") || tables.contains(last(name)));
    }

    private static String last(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.startsWith("\"") ? last.replace("\"", "") : last.toLowerCase(Locale.ROOT);
    }

    private boolean skipsByName(RowWrite write) {
        return BRANCH_SKIPS
                .matcher(body)
                .results()
                .map(branch -> branch.group(1))
                .anyMatch(condition -> condition.toUpperCase(Locale.ROOT).contains("'" + write + "'"));
    }

    private List<String> returns() {
        return RETURN.matcher(body)
                .results()
                .map((MatchResult found) -> found.group(1).strip().toUpperCase(Locale.ROOT))
                .toList();
    }

    private static boolean keeps(String returned, RowWrite write) {
        return switch (returned) {
            case "NULL" -> false;
            case "NEW" -> write != RowWrite.DELETE;
            case "OLD" -> write != RowWrite.INSERT;
            // Whatever it is, it was made to be returned.
            default -> true;
        };
    }
}
