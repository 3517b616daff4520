package io.schemaproof.verify.policy;

import io.schemaproof.base.Quantity;
import io.schemaproof.data.digest.TableDigest;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.StatementObserver;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.state.FilledState;
import io.schemaproof.verify.state.ObservedDatabase;
import io.schemaproof.verify.state.Unstable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a migration gives when nothing stops it, to compare others with. */
final class UndisturbedRun implements AutoCloseable {

    private final RowStage stage;
    private final Migration migration;
    private final boolean shared;
    private @Nullable ObservedDatabase database;
    private @Nullable FilledState state;

    UndisturbedRun(RowStage stage, Migration migration, boolean shared) {
        this.stage = stage;
        this.migration = migration;
        this.shared = shared;
    }

    /** Run it. */
    MigrationRun run(StatementObserver observer) throws SQLException {
        ObservedDatabase copy = stage.copy(shared);
        database = copy;
        MigrationRun run = MigrationRunner.on(copy.database().settings())
                .withObserver(observer)
                .run(migration.up());
        if (shared) {
            // The next copy takes a new server, and this one goes with the old.
            state = copy.filledState();
        }
        return run;
    }

    /** In what a state differs from what this run gave; without what comes out differently each time. */
    List<String> differences(FilledState other) throws SQLException {
        FilledState expected = state();
        List<String> found = compare(expected, other, Set.of(), Unstable.NONE);
        if (found.isEmpty()) {
            return found;
        }
        try (ObservedDatabase copy = stage.copy(shared)) {
            copy.run(migration.up());
            FilledState second = copy.filledState();
            return compare(
                    expected,
                    other,
                    expected.digest().tablesThatDiffer(second.digest()),
                    Unstable.between(expected.catalog(), second.catalog()));
        }
    }

    private FilledState state() throws SQLException {
        FilledState known = state;
        if (known == null) {
            known = Objects.requireNonNull(database).filledState();
            state = known;
        }
        return known;
    }

    /** @param moving tables whose rows are others each time, of which only the number counts */
    private static List<String> compare(FilledState expected, FilledState is, Set<Relation> moving, Unstable unstable) {
        List<String> found = new ArrayList<>();
        CatalogDiff.between(expected.catalog(), is.catalog()).significant().stream()
                .filter(change -> !unstable.contains(change))
                .forEach(change -> found.add(change.describe()));
        for (Relation table : new TreeSet<>(expected.digest().tablesThatDiffer(is.digest()))) {
            long wanted = rows(expected, table);
            long there = rows(is, table);
            if (wanted != there) {
                found.add(table + " holds " + Quantity.of(there, "row") + " and not " + wanted);
            } else if (!moving.contains(table)) {
                found.add("rows of " + table + " have other values");
            }
        }
        return found;
    }

    private static long rows(FilledState state, Relation table) {
        TableDigest digest = state.digest().tables().get(table);
        return digest == null ? 0 : digest.rows();
    }

    @Override
    public void close() throws SQLException {
        if (database != null) {
            database.close();
        }
    }
}
