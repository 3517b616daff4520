package io.schemaproof.verify.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import io.schemaproof.migration.Migration;
import io.schemaproof.query.Relation;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds downs that number rows anew, where the up has taken a key, a position or another column of whole numbers away. Made-up rows are numbered without a
 * gap and lie in that order, so that each gets the number that it had; production's have gaps, so that hardly any does. Each such column is
 * given a gap first.
 */
final class NumbersGivenAnew {

    private static final Set<String> WHOLE_NUMBERS = Set.of("smallint", "integer", "bigint");

    private NumbersGivenAnew() {}

    /** A column, and a number that a row has in it behind a gap. */
    private record Numbered(Table table, Column column, long number) {

        boolean isThere(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM " + table.identity() + " WHERE "
                            + column.quotedName() + " = " + number + ")")) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Run the check on a copy of a stage that stands before the up, if the up takes such a column away. */
    static ValuesBroughtBack.Tried check(RowStage stage, MigrationLedger ledger) throws SQLException {
        if (!ledger.closesAlone() || !stage.filler().generates()) {
            return ValuesBroughtBack.Tried.NOTHING;
        }
        Catalog before = stage.catalog();
        List<Column> columns = columnsAway(ledger, before)
                .filter(column -> WHOLE_NUMBERS.contains(column.type()))
                .filter(column -> column.table()
                        .filter(table ->
                                !table.isForeign() && table.partitionOf().isEmpty())
                        .isPresent())
                .toList();
        return columns.isEmpty() ? ValuesBroughtBack.Tried.NOTHING : check(stage, ledger.migration(), before, columns);
    }

    /** The columns of tables that the up takes away, as they were before, in an order that is the same each time. */
    static Stream<Column> columnsAway(MigrationLedger ledger, Catalog before) {
        return ledger.columnsAway().stream()
                .sorted()
                .flatMap(id -> before.find(id).stream())
                .flatMap(object -> object.parent().stream()
                        .flatMap(table -> before.columns(table).stream())
                        .filter(column -> column.identity().equals(object.id().identity())))
                .filter(column -> column.table().isPresent());
    }

    private static ValuesBroughtBack.Tried check(
            RowStage stage, Migration migration, Catalog before, List<Column> columns) throws SQLException {
        try (ObservedDatabase copy = stage.copy(false)) {
            List<Numbered> numbered = new ArrayList<>();
            for (Column column : columns) {
                numbered(copy.writingSession(), column).ifPresent(numbered::add);
            }
            if (numbered.isEmpty()
                    || !copy.run(migration.up()).succeeded()
                    || !copy.run(migration.down().orElseThrow()).succeeded()) {
                return ValuesBroughtBack.Tried.NOTHING;
            }
            LossDeclarations declarations = LossDeclarations.of(migration, before, before);
            List<Finding> findings = new ArrayList<>();
            for (Numbered one : numbered) {
                if (!one.isThere(copy.session())) {
                    findings.add(finding(migration, one, declarations));
                }
            }
            return new ValuesBroughtBack.Tried(findings, Set.of(), declarations.used());
        }
    }

    /**
     * Delete the row with the number before the last one, to which fewer rows refer than to the first; no number is written, since it may follow from
     * something else, such as a sum that a trigger keeps. Empty where there are too few rows, or something forbids it.
     */
    private static Optional<Numbered> numbered(Connection connection, Column column) throws SQLException {
        Table table = column.table().orElseThrow();
        String from = table.identity();
        String name = column.quotedName();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("DELETE FROM " + from
                        + " WHERE (tableoid, ctid) = (SELECT tableoid, ctid FROM " + from + " WHERE " + name
                        + " IS NOT NULL ORDER BY " + name + " DESC OFFSET 1 LIMIT 1) RETURNING (SELECT max(" + name
                        + ") FROM " + from + ")")) {
            return row.next() ? Optional.of(new Numbered(table, column, row.getLong(1))) : Optional.empty();
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static Finding finding(Migration migration, Numbered one, LossDeclarations declarations) {
        Relation table = new Relation(one.table().schema(), one.table().name());
        String column = one.column().name();
        return declarations
                .useForColumn(table, column)
                .map(declared -> LossFindings.declared(
                        declared, LossFindings.column(table, column), "the numbers of rows, which get others"))
                .orElseGet(() -> LossFindings.numberedAnew(migration, table, column, one.number()));
    }
}
