package io.schemaproof.query;

import io.schemaproof.base.SqlText;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Find out which columns of a table a statement uses from what the server refuses to explain when the privilege on one of
 * them is missing. It checks privileges before it executes anything, and knows what {@code *}, a whole row, and an
 * {@code INSERT} without a list of columns mean.
 *
 * <p>All is done by a role that is created in a transaction, which is rolled back.
 */
final class ColumnAccess {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final PlanTrial trial;
    private final Query query;
    private final ColumnUse use;
    private final Relation table;
    private final String role;

    private ColumnAccess(PlanTrial trial, Query query, ColumnUse use, Relation table, String role) {
        this.trial = trial;
        this.query = query;
        this.use = use;
        this.table = table;
        this.role = role;
    }

    /** The columns in the table's order; empty if the statement does not name the table so. */
    static Optional<List<String>> of(Query query, ColumnUse use, Relation table) {
        try (PlanTrial trial = PlanTrial.open(query.dataSource())) {
            Optional<String> refusal = TrialPermission.refusal(
                    trial.connection(), "to learn which columns a statement uses takes privileges away for a moment");
            if (refusal.isPresent()) {
                throw new QueryException("Which columns of " + table + " are used is not known: " + refusal.get());
            }
            // What the application has not committed may be in the way for ever.
            trial.execute("SET LOCAL lock_timeout = '2s'");
            String role = one(trial, "SELECT 'schemaproof_columns_' || pg_catalog.pg_backend_pid()");
            trial.execute(everythingTo(role));
            return new ColumnAccess(trial, query, use, table, role).columns();
        } catch (SQLException e) {
            throw QueryException.of("find out which columns are used by", query.sql(), e);
        }
    }

    private static String everythingTo(String role) {
        return """
                DO $do$
                DECLARE namespace name;
                BEGIN
                    CREATE ROLE ROLE_NAME;
                    FOR namespace IN SELECT n.nspname FROM pg_catalog.pg_namespace n
                                     WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' LOOP
                        EXECUTE pg_catalog.format('GRANT USAGE ON SCHEMA %1$I TO ROLE_NAME;'
                            'GRANT ALL ON ALL TABLES IN SCHEMA %1$I TO ROLE_NAME;'
                            'GRANT EXECUTE ON ALL ROUTINES IN SCHEMA %1$I TO ROLE_NAME', namespace);
                    END LOOP;
                END $do$""".replace("ROLE_NAME", role);
    }

    private Optional<List<String>> columns() throws SQLException {
        List<String> all = tableColumns();
        if (isPermittedWith(List.of())) {
            requireNoDetour();
            return Optional.empty();
        }
        if (!isPermittedWith(all)) {
            throw new QueryException(
                    "Which columns of " + table + " are used is not known: a role with all privileges on all"
                            + " tables and functions is refused too: " + query);
        }
        List<String> used = new ArrayList<>();
        for (String column : all) {
            if (!isPermittedWith(
                    all.stream().filter(each -> !each.equals(column)).toList())) {
                used.add(column);
            }
        }
        return Optional.of(used);
    }

    private boolean isPermittedWith(List<String> granted) throws SQLException {
        take(use.privilege());
        if (!granted.isEmpty()) {
            trial.execute("GRANT " + use.privilege()
                    + granted.stream().map(SqlText::identifier).collect(Collectors.joining(", ", " (", ")")) + on()
                    + " TO " + role);
        } else if ("t"
                .equals(one(
                        trial,
                        "SELECT pg_catalog.has_any_column_privilege(?::name, ?::text, ?::text)",
                        role,
                        table.quoted(),
                        use.privilege()))) {
            throw new QueryException("Which columns of " + table + " are used is not known: the privilege to "
                    + use.privilege() + " is PUBLIC's and was not given by the owner");
        }
        return isPermitted();
    }

    private void take(String privilege) throws SQLException {
        trial.execute("REVOKE " + privilege + on() + " FROM PUBLIC, " + role);
    }

    private String on() {
        return " ON " + table.quoted();
    }

    private boolean isPermitted() throws SQLException {
        trial.execute("SET LOCAL ROLE " + role);
        try {
            trial.explain(query, ExplainOptions.plan());
            return true;
        } catch (QueryException e) {
            if (e.getCause() instanceof SQLException cause && INSUFFICIENT_PRIVILEGE.equals(cause.getSQLState())) {
                return false;
            }
            throw e;
        } finally {
            trial.execute("RESET ROLE");
        }
    }

    /** What a view does with its tables it does with the privileges of its owner, and so a parent with its children. */
    private void requireNoDetour() throws SQLException {
        Set<String> tree = Set.copyOf(column("""
                WITH RECURSIVE tree(oid) AS (
                    SELECT pg_catalog.to_regclass(?)::oid
                    UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN tree ON i.inhparent = tree.oid)
                SELECT n.nspname || '.' || c.relname FROM tree
                JOIN pg_catalog.pg_class c USING (oid) JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"""));
        boolean touched = trial.explain(query, ExplainOptions.plan())
                .nodes()
                .filter(this::isSuchUse)
                .flatMap(node -> node.relation().stream())
                .anyMatch(relation -> tree.contains(relation.schema() + "." + relation.name()));
        if (!touched) {
            return;
        }
        take("ALL");
        if (isPermitted()) {
            throw new QueryException(
                    "Which columns of " + table + " are used is not known, because the statement comes to it"
                            + " by way of a view, a parent or a child; name that one: " + query);
        }
    }

    private boolean isSuchUse(PlanNode node) {
        String operation = node.attribute("Operation").orElse("");
        return switch (use) {
            case READ -> node.isScan();
            case INSERT -> operation.equals("Insert") || operation.equals("Merge");
            case UPDATE ->
                operation.equals("Update")
                        || operation.equals("Merge")
                        || node.attribute("Conflict Resolution")
                                .filter("UPDATE"::equals)
                                .isPresent();
        };
    }

    private List<String> tableColumns() throws SQLException {
        return column("""
                SELECT a.attname FROM pg_catalog.pg_attribute a
                WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
                ORDER BY a.attnum""");
    }

    /** What a query on the table returns in its one column. */
    private List<String> column(String sql) throws SQLException {
        return column(trial, sql, table.quoted());
    }

    private static String one(PlanTrial trial, String sql, String... binds) throws SQLException {
        return column(trial, sql, binds).get(0);
    }

    private static List<String> column(PlanTrial trial, String sql, String... binds) throws SQLException {
        try (PreparedStatement statement = trial.connection().prepareStatement(sql)) {
            for (int i = 0; i < binds.length; i++) {
                statement.setString(i + 1, binds[i]);
            }
            List<String> values = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        }
    }
}
