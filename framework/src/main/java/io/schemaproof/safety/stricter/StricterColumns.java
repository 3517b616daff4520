package io.schemaproof.safety.stricter;

import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Domain;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What columns of before take no more: NULL, values of a wider type, or any value that is written. */
record StricterColumns(TableComparison tables) {

    void find() {
        columns();
        domains();
    }

    private void columns() {
        for (Column column : tables.now().columns()) {
            Optional<Column> before = tables.old(column.name());
            if (before.isEmpty()) {
                continue;
            }
            if (before.get().isNullable()
                    && !column.isNullable()
                    && !NullRefused.isByCheck(tables.was(), column)
                    && !isInNewKey(column)) {
                tables.add(
                        column.identity(),
                        column.name(),
                        "The column " + column.identity() + " must not be null any more.");
            }
            if (NarrowerType.is(column.type(), before.get().type())) {
                tables.add(
                        column.identity(),
                        column.name(),
                        "The column " + column.identity() + " was "
                                + before.get().type() + " and is " + column.type() + ", which takes less.");
            }
            if (isGenerated(column) && !isGenerated(before.get())) {
                tables.add(
                        column.identity(),
                        column.name(),
                        "The column " + column.identity()
                                + " is generated now, and takes no value from an INSERT or UPDATE.");
            }
            if (column.identityGeneration() == Column.IdentityGeneration.ALWAYS
                    && before.get().identityGeneration() != Column.IdentityGeneration.ALWAYS) {
                tables.add(
                        column.identity(),
                        column.name(),
                        "The column " + column.identity()
                                + " is GENERATED ALWAYS now, and takes no value from an INSERT.");
            }
        }
    }

    /** What columns take that are of the same domain as before. */
    private void domains() {
        for (Column column : tables.now().columns()) {
            Optional<Domain> before = tables.old(column.name())
                    .filter(former -> former.type().equals(column.type()))
                    .flatMap(former -> tables.before().domain(former.type()));
            Optional<Domain> after = tables.after().domain(column.type());
            if (before.isEmpty() || after.isEmpty()) {
                continue;
            }
            String whose = "The column " + column.identity() + " is of the domain "
                    + after.get().identity() + ", which ";
            if (before.get().isNullable() && !after.get().isNullable()) {
                tables.add(column.identity(), after.get().name(), whose + "must not be null any more.");
            }
            Set<String> known =
                    before.get().constraints().stream().map(Constraint::demand).collect(Collectors.toSet());
            after.get().constraints().stream()
                    // From PostgreSQL 17 on NOT NULL is one, too.
                    .filter(constraint ->
                            constraint.definition().startsWith("CHECK") && !known.contains(constraint.demand()))
                    .forEach(constraint -> tables.add(
                            column.identity(),
                            constraint.name(),
                            whose + "has the new constraint " + constraint.quotedName() + ": " + constraint.demand()
                                    + "."));
        }
    }

    private boolean isInNewKey(Column column) {
        return tables.was().primaryKey().isEmpty()
                && tables.now()
                        .primaryKey()
                        .filter(key -> key.columns().contains(column.name()))
                        .isPresent();
    }

    private static boolean isGenerated(Column column) {
        return column.generated() != Column.Generated.NOT_GENERATED;
    }
}
