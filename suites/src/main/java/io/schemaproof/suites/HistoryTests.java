package io.schemaproof.suites;

import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.migration.Migration;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.History;
import io.schemaproof.verify.HistoryReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Turns what is to be said of a history into tests. */
final class HistoryTests {

    private HistoryTests() {}

    static History history(MigrationSetup setup, Narrowing narrowing) {
        History history = History.of(setup.folder()).on(setup.server()).configuredBy(setup.configuration());
        history = narrowing.from().map(history::from).orElse(history);
        return narrowing.to().map(history::to).orElse(history);
    }

    static Stream<DynamicNode> of(History history, Predicate<Finding> kept) {
        HistoryReport report = history.evaluate();
        List<DynamicNode> tests = new ArrayList<>();
        report.findings().forEach((migration, findings) -> tests.add(of(report, migration, findings, kept)));
        if (report.since().isEmpty()) {
            tests.add(NotRun.because(
                    "nothing applied is edited, gone or overtaken",
                    "nobody says what was applied. Name a revision of git, such as origin/main, or write schemaproof.lock with"
                            + " './schemaproof lock DIR'."));
        }
        if (!report.ignored().isEmpty()) {
            tests.add(NotRun.because(
                    "every SQL file is a migration",
                    report.ignored().stream()
                            .map(file -> file.path() + " is no part of the history: " + file.reason())
                            .collect(Collectors.joining("\n"))));
        }
        return tests.stream();
    }

    /** Without anything to compare with, a number is all that was looked at. */
    private static DynamicTest of(
            HistoryReport report, Migration migration, List<Finding> findings, Predicate<Finding> kept) {
        return DynamicTest.dynamicTest(
                (report.since().isPresent() ? "history of " : "number of ") + migration.displayName(),
                FindingOutcome.source(migration.up()),
                () -> FindingOutcome.requireNone(findings.stream().filter(kept).toList()));
    }
}
