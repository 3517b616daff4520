package io.schemaproof.verify;

import io.schemaproof.data.RowSource;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks that rows survive: each migration's up, down and second up on tables full of rows. Comes after the round trip without
 * rows and adds to what that has found.
 */
final class DataPreservation {

    /** The name of the check. */
    static final String ROWS = "rows";

    private final MigrationFolder folder;
    private final MigrationRange range;
    private final VerificationListener listener;
    private final List<String> failedUps = new ArrayList<>();

    DataPreservation(MigrationFolder folder, MigrationRange range, VerificationListener listener) {
        this.folder = folder;
        this.range = range;
        this.listener = listener;
    }

    /**
     * Run the check.
     *
     * @param ledgers of the migrations in the range, in order
     * @param databases which know the ups that failed without rows
     */
    void verify(List<MigrationLedger> ledgers, PreparedDatabases databases, ServerRequest request, RowSource source)
            throws SQLException {
        RowFiller filler = new RowFiller(source);
        try (RowStage stage = new RowStage(folder, databases, request, filler)) {
            for (int index = 0; index <= range.last(); index++) {
                if (range.contains(index)) {
                    MigrationLedger ledger = ledgers.get(index - range.first());
                    List<Finding> findings = new ArrayList<>(filler.takeFindings());
                    boolean checked = ledger.upRan();
                    if (checked) {
                        findings.addAll(check(stage, ledger));
                    } else {
                        failedUps.add(ledger.migration().version());
                    }
                    stage.advance(ledger.sharedObjects());
                    finish(ledger, findings, checked);
                } else {
                    stage.advance(true);
                }
            }
        }
    }

    private List<Finding> check(RowStage stage, MigrationLedger ledger) throws SQLException {
        Migration migration = ledger.migration();
        List<Finding> findings = new ArrayList<>();
        try {
            FilledState before = FilledState.read(stage.database());
            StepPreservation.Outcome outcome = new StepPreservation(stage, ledger, failedUps).verify(before);
            findings.addAll(outcome.findings());
            if (outcome.upFailed()) {
                failedUps.add(migration.version());
                stage.upFailed();
            } else {
                findings.addAll(new NewRowsPreservation(stage, ledger).verify(before, objects(outcome.findings())));
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

    private void finish(MigrationLedger ledger, List<Finding> findings, boolean checked) {
        ledger.add(findings);
        if (checked || !findings.isEmpty()) {
            boolean passed = findings.stream().allMatch(finding -> finding.severity() == Severity.NOTE);
            listener.checkFinished(new CheckResult(ledger.migration(), ROWS, passed, findings, Map.of()));
        }
    }
}
