package io.schemaproof.verify.roundtrip;

import io.schemaproof.catalog.SensitiveTables;
import io.schemaproof.configuration.SensitiveColumns;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.verify.result.Acceptance;
import io.schemaproof.verify.result.CheckClock;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.VerificationListener;
import io.schemaproof.verify.state.DatabaseState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Goes through the migrations step by step, and then through the whole chain. */
public final class RoundTripRun {

    private final MigrationFolder folder;
    private final MigrationRange range;
    private final Function<Migration, Acceptance> accepted;
    private final VerificationListener listener;
    private boolean clean;
    private boolean shared;

    /** @param accepted what is accepted of a migration */
    public RoundTripRun(
            MigrationFolder folder,
            MigrationRange range,
            Function<Migration, Acceptance> accepted,
            VerificationListener listener) {
        this.folder = folder;
        this.range = range;
        this.accepted = accepted;
        this.listener = listener;
    }

    /** Collect what is found, for a check that follows. */
    public List<MigrationLedger> on(Workbench bench) throws SQLException {
        List<MigrationLedger> ledgers = new ArrayList<>();
        SqlMask mask = new SqlMask(SensitiveColumns.ofSystem());
        CheckClock clock = new CheckClock();
        StepRoundTrip step = new StepRoundTrip(folder, bench, listener);
        DatabaseState state = bench.state();
        if (range.first() > 0) {
            bench.reset(range.first());
            state = step.begin(state, bench.state());
        }
        SensitiveTables.learn(mask, state.catalog());
        for (int index = range.first(); index <= range.last(); index++) {
            Migration migration = folder.migrations().get(index);
            MigrationLedger ledger = new MigrationLedger(migration, accepted.apply(migration), mask, clock);
            ledgers.add(ledger);
            listener.migrationStarted(migration);
            state = step.verify(index, ledger, state);
        }
        new ChainRoundTrip(bench, listener, step.touchesSharedObjects()).verify(range.first(), ledgers);
        new BatchRun(folder, bench, listener).verify(range.first(), ledgers, step.touchesSharedObjects());
        // What a failed up did to roles before it failed, and what its statements do one by one, nobody has looked at.
        shared = step.touchesSharedObjects();
        clean = !shared && ledgers.stream().allMatch(MigrationLedger::upRan);
        return List.copyOf(ledgers);
    }

    /** Whether some migration has changed what all databases of a server share. */
    public boolean touchesSharedObjects() {
        return shared;
    }

    /** Whether, once it has run, its server is as it was but for databases of its own. */
    public boolean leavesServerClean() {
        return clean;
    }
}
