package io.schemaproof.data.rows;

import io.schemaproof.base.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows that a foreign key may refer to, numbered, as a part of an INSERT.
 *
 * @param alias in the statement
 * @param bound columns that an earlier foreign key has given a value, which is kept
 * @param own columns that this one gives a value
 */
record ParentRows(String alias, ParentKey key, TargetTable table, List<String> bound, List<String> own) {

    /** More parents than children are never needed, and a few more look better. */
    private static final long LEAST = 10_000;

    private String quoted(String column) {
        return table.column(column).map(TargetColumn::quoted).orElse(SqlText.identifier(column));
    }

    private String list(List<String> columns, String prefix) {
        return columns.stream().map(column -> prefix + quoted(column)).collect(Collectors.joining(", "));
    }

    /** The common table expressions. */
    String with(List<RowCheck> checks) {
        List<String> selected = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            String column = key.columns().get(i);
            String type = table.column(column).orElseThrow().type();
            selected.add(key.referenced().get(i) + "::" + type + " AS " + quoted(column));
            conditions.add(quoted(column) + " IS NOT NULL");
        }
        checks.stream()
                .filter(check -> !check.columns().isEmpty() && key.columns().containsAll(check.columns()))
                .forEach(check -> conditions.add(check.sql()));
        String rows = "SELECT * FROM (SELECT " + String.join(", ", selected) + " FROM " + key.from() + ") r WHERE "
                + String.join(" AND ", conditions);
        if (bound.isEmpty()) {
            String all = list(key.columns(), "");
            return alias + " AS MATERIALIZED (SELECT row_number() OVER (ORDER BY " + all
                    + ") - 1 AS schemaproof_n, s.* FROM (" + rows + " ORDER BY " + all + " LIMIT "
                    + (2 * table.asked() + LEAST) + ") s)";
        }
        String order = own.isEmpty() ? "1::int" : list(own, "");
        return alias + " AS MATERIALIZED (SELECT row_number() OVER (PARTITION BY " + list(bound, "") + " ORDER BY "
                + order
                + ") - 1 AS schemaproof_n, s.* FROM (" + rows + ") s), " + alias + "c AS MATERIALIZED (SELECT "
                + list(bound, "")
                + ", count(*) AS schemaproof_c FROM " + alias + " GROUP BY " + list(bound, "") + ")";
    }

    /** @param holders the alias that holds each bound column's value */
    String join(List<String> holders) {
        if (bound.isEmpty()) {
            return " LEFT JOIN " + alias + " ON " + alias + ".schemaproof_n = n." + alias;
        }
        String same = "";
        String counted = "";
        for (int i = 0; i < bound.size(); i++) {
            String value = holders.get(i) + "." + quoted(bound.get(i));
            counted += (i == 0 ? "" : " AND ") + alias + "c." + quoted(bound.get(i)) + " = " + value;
            same += " AND " + alias + "." + quoted(bound.get(i)) + " = " + value;
        }
        return " LEFT JOIN " + alias + "c ON " + counted + " LEFT JOIN " + alias + " ON " + alias
                + ".schemaproof_n = n." + alias + " % " + alias + "c.schemaproof_c" + same;
    }

    Dimension dimension() {
        String size = bound.isEmpty()
                ? "(SELECT count(*) FROM " + alias + ")"
                : "(SELECT max(schemaproof_c) FROM " + alias + "c)";
        return new Dimension(alias, Set.copyOf(own.isEmpty() ? key.columns() : own), size, 0, 0);
    }

    /** Whether a row without a parent is no row: one of the columns must have a value, or already has one. */
    boolean isNeeded() {
        return own.isEmpty() || own.stream().anyMatch(column -> !table.isNullable(column));
    }

    String found() {
        return alias + ".schemaproof_n IS NOT NULL";
    }

    String foundName() {
        return "schemaproof_" + alias;
    }
}
