package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Assert on a trigger. A trigger that is disabled, itself or its copy on a partition, already fails where it is looked up.
 *
 * <pre>{@code
 * assertThat(schema).table("orders").trigger("orders_audit")
 *         .fires(AFTER).on(INSERT, updateOf("status")).forEachRow().calls("audit.log"); // passes
 * assertThat(schema).table("orders").trigger("orders_audit").on(INSERT, UPDATE); // fails: only UPDATE OF status
 * }</pre>
 *
 * @since 0.1
 */
public class TriggerAssert extends AbstractObjectAssert<TriggerAssert, CatalogObject> {

    private final TriggerFacts facts;
    private final String table;

    TriggerAssert(Schema schema, CatalogObject actual, TriggerFacts facts, String table) {
        super(schema, actual, actual, TriggerAssert.class);
        this.facts = facts;
        this.table = table;
    }

    List<String> disabledOn() {
        return facts.disabledOn();
    }

    /** Require when it fires. */
    public TriggerAssert fires(TriggerTiming timing) {
        return same("the trigger's timing", words(timing), words(facts.timing()));
    }

    /** Require exactly these events; an UPDATE of some columns is not an UPDATE. */
    public TriggerAssert on(TriggerEvent... events) {
        Set<String> expected =
                Arrays.stream(events).map(TriggerEvent::toString).collect(Collectors.toCollection(TreeSet::new));
        SetDifference difference = SetDifference.exactly(expected, facts.events());
        if (!difference.isEmpty()) {
            fail(Failure.expected("the trigger to fire on exactly these events").sets(difference));
        }
        return this;
    }

    /** Require that it fires once for each row. */
    public TriggerAssert forEachRow() {
        return same("the trigger's level", "FOR EACH ROW", level());
    }

    /** Require that it fires once for each statement. */
    public TriggerAssert forEachStatement() {
        return same("the trigger's level", "FOR EACH STATEMENT", level());
    }

    /** Require a condition; the server says whether two conditions are the same. */
    public TriggerAssert when(String condition) {
        if (facts.condition().isEmpty()) {
            return same("the trigger's condition", condition, "no condition");
        }
        String when = words(facts.timing()) + " "
                + String.join(
                        " OR ",
                        facts.events().stream()
                                .map(e -> e.replaceFirst(" OF .*", ""))
                                .toList());
        String definition = new ServerText(schema.dataSource())
                .trigger(table, when, level(), condition, facts.facts().text("function_name") + "()");
        return same("the trigger's condition", TriggerFacts.after(definition, " WHEN ("), facts.condition());
    }

    /** Require that it fires for all rows or statements: no WHEN. */
    public TriggerAssert hasNoCondition() {
        return same("no condition", "no condition", facts.condition().isEmpty() ? "no condition" : facts.condition());
    }

    /**
     * Require the function that it calls. A name without a schema means one of the search path, or of PostgreSQL's own.
     *
     * @param arguments the texts that the function gets in TG_ARGV
     */
    public TriggerAssert calls(String function, String... arguments) {
        String name = function.replaceFirst("\\(\\)$", "");
        List<String> parts = Names.parse(name);
        String found = facts.facts().text(parts.size() == 1 && isFoundBare() ? "bare_function" : "function_name");
        String expected = parts.size() == 1
                ? parts.get(0)
                : parts.stream().map(Names::quote).collect(Collectors.joining("."));
        String wanted = Stream.of(arguments)
                .map(argument ->
                        String.valueOf(sql().value("SELECT pg_catalog.quote_literal(CAST(? AS text))", argument)))
                .collect(Collectors.joining(", "));
        return same(
                "the trigger to call " + function,
                expected + "(" + wanted + ")",
                found + "(" + facts.arguments() + ")");
    }

    private boolean isFoundBare() {
        String home = facts.facts().text("function_schema");
        return home.equals("public")
                || home.equals("pg_catalog")
                || schema.catalog().searchPath().contains(home);
    }

    /** Require a state, for a trigger found in any state. */
    public TriggerAssert hasState(TriggerState state) {
        return same(
                "the trigger's state",
                state,
                TriggerState.of(object().attribute("enabled").orElse("")));
    }

    /** Require that it fires in ordinary sessions, on each partition too. */
    public TriggerAssert isEnabled() {
        return same(
                "the trigger to be enabled",
                "enabled",
                disabledOn().isEmpty() ? "enabled" : "disabled on " + String.join(", ", disabledOn()));
    }

    /** Require the name under which the function sees the rows before. */
    public TriggerAssert hasOldTable(String name) {
        return same("the transition table of old rows", Names.column(name), transition("old_table"));
    }

    /** Require the name under which the function sees the rows after. */
    public TriggerAssert hasNewTable(String name) {
        return same("the transition table of new rows", Names.column(name), transition("new_table"));
    }

    /** Require a constraint trigger that is checked at once and cannot be deferred. */
    public TriggerAssert isNotDeferrableConstraint() {
        return constraint("CONSTRAINT NOT DEFERRABLE");
    }

    /** Require a constraint trigger that may be deferred to the end of a transaction. */
    public TriggerAssert isDeferrableConstraint() {
        return constraint("CONSTRAINT DEFERRABLE INITIALLY IMMEDIATE");
    }

    /** Require a constraint trigger that fires at the end of a transaction. */
    public TriggerAssert isInitiallyDeferredConstraint() {
        return constraint("CONSTRAINT DEFERRABLE INITIALLY DEFERRED");
    }

    private TriggerAssert constraint(String expected) {
        Facts known = facts.facts();
        String found = !known.is("constraint")
                ? "no constraint trigger"
                : !known.is("deferrable")
                        ? "CONSTRAINT NOT DEFERRABLE"
                        : "CONSTRAINT DEFERRABLE INITIALLY " + (known.is("deferred") ? "DEFERRED" : "IMMEDIATE");
        return same("the constraint trigger's deferrability", expected, found);
    }

    private String transition(String name) {
        return facts.facts().find(name).orElse("none");
    }

    private String level() {
        return facts.isForEachRow() ? "FOR EACH ROW" : "FOR EACH STATEMENT";
    }

    private static String words(TriggerTiming timing) {
        return timing.name().replace('_', ' ');
    }
}
