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
import java.util.List;
import java.util.Optional;

/**
 * A value that a row is given before the up.
 *
 * @param row a condition that is true of the row alone
 * @param origin what is known of it
 */
record GivenValue(Table table, Column column, String row, String value, Origin origin) {

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
        try (Statement statement = connection.createStatement()) {
            int rows = statement.executeUpdate("UPDATE " + table.identity() + " SET " + column.quotedName() + " = "
                    + SqlText.literal(value) + " WHERE " + row);
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
