package io.schemaproof.verify.roundtrip;

import io.schemaproof.catalog.SensitiveTables;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.verify.result.CheckClock;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.VerificationListener;
import io.schemaproof.verify.state.DatabaseState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies the steps of many migrations on several servers at a time, while one of them runs the whole chain.
 *
 * <p>Each worker goes from the first migration to the last: it verifies the blocks that it takes, and applies the ups of all others. So each
 * block begins with what ups alone give, as it does where one worker does everything. Where anything is unusual, such as an up that
 * fails, a role that is made, or a trial that has to be copied, nothing is kept of that block and of all behind it: they are verified one after the
 * other.
 */
final class ParallelSteps {

    private static final Logger LOG = LoggerFactory.getLogger(ParallelSteps.class);

    /** A worker that is done waits no longer for another than a block takes. */
    private static final int BLOCKS = 24;

    private final MigrationFolder folder;
    private final MigrationRange range;
    private final Function<Migration, MigrationLedger> ledgers;
    private final SqlMask mask;
    private final CheckClock clock;
    private final int size;
    private final AtomicReferenceArray<Block> done;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger end;
    private volatile boolean chainCloses;
    private int told;

    /** What the steps of some neighbours gave. */
    private record Block(List<MigrationLedger> ledgers, ToldLater said) {}

    /**
     * What was found.
     *
     * @param ledgers of as many migrations, from the first on, as could be verified so
     * @param chainCloses whether all migrations in one chain have been seen to close; they have not if this is false
     */
    record Outcome(List<MigrationLedger> ledgers, boolean chainCloses) {}

    /** @param ledgers makes one for each migration, on any thread */
    ParallelSteps(
            MigrationFolder folder,
            MigrationRange range,
            Function<Migration, MigrationLedger> ledgers,
            SqlMask mask,
            CheckClock clock) {
        this.folder = folder;
        this.range = range;
        this.ledgers = ledgers;
        this.mask = mask;
        this.clock = clock;
        int all = range.last() - range.first() + 1;
        this.size = Math.max(1, (all + BLOCKS - 1) / BLOCKS);
        int blocks = (all + size - 1) / size;
        this.done = new AtomicReferenceArray<>(blocks);
        this.end = new AtomicInteger(blocks);
    }

    /**
     * Verify on this thread, with others.
     *
     * @param bench whose trial has the ups before the first migration
     * @param count how many others
     */
    Outcome verify(Workbench bench, Assistants assistants, int count, VerificationListener listener)
            throws SQLException {
        CountDownLatch working = new CountDownLatch(count);
        for (int number = 0; number < count; number++) {
            boolean first = number == 0;
            Thread thread = new Thread(
                    () -> {
                        try {
                            assist(assistants, first);
                        } finally {
                            working.countDown();
                        }
                    },
                    "schemaproof-round-trip");
            thread.setDaemon(true);
            thread.start();
        }
        try {
            new Worker(bench, range.first()).work(() -> tell(listener));
        } catch (SQLException | RuntimeException e) {
            end.set(0);
            throw e;
        } finally {
            await(working);
        }
        tell(listener);
        List<MigrationLedger> verified = new ArrayList<>();
        for (int block = 0; block < end.get(); block++) {
            verified.addAll(done.get(block).ledgers());
        }
        return new Outcome(verified, chainCloses);
    }

    /** Servers end with those who work on them, also where this thread is interrupted. */
    private static void await(CountDownLatch working) {
        boolean interrupted = false;
        while (true) {
            try {
                working.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tell of what all before has been told of. */
    private void tell(VerificationListener listener) {
        for (; told < end.get() && done.get(told) != null; told++) {
            done.get(told).said().tell(listener);
        }
    }

    private void assist(Assistants assistants, boolean first) {
        try (Workbench bench = assistants.open()) {
            List<Migration> chain = folder.migrations().subList(range.first(), range.last() + 1);
            boolean wholeChain = first && ChainRoundTrip.isChain(chain);
            if (wholeChain) {
                chainCloses = closes(bench, chain);
                bench.restart(range.first());
            }
            new Worker(bench, wholeChain ? range.first() : 0).work(() -> {});
        } catch (SQLException | RuntimeException e) {
            // Whoever works on alone finds out what it means.
            LOG.debug("A server that helped was lost", e);
        }
    }

    private boolean closes(Workbench bench, List<Migration> chain) throws SQLException {
        if (range.first() > 0) {
            bench.restart(range.first());
        }
        bench.expectChain();
        return new ChainRoundTrip(bench, new VerificationListener() {}, false, this::isWhole).closes(chain);
    }

    private boolean isWhole() {
        return end.get() == done.length();
    }

    /** Whoever verifies on a database, and how many ups it has. */
    private final class Worker {

        private final Workbench bench;
        private int applied;

        Worker(Workbench bench, int applied) {
            this.bench = bench;
            this.applied = applied;
            bench.expectMany();
        }

        /** Verify block after block until none is left. */
        void work(Runnable afterEach) throws SQLException {
            for (int block = next.getAndIncrement(); block < end.get(); block = next.getAndIncrement()) {
                Optional<Block> verified = Optional.empty();
                try {
                    verified = verify(block);
                } finally {
                    if (verified.isEmpty()) {
                        int failed = block;
                        end.updateAndGet(known -> Math.min(known, failed));
                    }
                }
                done.set(block, verified.orElse(null));
                afterEach.run();
            }
        }

        /** Empty where it is not certain that one worker alone would have said the same. */
        private Optional<Block> verify(int block) throws SQLException {
            int first = range.first() + block * size;
            int last = Math.min(first + size - 1, range.last());
            for (; applied < first; applied++) {
                if (block >= end.get() || !bench.pass(folder.migrations().get(applied))) {
                    return Optional.empty();
                }
            }
            DatabaseState state = bench.state();
            SensitiveTables.learn(mask, state.catalog());
            clock.begin();
            ToldLater said = new ToldLater();
            StepRoundTrip step = new StepRoundTrip(folder, bench, said);
            List<MigrationLedger> made = new ArrayList<>();
            int detours = bench.detours();
            for (; applied <= last; applied++) {
                Migration migration = folder.migrations().get(applied);
                MigrationLedger ledger = ledgers.apply(migration);
                made.add(ledger);
                said.migrationStarted(migration);
                state = step.verify(applied, ledger, state);
                if (block >= end.get() || !step.isPlain() || bench.detours() > detours) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Block(made, said));
        }
    }
}
