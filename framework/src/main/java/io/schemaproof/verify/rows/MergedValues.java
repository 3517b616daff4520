package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.configuration.SensitiveColumns;
import io.schemaproof.migration.Migration;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds downs that cannot tell what the up has written from what was there: {@code UPDATE … SET state = 'open' WHERE state = 'new'}, taken
 * back by the opposite, also changes the rows that were open before. Made-up rows rarely hold what an up writes, so some are given it first.
 */
final class MergedValues {

    /** Rows of a table that are looked at. */
    private static final int ROWS = 200;

    private final RowStage stage;
    private final Migration migration;

    private MergedValues(RowStage stage, Migration migration) {
        this.stage = stage;
        this.migration = migration;
    }

    /** @param row a condition that is true of the row alone */
    private record Given(Table table, Column column, String row, String value) {}

    /** Whether there may be any: where rows of before are not made up, nobody but their author may change them. */
    static boolean arePossible(RowStage stage, MigrationLedger ledger) {
        return ledger.downRan()
                && ledger.roundTripVerdict() == MigrationVerdict.OK
                && !ledger.sharedObjects()
                && stage.filler().generates()
                && DataStatements.of(ledger.migration().up()).mention("update");
    }

    /** Run the check on copies of a stage that stands before the up. */
    static List<Finding> check(RowStage stage, Migration migration) throws SQLException {
        return new MergedValues(stage, migration).check();
    }

    private List<Finding> check() throws SQLException {
        List<Given> possible;
        try (ObservedDatabase applied = stage.copy(false)) {
            if (!applied.run(migration.up()).succeeded()) {
                return List.of();
            }
            possible = written(stage.catalog(), applied);
        }
        if (possible.isEmpty()) {
            return List.of();
        }
        try (ObservedDatabase copy = stage.copy(false)) {
            List<Given> given = give(copy, possible);
            if (given.isEmpty()
                    || !copy.run(migration.up()).succeeded()
                    || !copy.run(migration.down().orElseThrow()).succeeded()) {
                return List.of();
            }
            List<Finding> findings = new ArrayList<>();
            for (Given one : given) {
                Optional<String> now = read(copy.session(), one);
                if (!now.equals(Optional.of(one.value()))) {
                    findings.add(finding(one, now));
                }
            }
            return findings;
        }
    }

    /** A value that the up writes into a column of before, and a row in which it leaves that column alone: one for each column. */
    private List<Given> written(Catalog before, ObservedDatabase applied) throws SQLException {
        Catalog after = applied.catalog();
        List<Given> found = new ArrayList<>();
        for (Table table : before.tables()) {
            Optional<PrimaryKey> key = table.primaryKey();
            Optional<Table> now = after.table(table.identity());
            if (key.isEmpty()
                    || now.isEmpty()
                    || table.isForeign()
                    || table.partitionOf().isPresent()) {
                continue;
            }
            List<Column> columns = table.columns().stream()
                    .filter(column -> column.generated() == Column.Generated.NOT_GENERATED
                            && !key.get().columns().contains(column.name())
                            && now.get()
                                    .column(column.name())
                                    .filter(other -> other.type().equals(column.type()))
                                    .isPresent())
                    .toList();
            if (!columns.isEmpty()) {
                found.addAll(written(table, key.get(), columns, applied));
            }
        }
        return found;
    }

    private List<Given> written(Table table, PrimaryKey key, List<Column> columns, ObservedDatabase applied)
            throws SQLException {
        Map<String, List<Optional<String>>> was = rows(stage.database().session(), table, key, columns);
        Map<String, List<Optional<String>>> is = rows(applied.session(), table, key, columns);
        List<Given> found = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Optional<String> value = Optional.empty();
            Optional<String> row = Optional.empty();
            for (Map.Entry<String, List<Optional<String>>> entry : was.entrySet()) {
                Optional<String> old = entry.getValue().get(i);
                List<Optional<String>> now = is.get(entry.getKey());
                if (now == null) {
                    continue;
                }
                if (now.get(i).equals(old)) {
                    row = row.isPresent() ? row : Optional.of(entry.getKey());
                } else {
                    value = value.isPresent() ? value : now.get(i);
                }
            }
            if (value.isPresent() && row.isPresent()) {
                found.add(new Given(table, columns.get(i), row.get(), value.get()));
            }
        }
        return found;
    }

    /** The values of some columns as text, by the condition that finds the row. */
    private static Map<String, List<Optional<String>>> rows(
            Connection connection, Table table, PrimaryKey key, List<Column> columns) throws SQLException {
        List<String> keys = table.quoted(key.columns());
        String list =
                columns.stream().map(column -> column.quotedName() + "::text").collect(Collectors.joining(", "));
        String keyList = keys.stream().map(name -> name + "::text").collect(Collectors.joining(", "));
        Map<String, List<Optional<String>>> rows = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + keyList + ", " + list + " FROM " + table.identity()
                        + " ORDER BY " + String.join(", ", keys) + " LIMIT " + ROWS)) {
            while (row.next()) {
                List<String> conditions = new ArrayList<>();
                for (int i = 0; i < keys.size(); i++) {
                    conditions.add(keys.get(i) + "::text = " + SqlText.literal(row.getString(i + 1)));
                }
                List<Optional<String>> values = new ArrayList<>();
                for (int i = 0; i < columns.size(); i++) {
                    values.add(Optional.ofNullable(row.getString(keys.size() + i + 1)));
                }
                rows.put(String.join(" AND ", conditions), values);
            }
        }
        return rows;
    }

    /** Write the values; those that a constraint forbids there before the up are none that could be. */
    private static List<Given> give(ObservedDatabase copy, List<Given> possible) throws SQLException {
        List<Given> given = new ArrayList<>();
        Connection connection = copy.writingSession();
        for (Given one : possible) {
            try (Statement statement = connection.createStatement()) {
                int rows = statement.executeUpdate("UPDATE " + one.table().identity() + " SET "
                        + one.column().quotedName() + " = " + SqlText.literal(one.value()) + " WHERE " + one.row());
                if (rows == 1 && read(connection, one).equals(Optional.of(one.value()))) {
                    given.add(one);
                }
            } catch (SQLException e) {
                if (connection.isClosed()) {
                    throw e;
                }
            }
        }
        return given;
    }

    /** What the row holds; nothing also where it is gone. */
    private static Optional<String> read(Connection connection, Given one) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + one.column().quotedName() + "::text FROM "
                        + one.table().identity() + " WHERE " + one.row())) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }

    private Finding finding(Given one, Optional<String> now) {
        Relation table = new Relation(one.table().schema(), one.table().name());
        boolean hidden = SensitiveColumns.ofSystem()
                .hides(table.schema(), table.name(), one.column().name());
        String value = hidden ? SensitiveColumns.MASK : SqlText.literal(one.value());
        String after =
                hidden ? SensitiveColumns.MASK : now.map(SqlText::literal).orElse("NULL");
        return DataFindings.merges(
                migration,
                table,
                one.column().name(),
                value,
                after,
                "SELECT * FROM " + one.table().identity() + " WHERE "
                        + one.column().quotedName() + " = " + value);
    }
}
