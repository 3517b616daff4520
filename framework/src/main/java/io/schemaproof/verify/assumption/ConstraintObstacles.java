package io.schemaproof.verify.assumption;

import io.schemaproof.catalog.CheckConstraint;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a constraint of the schema to come into the query for those of the present rows that it will refuse. */
final class ConstraintObstacles {

    private ConstraintObstacles() {}

    static Obstacle notNull(Table table, Column column) {
        return condition(
                table,
                List.of(column.name()),
                "no row of " + table.identity() + " has NULL in " + column.name(),
                column.quotedName() + " IS NULL");
    }

    static Obstacle check(Table table, CheckConstraint check, List<String> columns) {
        return condition(
                table,
                columns,
                "all rows of " + table.identity() + " pass the check " + check.name(),
                "NOT (" + check.expression() + ")");
    }

    /** Rows for which a condition is true are in the way. */
    static Obstacle condition(Table table, List<String> columns, String demand, String condition) {
        String rows = " FROM " + table.identity() + " WHERE " + condition;
        return new Obstacle(
                demand, relation(table), columns, "SELECT *" + rows, List.of("DELETE" + rows), Optional.of(condition));
    }

    /**
     * Of a key with a column that the script adds, which rows of before have the same value in, what they have now decides.
     *
     * @param later the table as it will be, with the types that its columns will have
     */
    static Obstacle unique(Table table, Table later, Index index) {
        List<IndexKey> known =
                index.keys().stream().filter(key -> isKnown(table, key)).toList();
        List<String> keys = known.stream().map(key -> key(table, later, key)).toList();
        String list = String.join(", ", keys);
        List<String> conditions = new ArrayList<>();
        index.predicate().ifPresent(predicate -> conditions.add("(" + predicate + ")"));
        if (!index.isNullsNotDistinct()) {
            keys.forEach(key -> conditions.add(key + " IS NOT NULL"));
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        List<String> columns = known.stream()
                .filter(IndexKey::isColumn)
                .map(IndexKey::expression)
                .toList();
        return Obstacle.of(
                "no two rows of " + table.identity() + " have the same " + list
                        + index.predicate()
                                .map(predicate -> " where " + predicate)
                                .orElse(""),
                relation(table),
                columns,
                "SELECT " + list + ", count(*) FROM " + table.identity() + where + " GROUP BY " + list
                        + " HAVING count(*) > 1",
                "DELETE FROM " + table.identity()
                        + " t USING (SELECT tableoid AS part, ctid AS place, row_number() OVER"
                        + " (PARTITION BY " + list + " ORDER BY tableoid, ctid) AS number FROM " + table.identity()
                        + where + ") d WHERE t.tableoid = d.part AND t.ctid = d.place AND d.number > 1");
    }

    /** Whether a part of a key can be asked of a table; what an expression speaks of is not looked at. */
    static boolean isKnown(Table table, IndexKey key) {
        return !key.isColumn() || table.column(key.expression()).isPresent();
    }

    private static String key(Table table, Table later, IndexKey key) {
        return key.isColumn()
                ? table.column(key.expression())
                        .map(column -> column.quotedName()
                                + newType(column, later)
                                        .map(type -> "::" + type)
                                        .orElse(""))
                        .orElse(key.expression())
                : "(" + key.expression() + ")";
    }

    /** The type that a column will have, where that is another one. */
    static Optional<String> newType(Column column, Table later) {
        return later.column(column.name()).map(Column::type).filter(type -> !type.equals(column.type()));
    }

    static Obstacle foreignKey(Table table, ForeignKey key) {
        List<String> columns = table.quoted(key.columns());
        List<String> referenced = Orphans.referenced(key);
        String condition = Orphans.condition(table, key, key.referencedTable());
        String rows = "(SELECT " + String.join(", ", referenced) + ", row_number() OVER (ORDER BY "
                + String.join(", ", referenced) + ") - 1 AS number FROM " + key.referencedTable() + ")";
        List<String> set = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            set.add(columns.get(i) + " = f." + referenced.get(i));
        }
        // Rather another parent than no row; what cannot be changed goes.
        String adopt = "UPDATE " + table.identity() + " t SET " + String.join(", ", set)
                + " FROM (SELECT c.tableoid AS part, c.ctid AS place, row_number() OVER (ORDER BY c.tableoid, c.ctid) - 1"
                + " AS number FROM " + table.identity() + " c WHERE " + condition + ") d JOIN " + rows
                + " f ON f.number = d.number % (SELECT nullif(count(*), 0) FROM " + key.referencedTable()
                + ") WHERE t.tableoid = d.part AND t.ctid = d.place";
        return new Obstacle(
                "each " + table.list(key.columns()) + " of " + table.identity() + " is there in "
                        + key.referencedTable(),
                relation(table),
                key.columns(),
                "SELECT c.* FROM " + table.identity() + " c WHERE " + condition,
                List.of(adopt, "DELETE FROM " + table.identity() + " c WHERE " + condition),
                Optional.of(Orphans.condition(table, key, key.referencedTable(), table.identity())));
    }

    static Relation relation(Table table) {
        return new Relation(table.schema(), table.name());
    }
}
