package io.schemaproof.verify.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.migration.Migration;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.state.ObservedDatabase;
import io.schemaproof.verify.state.RowLoss;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out whether rows of before have other values because rows refer to them that came after the up: a list that the down puts together from
 * those is another then, and nothing is lost.
 */
final class ReferredRows {

    /** Rows of a table that are compared. */
    private static final int MOST = 10_000;

    /** In no name. */
    private static final char BETWEEN = '\0';

    private final RowStage stage;
    private final Migration migration;

    ReferredRows(RowStage stage, Migration migration) {
        this.stage = stage;
        this.migration = migration;
    }

    /**
     * Whether each row that has another value is one of those.
     *
     * @param taken the database after the down
     * @param before the schema before the up
     */
    boolean explain(RowLoss loss, ObservedDatabase taken, Catalog before) throws SQLException {
        Optional<Table> table = before.table(loss.table().quoted());
        Optional<PrimaryKey> key = table.flatMap(Table::primaryKey);
        if (key.isEmpty()
                || loss.lost() > 0
                || !loss.gone().isEmpty()
                || loss.changed().isEmpty()
                || loss.rows() > MOST) {
            return false;
        }
        Set<String> columns = loss.changed().keySet();
        Map<String, String> was = values(stage.database().session(), table.get(), key.get(), columns);
        Map<String, String> is = values(taken.session(), table.get(), key.get(), columns);
        was.entrySet().removeIf(row -> row.getValue().equals(is.get(row.getKey())));
        return !was.isEmpty() && referred(table.get(), key.get()).containsAll(was.keySet());
    }

    private static Map<String, String> values(
            Connection connection, Table table, PrimaryKey key, Collection<String> columns) throws SQLException {
        return map(
                connection,
                "SELECT " + row(table.quoted(key.columns())) + ", " + row(table.quoted(List.copyOf(columns))) + " FROM "
                        + table.identity());
    }

    /** The keys of the rows to which rows refer that come after the up. */
    private Set<String> referred(Table table, PrimaryKey key) throws SQLException {
        try (ObservedDatabase copy = stage.copy(false)) {
            if (!copy.run(migration.up()).succeeded()) {
                return Set.of();
            }
            Catalog applied = copy.catalog();
            Map<String, String> none = references(copy.session(), applied, table, key);
            stage.filler().after(copy, migration, false);
            stage.filler().after(copy, migration, true);
            Map<String, String> some = references(copy.session(), applied, table, key);
            Set<String> referred = new HashSet<>();
            some.forEach((reference, count) -> {
                if (!count.equals(none.get(reference))) {
                    referred.add(reference.substring(reference.indexOf(BETWEEN) + 1));
                }
            });
            return referred;
        }
    }

    /** The foreign key and the key that it refers to, to the number of references. */
    private static Map<String, String> references(Connection connection, Catalog applied, Table table, PrimaryKey key)
            throws SQLException {
        Map<String, String> references = new HashMap<>();
        for (Table child : applied.tables()) {
            for (ForeignKey reference : child.foreignKeys()) {
                if (reference.referencedTable().equals(table.identity())
                        && Set.copyOf(reference.referencedColumns()).equals(Set.copyOf(key.columns()))) {
                    List<String> columns = key.columns().stream()
                            .map(column -> reference
                                    .columns()
                                    .get(reference.referencedColumns().indexOf(column)))
                            .toList();
                    map(
                                    connection,
                                    "SELECT " + row(child.quoted(columns)) + ", count(*) FROM " + child.identity()
                                            + " GROUP BY 1")
                            .forEach((to, count) -> references.put(reference.identity() + BETWEEN + to, count));
                }
            }
        }
        return references;
    }

    /** @param columns quoted */
    private static String row(List<String> columns) {
        return columns.stream().map(column -> column + "::text").collect(Collectors.joining(", ", "ROW(", ")::text"));
    }

    private static Map<String, String> map(Connection connection, String sql) throws SQLException {
        Map<String, String> map = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                map.put(row.getString(1), row.getString(2));
            }
        }
        return map;
    }
}
