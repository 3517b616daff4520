package io.schemaproof.verify.assumption;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import io.schemaproof.database.ReplicaRole;
import io.schemaproof.query.CopyStream;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes rows that were made for one schema into the tables of another that have none, column by column, as text: a value that a narrower
 * type can hold, a wider one can, too.
 */
final class RowTransfer {

    private final Connection from;
    private final Connection to;

    private RowTransfer(Connection from, Connection to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Exchange the rows of some tables and fill the empty ones, without a trigger noticing. Rows that refer to none are for the caller to
     * remove. A table that does not take the others is as it was.
     *
     * @param now the schema of the database to fill
     * @param lost the tables whose rows are exchanged
     * @param made the database that has rows
     * @param others its schema
     * @return the number of rows
     * @throws SQLException if a connection is lost
     */
    static long fill(ObservedDatabase empty, Catalog now, Set<Relation> lost, ObservedDatabase made, Catalog others)
            throws SQLException {
        long rows = 0;
        try (Connection from = made.database().connect();
                Connection to = empty.database().connect();
                Statement statement = to.createStatement()) {
            if (!ReplicaRole.isAllowed(to)) {
                return 0;
            }
            ReplicaRole.begin(statement);
            RowTransfer transfer = new RowTransfer(from, to);
            for (Table table : now.tables()) {
                Optional<Table> other = others.table(table.identity());
                if (other.isPresent()
                        && !table.isForeign()
                        && table.partitionOf().isEmpty()
                        && (lost.contains(ConstraintObstacles.relation(table)) || transfer.isEmpty(table))) {
                    rows += transfer.exchange(table, common(table, other.get()));
                }
            }
        }
        return rows;
    }

    private static List<Column> common(Table table, Table other) {
        return table.columns().stream()
                .filter(column -> column.generated() == Column.Generated.NOT_GENERATED)
                .filter(column -> other.column(column.name()).isPresent())
                .toList();
    }

    private boolean isEmpty(Table table) throws SQLException {
        try (Statement statement = to.createStatement();
                ResultSet row = statement.executeQuery("SELECT NOT EXISTS (SELECT FROM " + table.identity() + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private long exchange(Table table, List<Column> columns) throws SQLException {
        if (columns.isEmpty()) {
            return 0;
        }
        to.setAutoCommit(false);
        try (Statement statement = to.createStatement()) {
            statement.execute("DELETE FROM " + table.identity());
            long rows = copy(table, columns);
            to.commit();
            return rows;
        } catch (SQLException e) {
            if (to.isClosed() || from.isClosed()) {
                throw e;
            }
            to.rollback();
            return 0;
        } finally {
            to.setAutoCommit(true);
        }
    }

    private long copy(Table table, List<Column> columns) throws SQLException {
        String list = columns.stream().map(Column::quotedName).collect(Collectors.joining(", "));
        long rows = CopyStream.copy(
                from, "SELECT " + list + " FROM " + table.identity(), to, table.identity() + " (" + list + ")");
        for (Column column : columns) {
            advance(table, column);
        }
        return rows;
    }

    /** A sequence goes on behind the keys that have come, as if it had given them. */
    private void advance(Table table, Column column) throws SQLException {
        try (Statement statement = to.createStatement()) {
            String sequence = "pg_catalog.pg_get_serial_sequence(" + SqlText.literal(table.identity()) + ", "
                    + SqlText.literal(column.name()) + ")";
            try (ResultSet row = statement.executeQuery("SELECT " + sequence)) {
                row.next();
                if (row.getString(1) == null) {
                    return;
                }
            }
            String last = "max(" + column.quotedName() + ")::bigint";
            statement.execute("SELECT pg_catalog.setval(" + sequence + ", greatest(" + last
                    + ", pg_catalog.pg_sequence_last_value(" + sequence + "))) FROM " + table.identity() + " HAVING "
                    + last
                    + " > 0");
        }
    }
}
