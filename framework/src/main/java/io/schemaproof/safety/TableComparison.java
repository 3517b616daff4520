package io.schemaproof.safety;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Table;
import io.schemaproof.rule.Finding;
import io.schemaproof.trace.StatementTrace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table before and after, what its columns were called before, and what it is told to refuse now.
 *
 * @param findings to which is added what is told
 */
record TableComparison(TracedMigration migration, Table was, Table now, List<Finding> findings) {

    private static final String LATER =
            "First deploy an application that does not write what is refused, and do this in a later release.";

    /** A column of now as it was before. */
    Optional<Column> old(String name) {
        String former = former(name);
        return was.columns().stream()
                .filter(column -> column.name().equals(former))
                .findFirst();
    }

    /** What a column was called before; that it has another name is told for itself. */
    private String former(String name) {
        boolean known = was.columns().stream().anyMatch(column -> column.name().equals(name));
        return now.columns().stream()
                .filter(column -> !known && column.name().equals(name))
                .flatMap(column -> was.columns().stream()
                        .filter(other -> other.position() == column.position()
                                && other.type().equals(column.type())))
                .map(Column::name)
                .findFirst()
                .orElse(name);
    }

    List<String> former(List<String> names) {
        return names.stream().map(this::former).toList();
    }

    /** An expression as it was written before. */
    String formerly(String expression) {
        String text = expression;
        for (Column column : now.columns()) {
            Optional<Column> before = old(column.name());
            if (before.isPresent() && !before.get().name().equals(column.name())) {
                text = Pattern.compile("(?<![\\w\"])" + Pattern.quote(column.quotedName()) + "(?![\\w\"])")
                        .matcher(text)
                        .replaceAll(Matcher.quoteReplacement(before.get().quotedName()));
            }
        }
        return text;
    }

    /** Whether one of the columns was there before. */
    boolean isOld(List<String> columns) {
        return columns.stream().anyMatch(name -> old(name).isPresent());
    }

    /** Whether one of the columns is new, and NULL wherever the former application writes. */
    boolean isUnused(List<String> columns) {
        return columns.stream()
                .filter(name -> old(name).isEmpty())
                .flatMap(name -> now.column(SqlText.identifier(name)).stream())
                .anyMatch(TableComparison::isLeftNull);
    }

    /** Whether a row that does not name the column has NULL in it. */
    static boolean isLeftNull(Column column) {
        return column.isNullable() && !FormerWrites.isFilled(column);
    }

    /** Tell at the first statement that names it. */
    void add(String object, String name, String what) {
        findings.add(SafetyFinding.naming(migration, Hazard.STRICTER, object, name, what, LATER, Map.of()));
    }

    /**
     * Tell of a constraint, at the statement that has made it.
     *
     * @param word which the statement holds if it leaves the name to the server
     */
    void add(Constraint constraint, String word, String what) {
        add(constraint.identity(), constraint.name(), constraint.columns(), word, what);
    }

    /**
     * Tell of a constraint or an index, at the statement that has made it, whose name it may have left to the server.
     *
     * @param word which it then holds
     */
    void add(String object, String name, List<String> columns, String word, String what) {
        Optional<StatementTrace> statement = migration
                .creating(object)
                .or(() -> migration.naming(name, SafetyFinding.NO_DROP))
                .or(() -> naming(columns, Pattern.compile("(?i)\\b(?:" + word + ")\\b")))
                .or(() -> naming(columns, SafetyFinding.NO_DROP))
                .or(() -> migration.naming(name, SafetyFinding.ANYTHING));
        findings.add(SafetyFinding.of(
                Hazard.STRICTER,
                Optional.of(object),
                statement
                        .map(found -> found.statement().file())
                        .orElse(migration.script().path()),
                statement
                        .map(found -> found.statement().line())
                        .orElse(migration.script().firstLine()),
                what,
                LATER,
                Map.of()));
    }

    private Optional<StatementTrace> naming(List<String> columns, Pattern pattern) {
        return columns.stream()
                .flatMap(column -> migration.naming(column, now.identity(), pattern).stream())
                .findFirst();
    }
}
