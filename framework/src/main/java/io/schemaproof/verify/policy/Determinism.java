package io.schemaproof.verify.policy;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.migration.ErrorMask;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.FolderCheck;
import io.schemaproof.verify.result.LostServer;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Applies the migrations here and elsewhere, side by side, and compares schemas and rows after each. */
public final class Determinism implements FolderCheck {

    /** The name of the check. */
    static final String NAME = "determinism";

    /** What is tried alone to find out which surrounding a difference follows; what differs by itself goes first. */
    private static final List<Surrounding> ALONE = List.of(
            Surrounding.NOTHING,
            Surrounding.CLOCK,
            Surrounding.TIME_ZONE_OF_THE_DAY,
            Surrounding.DATE,
            Surrounding.TIME_ZONE,
            Surrounding.FORMATS,
            Surrounding.USER);

    private static final Pattern TODAY = Pattern.compile(
            "(?i)\\b(current_date|current_time(stamp)?|localtime(stamp)?|clock_timestamp|today|tomorrow|yesterday)\\b");

    @Override
    public Set<String> families() {
        return Set.of("determinism");
    }

    @Override
    public void verify(CheckScope scope) throws SQLException {
        if (isOfSomebodyElse(scope)) {
            return;
        }
        // Two servers of their own, because the migrations make their roles on both, and one more is made here.
        try (DatabaseServer hereServer = Databases.start(scope.request());
                DatabaseServer elsewhereServer = Databases.start(scope.request())) {
            Surroundings.prepare(hereServer);
            Surroundings.prepare(elsewhereServer);
            OwnersRights.prepare(hereServer);
            ObservedDatabase here = scope.databases().create(hereServer);
            ObservedDatabase elsewhere = scope.databases().create(elsewhereServer);
            Surroundings.OTHER.prepare(elsewhere.database());
            new SideBySide(scope, here, elsewhere).run();
        }
    }

    /** Whether the server is, on which no role is made that outlives the run; each migration is told to be unchecked then. */
    private static boolean isOfSomebodyElse(CheckScope scope) throws SQLException {
        if (scope.request().address().isEmpty()) {
            return false;
        }
        for (int index = scope.range().first(); index <= scope.range().last(); index++) {
            MigrationLedger ledger = scope.ledger(index);
            if (ledger.upRan()) {
                scope.finish(
                        ledger,
                        NAME,
                        List.of(
                                DeterminismFindings.notChecked(
                                        ledger.migration(),
                                        "it is tried as another user, and on a server of somebody else no role is made for that. Leave"
                                                + " the check out there, and run it on a server of its own (--database embedded).")),
                        Map.of());
            }
        }
        return true;
    }

    /** One pass over the folder. */
    private static final class SideBySide {

        private final CheckScope scope;
        private final ObservedDatabase here;
        private final ObservedDatabase elsewhere;
        private final Set<String> known = new HashSet<>();
        /** What was told of, to all that it follows. */
        private final Map<String, Set<Surrounding>> told = new HashMap<>();

        SideBySide(CheckScope scope, ObservedDatabase here, ObservedDatabase elsewhere) {
            this.scope = scope;
            this.here = here;
            this.elsewhere = elsewhere;
        }

        void run() throws SQLException {
            deviations(state(here), elsewhere).forEach(deviation -> known.add(deviation.key()));
            // What comes before the part is checked too: in what it differs is known afterwards, and told of nothing
            // else.
            for (int index = 0; index <= scope.part().last(); index++) {
                boolean checked =
                        scope.range().contains(index) && scope.ledger(index).upRan();
                if (checked) {
                    check(index);
                } else {
                    scope.databases().apply(here, index);
                    scope.databases().apply(elsewhere, index);
                    deviations(state(here), elsewhere).forEach(deviation -> known.add(deviation.key()));
                }
            }
        }

        private void check(int index) throws SQLException {
            MigrationLedger ledger = scope.begin(index, NAME);
            List<Finding> findings = new ArrayList<>();
            try (ObservedDatabase before = here.copy()) {
                findings.addAll(check(index, ledger, before));
            } catch (SQLException e) {
                if (LostServer.isDown(here.database().server(), e)
                        || LostServer.isDown(elsewhere.database().server(), e)) {
                    throw e;
                }
                ledger.saw(LostServer.log(here.database().server()));
                findings.add(DeterminismFindings.notChecked(ledger.migration(), ErrorMask.text(e)));
            }
            scope.finish(ledger, NAME, findings, Map.of());
        }

        private List<Finding> check(int index, MigrationLedger ledger, ObservedDatabase before) throws SQLException {
            Migration migration = ledger.migration();
            List<Finding> findings = new ArrayList<>();
            boolean ran = scope.databases().apply(here, index);
            MigrationRun run = Surroundings.OTHER.run(elsewhere.database(), migration.up());
            if (!ran) {
                return List.of(DeterminismFindings.notChecked(migration, "applied once more, the up fails also here."));
            }
            if (!ledger.sharedObjects()) {
                try (ObservedDatabase trial = before.copy()) {
                    OwnersRights.refused(trial.database(), migration.up())
                            .map(outcome -> DeterminismFindings.needsSuperuser(migration, outcome))
                            .ifPresent(findings::add);
                }
            }
            State is = state(here);
            if (!run.succeeded()) {
                findings.add(DeterminismFindings.upFails(run, failsIn(migration, before, ledger.sharedObjects())));
                // So that later migrations find the same there as here.
                scope.databases().apply(elsewhere, index);
            }
            List<SchemaDeviation> all = deviations(is, elsewhere);
            List<SchemaDeviation> found = new ArrayList<>(all);
            found.removeIf(deviation -> !known.add(deviation.key()));
            if (run.succeeded() && found.size() < all.size() && !ledger.sharedObjects()) {
                found.addAll(again(migration, before, is, found));
            }
            if (run.succeeded() && !found.isEmpty()) {
                Causes causes = Causes.of(
                        found, here.database().name(), elsewhere.database().name());
                if (!causes.allKnown() && !ledger.sharedObjects()) {
                    alone(migration, before, is, causes);
                }
                found.stream()
                        .filter(deviation -> isNew(deviation, causes.get(deviation)))
                        .forEach(deviation ->
                                findings.add(DeterminismFindings.differs(migration, deviation, causes.get(deviation))));
            }
            if (run.succeeded() && !ledger.sharedObjects() && asksForTheDate(migration, is.catalog())) {
                anotherDay(migration, before, is).stream()
                        .filter(deviation -> known.add(deviation.key()) && isNew(deviation, Surrounding.DATE))
                        .forEach(deviation ->
                                findings.add(DeterminismFindings.differs(migration, deviation, Surrounding.DATE)));
            }
            return findings;
        }

