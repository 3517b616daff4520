package io.schemaproof.suites;

import io.schemaproof.assertions.rule.ObjectRule;
import io.schemaproof.assertions.rule.Rule;
import io.schemaproof.assertions.rule.RuleResult;
import io.schemaproof.base.Quantity;
import io.schemaproof.catalog.Schema;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Turns rules about a schema into tests. */
final class ConventionTests {

    private final Supplier<Schema> schema;
    private final AtomicInteger judged = new AtomicInteger();
    private final AtomicInteger run = new AtomicInteger();

    private ConventionTests(Supplier<Schema> schema) {
        this.schema = schema;
    }

    /** @param schema of a database to which the migrations were applied */
    static Stream<DynamicNode> of(Collection<? extends Rule> rules, Supplier<Schema> schema) {
        if (rules.isEmpty()) {
            throw new IllegalArgumentException(
                    "Name at least one rule: without any, every schema keeps the conventions.");
        }
        ConventionTests tests = new ConventionTests(schema);
        return Stream.concat(rules.stream().map(tests::of), Stream.of(tests.somethingWasJudged(rules.size())));
    }

    private DynamicTest of(Rule rule) {
        return NamedTest.of(rule.id() + ": " + rule.sentence(), () -> {
            run.incrementAndGet();
            // A rule that is frozen says what is new when it is evaluated, and keeps what is mended when it is checked.
            RuleResult result = rule.evaluate(schema.get());
            judged.addAndGet(result.judged());
            rule.check(schema.get());
            Assumptions.assumeTrue(result.judged() > 0, "not run: there is nothing that this rule is about");
        });
    }

    /** That each rule found nothing is not the same as that there was nothing wrong. */
    private DynamicTest somethingWasJudged(int rules) {
        return NamedTest.of("the rules have found something to judge", () -> {
            Assumptions.assumeTrue(run.get() == rules, "not run: some of the rules were not");
            if (judged.get() == 0) {
                Assertions.fail("None of " + Quantity.of(rules, "rule")
                        + " found anything to judge: the database is empty, or" + " another schema was meant.");
            }
        });
    }

    /** The rules that a narrowing means, each about the objects that it means. */
    static List<Rule> narrowed(Collection<? extends Rule> rules, Narrowing narrowing) {
        return rules.stream()
                .filter(rule -> narrowing.means(rule.id()))
                .map(rule -> about(rule, narrowing))
                .toList();
    }

    /** A rule that was written otherwise is about what it says itself. */
    private static Rule about(Rule rule, Narrowing narrowing) {
        if (!(rule instanceof ObjectRule<?> objects)) {
            return rule;
        }
        ObjectRule<?> narrower = objects;
        if (!narrowing.schemas().isEmpty()) {
            narrower = narrower.onlyIn(narrowing.schemas().toArray(String[]::new));
        }
        if (!narrowing.ignoring().isEmpty()) {
            narrower = narrower.ignoring(narrowing.ignoring().toArray(String[]::new));
        }
        return narrower;
    }
}
