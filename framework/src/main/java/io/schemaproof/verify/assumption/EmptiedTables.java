package io.schemaproof.verify.assumption;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Table;
import io.schemaproof.migration.ErrorSubject;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.RowFiller;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes all rows out of tables on which an up fails whatever they hold, as on a new column that is NOT NULL. Wherever such an up was deployed these were
 * empty, and the migrations that come after it build on all of it.
 */
public final class EmptiedTables {

    /** Tables on which one script fails. */
    private static final int MOST = 5;

    private EmptiedTables() {}

    /**
     * Empty those of a stage.
     *
     * @param index of the migration whose up comes next, and fails
     * @return whether it passes now; else nothing has been taken away
     */
    public static boolean makeRoom(CheckScope scope, RowStage stage, int index) throws SQLException {
        MigrationLedger ledger = scope.ledger(index);
        if (!areMadeUp(scope, stage.filler(), ledger)) {
            return false;
        }
        List<String> removal = removal(stage.database(), ledger.migration().up());
        if (removal.isEmpty()) {
            return false;
        }
        RowRemoval.remove(stage.database(), stage.catalog(), removal);
        stage.rowsRemoved(database -> RowRemoval.remove(database, database.catalog(), removal));
        return true;
    }

    /** The same of a database that nobody builds anew. */
    static void makeRoom(CheckScope scope, ObservedDatabase database, RowFiller filler, MigrationLedger ledger)
            throws SQLException {
        if (areMadeUp(scope, filler, ledger)) {
            List<String> removal = removal(database, ledger.migration().up());
            if (!removal.isEmpty()) {
                RowRemoval.remove(database, database.catalog(), removal);
            }
        }
    }

    /** Rows that somebody has thought of stay, and of those nobody else knows. */
    private static boolean areMadeUp(CheckScope scope, RowFiller filler, MigrationLedger ledger) {
        return ledger.upRan()
                && !ledger.sharedObjects()
                && filler.generates()
                && MadeUpRows.given(scope, filler).isEmpty();
    }

    /** What empties them; nothing where the up passes as it is, or fails all the same. */
    private static List<String> removal(ObservedDatabase database, Script up) throws SQLException {
        List<String> removal = new ArrayList<>();
        try (ObservedDatabase copy = database.copy()) {
            Catalog now = copy.catalog();
            MigrationRun run = tried(copy, up);
            while (!run.succeeded()) {
                Optional<String> statement = table(copy, now, up, run)
                        .map(table -> "DELETE FROM " + table.identity())
                        .filter(next -> !removal.contains(next) && removal.size() < MOST);
                if (statement.isEmpty()) {
                    return List.of();
                }
                removal.add(statement.get());
                RowRemoval.remove(copy, now, List.of(statement.get()));
                run = tried(copy, up);
            }
        }
        return removal;
    }

    private static MigrationRun tried(ObservedDatabase database, Script up) throws SQLException {
        try (ObservedDatabase trial = database.copy()) {
            return trial.run(up);
        }
    }

    /** The table whose rows the server refuses, under the name that it has before the script. */
    private static Optional<Table> table(ObservedDatabase database, Catalog now, Script up, MigrationRun run)
            throws SQLException {
        ErrorSubject subject =
                run.firstError().orElseThrow().error().orElseThrow().subject();
        ErrorSubject former = subject.table().isEmpty()
                ? subject
                : NamedAsBefore.of(database, now, up, run)
                        .map(NamedAsBefore::subject)
                        .orElse(subject);
        return former.schema()
                .flatMap(schema -> former.table().map(name -> new Relation(schema, name)))
                .flatMap(relation -> now.table(relation.quoted()));
    }
}
