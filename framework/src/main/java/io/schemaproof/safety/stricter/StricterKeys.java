package io.schemaproof.safety.stricter;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Index;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows that are refused for the sake of other rows: by unique indexes and exclusion constraints that were not there. */
record StricterKeys(TableComparison tables) {

    void find() {
        keys();
        exclusions();
    }

    private void keys() {
        for (Index index : tables.now().indexes()) {
            if (index.isUnique() && index.isReady() && !isApart(index) && !isUniqueAlready(index)) {
                String list = tables.now().list(index.columns());
                tables.add(
                        index.identity(),
                        index.constraint().orElse(index.name()),
                        index.columns(),
                        "UNIQUE|KEY",
                        "(" + list + ") has to be unique in " + tables.now().identity() + " now"
                                + index.predicate()
                                        .map(condition -> ", where " + condition)
                                        .orElse("") + ".");
            }
        }
    }

    private boolean isUniqueAlready(Index index) {
        return tables.was().indexes().stream()
                .anyMatch(other -> other.isUnique()
                        && (other.predicate().isEmpty()
                                || other.predicate().equals(index.predicate().map(tables::formerly)))
                        && formerKeys(index).containsAll(other.columns()));
    }

    /** Its columns and expressions as they were written before. */
    private Set<String> formerKeys(Index index) {
        return index.keys().stream()
                .map(key -> key.isColumn()
                        ? tables.former(List.of(key.expression())).get(0)
                        : tables.formerly(key.expression()))
                .collect(Collectors.toSet());
    }

    /** Whether a new column tells all rows of the former application apart: by NULL, or by a number of its own. */
    private boolean isApart(Index index) {
        return index.keys().stream()
                .filter(key -> key.isColumn() && tables.old(key.expression()).isEmpty())
                .flatMap(key -> tables.now().column(SqlText.identifier(key.expression())).stream())
                .anyMatch(column ->
                        (TableComparison.isLeftNull(column) && !index.isNullsNotDistinct()) || isCounted(column));
    }

    private static boolean isCounted(Column column) {
        return column.identityGeneration() != Column.IdentityGeneration.NO_IDENTITY
                || column.defaultExpression()
                        .filter(text -> text.contains("nextval(") || text.contains("uuid"))
                        .isPresent();
    }

    private void exclusions() {
        Set<String> before =
                tables.was().constraints().stream().map(Constraint::definition).collect(Collectors.toSet());
        for (Constraint constraint : tables.now().constraints()) {
            if (constraint.type().equals("exclusion")
                    && !tables.isUnused(constraint.columns())
                    && !before.contains(tables.formerly(constraint.definition()))) {
                tables.add(
                        constraint,
                        "EXCLUDE",
                        "The exclusion constraint " + constraint.quotedName() + " of "
                                + tables.now().identity() + " is new: " + constraint.definition() + ".");
            }
        }
    }
}
