package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.ConstraintState;
import io.schemaproof.assertions.contract.ConstraintTiming;
import io.schemaproof.assertions.contract.ForeignKeyContract;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.ForeignKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Compare the foreign keys of a table with those of its contract. */
record ForeignKeyContractCheck(ContractScope scope) {

    void run(List<ForeignKeyContract> contracts) {
        List<ForeignKey> rest = new ArrayList<>(scope.own().foreignKeys());
        List<ForeignKeyContract> open = new ArrayList<>(contracts);
        // Several keys may have the same columns, so the equal ones go first, then those with the same target.
        match(contracts, open, rest, this::agrees);
        match(contracts, open, rest, (key, expected) -> sameColumns(key, expected) && sameTarget(key, expected));
        match(contracts, open, rest, ForeignKeyContractCheck::sameColumns);
        open.forEach(expected -> at(
                contracts,
                expected,
                () -> scope.fail(
                        TableLookup.noForeignKey(scope.actual(), new Columns(expected.columns()), List.of()))));
        scope.superfluous(rest);
    }

    private void at(List<ForeignKeyContract> contracts, ForeignKeyContract expected, Runnable checks) {
        scope.at(checks, "foreign_keys", ContractScope.number(contracts, expected));
    }

    private void match(
            List<ForeignKeyContract> contracts,
            List<ForeignKeyContract> open,
            List<ForeignKey> rest,
            BiPredicate<ForeignKey, ForeignKeyContract> condition) {
        open.removeIf(expected -> {
            Optional<ForeignKey> found =
                    rest.stream().filter(key -> condition.test(key, expected)).findFirst();
            found.ifPresent(key -> {
                rest.remove(key);
                at(contracts, expected, () -> judge(key, expected));
            });
            return found.isPresent();
        });
    }

    private boolean agrees(ForeignKey key, ForeignKeyContract expected) {
        return sameColumns(key, expected)
                && sameTarget(key, expected)
                && key.referencedColumns().equals(folded(expected.referencedColumns()))
                && key.onDelete() == expected.onDelete()
                && new HashSet<>(key.onDeleteColumns()).equals(new HashSet<>(folded(expected.onDeleteColumns())))
                && key.onUpdate() == expected.onUpdate()
                && key.match() == expected.match()
                && ConstraintTiming.of(key) == expected.timing()
                && ConstraintState.of(key) == expected.state();
    }

    private static boolean sameColumns(ForeignKey key, ForeignKeyContract expected) {
        return key.columns().equals(folded(expected.columns()));
    }

    private boolean sameTarget(ForeignKey key, ForeignKeyContract expected) {
        return key.referencedTable().equals(scope.identity(expected.table()));
    }

    private void judge(ForeignKey key, ForeignKeyContract expected) {
        ForeignKeyAssert found = scope.table().foreignKeyNamed(Names.quote(key.name()));
        ContractScope.state(found, expected.state());
        found.references(
                        scope.qualified(expected.table()),
                        expected.referencedColumns().toArray(String[]::new))
                // With the columns, none of which means all of the key.
                .onDelete(expected.onDelete(), expected.onDeleteColumns().toArray(String[]::new))
                .onUpdate(expected.onUpdate())
                .hasMatch(expected.match());
        ContractScope.timing(found, expected.timing());
        boolean period = key.object().is("period");
        if (period != expected.hasPeriod()) {
            scope.fail(Failure.expected("the foreign key " + Names.quote(key.name()) + " to have "
                            + (expected.hasPeriod() ? "a PERIOD" : "no PERIOD"))
                    .butWas(expected.hasPeriod() ? "a PERIOD" : "no PERIOD", key.definition()));
        }
    }

    private static List<String> folded(List<String> names) {
        return names.stream().map(Names::column).toList();
    }
}
