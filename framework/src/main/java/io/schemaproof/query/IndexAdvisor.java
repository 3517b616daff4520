package io.schemaproof.query;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Find the index that helps a query most, by creating each that may help, asking the planner, and rolling back. No
 * extension is needed, and what the planner says is no guess.
 *
 * <p>{@code CREATE INDEX} locks the table, so this is done only on databases that Schemaproof created, or where {@code
 * schemaproof.what-if} allows it. As with every {@code CREATE INDEX}, the table's number of rows in {@code pg_class} is
 * brought up to date, which no rollback undoes.
 *
 * @since 0.1
 */
public final class IndexAdvisor {

    private static final String NAME = "schemaproof_what_if";

    private static final String MADE = """
            WITH RECURSIVE made(oid) AS (
                SELECT c.oid FROM pg_catalog.pg_class c
                WHERE c.relname = '%s' AND c.relkind IN ('i', 'I')
                UNION SELECT h.inhrelid FROM pg_catalog.pg_inherits h JOIN made ON h.inhparent = made.oid)
            """.replace("%s", NAME);

    /**
     * Indexes like the one just made, be they unique or not, the usable ones first: one whose last rows wait in a list, as those of
     * GIN do until VACUUM, that is bloated, or whose making failed.
     */
    private static final String LIKE_IT = """
            SELECT n.nspname, c.relname, other.indisvalid
            FROM pg_catalog.pg_class m
            JOIN pg_catalog.pg_index made ON made.indexrelid = m.oid
            JOIN pg_catalog.pg_index other ON other.indrelid = made.indrelid AND other.indexrelid <> made.indexrelid
            JOIN pg_catalog.pg_class c ON c.oid = other.indexrelid AND c.relam = m.relam
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE m.relname = '%s'
              AND (other.indnkeyatts, other.indkey::text, other.indclass::text, other.indcollation::text, other.indoption::text)
                = (made.indnkeyatts, made.indkey::text, made.indclass::text, made.indcollation::text, made.indoption::text)
              AND pg_catalog.pg_get_expr(other.indexprs, other.indrelid)
                IS NOT DISTINCT FROM pg_catalog.pg_get_expr(made.indexprs, made.indrelid)
              AND pg_catalog.pg_get_expr(other.indpred, other.indrelid)
                IS NOT DISTINCT FROM pg_catalog.pg_get_expr(made.indpred, made.indrelid)
            ORDER BY other.indisvalid DESC, c.relname
            """.replace("%s", NAME);

    /** Indexes tried for one table; each is built in full. */
    private static final int MOST = 12;

    private static final int MOST_OF_LARGE = 3;
    private static final long LARGE_PAGES = 20_000;

    /** Classes of SQLSTATE: connection, transaction rollback, insufficient resources, operator intervention, system error. */
    private static final Set<String> CIRCUMSTANCES = Set.of("08", "40", "53", "57", "58");

    private final Query query;
    private final ExplainOptions options;
    private final PlanTrial trial;
    private int tried;
    private @Nullable String best;
    private double bestCost;

    /** From before the best index, as long as that one is still there; building it once more could take a minute. */
    private @Nullable Savepoint beforeBest;

    private IndexAdvisor(Query query, ExplainOptions options, PlanTrial trial) {
        this.query = query;
        this.options = options;
        this.trial = trial;
    }

    /**
     * Search for an index.
     *
     * @param mode the kind of plan to improve
     * @param tables consider these only, partitions included; all tables of the plan if empty
     * @throws QueryException if the server refuses the query
     */
    public static IndexAdvice.Search search(Query query, PlanCacheMode mode, Set<Relation> tables) {
        try (PlanTrial trial = PlanTrial.open(query.dataSource())) {
            Optional<String> refusal = TrialPermission.refusal(trial.connection(), "CREATE INDEX locks the table");
            if (refusal.isPresent()) {
                return new IndexAdvice.Search(Optional.empty(), refusal, 0);
            }
            trial.execute("SET LOCAL lock_timeout = '2s'");
            trial.execute("SET LOCAL statement_timeout = '60s'");
            // With the default of 64 MB an index on a million rows is sorted on disk.
            trial.execute("SET LOCAL maintenance_work_mem = '256MB'");
            return new IndexAdvisor(query, ExplainOptions.plan().with(mode), trial).search(tables);
        } catch (SQLException e) {
            throw QueryException.of("find an index for", query.sql(), e);
        }
    }

    private IndexAdvice.Search search(Set<Relation> tables) throws SQLException {
        QueryPlan before = trial.explain(query, options);
        bestCost = before.root().totalCost();
        Optional<String> refusal = Optional.empty();
        try {
            attemptAll(before, tables);
        } catch (SQLException e) {
            if (isNoAnswer(e) && !isOver(e)) {
                refusal = Optional.of("an index could not be tried: " + e.getMessage());
            } else {
                throw e;
            }
        }
        String found = best;
        Optional<IndexAdvice> advice = found == null ? Optional.empty() : Optional.of(measured(found, before));
        // What was not tried might have saved more, which matters only where nothing was found that saves enough.
        return advice.filter(IndexAdvice::isWorthwhile).isPresent() || refusal.isEmpty()
                ? new IndexAdvice.Search(advice, Optional.empty(), tried)
                : new IndexAdvice.Search(Optional.empty(), refusal, tried);
    }

