package io.schemaproof.verify.assumption;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.migration.ErrorSubject;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The schema that a script makes up to the statement that fails, but for the names that it gives tables and columns that were there.
 *
 * @param goal where no row is in the way
 * @param subject what the error is about, under the names of before
 */
record NamedAsBefore(Catalog goal, ErrorSubject subject) {

    /**
     * Make it on a copy.
     *
     * @param database as it was before the script
     * @param now its schema
     * @return empty where the script gives no other names
     */
    static Optional<NamedAsBefore> of(ObservedDatabase database, Catalog now, Script script, MigrationRun run)
            throws SQLException {
        StatementOutcome failed = run.firstError().orElseThrow();
        Optional<Script> part = script.upTo(failed.statement());
        if (part.isEmpty()) {
            return Optional.empty();
        }
        try (ObservedDatabase trial = database.copy()) {
            trial.empty(now);
            if (!trial.run(part.get()).succeeded()) {
                return Optional.empty();
            }
            FormerNames names = FormerNames.read(database.session(), trial.session());
            if (names.isEmpty()) {
                return Optional.empty();
            }
            names.giveBack(trial.writingSession());
            return Optional.of(new NamedAsBefore(
                    trial.catalog(), names.of(failed.error().orElseThrow().subject())));
        }
    }
}
