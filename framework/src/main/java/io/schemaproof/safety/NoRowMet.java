package io.schemaproof.safety;

import io.schemaproof.base.SqlCode;
import io.schemaproof.base.SqlScanner;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.Relation;
import io.schemaproof.trace.HeldLock;
import io.schemaproof.trace.LockMode;
import io.schemaproof.trace.RelationLock;
import io.schemaproof.trace.TracedRelation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Statements that look for rows to change and find none here. What they would do in production nobody knows: a condition that no
 * row fulfils costs nothing where an index finds that out, and may be true of all rows there. Only one that names the values of a key
 * is harmless anywhere.
 */
final class NoRowMet {

    private static final Pattern CHANGES =
            Pattern.compile("(?is)\\A\\s*(WITH\\b.*)?\\b(UPDATE|DELETE\\s+FROM|MERGE\\s+INTO)\\b");
    /** What takes the lock of a writer and looks for no rows to change; a function's body is read when it is made, and not run. */
    private static final Pattern OTHER_WRITER =
            Pattern.compile("(?is)\\A\\s*(WITH\\b.*\\bINSERT|INSERT|COPY|LOCK|PREPARE"
                    + "|CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:FUNCTION|PROCEDURE|RULE))\\b");

    private static final Pattern BLOCK = Pattern.compile("(?is)\\A\\s*DO\\b");
    private static final Pattern CHANGES_INSIDE = Pattern.compile("(?i)\\b(UPDATE|DELETE|MERGE)\\b");
    private static final Pattern BY_CONDITION = Pattern.compile(
            "(?is)\\A\\s*(?:UPDATE|DELETE\\s+FROM)\\b(.*?)\\bWHERE\\b(.*?)(?:\\bRETURNING\\b.*)?;?\\s*\\z");
    private static final Pattern AND = Pattern.compile("(?i)\\bAND\\b");
    private static final String VALUE = "(?:[-+]?[\\d.]+|\\?)(?:::\\w+)?";
    private static final Pattern NAMES_VALUES = Pattern.compile("(?i)\\(*\\s*\"?(\\w+)\"?\\s*(?:=\\s*" + VALUE
            + "|IN\\s*\\(\\s*" + VALUE + "(?:\\s*,\\s*" + VALUE + ")*+\\s*\\))\\s*\\)*");

    private NoRowMet() {}

    /** The tables of before in which a statement looks for rows to change, if it finds none in any of them. */
    static List<TracedRelation> tables(TracedStatement statement) {
        boolean writes = statement.trace().work().stream()
                .anyMatch(work -> work.updated() + work.deleted() + work.inserted() > 0);
        String code = Words.code(statement.sql());
        if (writes || !looksForRows(code)) {
            return List.of();
        }
        return Stream.concat(locked(statement), CHANGES.matcher(code).find() ? held(statement) : Stream.of())
                .filter(table -> table.kind().holdsRows()
                        && table.existedBefore()
                        && !statement.migration().isTakenBack(table))
                .filter(table -> !isByKey(statement, table))
                .distinct()
                .sorted()
                .toList();
    }

    /** What a function does that it calls, its text does not say; the lock of a writer does. */
    private static boolean looksForRows(String code) {
        return BLOCK.matcher(code).find()
                ? CHANGES_INSIDE.matcher(code).find()
                : CHANGES.matcher(code).find() || !OTHER_WRITER.matcher(code).find();
    }

    private static Stream<TracedRelation> locked(TracedStatement statement) {
        return statement.trace().locks().stream()
                .filter(lock -> lock.mode() == LockMode.ROW_EXCLUSIVE)
                .map(RelationLock::relation);
    }

    /** Those that its transaction has locked before, and that it names. */
    private static Stream<TracedRelation> held(TracedStatement statement) {
        return statement.trace().held().stream()
                .filter(lock -> lock.mode().compareTo(LockMode.ROW_EXCLUSIVE) >= 0)
                .map(HeldLock::relation)
                .filter(table -> Words.names(statement.sql(), table.name()));
    }

    /** Whether the statement names the values of a unique key, so that it changes no more rows than it names. */
    private static boolean isByKey(TracedStatement statement, TracedRelation relation) {
        Optional<Set<String>> named = namedColumns(statement.sql());
        return named.isPresent()
                && statement
                        .migration()
                        .before()
                        .table(new Relation(relation.schema(), relation.name()).toString())
                        .stream()
                        .map(Table::indexes)
                        .flatMap(List::stream)
                        .anyMatch(index -> isKey(index) && named.get().containsAll(index.columns()));
    }

    private static boolean isKey(Index index) {
        return index.isUnique()
                && index.isValid()
                && index.predicate().isEmpty()
                && index.keys().stream().allMatch(IndexKey::isColumn);
    }

    /** The columns whose values a condition names; empty where it says anything else that may make it wider. */
    private static Optional<Set<String>> namedColumns(String sql) {
        String code = new SqlScanner(SqlCode.withoutComments(sql))
                .replaceAll(piece -> piece.kind().isText() ? "?" : null);
        Matcher matcher = BY_CONDITION.matcher(code);
        if (!matcher.matches() || Words.names(matcher.group(2), "OR")) {
            return Optional.empty();
        }
        Set<String> columns = new HashSet<>();
        for (String part : AND.split(matcher.group(2), -1)) {
            Matcher named = NAMES_VALUES.matcher(part.strip());
            if (named.matches()) {
                columns.add(named.group(1));
            }
        }
        return Optional.of(columns);
    }
}
