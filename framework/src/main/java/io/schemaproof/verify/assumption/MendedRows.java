package io.schemaproof.verify.assumption;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells of the rows of an obstacle those that are still in the way when the statement comes that fails: what the script does to rows before it has
 * mended the others, which are no reason for the failure.
 */
final class MendedRows {

    /** More keys make no statement. */
    private static final int MOST = 1_000;

    private MendedRows() {}

    /**
     * Leave those out that the script mends itself.
     *
     * @param database as it was before the script
     * @param now its schema
     * @param failed the statement that fails
     * @return the same where nothing before the statement can have mended any, or nobody can tell one row from the others
     */
    static Assumptions.Broken without(
            ObservedDatabase database,
            Catalog now,
            Script script,
            io.schemaproof.migration.Statement failed,
            Assumptions.Broken broken)
            throws SQLException {
        Obstacle obstacle = broken.obstacle();
        Optional<Table> table = now.table(obstacle.table().quoted());
        Optional<List<String>> key = table.flatMap(Table::primaryKey).map(PrimaryKey::columns);
        Optional<Script> before = script.before(failed);
        if (obstacle.condition().isEmpty() || key.isEmpty() || before.isEmpty()) {
            return broken;
        }
        List<String> columns = table.get().quoted(key.get()).stream()
                .map(column -> column + "::text")
                .toList();
        Optional<List<String>> still;
        try (ObservedDatabase trial = database.copy()) {
            still = trial.run(before.get()).succeeded()
                    ? keys(
                            trial.session(),
                            table.get(),
                            columns,
                            obstacle.condition().get())
                    : Optional.empty();
        }
        if (still.isEmpty() || still.get().isEmpty() || still.get().size() > MOST) {
            return broken;
        }
        String condition = "(" + obstacle.condition().get() + ") AND (" + String.join(", ", columns) + ") IN ("
                + String.join(", ", still.get()) + ")";
        Assumptions.Broken left = new BrokenRows(database.session(), now)
                .describe(
                        ConstraintObstacles.condition(table.get(), obstacle.columns(), obstacle.demand(), condition),
                        broken.run());
        return left.rows() == 0 || left.rows() == broken.rows()
                ? broken
                : left.mending(obstacle, broken.rows() - left.rows());
    }

    /** The keys of the rows that meet a condition, as rows of SQL; empty where it can be asked no more. */
    private static Optional<List<String>> keys(
            Connection connection, Table table, List<String> columns, String condition) {
        String row = "format('(" + "%L, ".repeat(columns.size() - 1) + "%L)', " + String.join(", ", columns) + ")";
        List<String> keys = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + row + " FROM " + table.identity() + " WHERE "
                        + condition + " LIMIT " + (MOST + 1))) {
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
            return Optional.of(keys);
        } catch (SQLException e) {
            // The script has given something another name before, or taken it away.
            return Optional.empty();
        }
    }
}
