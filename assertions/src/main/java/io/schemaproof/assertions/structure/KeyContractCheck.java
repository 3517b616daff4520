package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.ConstraintTiming;
import io.schemaproof.assertions.contract.KeyContract;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Compare the primary key and the unique constraints of a table with those of its contract. */
record KeyContractCheck(ContractScope scope) {

    void primary(Optional<KeyContract> expected) {
        Optional<PrimaryKey> found = scope.own().primaryKey();
        if (expected.isEmpty()) {
            if (found.isPresent() && !scope.allowsOthers()) {
                scope.table().hasNoPrimaryKey();
            }
            return;
        }
        KeyContract key = expected.get();
        scope.table().hasPrimaryKey(key.columns().toArray(String[]::new));
        if (found.isPresent()) {
            // That it is not valid was told by the one before.
            PrimaryKeyAssert primary = scope.table()
                    .primaryKey()
                    .allowingNotValid()
                    .includes(key.includedColumns().toArray(String[]::new));
            ContractScope.timing(primary, key.timing());
            common(found.get(), key);
        }
    }

    void unique(List<KeyContract> contracts) {
        List<UniqueConstraint> rest = new ArrayList<>(scope.own().uniqueKeys());
        List<KeyContract> open = new ArrayList<>(contracts);
        // Two with the same columns may differ in the rest, so the equal ones go first.
        match(contracts, open, rest, this::agrees);
        match(contracts, open, rest, (key, expected) -> key.columns().equals(folded(expected)));
        match(
                contracts,
                open,
                rest,
                (key, expected) -> new HashSet<>(key.columns()).equals(new HashSet<>(folded(expected))));
        for (KeyContract expected : open) {
            Columns columns = new Columns(expected.columns());
            at(
                    contracts,
                    expected,
                    () -> scope.fail(UniqueKeys.check(scope.actual(), columns, UniqueKeys.Kind.CONSTRAINT)
                            .orElseGet(() -> Failure.expected("one more unique constraint on " + columns)
                                    .butWas("one more", "those there are belong to other keys of the contract"))));
        }
        scope.superfluous(rest);
    }

    private void at(List<KeyContract> contracts, KeyContract expected, Runnable checks) {
        scope.at(checks, "unique", ContractScope.number(contracts, expected));
    }

    private void match(
            List<KeyContract> contracts,
            List<KeyContract> open,
            List<UniqueConstraint> rest,
            BiPredicate<UniqueConstraint, KeyContract> condition) {
        open.removeIf(expected -> {
            Optional<UniqueConstraint> found =
                    rest.stream().filter(key -> condition.test(key, expected)).findFirst();
            found.ifPresent(key -> {
                rest.remove(key);
                at(contracts, expected, () -> judge(key, expected));
            });
            return found.isPresent();
        });
    }

    private boolean agrees(UniqueConstraint key, KeyContract expected) {
        return key.columns().equals(folded(expected))
                && ConstraintTiming.of(key) == expected.timing()
                && key.index().filter(Index::isNullsNotDistinct).isPresent() == expected.nullsNotDistinct()
                && key.index()
                        .map(Index::includedColumns)
                        .orElse(List.of())
                        .equals(new ArrayList<>(expected.includedColumns().stream()
                                .map(Names::column)
                                .toList()));
    }

    private void judge(UniqueConstraint key, KeyContract expected) {
        UniqueConstraintAssert found = scope.table()
                .uniqueConstraint(Names.quote(key.name()))
                .allowingNotValid()
                .isOn(expected.columns().toArray(String[]::new))
                .includes(expected.includedColumns().toArray(String[]::new));
        if (expected.nullsNotDistinct()) {
            found.isNullsNotDistinct();
        } else {
            found.isNullsDistinct();
        }
        ContractScope.timing(found, expected.timing());
        key.index().flatMap(index -> new IndexState(index).invalid()).ifPresent(scope::fail);
        common(key, expected);
    }

    private void common(Constraint key, KeyContract expected) {
        boolean without = key.object().is("period");
        if (without != expected.withoutOverlaps()) {
            scope.fail(Failure.expected("the last column of " + Names.quote(key.name()) + " to be a "
                            + (expected.withoutOverlaps() ? "range WITHOUT OVERLAPS" : "plain value"))
                    .butWas(expected.withoutOverlaps() ? "WITHOUT OVERLAPS" : "no WITHOUT OVERLAPS", key.definition()));
        }
    }

    private static List<String> folded(KeyContract key) {
        return key.columns().stream().map(Names::column).toList();
    }
}
