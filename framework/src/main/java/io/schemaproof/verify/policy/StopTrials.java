package io.schemaproof.verify.policy;

import io.schemaproof.migration.Interruption;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.StopPoint;
import io.schemaproof.migration.StopPoints;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.state.FilledState;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops one migration at each place at which something may stay behind, on copies of the stage. */
final class StopTrials implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StopTrials.class);

    private final RowStage stage;
    private final boolean shared;
    private final Migration migration;
    private final List<StopOutcome> outcomes = new ArrayList<>();
    private final List<StopPoint> untried = new ArrayList<>();
    private final UndisturbedRun undisturbed;
    private @Nullable ObservedDatabase work;
    private @Nullable FilledState before;
    private int stops;

    StopTrials(RowStage stage, MigrationLedger ledger) {
        this.stage = stage;
        this.shared = ledger.sharedObjects();
        this.migration = ledger.migration();
        this.undisturbed = new UndisturbedRun(stage, migration, shared);
    }

    /** Run them. Returns the run that nothing has stopped; where that failed by itself, there was nothing to stop. */
    MigrationRun run() throws SQLException {
        StopPoints points = new StopPoints();
        MigrationRun whole = undisturbed.run(points);
        if (!whole.succeeded()) {
            return whole;
        }
        List<StopPoint> all = points.of(whole);
        untried.addAll(Stop.opaque(all));
        List<Stop> places = Stop.in(all);
        for (Stop place : places.subList(0, Math.min(places.size(), Stop.MOST))) {
            Optional<StopOutcome> byError = trial(place, Interruption.Kind.ERROR, Optional.empty());
            Optional<StopOutcome> byKill = trial(place, Interruption.Kind.KILL, byError);
            byError.ifPresent(outcomes::add);
            byKill.ifPresent(outcomes::add);
        }
        places.stream().skip(Stop.MOST).map(Stop::point).forEach(untried::add);
        return whole;
    }

    /** How often the migration was stopped. */
    int stops() {
        return stops;
    }

    /** Those after which something stayed behind. */
    List<StopOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** The places at which it was not stopped although something might stay behind there. */
    List<StopPoint> untried() {
        return List.copyOf(untried);
    }

    /** @param known what the same place has given: where the same stays behind, a second try has the same end */
    private Optional<StopOutcome> trial(Stop place, Interruption.Kind kind, Optional<StopOutcome> known)
            throws SQLException {
        ObservedDatabase database = work == null ? stage.copy(shared) : work;
        work = database;
        FilledState start = before(database);
        if (!stop(database, place, kind)) {
            untried.add(place.point());
            discard();
            return Optional.empty();
        }
        stops++;
        FilledState stopped = database.filledState();
        Leftover left = Leftover.between(stage.database(), start, database, stopped);
        if (left.isEmpty()) {
            // Equal to the stage, as was just seen, so that the next stop needs no other copy.
            return Optional.empty();
        }
        try {
            if (known.isPresent() && known.get().left().describe().equals(left.describe())) {
                return known.map(same -> new StopOutcome(place, kind, left, same.again(), same.different()));
            }
            MigrationRun again = database.run(migration.up());
            List<String> different = again.succeeded() ? undisturbed.differences(database.filledState()) : List.of();
            return Optional.of(new StopOutcome(place, kind, left, Optional.of(again), different));
        } finally {
            discard();
        }
    }

    /** The state of a fresh copy, which all of them have but where the stage is made anew for each. */
    private FilledState before(ObservedDatabase database) throws SQLException {
        FilledState known = before;
        if (known == null || shared) {
            known = database.filledState();
            before = known;
        }
        return known;
    }

    /** Returns whether it was stopped. */
    private boolean stop(ObservedDatabase database, Stop place, Interruption.Kind kind) throws SQLException {
        MigrationRunner runner = MigrationRunner.on(database.database().settings());
        try (Freeze freeze =
                new Freeze(database.database(), place.within() ? place.point().number() : 0, kind)) {
            runner = place.within() ? runner.withObserver(freeze) : runner.withInterruption(place.interruption(kind));
            try {
                MigrationRun run = runner.run(migration.up());
                return place.within() ? freeze.stopped() : !run.succeeded();
            } catch (SQLException e) {
                if (kind == Interruption.Kind.ERROR || !stage.server().isRunning()) {
                    throw e;
                }
                // As it must be where the session is killed.
                LOG.debug("{} was stopped: {}", migration.up().path(), e.getMessage());
                return true;
            }
        }
    }

    private void discard() throws SQLException {
        if (work != null) {
            work.close();
            work = null;
        }
    }

    @Override
    public void close() throws SQLException {
        discard();
        undisturbed.close();
    }
}
