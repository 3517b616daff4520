package io.schemaproof.verify;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Goes through the migrations step by step, and then through the whole chain. */
final class RoundTripRun {

    private final MigrationFolder folder;
    private final int first;
    private final int end;
    private final VerificationListener listener;

    RoundTripRun(MigrationFolder folder, int first, int end, VerificationListener listener) {
        this.folder = folder;
        this.first = first;
        this.end = end;
        this.listener = listener;
    }

    List<MigrationResult> on(Workbench bench) throws SQLException {
        List<MigrationLedger> ledgers = new ArrayList<>();
        StepRoundTrip step = new StepRoundTrip(folder, bench, listener);
        DatabaseState state = bench.state();
        if (first > 0) {
            bench.reset(first);
            state = step.begin(state, bench.state());
        }
        for (int index = first; index < end; index++) {
            Migration migration = folder.migrations().get(index);
            MigrationLedger ledger = new MigrationLedger(migration);
            ledgers.add(ledger);
            listener.migrationStarted(migration);
            state = step.verify(index, ledger, state);
        }
        new ChainRoundTrip(folder, bench, listener, step.touchesSharedObjects()).verify(first, ledgers);
        List<MigrationResult> results =
                ledgers.stream().map(MigrationLedger::result).toList();
        results.forEach(listener::migrationFinished);
        return results;
    }
}
