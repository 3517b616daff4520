package io.schemaproof.verify.rows;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.Place;
import java.util.Map;
import java.util.Optional;

/** Makes the findings for what a down asks for: which rows it takes for those of its up, and what becomes of others. */
final class AskedForFindings {

    private AskedForFindings() {}

    /**
     * A down that finds the rows of the up by what they hold, and others with them.
     *
     * @param rule {@link DataRule#ASSUMES} or, where the up puts such rows in, {@link DataRule#ASSUMES_OWN_ROWS}
     * @param column one of those that it looks at
     * @param demands what a row must hold for it
     * @param becomes what such a row is after up and down, as half a sentence
     */
    static Finding of(
            DataRule rule, Migration migration, Relation table, String column, String demands, String becomes) {
        return of(
                rule,
                migration,
                table,
                column,
                demands,
                ". One that was is " + becomes,
                "the down takes them for those of the up, and nobody can tell them apart any more.",
                LossFindings.ifMeant(table.toString()));
    }

    /**
     * The same of one that fails on such a row.
     *
     * @param down what has failed
     */
    static Finding of(
            DataRule rule, Migration migration, Relation table, String column, String demands, MigrationRun down) {
        return of(
                rule,
                migration,
                table,
                column,
                demands,
                ". Where one was, the down fails: "
                        + StatementErrors.format(down.firstError().orElseThrow(), down.script()),
                "the migration cannot be taken back with its own script.",
                "");
    }

    private static Finding of(
            DataRule rule,
            Migration migration,
            Relation table,
            String column,
            String demands,
            String otherwise,
            String consequence,
            String meant) {
        Script down = migration.down().orElse(migration.up());
        String query = "SELECT * FROM " + table + " WHERE " + demands;
        return MigrationRule.finding(
                rule,
                Optional.of(table.toString()),
                Place.mentioned(down, table.name()).orElse(Place.of(down)),
                "The down takes for granted that there were no rows of " + table + " with " + demands + " before the up"
                        + otherwise + "\nWhether production has such rows, this query tells, before the up:\n  " + query
                        + "\nIf it finds some, " + consequence,
                ("Let the up keep which rows it puts in or changes, such as their keys in a table of its own, and the down touch these alone.\n"
                                + meant)
                        .strip(),
                Map.of("table", table.toString(), "columns", column, "query", query));
    }
}
