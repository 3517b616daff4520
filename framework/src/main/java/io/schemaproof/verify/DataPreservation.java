package io.schemaproof.verify;

import io.schemaproof.data.RowSource;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks that rows survive: each migration's up, down and second up on tables full of rows. Comes after the round trip without
 * rows and adds to what that has found.
 */
final class DataPreservation implements FolderCheck {

    /** The name of the check. */
    static final String ROWS = "rows";

    private final RowSource source;

    DataPreservation(RowSource source) {
        this.source = source;
    }

    @Override
    public Optional<RowSource> rows() {
        return Optional.of(source);
    }

    @Override
    public void verify(CheckScope scope) throws SQLException {
        MigrationRange range = scope.range();
        List<String> failedUps = new ArrayList<>();
        RowFiller filler = new RowFiller(source);
        try (RowStage stage = new RowStage(scope, filler)) {
            for (int index = 0; index <= range.last(); index++) {
                if (range.contains(index)) {
                    MigrationLedger ledger = scope.ledger(index);
                    List<Finding> findings = new ArrayList<>(filler.takeFindings());
                    boolean checked = ledger.upRan();
                    if (checked) {
                        findings.addAll(check(stage, ledger, failedUps));
                    } else {
                        failedUps.add(ledger.migration().version());
                    }
                    stage.advance(ledger.sharedObjects());
                    finish(scope.listener(), ledger, findings, checked);
                } else {
                    stage.advance(true);
                }
            }
        }
    }

    /** @param failedUps versions of the migrations whose ups failed, to which this one's is added if it does */
    private static List<Finding> check(RowStage stage, MigrationLedger ledger, List<String> failedUps)
            throws SQLException {
        Migration migration = ledger.migration();
        List<Finding> findings = new ArrayList<>();
        try {
            StepPreservation.Outcome outcome = new StepPreservation(stage, ledger, failedUps).verify();
            findings.addAll(outcome.findings());
            if (outcome.upFailed()) {
                failedUps.add(migration.version());
                stage.upFailed();
            } else {
                findings.addAll(new NewRowsPreservation(stage, ledger).verify(objects(outcome.findings())));
            }
        } catch (SQLException e) {
            if (!stage.server().isRunning()) {
                throw e;
            }
            findings.add(DataFindings.notChecked(migration, e));
            failedUps.add(migration.version());
            stage.upFailed();
        }
        findings.addAll(stage.filler().takeFindings());
        return findings;
    }

    /** The tables of which something is said already. */
    private static Set<String> objects(List<Finding> findings) {
        return findings.stream()
                .flatMap(finding -> Stream.ofNullable(finding.facts().get("table")))
                .collect(Collectors.toSet());
    }

    private static void finish(
            VerificationListener listener, MigrationLedger ledger, List<Finding> findings, boolean checked) {
        ledger.add(findings);
        if (checked || !findings.isEmpty()) {
            boolean passed = findings.stream().allMatch(finding -> finding.severity() == Severity.NOTE);
            listener.checkFinished(new CheckResult(ledger.migration(), ROWS, passed, findings, Map.of()));
        }
    }
}
