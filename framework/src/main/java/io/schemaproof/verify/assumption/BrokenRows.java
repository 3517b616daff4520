package io.schemaproof.verify.assumption;

import io.schemaproof.base.Quantity;
import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.configuration.SensitiveColumns;
import io.schemaproof.migration.MigrationRun;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts the rows of an obstacle and shows one of them. */
final class BrokenRows {

    private static final int VALUE_LENGTH = 60;

    private final Connection connection;
    private final Catalog now;
    private final SensitiveColumns sensitive = SensitiveColumns.ofSystem();

    BrokenRows(Connection connection, Catalog now) {
        this.connection = connection;
        this.now = now;
    }

    Assumptions.Broken describe(Obstacle obstacle, MigrationRun run) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long rows;
            try (ResultSet row = statement.executeQuery("SELECT count(*) FROM (" + obstacle.query() + ") q")) {
                row.next();
                rows = row.getLong(1);
            }
            return new Assumptions.Broken(
                    obstacle, run, rows, 0, sample(statement, obstacle), isSensitive(obstacle), false);
        }
    }

    /** The first row by what is shown of it, so that it is the same each time. */
    private String sample(Statement statement, Obstacle obstacle) throws SQLException {
        try (ResultSet row = statement.executeQuery(obstacle.query() + " LIMIT 1")) {
            if (!row.next()) {
                return "";
            }
            Set<String> wanted = shown(obstacle);
            boolean grouped = obstacle.query().contains(" GROUP BY ");
            List<String> parts = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                String name = row.getMetaData().getColumnLabel(i);
                if (grouped && name.equals("count")) {
                    return String.join(", ", parts) + " in " + Quantity.of(row.getLong(i), "row");
                }
                if (grouped || wanted.contains(name)) {
                    parts.add(name + " = " + value(obstacle, name, row.getString(i)));
                }
            }
            return String.join(", ", parts);
        }
    }

    /** The key and the columns that it is about. */
    private Set<String> shown(Obstacle obstacle) {
        Set<String> columns = new LinkedHashSet<>(now.table(obstacle.table().quoted())
                .flatMap(Table::primaryKey)
                .map(PrimaryKey::columns)
                .orElse(List.of()));
        columns.addAll(obstacle.columns());
        return columns;
    }

    private String value(Obstacle obstacle, String column, @Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        if (isSensitive(obstacle) || hides(obstacle, column)) {
            return SensitiveColumns.MASK;
        }
        String text = value.length() > VALUE_LENGTH ? value.substring(0, VALUE_LENGTH) + "…" : value;
        return "'"
                + text.chars()
                        .mapToObj(c -> Character.isISOControl(c) ? "\\" + c : String.valueOf((char) c))
                        .collect(Collectors.joining())
                + "'";
    }

    /** Whether one of the values that it is about is to be hidden, also where an expression is made of it. */
    private boolean isSensitive(Obstacle obstacle) {
        return now.table(obstacle.table().quoted()).stream()
                .flatMap(table -> table.columns().stream())
                .filter(column -> hides(obstacle, column.name()))
                .anyMatch(column -> obstacle.columns().contains(column.name())
                        || (obstacle.columns().isEmpty() && WholeWord.in(obstacle.query(), column.name())));
    }

    private boolean hides(Obstacle obstacle, String column) {
        return sensitive.hides(obstacle.table().schema(), obstacle.table().name(), column);
    }
}