    private void attemptAll(QueryPlan before, Set<Relation> tables) throws SQLException {
        for (Map.Entry<String, Set<Relation>> table : roots(before, tables).entrySet()) {
            List<String> candidates = IndexCandidates.of(before, table.getValue());
            int most = pages(table.getKey()) > LARGE_PAGES ? MOST_OF_LARGE : MOST;
            for (String candidate : candidates.subList(0, Math.min(most, candidates.size()))) {
                attempt(table.getKey() + " " + candidate);
            }
        }
    }

    /** A lock that was not got, a time that ran out, a right or room that is missing: this says nothing about the index. */
    private static boolean isNoAnswer(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.equals("42501") || state.equals("55P03") || CIRCUMSTANCES.contains(state.substring(0, 2));
    }

    /** Whether the session has ended, so that what was found cannot be measured either. */
    private static boolean isOver(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }

    /** Try one; it must be cheaper by more than a hundredth, so that a longer index does not win by a hair. */
    private void attempt(String definition) throws SQLException {
        rollBackBest();
        Savepoint before = trial.connection().setSavepoint();
        boolean better = false;
        try {
            make(definition);
            QueryPlan plan = trial.explain(query, options);
            tried++;
            double cost = plan.root().totalCost();
            Set<Relation> made = made();
            if (cost < bestCost * 0.99
                    && plan.nodes()
                            .anyMatch(
                                    node -> node.index().filter(made::contains).isPresent())) {
                bestCost = cost;
                best = definition;
                better = true;
            }
        } catch (SQLException e) {
            if (isNoAnswer(e)) {
                throw e;
            }
            // An expression that is not immutable, or a type without an order: no index is possible there.
            tried++;
        } finally {
            if (better) {
                beforeBest = before;
            } else {
                trial.connection().rollback(before);
            }
        }
    }

    private void rollBackBest() throws SQLException {
        Savepoint before = beforeBest;
        if (before != null) {
            trial.connection().rollback(before);
            beforeBest = null;
        }
    }

    private void make(String definition) throws SQLException {
        trial.execute("CREATE INDEX " + NAME + " ON " + definition);
        // After updates of rows in this very transaction the planner would wait for the next one.
        trial.execute(MADE + "UPDATE pg_catalog.pg_index SET indcheckxmin = false WHERE indcheckxmin AND indexrelid IN"
                + " (SELECT oid FROM made)");
    }

    /** With the index first, because it is there already if it was tried last. */
    private IndexAdvice measured(String definition, QueryPlan planned) throws SQLException {
        if (beforeBest == null) {
            beforeBest = trial.connection().setSavepoint();
            make(definition);
        }
        String statement = "CREATE INDEX ON " + definition + ";";
        boolean missing = true;
        try (Statement likeIt = trial.connection().createStatement();
                ResultSet rows = likeIt.executeQuery(LIKE_IT)) {
            if (rows.next()) {
                statement = "REINDEX INDEX " + new Relation(rows.getString(1), rows.getString(2)) + ";";
                missing = !rows.getBoolean(3);
            }
        }
        QueryPlan plannedWith = trial.explain(query, options);
        try {
            ExplainOptions execute = ExplainOptions.execute().with(options.mode());
            QueryPlan with = trial.explain(query, execute);
            rollBackBest();
            return new IndexAdvice(statement, missing, trial.explain(query, execute), with);
        } catch (QueryException e) {
            return new IndexAdvice(statement, missing, planned, plannedWith);
        }
    }

    /** The index just made, with those of the partitions. */
    private Set<Relation> made() throws SQLException {
        return relations(MADE + """
                SELECT n.nspname, c.relname FROM made JOIN pg_catalog.pg_class c USING (oid)
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace""", null);
    }

    /** The tables that the plan reads, by what CREATE INDEX calls them: a partition stands for its whole table. */
    private Map<String, Set<Relation>> roots(QueryPlan plan, Set<Relation> only) throws SQLException {
        Map<String, Set<Relation>> roots = new LinkedHashMap<>();
        Set<Relation> read = plan.nodes()
                .filter(PlanNode::isScan)
                .flatMap(node -> node.relation().stream())
                .filter(relation -> only.isEmpty() || only.contains(relation))
                .collect(Collectors.toCollection(TreeSet::new));
        for (Relation relation : read) {
            Set<Relation> root = relations("""
                    SELECT n.nspname, c.relname FROM pg_catalog.pg_class c
                    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.oid = coalesce(pg_catalog.pg_partition_root(pg_catalog.to_regclass(?)),
                                           pg_catalog.to_regclass(?))
                      AND c.relkind IN ('r', 'p', 'm') AND n.nspname <> 'pg_catalog'""", relation.quoted());
            root.forEach(table -> roots.computeIfAbsent(table.toString(), name -> new TreeSet<>(root))
                    .add(relation));
        }
        return roots;
    }

    private Set<Relation> relations(String sql, @Nullable String name) throws SQLException {
        Set<Relation> found = new TreeSet<>();
        try (PreparedStatement statement = trial.connection().prepareStatement(sql)) {
            for (int i = 1; name != null && i <= 2; i++) {
                statement.setString(i, name);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Relation(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return found;
    }

    private long pages(String table) throws SQLException {
        try (PreparedStatement statement = trial.connection()
                .prepareStatement("SELECT pg_catalog.pg_table_size(pg_catalog.to_regclass(?)) / 8192")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
