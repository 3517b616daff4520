package io.schemaproof.suites;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** A test that says why nothing was checked: it is skipped, and never passed. */
final class NotRun {

    private NotRun() {}

    /** None of the rules of a suite is left. */
    static DynamicTest withoutRules(Narrowing narrowing) {
        String rules = String.join(", ", narrowing.rules());
        String others = String.join(", ", narrowing.withoutRules());
        if (others.isEmpty()) {
            return because("rules", "it is narrowed to " + rules + ", none of which is its own.");
        }
        return because(
                "rules",
                "none of its rules is left: it is narrowed " + (rules.isEmpty() ? "" : "to " + rules + " and ")
                        + "without " + others + ".");
    }

    static DynamicTest because(String name, String why) {
        return NamedTest.of(name, () -> Assumptions.abort("not run: " + why));
    }
}
