package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.ColumnContract;
import io.schemaproof.assertions.contract.ColumnValue;
import io.schemaproof.assertions.contract.TableContract;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Column.Generated;
import io.schemaproof.catalog.Column.IdentityGeneration;
import io.schemaproof.catalog.TypedObject;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Compare the columns of a table with those of its contract. */
record ColumnContractCheck(ContractScope scope, TableContract contract) {

    void columns() {
        names();
        Set<String> key = contract.constraints().primaryKey().stream()
                .flatMap(primary -> primary.columns().stream())
                .map(Names::column)
                .collect(Collectors.toSet());
        each((expected, column) -> {
            boolean nullable = expected.isNullable() && !key.contains(Names.column(expected.name()));
            column(expected, column, nullable);
        });
    }

    private void names() {
        String[] names = contract.columns().stream().map(ColumnContract::name).toArray(String[]::new);
        if (!scope.allowsOthers()) {
            scope.at(() -> scope.table().hasExactlyColumns(names), "columns");
            return;
        }
        for (String name : names) {
            scope.at(() -> scope.table().hasColumns(name), "columns", name);
        }
    }

    void comments() {
        each((expected, column) -> {
            if (expected.comment().isPresent()) {
                column.hasComment(expected.comment().get());
            } else if (!scope.allowsOthers()) {
                column.hasNoComment();
            }
        });
    }

    private void each(BiConsumer<ColumnContract, ColumnAssert> check) {
        List<String> there =
                scope.actual().columns().stream().map(TypedObject::name).toList();
        for (ColumnContract expected : contract.columns()) {
            String name = Names.column(expected.name());
            if (there.contains(name)) {
                scope.at(
                        () -> check.accept(expected, scope.table().column(Names.quote(name))),
                        "columns",
                        expected.name());
            }
        }
    }

    private void column(ColumnContract expected, ColumnAssert column, boolean nullable) {
        scope.attempt(() -> column.hasType(expected.type()));
        if (!nullable) {
            column.isNotNullable();
        } else if (!isLeftToDomain(Names.column(expected.name()))) {
            column.isNullable();
        }
        scope.attempt(() -> expected.collation().ifPresentOrElse(column::hasCollation, column::hasDefaultCollation));
        value(expected.value(), column);
    }

    /** A contract says what the column itself says, so that NOT NULL of its domain is not said of it. */
    private boolean isLeftToDomain(String name) {
        return scope.actual()
                .column(Names.quote(name))
                .filter(Column::isNullable)
                .flatMap(column -> ColumnAssert.forbidding(scope.schema(), column))
                .isPresent();
    }

    private void value(ColumnValue value, ColumnAssert column) {
        if (value instanceof ColumnValue.Default known) {
            scope.attempt(() -> column.hasDefault(known.expression()));
        } else {
            column.hasNoDefault();
        }
        if (value instanceof ColumnValue.Identity identity) {
            // Whether a partition's column is one too is the server's affair: since 17 it is, before it was not.
            if (!scope.isPartition()) {
                scope.attempt(() -> column.isIdentity(identity.generation(), identity.options()));
            }
        } else {
            column.isIdentity(IdentityGeneration.NO_IDENTITY);
        }
        if (value instanceof ColumnValue.From from) {
            scope.attempt(() -> column.isGenerated(from.how(), from.expression()));
        } else {
            column.isGenerated(Generated.NOT_GENERATED);
        }
    }
}
