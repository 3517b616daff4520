package io.schemaproof.verify.assumption;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.data.HistoryTables;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows that an up itself puts into tables which are there, such as those of a table of kinds. Made-up rows with their keys
 * are in the way of nobody but the check: with them the up fails, or its down takes rows that are not its own.
 */
public final class OwnRows {

    /** Who puts in more than that is not filling a table of kinds. */
    private static final int MOST = 10_000;

    private OwnRows() {}

    /** The keys of the rows, each with the query for rows that have them already. */
    public static List<Obstacle> of(ObservedDatabase database, Script up) throws SQLException {
        List<Obstacle> keys = new ArrayList<>();
        try (ObservedDatabase empty = database.copy()) {
            Catalog now = empty.catalog();
            empty.empty(now);
            if (!empty.run(up).succeeded()) {
                return keys;
            }
            Catalog then = empty.catalog();
            try (Connection connection = empty.database().connect();
                    Statement statement = connection.createStatement()) {
                for (Table table : now.tables()) {
                    if (!table.isForeign()
                            && table.partitionOf().isEmpty()
                            && !HistoryTables.contains(table.name())
                            && then.table(table.identity()).isPresent()) {
                        collect(statement, table, then.table(table.identity()).get(), keys);
                    }
                }
            }
        }
        return keys;
    }

    private static void collect(Statement statement, Table table, Table later, List<Obstacle> keys)
            throws SQLException {
        for (Index index : table.indexes()) {
            boolean plain = index.isUnique()
                    && index.predicate().isEmpty()
                    && index.keys().stream().allMatch(IndexKey::isColumn)
                    && index.columns().stream()
                            .allMatch(name -> later.column(name).isPresent());
            if (plain) {
                String list = index.columns().stream()
                        .map(name -> table.column(name).map(Column::quotedName).orElseThrow() + "::text")
                        .collect(Collectors.joining(", "));
                String values = values(statement, table, list);
                if (!values.isEmpty()) {
                    keys.add(ConstraintObstacles.condition(
                            table,
                            index.columns(),
                            "no row of " + table.identity() + " has a key of those that it puts in",
                            "(" + list + ") IN (" + values + ")"));
                }
            }
        }
    }

    private static String values(Statement statement, Table table, String list) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery("SELECT " + list + " FROM " + table.identity() + " ORDER BY 1 LIMIT " + MOST)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    String value = rows.getString(i);
                    values.add(value == null ? "NULL" : SqlText.literal(value));
                }
                keys.add("(" + String.join(", ", values) + ")");
            }
        }
        return String.join(", ", keys);
    }

    /**
     * Take made-up rows with such keys away.
     *
     * @return how many there were
     */
    public static long free(ObservedDatabase database, Obstacle keys) throws SQLException {
        long rows;
        try (Connection connection = database.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM (" + keys.query() + ") q")) {
            row.next();
            rows = row.getLong(1);
        }
        if (rows > 0) {
            RowRemoval.remove(database, database.catalog(), keys.removal());
        }
        return rows;
    }
}
