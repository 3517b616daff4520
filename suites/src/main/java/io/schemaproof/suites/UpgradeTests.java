package io.schemaproof.suites;

import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.verify.drift.DriftReport;
import io.schemaproof.verify.drift.DriftText;
import io.schemaproof.verify.history.Beginning;
import io.schemaproof.verify.upgrade.Upgrade;
import io.schemaproof.verify.upgrade.UpgradePath;
import io.schemaproof.verify.upgrade.UpgradeStep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Turns what became of upgrades into tests. */
final class UpgradeTests {

    private UpgradeTests() {}

    static Upgrade upgrade(MigrationSetup setup) {
        Upgrade upgrade = Upgrade.of(setup.folder()).on(setup.server());
        if (setup.before().isPresent()) {
            upgrade = upgrade.before(setup.before().get());
        }
        if (setup.start().isPresent()) {
            upgrade = upgrade.startingWith(setup.start().get());
        }
        return upgrade;
    }

    /** Where no table says what a dump holds, it is what comes before the versions that are looked at. */
    static Upgrade narrowed(Upgrade upgrade, MigrationSetup setup, Narrowing narrowing) {
        Upgrade compared = upgrade.comparing(drift -> DriftTests.narrowed(drift, narrowing));
        Upgrade begun = Beginning.isRecorded(setup.folder())
                ? compared
                : narrowing.from().map(compared::from).orElse(compared);
        return narrowing.to().map(begun::to).orElse(begun);
    }

    /** The migrations that a narrowing means. */
    static Predicate<Migration> told(MigrationSetup setup, Narrowing narrowing) {
        MigrationRange range = MigrationRange.of(setup.folder(), narrowing.from(), narrowing.to());
        return migration -> range.contains(setup.folder().migrations().indexOf(migration));
    }

    /** @param told the migrations of which there is to be a test; the others are applied all the same */
    static Stream<DynamicNode> of(Upgrade upgrade, Predicate<Migration> told) {
        List<UpgradePath> paths = upgrade.evaluate();
        List<DynamicNode> tests = new ArrayList<>();
        paths.forEach(path -> tests.add(of(path, told)));
        if (paths.size() == 1) {
            tests.add(NotRun.because(
                    "from what is deployed",
                    "nobody says what is deployed. Name a dump of it, with the rows that matter."));
        }
        return tests.stream();
    }

    private static DynamicNode of(UpgradePath path, Predicate<Migration> told) {
        String name = "from " + path.start();
        List<DynamicTest> tests = new ArrayList<>();
        if (path.steps().isEmpty()) {
            tests.add(NotRun.because("upgrade", path.start() + " holds all migrations already."));
        }
        path.steps().stream().filter(step -> told.test(step.migration())).forEach(step -> tests.add(of(step, name)));
        path.end().ifPresent(end -> tests.add(end(end)));
        if (tests.isEmpty()) {
            return NotRun.because(name, "none of the versions that were asked for is missing there.");
        }
        return DynamicContainer.dynamicContainer(name, tests);
    }

    private static DynamicTest of(UpgradeStep step, String from) {
        return DynamicTest.dynamicTest(
                "upgrade to " + step.migration().displayName() + " " + from,
                FindingOutcome.source(step.migration().up()),
                () -> {
                    String problem = step.problem().orElse("");
                    if (step.failed()) {
                        Assertions.fail("The up fails where only ups have run before:\n" + problem);
                    }
                    Assumptions.assumeTrue(step.applied(), () -> "not run: " + problem);
                });
    }

    private static DynamicTest end(DriftReport end) {
        return NamedTest.of("the schema at the end is that of a new database", () -> {
            if (!end.passed()) {
                Assertions.fail(DriftText.of(end));
            }
        });
    }
}
