package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.configuration.SensitiveColumns;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.assumption.AssumptionFindings;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Checks what becomes of values that the application writes into rows of before once the up has made them possible. The former schema
 * has no place for them: the down either refuses, which it takes for granted it need not, or it changes them or deletes their rows, which is said. That a value
 * is lost is known when the up, applied once more, does not bring it back.
 */
final class WrittenValues {

    /** In a column; what happens to one happens to others. */
    private static final int ROWS = 3;

    private static final int LONGEST = 60;

    private final ObservedDatabase database;
    private final Migration migration;
    private final SensitiveColumns sensitive = SensitiveColumns.ofSystem();

    private final LossDeclarations declarations;

    private WrittenValues(ObservedDatabase database, Migration migration, LossDeclarations declarations) {
        this.database = database;
        this.migration = migration;
        this.declarations = declarations;
    }

    /** @param condition that is true of the row alone */
    private record Written(WideValue wide, String condition, String name, Optional<String> value) {

        Relation table() {
            return new Relation(wide.table().schema(), wide.table().name());
        }
    }

    /**
     * Run the check.
     *
     * @param database on which the up was applied; it is of no use afterwards
     */
    static List<Finding> check(ObservedDatabase database, Migration migration, Catalog before, Catalog applied)
            throws SQLException {
        return new WrittenValues(database, migration, LossDeclarations.of(migration, before, applied))
                .check(WideValue.between(before, applied));
    }

    private List<Finding> check(List<WideValue> values) throws SQLException {
        List<Written> written = new ArrayList<>();
        for (WideValue value : values) {
            written.addAll(write(value));
        }
        if (written.isEmpty()) {
            return List.of();
        }
        MigrationRun down = database.run(migration.down().orElseThrow());
        if (!down.succeeded()) {
            return AssumptionFindings.ofDown(
                    migration,
                    database,
                    down,
                    false,
                    "passes on the values of before the up, and fails once others were written that only the schema after it allows");
        }
        List<Optional<String>> kept = new ArrayList<>();
        List<Written> deleted = new ArrayList<>();
        for (Written value : written) {
            kept.add(read(value));
            if (isGone(value)) {
                deleted.add(value);
            }
        }
        List<Finding> findings = new ArrayList<>();
        if (database.run(migration.up()).succeeded()) {
            for (Written value : deleted) {
                if (isGone(value) && findings.stream().noneMatch(isOf(value))) {
                    findings.add(deleted(value));
                }
            }
            findings.addAll(lost(written, kept, deleted));
        }
        return findings;
    }

    private List<Written> write(WideValue wide) throws SQLException {
        List<Written> written = new ArrayList<>();
        String column = wide.column().quotedName();
        String key = wide.key().stream().map(Column::quotedName).collect(Collectors.joining(", "));
        String keyText =
                wide.key().stream().map(part -> part.quotedName() + "::text").collect(Collectors.joining(", "));
        Connection connection = database.writingSession();
        List<Written> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + column + "::text, " + keyText + " FROM "
                        + wide.table().identity() + " ORDER BY " + column + " IS NULL, " + key + " LIMIT " + ROWS)) {
            while (row.next()) {
                List<String> conditions = new ArrayList<>();
                List<String> names = new ArrayList<>();
                for (int i = 0; i < wide.key().size(); i++) {
                    Column part = wide.key().get(i);
                    String value = row.getString(i + 2);
                    conditions.add(part.quotedName() + "::text = " + SqlText.literal(value));
                    names.add(part.name() + "=" + shown(wide, part, Optional.of(value)));
                }
                rows.add(new Written(
                        wide,
                        String.join(" AND ", conditions),
                        String.join(", ", names),
                        Optional.ofNullable(row.getString(1))));
            }
        }
        for (Written row : rows) {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE " + wide.table().identity() + " SET " + column + " = "
                        + wide.expression() + " WHERE " + row.condition());
            } catch (SQLException e) {
                if (!connection.isValid(1)) {
                    throw e;
                }
                // A constraint forbids it there, so the application cannot write it either.
                continue;
            }
            Optional<String> value = read(row);
            if (!value.equals(row.value())) {
                written.add(new Written(wide, row.condition(), row.name(), value));
            }
        }
        return written;
    }

    /** The value that a row holds; nothing also where there is no such row or column. */
    private Optional<String> read(Written value) throws SQLException {
        Connection connection = database.writingSession();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT " + value.wide().column().quotedName() + "::text FROM "
                                + value.wide().table().identity() + " WHERE " + value.condition())) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        } catch (SQLException e) {
            if (!connection.isValid(1)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Whether its row is known not to be there. */
    private boolean isGone(Written value) throws SQLException {
        Connection connection = database.writingSession();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT FROM " + value.wide().table().identity() + " WHERE " + value.condition())) {
            return !row.next();
        } catch (SQLException e) {
            if (!connection.isValid(1)) {
                throw e;
            }
            // The table or its key is called otherwise.
            return false;
        }
    }

    private static Predicate<Finding> isOf(Written value) {
        return finding -> finding.object().equals(Optional.of(value.table().toString()));
    }

    private Finding deleted(Written value) {
        String column = LossFindings.column(value.table(), value.wide().column().name());
        String held = shown(value.wide(), value.wide().column(), value.value());
        return declarations
                .useForRows(value.table())
                .map(declared -> LossFindings.declared(
                        declared, value.table().toString(), "rows with " + held + " in " + column))
                .orElseGet(() -> DataFindings.deletesWritten(migration, value.table(), column, value.name(), held));
    }

    private List<Finding> lost(List<Written> written, List<Optional<String>> kept, List<Written> deleted)
            throws SQLException {
        List<String> samples = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Written value = written.get(i);
            if (deleted.contains(value) || read(value).equals(value.value())) {
                continue;
            }
            String column =
                    LossFindings.column(value.table(), value.wide().column().name());
            String sample = value.name() + ": " + column + " "
                    + shown(value.wide(), value.wide().column(), value.value()) + " -> "
                    + shown(value.wide(), value.wide().column(), kept.get(i));
            if (!columns.contains(column)) {
                columns.add(column);
                samples.add(sample);
            }
        }
        return samples.isEmpty() ? List.of() : List.of(DataFindings.losesNewValues(migration, columns, samples));
    }

    private String shown(WideValue wide, Column column, Optional<String> value) {
        if (sensitive.hides(wide.table().schema(), wide.table().name(), column.name())) {
            return SensitiveColumns.MASK;
        }
        return value.map(text -> "'" + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text) + "'")
                .orElse("NULL");
    }
}
