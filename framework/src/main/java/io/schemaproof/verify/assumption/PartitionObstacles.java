package io.schemaproof.verify.assumption;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the rows of a default partition that belong to a partition to come, and those of a table to come in that do not. What belongs to it the server says itself, of an empty
 * table that is parted in the same way.
 */
final class PartitionObstacles {

    private static final String DEFAULT = "DEFAULT";
    private static final String TABLE = "pg_temp.schemaproof_parted";
    private static final String PARTITION = "pg_temp.schemaproof_part";

    private final Connection connection;
    private final Catalog goal;

    PartitionObstacles(Connection connection, Catalog goal) {
        this.connection = connection;
        this.goal = goal;
    }

    /** @param table that holds the rows: a default partition, or a partition of one, or a table that becomes a partition */
    List<Obstacle> of(Table table) throws SQLException {
        List<Obstacle> obstacles = new ArrayList<>();
        for (Optional<Table> part = Optional.of(table);
                part.isPresent();
                part = part.get().partitionOf()) {
            Optional<Table> parent = part.get().partitionOf();
            if (parent.isPresent() && part.get().partitionBound().equals(Optional.of(DEFAULT))) {
                for (Table coming : coming(parent.get())) {
                    condition(parent.get(), coming)
                            .map(rows -> obstacle(table, coming, rows))
                            .ifPresent(obstacles::add);
                }
            }
        }
        Optional<Table> later = goal.table(table.identity())
                .filter(become -> table.partitionOf().isEmpty());
        Optional<Table> parent = later.flatMap(Table::partitionOf);
        if (parent.isPresent() && parent.get().isPartitioned()) {
            condition(parent.get(), later.get())
                    .map(rows -> ConstraintObstacles.condition(
                            table,
                            List.of(),
                            "all rows of " + table.identity() + " are "
                                    + later.get().partitionBound().orElseThrow(),
                            "(" + rows + ") IS NOT TRUE"))
                    .ifPresent(obstacles::add);
        }
        return obstacles;
    }

    private List<Table> coming(Table parent) {
        Set<String> known = parent.partitions().stream().map(Table::identity).collect(Collectors.toSet());
        return goal.table(parent.identity()).stream()
                .flatMap(later -> later.partitions().stream())
                .filter(partition -> !known.contains(partition.identity())
                        && !partition.partitionBound().equals(Optional.of(DEFAULT)))
                .toList();
    }

    private static Obstacle obstacle(Table table, Table coming, String rows) {
        return ConstraintObstacles.condition(
                table,
                List.of(),
                "no row of the default partition " + table.identity() + " belongs to " + coming.identity(),
                rows);
    }

    /** What is true of the rows of a partition; empty where the key needs what is not there yet. */
    private Optional<String> condition(Table parent, Table coming) throws SQLException {
        boolean alone = connection.getAutoCommit();
        connection.setAutoCommit(false);
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + TABLE + " (LIKE " + parent.identity() + ") PARTITION BY "
                    + parent.partitionKey().orElseThrow());
            statement.execute("CREATE TABLE " + PARTITION + " PARTITION OF " + TABLE + " "
                    + coming.partitionBound().orElseThrow());
            try (ResultSet row = statement.executeQuery(
                    "SELECT pg_catalog.pg_get_partition_constraintdef('" + PARTITION + "'::pg_catalog.regclass)")) {
                row.next();
                return Optional.ofNullable(row.getString(1));
            }
        } catch (SQLException e) {
            return Optional.empty();
        } finally {
            connection.rollback(before);
            connection.setAutoCommit(alone);
        }
    }
}
