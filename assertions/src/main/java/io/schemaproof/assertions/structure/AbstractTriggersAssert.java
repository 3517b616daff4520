package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Assert on the triggers and rules of a table. Those of the server's own making, which enforce foreign keys, do not count.
 *
 * <pre>{@code
 * assertThat(schema).table("orders").hasExactlyTriggers("orders_audit").hasNoRule("orders_are_kept"); // passes
 * assertThat(schema).table("orders").trigger("orders_audit"); // fails when it is disabled
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @since 0.1
 */
public abstract class AbstractTriggersAssert<S extends AbstractTriggersAssert<S>> extends AbstractIndexesAssert<S> {

    AbstractTriggersAssert(Schema schema, Table actual, Class<?> selfType) {
        super(schema, actual, selfType);
    }

    /**
     * Go on with a trigger; one that is disabled fails here.
     *
     * @throws AssertionError if there is none of this name
     */
    public TriggerAssert trigger(String name) {
        return continued(TriggerLookup.enabled(schema, actual.object(), name, this::missing, this::fail));
    }

    /** Assert on a trigger and come back; all failures are reported together. */
    public S trigger(String name, Consumer<TriggerAssert> requirements) {
        return nested(TriggerLookup.enabled(schema, actual.object(), name, this::missing, this::fail), requirements);
    }

    /** Go on with a trigger, disabled or not. */
    public TriggerAssert triggerInAnyState(String name) {
        return continued(TriggerLookup.any(schema, actual.object(), name, this::missing));
    }

    /** Assert on a trigger, disabled or not, and come back; all failures are reported together. */
    public S triggerInAnyState(String name, Consumer<TriggerAssert> requirements) {
        return nested(triggerInAnyState(name), requirements);
    }

    /**
     * Go on with a rule; one that is disabled fails here.
     *
     * @throws AssertionError if there is none of this name
     */
    public RuleAssert rule(String name) {
        return continued(RuleAssert.of(schema, actual.object(), name, this::missing, this::fail));
    }

    /** Assert on a rule and come back; all failures are reported together. */
    public S rule(String name, Consumer<RuleAssert> requirements) {
        return nested(rule(name), requirements);
    }

    /** Require these triggers and no other, whatever their state; without a name, none. */
    public S hasExactlyTriggers(String... names) {
        return exactly(ObjectKind.TRIGGER, names);
    }

    /** Require that there is no trigger of this name, not even a disabled one. */
    public S hasNoTrigger(String name) {
        return absent(ObjectKind.TRIGGER, name);
    }

    /** Require these rules and no other, whatever their state; without a name, none. */
    public S hasExactlyRules(String... names) {
        return exactly(ObjectKind.RULE, names);
    }

    /** Require that there is no rule of this name, not even a disabled one. */
    public S hasNoRule(String name) {
        return absent(ObjectKind.RULE, name);
    }

    private S exactly(ObjectKind kind, String... names) {
        List<String> expected =
                Arrays.stream(names).map(Names::column).map(Names::quote).toList();
        SetDifference difference = SetDifference.exactly(expected, existing(kind));
        if (!difference.isEmpty()) {
            fail(Failure.expected("exactly these " + kind.word() + "s").sets(difference));
        }
        return myself;
    }

    private S absent(ObjectKind kind, String name) {
        Predicate<String> meant = Names.meaning(name);
        ChildLookup.children(schema, actual.object(), kind).stream()
                .map(ChildLookup::name)
                .filter(meant)
                .map(Names::quote)
                .forEach(found -> fail(Failure.expected("no " + kind.word() + " " + found)
                        .butWas("no such " + kind.word(), "it exists")
                        .suggest("DROP " + kind.name() + " " + found + " ON " + actual.identity() + ";")));
        return myself;
    }

    private List<String> existing(ObjectKind kind) {
        return ChildLookup.children(schema, actual.object(), kind).stream()
                .map(ChildLookup::name)
                .map(Names::quote)
                .toList();
    }
}
