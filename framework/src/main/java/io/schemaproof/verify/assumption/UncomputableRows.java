package io.schemaproof.verify.assumption;

import io.schemaproof.base.SqlText;
import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the rows with whose values a statement cannot compute, such as a text that is no number: which these are only the statement itself
 * tells, so it is run on some of them at a time. Made-up texts are like none of production; where it can read none of them, others are
 * tried that look like numbers, dates and the like.
 */
final class UncomputableRows {

    /** The class of data exceptions. */
    private static final String DATA_EXCEPTION = "22";

    /** What a script says itself of rows (RAISE, ASSERT), and a value that has none of another type. */
    private static final Set<String> OTHERS = Set.of("P0001", "P0004", "0A000");

    /** NOT NULL, a check and a foreign key, which what it writes for one row breaks by itself. */
    private static final Set<String> CONSTRAINTS = Set.of("23502", "23514", "23503");

    /** One table after the other, each on what is left as it was. */
    private static final int MOST_TABLES = 4;

    private UncomputableRows() {}

    /**
     * Look for them.
     *
     * @param database as it was before the script
     * @param now its schema
     * @return empty where the statement fails for another reason, and where no table can be said
     */
    static Optional<Assumptions.Broken> find(ObservedDatabase database, Catalog now, Script script, MigrationRun run)
            throws SQLException {
        StatementOutcome failed = run.firstError().orElseThrow();
        Optional<Script> before = script.before(failed.statement());
        boolean first = run.outcomes().get(0).equals(failed);
        String state = failed.error().orElseThrow().sqlState();
        if (!isOfValues(state) || (before.isEmpty() && !first)) {
            return Optional.empty();
        }
        try (ObservedDatabase trial = database.copy()) {
            if (before.isPresent() && !trial.run(before.get()).succeeded()) {
                return Optional.empty();
            }
            String sql = failed.statement().sql();
            Catalog then = trial.catalog();
            List<Table> tables = then.tables().stream()
                    .filter(table -> WholeWord.in(sql, table.name()) && hasSameKey(now, table))
                    .limit(MOST_TABLES)
                    .toList();
            try (StatementTrial statement = StatementTrial.of(trial, sql, UncomputableRows::isOfValues)) {
                for (Table table : tables) {
                    Optional<Assumptions.Broken> found = inTable(database, now, statement, table, sql, run);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            return Optional.empty();
        }
    }

    private static boolean isOfValues(String state) {
        return state.startsWith(DATA_EXCEPTION) || OTHERS.contains(state) || CONSTRAINTS.contains(state);
    }

    private static boolean hasSameKey(Catalog now, Table table) {
        Optional<List<String>> key = table.primaryKey().map(PrimaryKey::columns);
        return key.isPresent()
                && now.table(table.identity())
                        .flatMap(Table::primaryKey)
                        .map(PrimaryKey::columns)
                        .equals(key);
    }

    private static Optional<Assumptions.Broken> inTable(
            ObservedDatabase database, Catalog now, StatementTrial statement, Table table, String sql, MigrationRun run)
            throws SQLException {
        String key = "("
                + table.quoted(table.primaryKey().orElseThrow().columns()).stream()
                        .map(column -> column + "::text")
                        .collect(Collectors.joining(", "))
                + ")::text";
        Optional<StatementTrial.Rows> rows = statement.failing(table, key);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<String> columns = table.columns().stream()
                .map(Column::name)
                .filter(name -> WholeWord.in(sql, name)
                        && now.table(table.identity())
                                .orElseThrow()
                                .column(SqlText.identifier(name))
                                .isPresent())
                .toList();
        Relation relation = new Relation(table.schema(), table.name());
        if (!rows.get().all()) {
            String those = " FROM " + table.identity() + " WHERE " + key + " IN ("
                    + rows.get().keys().stream().map(SqlText::literal).collect(Collectors.joining(", ")) + ")";
            if (!isThere(database, those)) {
                // The script has given their keys other values, so that nobody knows them again among those of before.
                return Optional.empty();
            }
            String state = run.firstError().orElseThrow().error().orElseThrow().sqlState();
            Obstacle obstacle = Obstacle.of(
                    CONSTRAINTS.contains(state)
                            ? "what it writes for each row of " + table.identity() + " is allowed"
                            : "it can compute with the values of each row of " + table.identity(),
                    relation,
                    columns,
                    "SELECT *" + those,
                    "DELETE" + those);
            return Optional.of(new BrokenRows(database.session(), now)
                    .describe(obstacle, run)
                    .found());
        }
        Optional<ReadableTexts> texts = ReadableTexts.find(statement, table, columns);
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        Obstacle obstacle = Obstacle.of(
                texts.get().demand(table),
                relation,
                columns,
                "SELECT * FROM " + table.identity(),
                texts.get().update());
        return Optional.of(
                new BrokenRows(database.session(), now).describe(obstacle, run).found());
    }

    private static boolean isThere(ObservedDatabase database, String rows) throws SQLException {
        try (Statement statement = database.session().createStatement();
                ResultSet found = statement.executeQuery("SELECT" + rows + " LIMIT 1")) {
            return found.next();
        }
    }
}