        /** A column that follows the clock since an earlier migration may follow the formats by this one. */
        private boolean isNew(SchemaDeviation deviation, Surrounding cause) {
            return told.computeIfAbsent(deviation.key(), key -> EnumSet.noneOf(Surrounding.class))
                    .add(cause);
        }

        /** Of rows that came out differently before, what comes out so by this migration alone, on equal databases. */
        private static List<SchemaDeviation> again(
                Migration migration, ObservedDatabase before, State is, List<SchemaDeviation> found)
                throws SQLException {
            if (before.digest().tables().equals(is.digest().tables())) {
                return List.of();
            }
            Set<String> keys = found.stream().map(SchemaDeviation::key).collect(Collectors.toSet());
            return alone(migration, before, is, Surroundings.OTHER).orElse(List.of()).stream()
                    .filter(deviation -> deviation.isOfRows() && !keys.contains(deviation.key()))
                    .toList();
        }

        /** Apply the migration with one surrounding changed at a time. */
        private static void alone(Migration migration, ObservedDatabase before, State is, Causes causes)
                throws SQLException {
            List<Surrounding> fails = new ArrayList<>();
            for (Surrounding surrounding : ALONE) {
                if (surrounding == Surrounding.DATE
                        && (fails.contains(Surrounding.TIME_ZONE_OF_THE_DAY)
                                || !asksForTheDate(migration, is.catalog()))) {
                    continue;
                }
                Optional<List<SchemaDeviation>> found = alone(migration, before, is, Surroundings.with(surrounding));
                if (found.isEmpty()) {
                    fails.add(surrounding);
                } else {
                    causes.follow(surrounding, found.get());
                }
                if (causes.allKnown()) {
                    return;
                }
            }
            // Such as partitions, whose bounds all move with the zone: one alone overlaps with its neighbour.
            fails.stream().findFirst().ifPresent(causes::followUnlessKnown);
        }

        /** What differs on a copy in other surroundings; empty where the up fails then. */
        private static Optional<List<SchemaDeviation>> alone(
                Migration migration, ObservedDatabase before, State is, Surroundings surroundings) throws SQLException {
            try (ObservedDatabase trial = before.copy()) {
                surroundings.prepare(trial.database());
                return surroundings.run(trial.database(), migration.up()).succeeded()
                        ? Optional.of(deviations(is, trial))
                        : Optional.empty();
            }
        }

        /** The first surrounding that lets the up fail when it alone is another. */
        private static Surrounding failsIn(Migration migration, ObservedDatabase before, boolean shared)
                throws SQLException {
            if (shared) {
                return Surrounding.UNKNOWN;
            }
            for (Surrounding surrounding : ALONE) {
                Surroundings surroundings = Surroundings.with(surrounding);
                try (ObservedDatabase trial = before.copy()) {
                    surroundings.prepare(trial.database());
                    if (!surroundings.run(trial.database(), migration.up()).succeeded()) {
                        return surrounding;
                    }
                }
            }
            return Surrounding.UNKNOWN;
        }

        /** What differs on another day, of that what does not follow the time zone. */
        private static List<SchemaDeviation> anotherDay(Migration migration, ObservedDatabase before, State is)
                throws SQLException {
            List<SchemaDeviation> found = alone(migration, before, is, Surroundings.with(Surrounding.DATE))
                    .orElse(List.of());
            if (found.isEmpty()) {
                return found;
            }
            Set<String> each = new HashSet<>();
            alone(migration, before, is, Surroundings.with(Surrounding.NOTHING))
                    .orElse(List.of())
                    .forEach(deviation -> each.add(deviation.key()));
            return found.stream()
                    .filter(deviation -> !each.contains(deviation.key()))
                    .toList();
        }

        /** The words of the standard cannot be moved by days; they stand in the script, or in what it calls and fills. */
        private static boolean asksForTheDate(Migration migration, Catalog catalog) {
            return TODAY.matcher(migration.up().text()).find()
                    || catalog.objects().values().stream()
                            .flatMap(object -> object.attributes().values().stream())
                            .anyMatch(value -> TODAY.matcher(value).find());
        }

        private static State state(ObservedDatabase database) throws SQLException {
            return new State(database, database.catalog(), database.digest());
        }

        private static List<SchemaDeviation> deviations(State here, ObservedDatabase elsewhere) throws SQLException {
            State there = state(elsewhere);
            List<SchemaDeviation> all = new ArrayList<>(SchemaDeviation.of(
                    CatalogDiff.between(here.catalog(), there.catalog()).significant()));
            all.addAll(RowDeviations.of(here.database(), here.digest(), elsewhere, there.digest()));
            return all;
        }

        /** What a database holds. */
        private record State(ObservedDatabase database, Catalog catalog, DataDigest digest) {}
    }
}
