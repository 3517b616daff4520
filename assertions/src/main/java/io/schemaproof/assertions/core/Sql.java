package io.schemaproof.assertions.core;

import io.schemaproof.query.QueryException;
import io.schemaproof.query.TypedValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Ask the server; everything comes back as text, which is how messages show it. */
public final class Sql {

    private final DataSource dataSource;
    private final Optional<String> before;

    public Sql(DataSource dataSource) {
        this(dataSource, Optional.empty());
    }

    private Sql(DataSource dataSource, Optional<String> before) {
        this.dataSource = dataSource;
        this.before = before;
    }

    /** Ask after a statement has run; both in a transaction that is rolled back. */
    public Sql after(String statement) {
        return new Sql(dataSource, Optional.of(statement));
    }

    /**
     * Return all rows.
     *
     * @throws QueryException if the server refuses, with its words and the query
     */
    public List<List<@Nullable String>> rows(String sql, @Nullable Object... binds) {
        try (Connection connection = dataSource.getConnection()) {
            return before.isPresent() ? rowsAfter(connection, before.get(), sql, binds) : rows(connection, sql, binds);
        } catch (SQLException e) {
            throw refused(sql, e);
        }
    }

    /** Word a refusal: the server's words and the query. */
    public static QueryException refused(String sql, SQLException e) {
        return new QueryException(
                "The server refused an assertion's query: " + e.getMessage() + " [SQLSTATE " + e.getSQLState() + "]\n  "
                        + sql.strip().replace("\n", "\n  "),
                e);
    }

    private static List<List<@Nullable String>> rowsAfter(
            Connection connection, String before, String sql, @Nullable Object... binds) throws SQLException {
        return TakenBack.of(connection, open -> {
            try (Statement statement = open.createStatement()) {
                statement.execute(before);
            }
            return rows(open, sql, binds);
        });
    }

    /** The last line of a message on a failure that no assertion object reports. */
    public String databaseLine() {
        return DatabaseLine.of(dataSource);
    }

    /** Return all rows, on a connection that stays open. */
    public static List<List<@Nullable String>> rows(Connection connection, String sql, @Nullable Object... binds)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < binds.length; i++) {
                TypedValue.bind(statement, i + 1, binds[i]);
            }
            try (ResultSet results = statement.executeQuery()) {
                List<List<@Nullable String>> rows = new ArrayList<>();
                while (results.next()) {
                    rows.add(row(results));
                }
                return rows;
            }
        }
    }

    private static List<@Nullable String> row(ResultSet results) throws SQLException {
        int columns = results.getMetaData().getColumnCount();
        List<@Nullable String> row = new ArrayList<>(columns);
        for (int i = 1; i <= columns; i++) {
            row.add(results.getString(i));
        }
        return Collections.unmodifiableList(row);
    }

    /** Return the one value of the one row, or null. */
    @Nullable
    public String value(String sql, @Nullable Object... binds) {
        List<List<@Nullable String>> rows = rows(sql, binds);
        return rows.isEmpty() ? null : rows.get(0).get(0);
    }

    /** Return the first column. */
    public List<String> column(String sql, @Nullable Object... binds) {
        return rows(sql, binds).stream().map(row -> String.valueOf(row.get(0))).toList();
    }

    /** Write an expression as text; 1.50 and 1.5 are the same number. */
    public static String text(String expression, String type) {
        return type.equals("numeric") ? "trim_scale(" + expression + ")::text" : "(" + expression + ")::text";
    }

    public long number(String sql, @Nullable Object... binds) {
        return Long.parseLong(String.valueOf(value(sql, binds)));
    }
}
