package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.PolicyContract;
import io.schemaproof.assertions.contract.RowSecurityContract;
import io.schemaproof.assertions.contract.TriggerContract;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.catalog.Trigger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compare triggers and row level security with what a table's contract says of them. */
record GuardsContractCheck(ContractScope scope) {

    void triggers(List<TriggerContract> contracts) {
        List<Trigger> there = scope.own().triggers();
        scope.at(
                () -> names(
                        "triggers",
                        contracts.stream().map(TriggerContract::name).toList(),
                        there.stream().map(Trigger::name).toList()),
                "triggers");
        for (TriggerContract expected : contracts) {
            there.stream()
                    .filter(trigger -> trigger.name().equals(Names.column(expected.name())))
                    .forEach(trigger -> scope.at(() -> trigger(trigger, expected), "triggers", expected.name()));
        }
    }

    private void trigger(Trigger trigger, TriggerContract expected) {
        TriggerState state = TriggerState.of(expected.state());
        TriggerAssert found = state.isEnabled()
                ? scope.table().trigger(expected.name())
                : scope.table().triggerInAnyState(expected.name());
        // One that should fire and does not was told where it was looked up.
        if (!state.isEnabled() || trigger.isEnabled()) {
            found.hasState(state);
        }
        String definition = TriggerContract.definitionOf(trigger.definition());
        if (!definition.equals(expected.definition())) {
            scope.attempt(() -> {
                String canonical = new CanonicalTable(
                                scope.schema().dataSource(), scope.actual().identity())
                        .trigger(expected);
                if (!definition.equals(canonical)) {
                    scope.fail(Failure.expected("the trigger " + trigger.quotedName() + " to be defined so")
                            .butWas(canonical, definition));
                }
            });
        }
    }

    void rowSecurity(Optional<RowSecurityContract> contract) {
        if (contract.isEmpty()) {
            if (!scope.allowsOthers()) {
                scope.at(() -> scope.table().rowSecurity().isDisabled());
            }
            return;
        }
        RowSecurityContract expected = contract.get();
        List<String> there =
                scope.actual().policies().stream().map(ChildLookup::name).toList();
        scope.at(
                () -> {
                    RowSecurityAssert security = scope.table().rowSecurity().isEnabled();
                    if (scope.actual().isRowSecurityEnabled()) {
                        forced(security, expected.isForced());
                        names(
                                "policies",
                                expected.policies().stream()
                                        .map(PolicyContract::name)
                                        .toList(),
                                there);
                    }
                },
                "row_security");
        if (scope.actual().isRowSecurityEnabled()) {
            policies(expected, there);
        }
    }

    private static void forced(RowSecurityAssert security, boolean forced) {
        if (forced) {
            security.isForced();
        } else {
            security.isNotForced();
        }
    }

    private void policies(RowSecurityContract expected, List<String> there) {
        for (PolicyContract policy : expected.policies()) {
            if (there.contains(Names.column(policy.name()))) {
                scope.at(
                        () -> scope.attempt(
                                () -> policy(scope.table().rowSecurity().policy(policy.name()), policy)),
                        "row_security",
                        "policies",
                        policy.name());
            }
        }
    }

    private static void policy(PolicyAssert found, PolicyContract expected) {
        found.isForCommand(PolicyCommand.valueOf(expected.command().toUpperCase(Locale.ROOT)))
                .appliesTo(expected.roles().toArray(String[]::new));
        if (expected.isRestrictive()) {
            found.isRestrictive();
        } else {
            found.isPermissive();
        }
        expected.using().ifPresentOrElse(found::hasUsing, found::hasNoUsing);
        expected.check().ifPresentOrElse(found::hasWithCheck, found::hasNoWithCheck);
    }

    private void names(String what, List<String> contract, List<String> there) {
        List<String> expected =
                contract.stream().map(Names::column).map(Names::quote).toList();
        List<String> found = there.stream().map(Names::quote).toList();
        SetDifference difference =
                scope.allowsOthers() ? SetDifference.atLeast(expected, found) : SetDifference.exactly(expected, found);
        if (!difference.isEmpty()) {
            scope.fail(Failure.expected((scope.allowsOthers() ? "these " : "exactly these ") + what)
                    .sets(difference));
        }
    }
}
