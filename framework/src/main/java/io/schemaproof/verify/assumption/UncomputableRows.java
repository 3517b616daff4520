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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            FormerNames names = FormerNames.read(database.session(), trial.session());
            List<Table> tables = then.tables().stream()
                    .filter(table ->
                            WholeWord.in(sql, table.name()) && hasSameKey(former(now, names, table), names, table))
                    .limit(MOST_TABLES)
                    .toList();
            try (StatementTrial statement = StatementTrial.of(trial, sql, UncomputableRows::isOfValues, state)) {
                for (Table table : tables) {
                    Optional<Assumptions.Broken> found = inTable(database, now, names, statement, table, sql, run);
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

    /** The table under the name that it had before the script. */
    private static Optional<Table> former(Catalog now, FormerNames names, Table table) {
        return now.table(names.table(ConstraintObstacles.relation(table)).quoted());
    }

    private static boolean hasSameKey(Optional<Table> former, FormerNames names, Table table) {
        Relation relation = ConstraintObstacles.relation(table);
        Optional<List<String>> key = table.primaryKey()
                .map(PrimaryKey::columns)
                .map(columns -> columns.stream()
                        .map(column -> names.column(relation, column))
                        .toList());
        return key.isPresent()
                && former.flatMap(Table::primaryKey).map(PrimaryKey::columns).equals(key);
    }

    private static Optional<Assumptions.Broken> inTable(
            ObservedDatabase database,
            Catalog now,
            FormerNames names,
            StatementTrial statement,
            Table table,
            String sql,
            MigrationRun run)
            throws SQLException {
        Optional<StatementTrial.Rows> rows = statement.failing(table, key(table));
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Table former = former(now, names, table).orElseThrow();
        Map<String, Column> columns = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            String before = names.column(ConstraintObstacles.relation(table), column.name());
            if (WholeWord.in(sql, column.name())) {
                former.column(SqlText.identifier(before)).ifPresent(found -> columns.put(column.name(), found));
            }
        }
        List<String> named = columns.values().stream().map(Column::name).toList();
        Relation relation = ConstraintObstacles.relation(former);
        if (!rows.get().all()) {
            String those = " FROM " + former.identity() + " WHERE " + key(former) + " IN ("
                    + rows.get().keys().stream().map(SqlText::literal).collect(Collectors.joining(", ")) + ")";
            if (!isThere(database, those)) {
                // The script has given their keys other values, so that nobody knows them again among those of before.
                return Optional.empty();
            }
            String state = run.firstError().orElseThrow().error().orElseThrow().sqlState();
            Obstacle obstacle = Obstacle.of(
                    CONSTRAINTS.contains(state)
                            ? "what it writes for each row of " + former.identity() + " is allowed"
                            : "it can compute with the values of each row of " + former.identity(),
                    relation,
                    named,
                    "SELECT *" + those,
                    "DELETE" + those);
            return Optional.of(new BrokenRows(database.session(), now)
                    .describe(obstacle, run)
                    .found());
        }
        Optional<ReadableTexts> texts = ReadableTexts.find(statement, table, List.copyOf(columns.keySet()))
                .map(found -> found.in(former, column -> names.column(ConstraintObstacles.relation(table), column)));
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        Obstacle obstacle = Obstacle.of(
                texts.get().demand(),
                relation,
                named,
                "SELECT * FROM " + former.identity(),
                texts.get().update());
        return Optional.of(
                new BrokenRows(database.session(), now).describe(obstacle, run).found());
    }

    private static String key(Table table) {
        return KeyText.of(table, table.primaryKey().orElseThrow().columns());
    }

    private static boolean isThere(ObservedDatabase database, String rows) throws SQLException {
        try (Statement statement = database.session().createStatement();
                ResultSet found = statement.executeQuery("SELECT" + rows + " LIMIT 1")) {
            return found.next();
        }
    }
}
