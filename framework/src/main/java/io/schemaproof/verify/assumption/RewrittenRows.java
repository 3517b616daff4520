package io.schemaproof.verify.assumption;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the rows that are in the way of a statement only as the script has made them by then: a column that it has filled from another one, and
 * demands of it now what that did not have.
 */
final class RewrittenRows {

    /** More keys make no statement. */
    private static final int MOST = 1_000;

    private RewrittenRows() {}

    /**
     * Look for them.
     *
     * @param database as it was before the script
     * @param now its schema
     * @param goal the schema that the script makes where nothing is in its way, under the names of before
     * @return empty where there are none, where nobody can tell one row from the others, and where all rows are in the way: then it is no
     *     matter of rows that may be there or not
     */
    static Optional<Assumptions.Broken> find(
            ObservedDatabase database, Catalog now, Catalog goal, Script script, MigrationRun run) throws SQLException {
        StatementOutcome failed = run.firstError().orElseThrow();
        Optional<Script> before = script.before(failed.statement());
        if (before.isEmpty()) {
            return Optional.empty();
        }
        try (ObservedDatabase trial = database.copy()) {
            if (!trial.run(before.get()).succeeded()) {
                return Optional.empty();
            }
            StatementError error = failed.error().orElseThrow();
            FormerNames names = FormerNames.read(database.session(), trial.session());
            names.giveBack(trial.writingSession());
            Catalog then = trial.catalog();
            Optional<Obstacle> obstacle =
                    new ObstacleFinder(trial.session(), then, goal).find(error, names.of(error.subject()));
            Optional<Table> table =
                    obstacle.flatMap(found -> now.table(found.table().quoted()));
            Optional<List<String>> key = table.flatMap(Table::primaryKey).map(PrimaryKey::columns);
            boolean hasSameKey = key.isPresent()
                    && then.table(table.get().identity())
                            .flatMap(Table::primaryKey)
                            .map(PrimaryKey::columns)
                            .equals(key);
            if (!hasSameKey) {
                return Optional.empty();
            }
            Assumptions.Broken broken = new BrokenRows(trial.session(), then).describe(obstacle.get(), run);
            String keyText = KeyText.of(table.get(), key.get());
            Set<String> all = keys(database, keyText, table.get().identity());
            Set<String> inTheWay = inTheWay(trial, then, obstacle.get(), keyText, table.get());
            inTheWay.retainAll(all);
            return inTheWay.isEmpty() || inTheWay.size() == all.size() || inTheWay.size() > MOST
                    ? Optional.empty()
                    : Optional.of(broken.asWritten("DELETE FROM " + table.get().identity() + " WHERE " + keyText
                            + " IN (" + String.join(", ", inTheWay) + ")"));
        }
    }

    /** Those that the obstacle's query finds; where it finds groups or pairs, those that have to go so that it finds none. */
    private static Set<String> inTheWay(
            ObservedDatabase trial, Catalog then, Obstacle obstacle, String key, Table table) throws SQLException {
        if (obstacle.query().startsWith("SELECT * ") || obstacle.query().startsWith("SELECT c.* ")) {
            return keys(trial, key, "(" + obstacle.query() + ") q");
        }
        Set<String> keys = keys(trial, key, table.identity());
        RowRemoval.remove(trial, then, obstacle.removal());
        keys.removeAll(keys(trial, key, table.identity()));
        return keys;
    }

    /** As literals of whole keys. */
    private static Set<String> keys(ObservedDatabase database, String key, String from) throws SQLException {
        Set<String> keys = new TreeSet<>();
        try (Statement statement = database.session().createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + key + " FROM " + from)) {
            while (rows.next()) {
                keys.add(SqlText.literal(rows.getString(1)));
            }
        }
        return keys;
    }
}
