package io.schemaproof.verify.check;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.data.RowSource;
import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.VerificationListener;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a check that comes after the round trip works on.
 *
 * @param folder all migrations
 * @param range those that are checked
 * @param part those of them whose results are wanted; of the others only what these rest on
 * @param ledgers of the migrations in the range, in order, with what is known of them already
 * @param databases make databases, and know the ups that failed without rows
 * @param request for servers
 * @param configuration of the verification
 * @param clean the round trip's server, if the migrations leave nothing on it that its databases share
 * @param rows that tables are filled with on the way, for a check that can use them
 * @param goals the schemas that ups make without rows, as far as a check has asked
 * @param listener to tell
 */
public record CheckScope(
        MigrationFolder folder,
        MigrationRange range,
        MigrationRange part,
        List<MigrationLedger> ledgers,
        PreparedDatabases databases,
        ServerRequest request,
        Configuration configuration,
        Optional<CheckServer> clean,
        Optional<RowSource> rows,
        Goals goals,
        VerificationListener listener) {

    public CheckScope {
        ledgers = List.copyOf(ledgers);
    }

    /** The ledger of a migration, by its index in the folder; the index must lie in the range. */
    public MigrationLedger ledger(int index) {
        return ledgers.get(index - range.first());
    }

    /**
     * Whether a migration has to be looked at: its result is wanted, or it comes right before one whose is, so that what one check leaves to
     * the next is there.
     */
    public boolean isWanted(int index) {
        return part.first() - 1 <= index && index <= part.last();
    }

    /** Open a server to work on. */
    public CheckServer openServer() {
        return clean.map(CheckServer::shared).orElseGet(() -> CheckServer.alone(request));
    }

    /** Open a stage on which the migrations meet the rows, if there are any. */
    public RowStage openStage() throws SQLException {
        return new RowStage(this, new RowFiller(rows.orElse(RowSource.NONE)));
    }

    /**
     * Open a stage on which each table has rows: those that are given, and made-up ones where they are fewer than that or than are asked for.
     *
     * @param least number of rows of each table
     */
    public RowStage openFullStage(long least) throws SQLException {
        RowSource given = rows.orElse(RowSource.NONE);
        long each = GeneratedRowSource.rowsOf(given).reduce(least, Math::max);
        return new RowStage(this, new RowFiller(given.then(GeneratedRowSource.of(each))));
    }

    /** The last migration whose up did something; empty where none did. */
    public Optional<MigrationLedger> lastUp() {
        return ledgers.stream().filter(MigrationLedger::upDidSomething).reduce((first, second) -> second);
    }

    /** A database on which a check goes through the history of ups. */
    @FunctionalInterface
    public interface Walker {
        /**
         * Apply the next up, and put in the rows that come then.
         *
         * @param shared whether the up changes what all databases of the server share
         */
        void advance(boolean shared) throws SQLException;
    }

    /** What a check does with a migration before the walker goes past it. */
    @FunctionalInterface
    public interface Step {
        /**
         * Look at it.
         *
         * @param index of the migration in the folder
         */
        void at(int index) throws SQLException;
    }

    /**
     * Go through the history up to the end of the range, and look at each migration of the range whose up ran and holds a statement. Of the
     * others nothing can be said, but what comes after them stands on them.
     */
    public void walk(Walker walker, Step step) throws SQLException {
        walk(walker, step, step, range.last());
    }

    /**
     * The same where nothing of what is said of one migration depends on what is found out about another: of those whose results are
     * nobody's business here, only what they do to the database is done.
     *
     * @param pass brings the database to where the step would have it for the walker
     */
    public void walkPart(Walker walker, Step step, Step pass) throws SQLException {
        walk(walker, step, pass, part.last());
    }

    /** The same up to the end of the range, because what comes after a migration may matter to what is said of it. */
    public void walkWhole(Walker walker, Step step, Step pass) throws SQLException {
        walk(walker, step, pass, range.last());
    }

    private void walk(Walker walker, Step step, Step pass, int last) throws SQLException {
        for (int index = 0; index <= last; index++) {
            if (!range.contains(index)) {
                // What it shares is not known: nobody has looked at it.
                walker.advance(true);
                continue;
            }
            if (ledger(index).upDidSomething()) {
                (isWanted(index) ? step : pass).at(index);
            }
            walker.advance(ledger(index).sharedObjects());
            if (!isWanted(index)) {
                ledger(index).isPassed();
            }
        }
    }

    /** Tell of the beginning of a check, and return what is known of the migration. */
    public MigrationLedger begin(int index, String check) {
        MigrationLedger ledger = ledger(index);
        listener.checkStarted(ledger.migration(), check);
        return ledger;
    }

    /** Keep what a check has found, and tell of its end. */
    public void finish(MigrationLedger ledger, String check, List<Finding> findings, Map<String, String> figures) {
        ledger.finish(listener, check, findings, figures);
    }
}
