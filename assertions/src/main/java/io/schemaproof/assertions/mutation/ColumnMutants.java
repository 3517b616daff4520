package io.schemaproof.assertions.mutation;

import static io.schemaproof.assertions.mutation.MutationKind.DROP_COLUMN;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_DEFAULT;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_IDENTITY;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_NOT_NULL;
import static io.schemaproof.assertions.mutation.MutationKind.WIDEN_TYPE;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Column.IdentityGeneration;
import io.schemaproof.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the mutants of a table's columns. */
final class ColumnMutants {

    private final Table table;
    private final List<Mutant> found = new ArrayList<>();

    private ColumnMutants(Table table) {
        this.table = table;
    }

    static List<Mutant> of(Table table) {
        ColumnMutants mutants = new ColumnMutants(table);
        table.columns().forEach(mutants::column);
        return mutants.found;
    }

    private void column(Column column) {
        String name = Names.quote(column.name());
        Advice of = Advice.of("table", table.identity());
        Advice ofColumn = of.then("column", name);
        boolean identity = column.identityGeneration() != IdentityGeneration.NO_IDENTITY;
        boolean inKey = table.primaryKey()
                .filter(key -> key.columns().contains(column.name()))
                .isPresent();
        add(DROP_COLUMN, column, "DROP COLUMN " + name, of.then("hasColumns", name));
        // A primary key and an identity column imply NOT NULL.
        if (!column.isNullable() && !identity && !inKey) {
            alter(DROP_NOT_NULL, column, "DROP NOT NULL", ofColumn.then("isNotNullable"));
        }
        column.defaultExpression()
                .ifPresent(expression ->
                        alter(DROP_DEFAULT, column, "DROP DEFAULT", ofColumn.then("hasDefault", expression)));
        if (identity) {
            alter(DROP_IDENTITY, column, "DROP IDENTITY", ofColumn.then("isIdentity", column.identityGeneration()));
        }
        wider(column.type())
                .ifPresent(type -> alter(WIDEN_TYPE, column, "TYPE " + type, ofColumn.then("hasType", column.type())));
    }

    /** A type that takes all values of another, and more. */
    private static Optional<String> wider(String type) {
        if (type.matches("character( varying)?\\(\\d+\\)")) {
            return Optional.of("text");
        }
        if (type.matches("numeric\\(.*\\)")) {
            return Optional.of("numeric");
        }
        return switch (type) {
            case "smallint" -> Optional.of("integer");
            case "integer" -> Optional.of("bigint");
            case "real" -> Optional.of("double precision");
            default -> Optional.empty();
        };
    }

    private void alter(MutationKind kind, Column column, String change, Advice advice) {
        add(kind, column, "ALTER COLUMN " + Names.quote(column.name()) + " " + change, advice);
    }

    private void add(MutationKind kind, Column column, String change, Advice advice) {
        String alter = table.isForeign() ? "ALTER FOREIGN TABLE " : "ALTER TABLE ";
        found.add(new Mutant(kind, column.id(), alter + table.identity() + " " + change, advice));
    }
}
