package io.schemaproof.verify.function;

import io.schemaproof.base.Quantity;
import io.schemaproof.base.SqlText;
import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CheckConstraint;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.configuration.SensitiveColumns;
import io.schemaproof.migration.Migration;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds what a function of before has computed and the server keeps, where an up gives the function another body: the entries of indexes on
 * expressions, stored generated columns, and the proof that rows meet a check. The server takes an IMMUTABLE function by its word and computes
 * none of that anew (PostgreSQL's manual, CREATE FUNCTION and REINDEX).
 */
public final class StaleResults {

    /** So many values are looked for by an index. */
    private static final int VALUES = 5;

    private static final int PATIENCE_SECONDS = 5;

    private static final List<String> BY_INDEX = List.of(
            "SET LOCAL enable_seqscan = off", "SET LOCAL enable_indexscan = on", "SET LOCAL enable_bitmapscan = on");

    private static final List<String> BY_TABLE = List.of(
            "SET LOCAL enable_seqscan = on",
            "SET LOCAL enable_indexscan = off",
            "SET LOCAL enable_bitmapscan = off",
            "SET LOCAL enable_indexonlyscan = off");

    private final Migration migration;
    private final Connection connection;
    private final Set<Function> changed;
    private final List<Finding> findings = new ArrayList<>();

    private StaleResults(Migration migration, Connection connection, Set<Function> changed) {
        this.migration = migration;
        this.connection = connection;
        this.changed = changed;
    }

    /** Run the check on a copy of a stage that stands before the up, if there may be anything of the kind. */
    public static List<Finding> check(RowStage stage, MigrationLedger ledger) throws SQLException {
        boolean possible = ledger.changesFunctions() && !ledger.sharedObjects() && keepsAnything(stage.catalog());
        if (!possible) {
            return List.of();
        }
        try (ObservedDatabase copy = stage.copy(false)) {
            if (!copy.run(ledger.migration().up()).succeeded()) {
                return List.of();
            }
            Catalog after = copy.catalog();
            Set<Function> changed = changed(stage.catalog(), after);
            StaleResults check = new StaleResults(ledger.migration(), copy.session(), changed);
            check.of(after);
            return check.findings;
        }
    }

    /** Whether anything is kept that a function of the database has computed. */
    private static boolean keepsAnything(Catalog catalog) {
        return catalog.tables().stream()
                .flatMap(table -> kept(table).stream())
                .anyMatch(
                        kept -> catalog.functions().stream().anyMatch(function -> WholeWord.in(kept, function.name())));
    }

    private static List<String> kept(Table table) {
        List<String> kept = new ArrayList<>();
        table.indexes().forEach(index -> kept.add(index.definition()));
        table.columns().forEach(column -> column.generationExpression().ifPresent(kept::add));
        table.constraints().forEach(constraint -> kept.add(constraint.definition()));
        return kept;
    }

    /** Functions that have another body, and those that call one. */
    private static Set<Function> changed(Catalog before, Catalog after) {
        Map<String, Function> changed = new TreeMap<>();
        for (Function now : after.functions()) {
            boolean other = before.functions().stream()
                    .anyMatch(was -> was.id().equals(now.id())
                            && !(was.body().equals(now.body()) && was.settings().equals(now.settings())));
            if (other) {
                changed.put(now.signature(), now);
            }
        }
        boolean more = !changed.isEmpty();
        while (more) {
            Set<String> names = changed.values().stream().map(Function::name).collect(Collectors.toSet());
            more = false;
            for (Function now : after.functions()) {
                if (names.stream().anyMatch(name -> WholeWord.in(now.body(), name))) {
                    more |= changed.putIfAbsent(now.signature(), now) == null;
                }
            }
        }
        return Set.copyOf(changed.values());
    }

    private void of(Catalog after) throws SQLException {
        for (Table table : after.tables()) {
            if (table.isForeign() || table.isPartitioned()) {
                continue;
            }
            for (Column column : table.columns()) {
                if (column.generated() == Column.Generated.STORED) {
                    String expression = column.generationExpression().orElseThrow();
                    apart(expression, by -> generated(table, column, expression, by));
                }
            }
            for (CheckConstraint check : table.checks()) {
                if (check.isValidated()) {
                    apart(check.definition(), by -> check(table, check, by));
                }
            }
            for (Index index : table.indexes()) {
                if (index.isValid()) {
                    apart(index.definition(), by -> index(table, index, by));
                }
            }
        }
    }

    @FunctionalInterface
    private interface Look {

        /** @param by the changed function that has computed it */
        void run(Function by) throws SQLException;
    }

    /** Look at what a changed function has computed; what it cannot stand of these rows says nothing of that. */
    private void apart(String expression, Look look) throws SQLException {
        Optional<Function> by = by(expression);
        if (by.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN READ ONLY");
            try {
                look.run(by.get());
            } catch (SQLException e) {
                if (!connection.isValid(PATIENCE_SECONDS)) {
                    throw e;
                }
            }
            statement.execute("ROLLBACK");
        }
    }

    private void generated(Table table, Column column, String expression, Function by) throws SQLException {
        long stale = count("SELECT count(*) FROM " + table.identity() + " WHERE " + column.quotedName()
                + "::text IS DISTINCT FROM ((" + expression + ")::" + column.type() + ")::text");
        if (stale > 0) {
            findings.add(FunctionFindings.stale(
                    migration,
                    by,
                    table,
                    "the generated column " + column.identity() + " still holds what it gave before: "
                            + Quantity.of(stale, "row") + " here",
                    "UPDATE " + table.identity() + " SET "
                            + table.columns().stream()
                                    .filter(other -> other.generated() == Column.Generated.NOT_GENERATED
                                            && other.identityGeneration() == Column.IdentityGeneration.NO_IDENTITY)
                                    .findFirst()
                                    .map(other -> other.quotedName() + " = " + other.quotedName())
                                    .orElse("…")
                            + " in batches, which computes it anew"));
        }
    }

    private void check(Table table, CheckConstraint check, Function by) throws SQLException {
        long broken = count("SELECT count(*) FROM " + table.identity() + " WHERE NOT " + check.expression());
        if (broken > 0) {
            findings.add(FunctionFindings.stale(
                    migration,
                    by,
                    table,
                    "the check " + check.identity() + " is taken for met by rows that do not meet it any more: "
                            + Quantity.of(broken, "row") + " here, which no dump of pg_dump brings back",
                    "mend these rows"));
        }
    }

    private void index(Table table, Index index, Function by) throws SQLException {
        List<String> conditions = new ArrayList<>();
        index.predicate().ifPresent(conditions::add);
        for (IndexKey key : index.keys()) {
            if (!key.isColumn()) {
                conditions.addAll(values(table, key.expression()));
            }
        }
        for (String condition : conditions) {
            String query = "SELECT count(*) FROM " + table.identity() + " WHERE " + condition;
            long there = count(BY_TABLE, query);
            long found = count(BY_INDEX, query);
            if (there != found) {
                findings.add(FunctionFindings.stale(
                        migration,
                        by,
                        table,
                        "the index " + index.identity() + " still holds what it gave before: with it "
                                + shown(table, condition) + " finds " + Quantity.of(found, "row")
                                + " here, and without it " + there,
                        "REINDEX INDEX CONCURRENTLY " + index.identity()));
                return;
            }
        }
    }

    /** Without the value that it asks for, where that is made of what nobody is to see. */
    private static String shown(Table table, String condition) {
        boolean hidden = table.columns().stream()
                .anyMatch(column -> WholeWord.in(condition, column.name())
                        && SensitiveColumns.ofSystem().hides(table.schema(), table.name(), column.name()));
        return hidden ? SensitiveColumns.MASK : condition;
    }

    /** Conditions that ask for values which an expression has now. */
    private List<String> values(Table table, String expression) throws SQLException {
        List<String> conditions = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            begin(statement, BY_TABLE);
            try (ResultSet row = statement.executeQuery("SELECT DISTINCT (" + expression + ")::text, pg_typeof("
                    + expression + ")::text FROM " + table.identity() + " WHERE (" + expression
                    + ") IS NOT NULL ORDER BY 1 LIMIT " + VALUES)) {
                while (row.next()) {
                    conditions.add(expression + " = " + SqlText.literal(row.getString(1)) + "::" + row.getString(2));
                }
            }
        }
        return conditions;
    }

    /** The changed function that an expression names. */
    private Optional<Function> by(String expression) {
        return changed.stream()
                .filter(function -> WholeWord.in(expression, function.name()))
                .min((one, other) -> one.signature().compareTo(other.signature()));
    }

    private static void begin(Statement statement, List<String> settings) throws SQLException {
        for (String setting : settings) {
            statement.execute(setting);
        }
    }

    private long count(String query) throws SQLException {
        return count(BY_TABLE, query);
    }

    private long count(List<String> settings, String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            begin(statement, settings);
            try (ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
