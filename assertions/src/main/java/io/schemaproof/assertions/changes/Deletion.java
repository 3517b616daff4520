package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.MaskedColumns;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.ServerTables;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.assertions.core.SqlValues;
import io.schemaproof.assertions.core.TakenBack;
import io.schemaproof.base.SqlText;
import io.schemaproof.query.QueryException;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * What deleting a row takes with it, found out in a transaction that is rolled back. Deferred constraints are checked too.
 *
 * @param table the row's table
 * @param row the row as messages name it
 * @param changes what happened; nothing when it was refused
 * @param refusal the server's words if it refused, without what they quote of the rows; otherwise empty
 * @since 0.1
 */
public record Deletion(Relation table, String row, Changes changes, String refusal) {

    /**
     * Try to delete a row.
     *
     * @param key values of the primary key, in the order of its columns
     * @throws AssertionError if there is no such table or row
     * @throws IllegalArgumentException if the primary key has not as many columns
     * @throws QueryException if the server cannot be asked
     */
    public static Deletion of(DataSource dataSource, String table, Object... key) {
        ServerTables tables = new ServerTables(new Sql(dataSource));
        Relation relation =
                tables.table(table).orElseThrow(() -> tables.noTable(table).error("deletion", ""));
        try (Connection connection = dataSource.getConnection()) {
            return TakenBack.of(connection, open -> run(open, relation, key));
        } catch (SQLException e) {
            throw new QueryException("Cannot try the deletion: " + firstLine(e), e);
        }
    }

    private static Deletion run(Connection connection, Relation relation, Object... key) throws SQLException {
        WatchedTable target = WatchedTable.all(connection).stream()
                .filter(table -> table.name().equals(relation))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(relation + " is not a table with rows of its own."));
        List<WatchedTable.Column> columns = key(target, key);
        String row = row(target, columns, key);
        String condition = IntStream.range(0, key.length)
                .mapToObj(i ->
                        Names.sql(List.of(columns.get(i).name())) + " = " + SqlText.literal(SqlValues.text(key[i])))
                .collect(Collectors.joining(" AND "));
        String from = " FROM " + Names.sql(List.of(relation.schema(), relation.name())) + " WHERE " + condition;
        if (Sql.rows(connection, "SELECT 1" + from).isEmpty()) {
            throw Failure.expected("a row to delete").butWas(row, "no such row").error("deleting " + row, "");
        }
        Snapshot snapshot = Snapshot.take(connection, table -> true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE" + from);
            statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            // A violated constraint, or what a trigger raises; anything else is no answer.
            if (!state.startsWith("23") && !state.startsWith("P0")) {
                throw e;
            }
            return new Deletion(relation, row, new Changes(List.of(), List.of()), firstLine(e));
        }
        boolean kept = !Sql.rows(connection, "SELECT 1" + from).isEmpty();
        return kept
                ? new Deletion(
                        relation,
                        row,
                        new Changes(List.of(), List.of()),
                        "the row is still there; a trigger or rule kept it")
                : new Deletion(relation, row, snapshot.compare(table -> true).changes(), "");
    }

    private static List<WatchedTable.Column> key(WatchedTable table, Object... key) {
        List<WatchedTable.Column> columns = new ArrayList<>(table.columns().stream()
                .filter(column -> column.keyPosition() > 0)
                .toList());
        columns.sort(Comparator.comparing(WatchedTable.Column::keyPosition));
        if (columns.isEmpty() || columns.size() != key.length) {
            throw new IllegalArgumentException("The primary key of " + table.name() + " has " + columns.size()
                    + " columns, but " + key.length + " values are given.");
        }
        return columns;
    }

    private static String row(WatchedTable table, List<WatchedTable.Column> columns, Object... key) {
        MaskedColumns masks = MaskedColumns.ofSystem();
        Relation name = table.name();
        return name + " "
                + IntStream.range(0, key.length)
                        .mapToObj(i -> Names.quote(columns.get(i).name()) + " = "
                                + (masks.hides(
                                                name.schema(),
                                                name.name(),
                                                columns.get(i).name())
                                        ? MaskedColumns.MASK
                                        : SqlValues.text(key[i])))
                        .collect(Collectors.joining(", "));
    }

    /** The lines after the first quote the rows. */
    private static String firstLine(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        // A violated constraint is told in names; what a function raises may quote anything.
        String words = state.startsWith("23") || state.startsWith("42")
                ? String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                : "the words of a function or trigger are withheld";
        return words + " [SQLSTATE " + state + "]";
    }
}
