package io.schemaproof.suites;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.verify.drift.Drift;
import io.schemaproof.verify.drift.DriftReport;
import io.schemaproof.verify.drift.DriftText;
import io.schemaproof.verify.drift.SchemaSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicNode;

/** Turns what differs between two schemas into tests. */
final class DriftTests {

    private DriftTests() {}

    static Drift drift(MigrationSetup setup, SchemaSource there) {
        Drift drift = Drift.of(setup.folder()).on(setup.server()).against(there);
        return setup.before().map(drift::before).orElse(drift);
    }

    static Drift narrowed(Drift drift, Narrowing narrowing) {
        Drift narrower =
                drift.schemas(narrowing.schemas().stream().map(Names::column).toArray(String[]::new));
        for (String object : narrowing.ignoring()) {
            narrower = narrower.ignoring(object, "the suite is narrowed");
        }
        return narrower;
    }

    /** A test for each object that differs; where none does, one that passes. */
    static Stream<DynamicNode> of(Drift drift) {
        DriftReport report = drift.evaluate();
        if (report.passed()) {
            return Stream.of(NamedTest.of(DriftText.sum(report), () -> {}));
        }
        return DriftText.byGroup(report).entrySet().stream()
                .map(group -> NamedTest.of(
                        "drift of " + group.getKey(),
                        () -> Assertions.fail(
                                DriftText.of(group.getKey(), group.getValue()) + "\n" + DriftText.sum(report))));
    }
}
