package io.schemaproof.verify.assumption;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.check.Goals;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out what a script takes for granted of rows, by taking away those that it cannot stand until it passes. What passes
 * then fails on certain rows only, and not on any.
 */
public final class Assumptions {

    /** A script with more conditions than this is given up. */
    private static final int MOST = 64;

    private final Script script;
    private final Goals goals;
    private final boolean shared;

    /**
     * @param goals the schemas that scripts make where no row is in their way
     * @param shared whether the script's migration changes what all databases of a server share, so that nothing can be tried twice
     */
    public Assumptions(Script script, Goals goals, boolean shared) {
        this.script = script;
        this.goals = goals;
        this.shared = shared;
    }

    /**
     * What came out.
     *
     * @param broken the conditions that were not met, each with a row that shows it and the error
     * @param failure the run that nothing could be said about; empty where the script passes in the end
     */
    public record Outcome(List<Broken> broken, Optional<MigrationRun> failure) {

        public boolean passes() {
            return failure.isEmpty();
        }

        /** The tables that had such rows. */
        Set<Relation> tables() {
            return broken.stream().map(one -> one.obstacle().table()).collect(Collectors.toSet());
        }

        /** Take the same rows away from another database that is as the first was. */
        public void removeFrom(ObservedDatabase database) throws SQLException {
            Catalog now = database.catalog();
            for (Broken one : broken) {
                RowRemoval.remove(database, now, one.obstacle().removal());
            }
        }
    }

    /**
     * A condition that rows do not meet.
     *
     * @param rows how many there are
     * @param mended how many more the obstacle's query finds, which the script mends before the statement that fails
     * @param sample one of them, with the columns that matter
     * @param sensitive whether the server's message may hold a value that is to be hidden
     * @param written whether the script itself has made them so, so that the obstacle's query finds them only behind the statements before
     */
    record Broken(
            Obstacle obstacle,
            MigrationRun run,
            long rows,
            long mended,
            String sample,
            boolean sensitive,
            boolean written) {

        /** The same, which the script has made so of rows that this statement takes away before it. */
        Broken asWritten(String removal) {
            Obstacle left = new Obstacle(
                    obstacle.demand(),
                    obstacle.table(),
                    obstacle.columns(),
                    obstacle.query(),
                    List.of(removal),
                    Optional.empty());
            return new Broken(left, run, rows, mended, sample, sensitive, true);
        }

        /** The same, which were found by trying, so that there is no query for other databases. */
        Broken found() {
            Obstacle tried = new Obstacle(
                    obstacle.demand(), obstacle.table(), obstacle.columns(), "", obstacle.removal(), Optional.empty());
            return new Broken(tried, run, rows, mended, sample, sensitive, written);
        }

        /** Whether a query tells such rows on any database. */
        boolean hasQuery() {
            return !obstacle.query().isEmpty();
        }

        /** The same rows among those of an obstacle that is also told by others, which the script mends. */
        Broken mending(Obstacle of, long others) {
            Obstacle left =
                    new Obstacle(of.demand(), of.table(), of.columns(), of.query(), obstacle.removal(), of.condition());
            return new Broken(left, run, rows, others, sample, sensitive, false);
        }
    }

    /**
     * Take away what is in the script's way.
     *
     * @param database on which the script failed, and that it left as it was; the rows are removed there
     * @param failed its run
     */
    public Outcome clear(ObservedDatabase database, MigrationRun failed) throws SQLException {
        List<Broken> broken = new ArrayList<>();
        MigrationRun run = failed;
        Catalog now = database.catalog();
        Optional<Catalog> goal = shared ? Optional.empty() : goals.of(database, now, script);
        while (broken.size() < MOST && goal.isPresent()) {
            Optional<Broken> next = next(database, now, goal.get(), run);
            if (next.isEmpty()) {
                break;
            }
            broken.add(next.get());
            RowRemoval.remove(database, now, next.get().obstacle().removal());
            if (database.isKnownToPass(script)) {
                return new Outcome(broken, Optional.empty());
            }
            try (ObservedDatabase trial = database.copy()) {
                run = trial.run(script);
            }
            if (run.succeeded()) {
                return new Outcome(broken, Optional.empty());
            }
        }
        return new Outcome(broken, Optional.of(run));
    }

    private Optional<Broken> next(ObservedDatabase database, Catalog now, Catalog goal, MigrationRun run)
            throws SQLException {
        StatementOutcome failed = run.firstError().orElseThrow();
        StatementError error = failed.error().orElseThrow();
        Connection connection = database.session();
        Optional<Obstacle> found = new ObstacleFinder(connection, now, goal).find(error);
        if (found.isEmpty() && error.subject().constraint().isPresent()) {
            // The script drops it later, as one that only proves that a column holds no NULL, or gives it another name.
            Optional<Script> part = script.upTo(failed.statement());
            Optional<Catalog> then = part.isPresent() ? goals.of(database, now, part.get()) : Optional.empty();
            connection = database.session();
            found = then.isPresent() ? new ObstacleFinder(connection, now, then.get()).find(error) : Optional.empty();
        }
        Catalog made = goal;
        if (found.isEmpty()) {
            Optional<NamedAsBefore> named = NamedAsBefore.of(database, now, script, run);
            connection = database.session();
            if (named.isPresent()) {
                made = named.get().goal();
                found = new ObstacleFinder(connection, now, made)
                        .find(error, named.get().subject());
            }
        }
        if (found.isEmpty()) {
            Optional<Broken> rewritten = RewrittenRows.find(database, now, made, script, run);
            return rewritten.isPresent() ? rewritten : UncomputableRows.find(database, now, script, run);
        }
        return Optional.of(MendedRows.without(
                database, now, script, failed.statement(), new BrokenRows(connection, now).describe(found.get(), run)));
    }
}
