package io.schemaproof.assertions.mutation;

import static io.schemaproof.assertions.mutation.MutationKind.DROP_CHECK;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_EXCLUSION;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_FOREIGN_KEY;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_PRIMARY_KEY;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_UNIQUE;
import static io.schemaproof.assertions.mutation.MutationKind.WEAKEN_FOREIGN_KEY;
import static io.schemaproof.catalog.ReferentialAction.NO_ACTION;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.structure.Columns;
import io.schemaproof.catalog.CheckConstraint;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.ForeignKey.MatchType;
import io.schemaproof.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lists the mutants of a table's constraints. */
final class ConstraintMutants {

    private final Table table;
    private final Advice ofTable;
    private final List<Mutant> found = new ArrayList<>();

    private ConstraintMutants(Table table) {
        this.table = table;
        this.ofTable = Advice.of("table", table.identity());
    }

    static List<Mutant> of(Table table) {
        ConstraintMutants mutants = new ConstraintMutants(table);
        mutants.list();
        return mutants.found;
    }

    private void list() {
        table.primaryKey()
                .ifPresent(key -> drop(
                        DROP_PRIMARY_KEY,
                        key,
                        ofTable.then("hasPrimaryKey", columns(key).toArray())));
        table.uniqueConstraints()
                .forEach(key -> drop(
                        DROP_UNIQUE,
                        key,
                        ofTable.then("hasUniqueKey", columns(key).toArray())));
        table.checks().forEach(this::check);
        table.foreignKeys().forEach(this::foreignKey);
        table.constraints().stream()
                .filter(constraint -> constraint.type().startsWith("exclu"))
                .forEach(exclusion ->
                        drop(DROP_EXCLUSION, exclusion, ofTable.then("hasIndexes", Names.quote(exclusion.name()))));
    }

    private void check(CheckConstraint check) {
        drop(
                DROP_CHECK,
                check,
                ofTable.then("check", Names.quote(check.name())).then("hasExpression", check.expression()));
    }

    private void foreignKey(ForeignKey key) {
        Advice advice = ofTable.then("foreignKey", new Columns(columns(key)));
        drop(
                DROP_FOREIGN_KEY,
                key,
                advice.then(
                        "references",
                        Stream.concat(
                                        Stream.of(key.referencedTable()),
                                        key.referencedColumns().stream().map(Names::quote))
                                .toArray()));
        if (key.onDelete() != NO_ACTION || key.onUpdate() != NO_ACTION) {
            add(
                    WEAKEN_FOREIGN_KEY,
                    key,
                    dropped(key) + ", ADD CONSTRAINT " + Names.quote(key.name()) + " " + withoutActions(key),
                    key.onDelete() == NO_ACTION
                            ? advice.then("onUpdate", key.onUpdate())
                            : advice.then("onDelete", key.onDelete()));
        }
    }

    private static String withoutActions(ForeignKey key) {
        return "FOREIGN KEY " + Names.list(key.columns()) + " REFERENCES " + key.referencedTable() + " "
                + Names.list(key.referencedColumns()) + (key.match() == MatchType.FULL ? " MATCH FULL" : "")
                + (key.isDeferrable() ? " DEFERRABLE" : "")
                + (key.isInitiallyDeferred() ? " INITIALLY DEFERRED" : "")
                + (key.isValidated() ? "" : " NOT VALID");
    }

    private static List<String> columns(Constraint key) {
        return key.columns().stream().map(Names::quote).toList();
    }

    private void drop(MutationKind kind, Constraint constraint, Advice advice) {
        add(kind, constraint, dropped(constraint), advice);
    }

    private static String dropped(Constraint constraint) {
        return "DROP CONSTRAINT " + Names.quote(constraint.name());
    }

    private void add(MutationKind kind, Constraint constraint, String change, Advice advice) {
        found.add(new Mutant(kind, constraint.id(), "ALTER TABLE " + table.identity() + " " + change, advice));
    }
}
