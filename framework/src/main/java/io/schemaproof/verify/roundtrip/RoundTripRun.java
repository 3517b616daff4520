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
    private final Assistants assistants;
    private final VerificationListener listener;
    private boolean clean;
    private boolean shared;

    /**
     * Prepare.
     *
     * @param accepted what is accepted of a migration
     * @param assistants who help where there are many
     */
    public RoundTripRun(
            MigrationFolder folder,
            MigrationRange range,
            Function<Migration, Acceptance> accepted,
            Assistants assistants,
            VerificationListener listener) {
        this.folder = folder;
        this.range = range;
        this.accepted = accepted;
        this.assistants = assistants;
        this.listener = listener;
    }

    /** Collect what is found, for a check that follows. */
    public List<MigrationLedger> on(Workbench bench) throws SQLException {
        SqlMask mask = new SqlMask(SensitiveColumns.ofSystem());
        CheckClock clock = new CheckClock();
        StepRoundTrip step = new StepRoundTrip(folder, bench, listener);
        DatabaseState state = bench.state();
        if (range.first() > 0) {
            bench.reset(range.first());
            state = step.begin(state, bench.state());
        }
        SensitiveTables.learn(mask, state.catalog());
        Function<Migration, MigrationLedger> ledger = migration -> ledger(migration, mask, clock);
        List<MigrationLedger> ledgers = new ArrayList<>();
        boolean chainCloses = false;
        int helpers = step.isPlain() ? assistants.worthwhile(range, bench) : 0;
        if (helpers > 0) {
            ParallelSteps.Outcome outcome =
                    new ParallelSteps(folder, range, ledger, mask, clock).verify(bench, assistants, helpers, listener);
            ledgers.addAll(outcome.ledgers());
            chainCloses = outcome.chainCloses();
            bench.databases().beginAgain();
            if (range.first() + ledgers.size() <= range.last()) {
                // What made the rest unusual may have changed the server.
                bench.rebuild(range.first() + ledgers.size());
                state = bench.state();
            }
            clock.begin();
        }
        for (int index = range.first() + ledgers.size(); index <= range.last(); index++) {
            Migration migration = folder.migrations().get(index);
            MigrationLedger next = ledger.apply(migration);
            ledgers.add(next);
            listener.migrationStarted(migration);
            state = step.verify(index, next, state);
        }
        new ChainRoundTrip(bench, listener, step.touchesSharedObjects()).verify(range.first(), ledgers, chainCloses);
        new BatchRun(folder, bench, listener).verify(range.first(), ledgers, step.touchesSharedObjects());
        // What a failed up did to roles before it failed, and what its statements do one by one, nobody has looked at.
        shared = step.touchesSharedObjects();
        clean = !shared && ledgers.stream().allMatch(MigrationLedger::upRan);
        return List.copyOf(ledgers);
    }

    /** What is accepted of a migration is looked up by one thread at a time. */
    private synchronized MigrationLedger ledger(Migration migration, SqlMask mask, CheckClock clock) {
        return new MigrationLedger(migration, accepted.apply(migration), mask, clock);
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
