package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A value that a row is given before the up.
 *
 * @param row a condition that is true of the row alone
 * @param origin what is known of it
 * @param asked what the down asks for, if that is where it comes from
 */
record GivenValue(Table table, Column column, String row, String value, Origin origin, Optional<Asked> asked) {

    enum Origin {
        /** It stands in the up, which writes it into other rows. */
        CONSTANT,
        /** The up makes it of other values. */
        WRITTEN,
        UNUSUAL,
        /** So unusual that scripts may fail on it. */
        EXTREME
    }

    /**
     * What a statement of the down demands of the rows that it deletes or changes.
     *
     * @param others what a row must hold in other columns; empty for NULL
     * @param demands on each of the columns, as they stand there
     * @param ownRows whether the up puts in rows of which just that is true
     */
    record Asked(Map<Column, Optional<String>> others, Map<Column, String> demands, boolean ownRows) {

        Asked {
            others = Map.copyOf(others);
            demands = Collections.unmodifiableMap(new LinkedHashMap<>(demands));
        }
    }

    GivenValue(Table table, Column column, String row, String value, Origin origin) {
        this(table, column, row, value, origin, Optional.empty());
    }

    /**
     * What a row holds.
     *
     * @param isThere whether there is the row
     * @param value empty for NULL
     */
    record Held(boolean isThere, Optional<String> value) {

        private static final Held NOTHING = new Held(false, Optional.empty());
    }

    boolean isWritten() {
        return origin == Origin.CONSTANT || origin == Origin.WRITTEN;
    }

    boolean isExtreme() {
        return origin == Origin.EXTREME;
    }

    /** Whether the row is called by it from then on. */
    boolean isKey() {
        return table.primaryKey()
                .map(PrimaryKey::columns)
                .filter(List.of(column.name())::equals)
                .isPresent();
    }

    Relation relation() {
        return new Relation(table.schema(), table.name());
    }

    String name() {
        return table.identity() + "." + column.quotedName();
    }

    /** Write it, and return it as the server writes it; one that a constraint forbids before the up is none that could be there. */
    Optional<String> give(Connection connection) throws SQLException {
        Map<Column, Optional<String>> all =
                new LinkedHashMap<>(asked.map(Asked::others).orElse(Map.of()));
        all.put(column, Optional.of(value));
        try (Statement statement = connection.createStatement()) {
            int rows = statement.executeUpdate("UPDATE " + table.identity() + " SET "
                    + all.entrySet().stream()
                            .map(entry -> entry.getKey().quotedName() + " = "
                                    + entry.getValue().map(SqlText::literal).orElse("NULL"))
                            .collect(Collectors.joining(", "))
                    + " WHERE " + row);
            return rows == 1 ? read(connection).value() : Optional.empty();
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** What the row holds that it was given to. */
    Held read(Connection connection) throws SQLException {
        String found = isKey() ? column.quotedName() + "::text = " + SqlText.literal(value) : row;
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(
                        "SELECT " + column.quotedName() + "::text FROM " + table.identity() + " WHERE " + found)) {
            return answer.next() ? new Held(true, Optional.ofNullable(answer.getString(1))) : Held.NOTHING;
        }
    }
}
