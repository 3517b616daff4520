package io.schemaproof.migration;

import io.schemaproof.base.SqlCode;
import io.schemaproof.base.SqlScanner;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Know the statements that cannot be run in a transaction, or end the one that they are in. What Flyway takes for such is another
 * list, its own.
 *
 * @since 0.1
 */
public final class OutsideTransactions {

    /** The first words of all of them; a statement that begins otherwise need not be read to its end. */
    private static final Set<String> FIRST = Set.of(
            "ABORT",
            "ALTER",
            "CALL",
            "CLUSTER",
            "COMMIT",
            "CREATE",
            "DISCARD",
            "DO",
            "DROP",
            "END",
            "REINDEX",
            "REPACK",
            "ROLLBACK",
            "VACUUM");

    private static final String CONCURRENTLY = "(?:CREATE(?: UNIQUE)?|DROP) INDEX CONCURRENTLY\\b.*"
            + "|REINDEX\\b.* CONCURRENTLY\\b.*"
            + "|ALTER TABLE .*\\bDETACH PARTITION .*\\bCONCURRENTLY\\b.*";

    private static final Pattern IN_SEVERAL = Pattern.compile(CONCURRENTLY);

    /**
     * Where the server calls PreventInTransactionBlock. CLUSTER, REINDEX and REPACK do so for all tables, or for those with
     * partitions, and FINALIZE does what CONCURRENTLY has left.
     */
    private static final Pattern REFUSED = Pattern.compile("(?:VACUUM|CLUSTER|REINDEX|REPACK)\\b.*"
            + "|(?:CREATE|DROP) (?:DATABASE|TABLESPACE|SUBSCRIPTION)\\b.*"
            + "|ALTER (?:SYSTEM|SUBSCRIPTION)\\b.*"
            + "|ALTER DATABASE .*\\bSET TABLESPACE\\b.*"
            + "|ALTER TABLE .*\\bDETACH PARTITION .*\\bFINALIZE"
            + "|(?:COMMIT|ROLLBACK) PREPARED\\b.*"
            + "|DISCARD ALL"
            + "|" + CONCURRENTLY);

    private static final Pattern ENDS = Pattern.compile("(?:COMMIT|END|ABORT)\\b.*|ROLLBACK\\b(?!(?: \\w+)? TO\\b).*");

    /** Also as plperl's spi_commit. */
    private static final Pattern COMMITS_INSIDE = Pattern.compile("(?i)(?<![a-z])(?:COMMIT|ROLLBACK|CALL)\\b");

    private OutsideTransactions() {}

    /** Whether the server may refuse it in a transaction, or it may end the one that its caller has not begun. */
    public static boolean needs(String sql) {
        String words = words(sql);
        return REFUSED.matcher(words).matches() || mayCommit(words, sql);
    }

    /** Whether it works in several transactions, one after the other, and waits for others between them. */
    public static boolean worksInSeveral(String sql) {
        return IN_SEVERAL.matcher(words(sql)).matches();
    }

    /** Whether it is a procedure or a block that may commit on its own. */
    public static boolean mayCommit(String sql) {
        return mayCommit(words(sql), sql);
    }

    private static boolean mayCommit(String words, String sql) {
        return isFirst("CALL", words)
                || (isFirst("DO", words) && COMMITS_INSIDE.matcher(body(sql)).find());
    }

    /** What EXECUTE runs must not commit, so that literals do not count; but the whole body may be one. */
    private static String body(String block) {
        return block.indexOf('$') < 0 ? SqlCode.withoutComments(block) : SqlCode.withoutCommentsAndTexts(block);
    }

    /** Whether a statement of the script is such a one, or ends a transaction as COMMIT does; also where nobody can tell. */
    public static boolean areIn(Script script) {
        return script.statements()
                .map(statements -> statements.stream()
                        .anyMatch(sql -> needs(sql) || ENDS.matcher(words(sql)).matches()))
                .orElse(true);
    }

    /** The words outside of quotes, in capital letters; nothing for a statement that is none of these. */
    private static String words(String sql) {
        SqlScanner scanner = new SqlScanner(sql);
        StringBuilder words = new StringBuilder();
        while (scanner.next()) {
            if (scanner.kind() == SqlScanner.Kind.WORD) {
                String word = scanner.text().toUpperCase(Locale.ROOT);
                if (words.isEmpty() && !FIRST.contains(word)) {
                    return "";
                }
                words.append(words.isEmpty() ? "" : " ").append(word);
            }
        }
        return words.toString();
    }

    private static boolean isFirst(String word, String words) {
        return words.equals(word) || words.startsWith(word + " ");
    }
}
