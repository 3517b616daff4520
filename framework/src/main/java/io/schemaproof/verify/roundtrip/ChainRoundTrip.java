package io.schemaproof.verify.roundtrip;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.VerificationListener;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Verifies whole chains: all downs from the last to the first, and all ups again. A chain ends at a migration with a
 * finding of its own, because what follows from that is known already.
 */
final class ChainRoundTrip {

    static final String CHAIN_DOWN = "chain down";
    static final String CHAIN_UP = "chain up again";

    private final Workbench bench;
    private final VerificationListener listener;
    private final boolean sharedObjects;
    private final BooleanSupplier wanted;

    ChainRoundTrip(Workbench bench, VerificationListener listener, boolean sharedObjects) {
        this(bench, listener, sharedObjects, () -> true);
    }

    /** @param wanted whether somebody still wants to know */
    ChainRoundTrip(Workbench bench, VerificationListener listener, boolean sharedObjects, BooleanSupplier wanted) {
        this.bench = bench;
        this.listener = listener;
        this.sharedObjects = sharedObjects;
        this.wanted = wanted;
    }

    /**
     * Verify every chain of two or more migrations.
     *
     * @param first index in the folder of the migration that the first ledger belongs to
     * @param allClose whether all of them in one chain have been seen to {@linkplain #closes close}
     */
    void verify(int first, List<MigrationLedger> ledgers, boolean allClose) throws SQLException {
        boolean forward = false;
        for (Segment segment : Segment.of(ledgers)) {
            int start = first + segment.from();
            List<MigrationLedger> chain = ledgers.subList(segment.from(), segment.to());
            if (allClose && chain.size() == ledgers.size()) {
                finish(chain);
                return;
            }
            begin(start, forward);
            forward = true;
            if (closes(chain.stream().map(MigrationLedger::migration).toList())) {
                finish(chain);
            } else {
                begin(start, true);
                locate(chain);
            }
        }
    }

    private void finish(List<MigrationLedger> chain) {
        for (MigrationLedger ledger : chain) {
            finish(ledger, CHAIN_DOWN, List.of());
            finish(ledger, CHAIN_UP, List.of());
        }
    }

    /** Stand where the chain begins. Roles that a chain made would be in the way of the next one. */
    private void begin(int index, boolean forward) throws SQLException {
        if (sharedObjects) {
            bench.rebuild(index);
        } else if (forward) {
            bench.reset(index);
        } else {
            bench.restart(index);
        }
    }

    /** Go down and up again and compare the two ends only; enough where nothing is wrong. */
    boolean closes(List<Migration> chain) throws SQLException {
        Catalog bottom = bench.catalog();
        if (!ups(chain)) {
            return false;
        }
        Catalog top = bench.catalog();
        for (int index = chain.size() - 1; index >= 0; index--) {
            Optional<Script> down = down(chain.get(index));
            if (!wanted.getAsBoolean()
                    || (down.isPresent() && !bench.runAgain(down.get()).passed())) {
                return false;
            }
        }
        return same(bottom, bench.catalog()) && ups(chain) && same(top, bench.catalog());
    }

    /** Go down and up again and compare after each step, to name the migration that breaks the chain. */
    private void locate(List<MigrationLedger> chain) throws SQLException {
        List<Catalog> states = new ArrayList<>();
        states.add(bench.catalog());
        for (MigrationLedger ledger : chain) {
            if (!bench.run(ledger.migration().up()).passed()) {
                return;
            }
            states.add(bench.catalog());
        }
        Set<Change> known = new HashSet<>();
        for (int index = chain.size() - 1; index >= 0; index--) {
            MigrationLedger ledger = chain.get(index);
            Optional<Script> down = down(ledger.migration());
            if (down.isEmpty()) {
                continue;
            }
            MigrationRun run = bench.run(down.get());
            if (!run.passed()) {
                finish(ledger, CHAIN_DOWN, List.of(RoundTripFindings.chainDownFails(run)));
                return;
            }
            Catalog wanted = states.get(index);
            Catalog found = bench.catalog();
            finish(
                    ledger,
                    CHAIN_DOWN,
                    RoundTripFindings.chainTraces(
                            ledger.migration(),
                            down.get(),
                            fresh(wanted, found, known),
                            TraceRemedy.between(wanted, found)));
        }
        for (int index = 0; index < chain.size(); index++) {
            MigrationLedger ledger = chain.get(index);
            MigrationRun run = bench.run(ledger.migration().up());
            if (!run.passed()) {
                finish(ledger, CHAIN_UP, List.of(RoundTripFindings.reupFails(run)));
                return;
            }
            List<Change> changes = fresh(states.get(index + 1), bench.catalog(), known);
            finish(ledger, CHAIN_UP, RoundTripFindings.reupDiffers(ledger.migration(), changes));
        }
    }

    /** The significant changes that no earlier step has shown. */
    private static List<Change> fresh(Catalog expected, Catalog actual, Set<Change> known) {
        return CatalogDiff.between(expected, actual).significant().stream()
                .filter(known::add)
                .toList();
    }

    private boolean ups(List<Migration> chain) throws SQLException {
        for (Migration migration : chain) {
            listener.checkStarted(migration, CHAIN_UP);
            if (!wanted.getAsBoolean() || !bench.runAgain(migration.up()).passed()) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is a way back to try at all. */
    static boolean isChain(List<Migration> migrations) {
        return migrations.stream()
                        .filter(migration -> down(migration).isPresent())
                        .limit(2)
                        .count()
                == 2;
    }

    private static Optional<Script> down(Migration migration) {
        return migration.down().filter(script -> !MigrationRunner.isEffectivelyEmpty(script));
    }

    private static boolean same(Catalog expected, Catalog actual) {
        return CatalogDiff.between(expected, actual).significant().isEmpty();
    }

    private void finish(MigrationLedger ledger, String check, List<Finding> findings) {
        ledger.finish(listener, check, findings, Map.of());
    }

    /** Neighbours that have nothing against them, of which at least two have a down. */
    private record Segment(int from, int to) {

        static List<Segment> of(List<MigrationLedger> ledgers) {
            List<Segment> segments = new ArrayList<>();
            int from = 0;
            for (int index = 0; index <= ledgers.size(); index++) {
                if (index == ledgers.size() || !ledgers.get(index).isClean()) {
                    Segment segment = new Segment(from, index);
                    if (isChain(segment.migrations(ledgers))) {
                        segments.add(segment);
                    }
                    from = index + 1;
                }
            }
            return segments;
        }

        private List<Migration> migrations(List<MigrationLedger> ledgers) {
            return ledgers.subList(from, to).stream()
                    .map(MigrationLedger::migration)
                    .toList();
        }
    }
}
