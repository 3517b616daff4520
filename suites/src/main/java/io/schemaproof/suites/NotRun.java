package io.schemaproof.suites;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** A test that says why nothing was checked: it is skipped, and never passed. */
final class NotRun {

    private NotRun() {}

    static DynamicTest otherRules(Narrowing narrowing) {
        return because(
                "rules", "it is narrowed to " + String.join(", ", narrowing.rules()) + ", none of which is its own.");
    }

    static DynamicTest because(String name, String why) {
        return NamedTest.of(name, () -> Assumptions.abort("not run: " + why));
    }
}
