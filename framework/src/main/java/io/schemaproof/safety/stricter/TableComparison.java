package io.schemaproof.safety.stricter;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Table;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table before and after, what its columns were called before, and what it is told to refuse now.
 *
 * @param demands to which is added what is told
 */
record TableComparison(Catalog before, Catalog after, Table was, Table now, List<NewDemand> demands) {

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
        return column.isNullable() && !column.isFilled();
    }

    /** Tell of what a statement names. */
    void add(String object, String name, String what) {
        demands.add(new NewDemand(object, name, List.of(), Optional.empty(), what));
    }

    /**
     * Tell of a constraint.
     *
     * @param word which the statement that has made it holds if it leaves the name to the server
     */
    void add(Constraint constraint, String word, String what) {
        add(constraint.identity(), constraint.name(), constraint.columns(), word, what);
    }

    /**
     * Tell of a constraint or an index.
     *
     * @param word which the statement that has made it holds if it leaves the name to the server
     */
    void add(String object, String name, List<String> columns, String word, String what) {
        demands.add(new NewDemand(object, name, columns, Optional.of(word), what));
    }
}
