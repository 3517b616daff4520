package io.schemaproof.query;

import io.schemaproof.base.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the server whether it takes a row that leaves out a column, by trying one of those that are there, and takes that back. */
public final class InsertProbe {

    private static final String NOT_NULL = "23502";

    /** What is looked at behind NOT NULL. */
    private static final List<String> LATER = List.of("23503", "23505", "23514", "23P01");

    private final Connection connection;

    /** @param connection to the database that is asked, in auto-commit mode */
    public InsertProbe(Connection connection) {
        this.connection = connection;
    }

    /**
     * Whether a row that does not name a column, which must not be null, gets a value in it.
     *
     * @param table as SQL names it
     * @param others the columns that the row names, without quotes
     * @param column the one that it does not, without quotes
     * @return empty where that cannot be known: the table has no row, or something else refuses it
     */
    public Optional<Boolean> fills(String table, List<String> others, String column) throws SQLException {
        String names = others.stream().map(SqlText::identifier).collect(Collectors.joining(", "));
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = '10s'");
            int rows = statement.executeUpdate("INSERT INTO " + table + " (" + names
                    + ") OVERRIDING SYSTEM VALUE SELECT " + names + " FROM " + table + " LIMIT 1");
            return rows == 1 ? Optional.of(true) : Optional.empty();
        } catch (SQLException e) {
            ServerError error = ServerError.of(e);
            if (error.context().isPresent()) {
                // It comes from a trigger.
                return Optional.empty();
            }
            if (error.sqlState().equals(NOT_NULL)) {
                return error.column().filter(column::equals).map(same -> false);
            }
            // A row that belongs to no partition violates no constraint that has a name.
            return LATER.contains(error.sqlState()) ? error.constraint().map(name -> true) : Optional.empty();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
