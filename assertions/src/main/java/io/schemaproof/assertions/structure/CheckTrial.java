package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.Trial;
import io.schemaproof.catalog.CheckConstraint;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.ServerError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Evaluate a check constraint for a row, without the table's other constraints.
 *
 * <p>The row is put into an empty temporary table with the columns' types, so that its values are converted as an INSERT
 * converts them, and everything is rolled back.
 */
final class CheckTrial {

    private final DataSource dataSource;
    private final Table table;
    private final CheckConstraint check;

    CheckTrial(DataSource dataSource, Table table, CheckConstraint check) {
        this.dataSource = dataSource;
        this.table = table;
        this.check = check;
    }

    /**
     * Evaluate.
     *
     * @param row column to value; every column of the check must be in it
     * @throws IllegalArgumentException if a column is missing, or is no column of the check
     */
    Outcome of(Map<String, ? extends @Nullable Object> row) {
        Map<String, @Nullable Object> values = byColumn(row);
        return Trial.of(dataSource, connection -> evaluate(connection, values), Outcome::refused);
    }

    private Map<String, @Nullable Object> byColumn(Map<String, ? extends @Nullable Object> row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        row.forEach((column, value) -> values.put(Names.column(column), value));
        if (!values.keySet().equals(new HashSet<>(check.columns()))) {
            throw new IllegalArgumentException("The check " + Names.quote(check.name()) + " is about "
                    + Names.list(check.columns()) + ", not about " + Names.list(values.keySet()) + ": "
                    + check.expression());
        }
        return values;
    }

    private Outcome evaluate(Connection connection, Map<String, @Nullable Object> values) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            String columns =
                    table.columns().stream().map(Column::name).map(Names::quote).collect(Collectors.joining(", "));
            statement.execute("CREATE TEMPORARY TABLE schemaproof_row AS SELECT " + columns + " FROM "
                    + table.identity() + " WITH NO DATA");
            insert(connection, values);
            try (ResultSet result =
                    statement.executeQuery("SELECT (" + check.expression() + ") FROM pg_temp.schemaproof_row")) {
                result.next();
                boolean holds = result.getBoolean(1);
                return result.wasNull() ? Outcome.UNKNOWN : holds ? Outcome.TRUE : Outcome.FALSE;
            }
        }
    }

    private static void insert(Connection connection, Map<String, @Nullable Object> values) throws SQLException {
        String sql = values.isEmpty()
                ? "INSERT INTO pg_temp.schemaproof_row DEFAULT VALUES"
                : "INSERT INTO pg_temp.schemaproof_row " + Names.list(values.keySet()) + " VALUES ("
                        + values.keySet().stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int at = 0;
            for (Object value : values.values()) {
                bind(statement, ++at, value);
            }
            statement.executeUpdate();
        }
    }

    /** A value goes as text of no type, which the server reads as one of the column's. */
    private static void bind(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(at, Types.NULL);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(at, bytes);
        } else if (value.getClass().isArray()) {
            throw new IllegalArgumentException("Write an array as PostgreSQL does: \"{1,2}\".");
        } else {
            statement.setObject(at, value.toString(), Types.OTHER);
        }
    }

    /**
     * What a check says of a row.
     *
     * @param word {@code true}, {@code false}, or {@code unknown}, which a check accepts
     * @param error why it could not be evaluated: a value that is none of the column's type, a division by zero
     */
    record Outcome(String word, @Nullable ServerError error) {

        static final Outcome TRUE = new Outcome("true", null);
        static final Outcome FALSE = new Outcome("false", null);
        static final Outcome UNKNOWN = new Outcome("unknown", null);

        static Outcome refused(ServerError error) {
            return new Outcome("error " + error.sqlState() + ": " + error.message(), error);
        }
    }
}
