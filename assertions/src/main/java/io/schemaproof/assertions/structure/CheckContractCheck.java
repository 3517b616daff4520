package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.CheckContract;
import io.schemaproof.assertions.contract.ConstraintState;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.catalog.CheckConstraint;
import io.schemaproof.catalog.Constraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Compare the checks and exclusion constraints of a table with those of its contract. */
record CheckContractCheck(ContractScope scope) {

    void checks(List<CheckContract> contracts) {
        List<CheckConstraint> rest = new ArrayList<>(scope.own().checks());
        List<Wanted> open = new ArrayList<>();
        AtomicBoolean undecided = new AtomicBoolean();
        for (CheckContract expected : contracts) {
            at(
                    contracts,
                    expected,
                    () -> scope.attempt(undecided, () -> {
                        Wanted wanted = new Wanted(expected, canonical(expected.condition()));
                        take(rest, wanted, true)
                                .ifPresentOrElse(check -> judge(check, expected), () -> open.add(wanted));
                    }));
        }
        for (Wanted wanted : open) {
            at(
                    contracts,
                    wanted.check,
                    () -> take(rest, wanted, false)
                            .ifPresentOrElse(check -> judge(check, wanted.check), () -> missing(wanted.check)));
        }
        // One that could not be understood may be meant by it.
        if (!undecided.get()) {
            scope.superfluous(rest);
        }
    }

    private void at(List<CheckContract> contracts, CheckContract expected, Runnable checks) {
        scope.at(checks, "checks", ContractScope.number(contracts, expected));
    }

    private String canonical(String condition) {
        boolean known = scope.actual().checks().stream()
                .anyMatch(check -> check.expression().equals(condition));
        return known ? condition : scope.canonical().condition(scope.actual().identity(), condition);
    }

    private static Optional<CheckConstraint> take(List<CheckConstraint> rest, Wanted wanted, boolean wholly) {
        Optional<CheckConstraint> found = rest.stream()
                .filter(check -> check.expression().equals(wanted.condition))
                .filter(check -> !wholly
                        || (check.isNoInherit() == wanted.check.isNoInherit()
                                && ConstraintState.of(check) == wanted.check.state()))
                .findFirst();
        found.ifPresent(rest::remove);
        return found;
    }

    private void judge(CheckConstraint check, CheckContract expected) {
        ContractScope.state(scope.table().check(Names.quote(check.name())), expected.state());
        if (check.isNoInherit() != expected.isNoInherit()) {
            String word = expected.isNoInherit() ? "NO INHERIT" : "inherited";
            scope.fail(Failure.expected("the check constraint " + Names.quote(check.name()) + " to be " + word)
                    .butWas(word, check.definition()));
        }
    }

    private void missing(CheckContract expected) {
        scope.attempt(() ->
                scope.fail(ConstraintLookup.withCondition(scope.schema(), scope.actual(), expected.condition())
                        .orElseGet(() -> Failure.expected("one more check " + expected.condition())
                                .butWas("one more", "those there are belong to other checks of the contract"))));
    }

    void exclusions(List<String> definitions) {
        List<String> found =
                scope.own().exclusions().stream().map(Constraint::definition).toList();
        CanonicalTable canonical =
                new CanonicalTable(scope.schema().dataSource(), scope.actual().identity());
        List<String> expected = definitions.stream()
                .map(definition -> found.contains(definition) ? definition : canonical.constraint(definition))
                .toList();
        SetDifference difference =
                scope.allowsOthers() ? SetDifference.atLeast(expected, found) : SetDifference.exactly(expected, found);
        if (!difference.isEmpty()) {
            scope.fail(Failure.expected((scope.allowsOthers() ? "these " : "exactly these ") + "exclusion constraints")
                    .sets(difference));
        } else if (scope.allowsOthers() ? expected.size() > found.size() : expected.size() != found.size()) {
            scope.fail(Failure.expected("as many exclusion constraints")
                    .butWas(expected.size() + ": " + expected, found.size() + ": " + found));
        }
    }

    /** @param condition as the server writes it */
    private record Wanted(CheckContract check, String condition) {}
}
