package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlCode;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds downs that number the rows of a table anew, whose key the up has taken away. Made-up rows are numbered without a gap and lie in that order, so
 * that each gets the number that it had; production's have gaps, so that hardly any does. One row of each such table gets another number first.
 */
final class KeysNumberedAnew {

    /** What gives numbers. A help to save time where the down says nothing of it, no evidence of what it does. */
    private static final Pattern NUMBERS =
            Pattern.compile("(?i)\\b(?:(?:small|big)?serial[248]?|identity|nextval|row_number|generate_series)\\b");

    private static final Set<String> WHOLE_NUMBERS = Set.of("smallint", "integer", "bigint");

    private static final int GAP = 1_000;

    private KeysNumberedAnew() {}

    /** A key that is a column of whole numbers, and the number that one row was given. */
    private record Key(Table table, Column column, long given) {

        boolean isIn(Catalog catalog) {
            return catalog.table(table.identity())
                    .flatMap(found -> found.column(column.name()))
                    .isPresent();
        }

        boolean isThere(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM " + table.identity() + " WHERE "
                            + column.quotedName() + " = " + given + ")")) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Run the check on a copy of a stage that stands before the up, if the scripts may do such a thing. */
    static ValuesBroughtBack.Tried check(RowStage stage, MigrationLedger ledger) throws SQLException {
        Migration migration = ledger.migration();
        Optional<Script> down = migration.down().filter(script -> !MigrationRunner.isEffectivelyEmpty(script));
        boolean possible = down.isPresent()
                && ledger.downRan()
                && ledger.roundTripVerdict() == MigrationVerdict.OK
                && !ledger.sharedObjects()
                && !ledger.onlyAdds()
                && stage.filler().generates()
                && NUMBERS.matcher(SqlCode.withoutComments(down.get().text())).find();
        if (!possible) {
            return ValuesBroughtBack.Tried.NOTHING;
        }
        try (ObservedDatabase copy = stage.copy(false)) {
            Catalog before = stage.catalog();
            List<Key> keys = given(copy.writingSession(), before);
            if (keys.isEmpty() || !copy.run(migration.up()).succeeded()) {
                return ValuesBroughtBack.Tried.NOTHING;
            }
            Catalog after = copy.catalog();
            keys.removeIf(key -> key.isIn(after));
            if (keys.isEmpty() || !copy.run(down.get()).succeeded()) {
                return ValuesBroughtBack.Tried.NOTHING;
            }
            LossDeclarations declarations = LossDeclarations.of(migration, before, after);
            List<Finding> findings = new ArrayList<>();
            for (Key key : keys) {
                if (!key.isThere(copy.session())) {
                    findings.add(finding(migration, key, declarations));
                }
            }
            return new ValuesBroughtBack.Tried(findings, Set.of(), declarations.used());
        }
    }

    private static List<Key> given(Connection connection, Catalog catalog) throws SQLException {
        List<Key> keys = new ArrayList<>();
        for (Table table : catalog.tables()) {
            Optional<Column> column = table.primaryKey()
                    .map(PrimaryKey::columns)
                    .filter(columns -> columns.size() == 1)
                    .flatMap(columns -> table.column(columns.get(0)))
                    .filter(found -> WHOLE_NUMBERS.contains(found.type()));
            if (column.isPresent() && !table.isForeign() && table.partitionOf().isEmpty()) {
                give(connection, table, column.get()).ifPresent(keys::add);
            }
        }
        return keys;
    }

    /** Give the last row another number; empty where there is none, or something forbids it, such as rows that refer to it. */
    private static Optional<Key> give(Connection connection, Table table, Column column) throws SQLException {
        String key = column.quotedName();
        String from = table.identity();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("UPDATE " + from + " SET " + key + " = " + key + " + " + GAP
                        + " WHERE " + key + " = (SELECT max(" + key + ") FROM " + from + ") RETURNING " + key)) {
            return row.next() ? Optional.of(new Key(table, column, row.getLong(1))) : Optional.empty();
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static Finding finding(Migration migration, Key key, LossDeclarations declarations) {
        Relation table = new Relation(key.table().schema(), key.table().name());
        String column = key.column().name();
        return declarations
                .useForColumn(table, column)
                .map(declared -> LossFindings.declared(
                        declared, LossFindings.column(table, column), "the numbers of rows, which get others"))
                .orElseGet(() -> LossFindings.numberedAnew(migration, table, column, key.given()));
    }
}
