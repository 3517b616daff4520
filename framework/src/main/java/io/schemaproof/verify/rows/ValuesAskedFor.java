package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.migration.Migration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a down asks for when it deletes or changes rows: {@code DELETE FROM settings WHERE name LIKE 'mail.%'} means the rows that the up has put
 * in, and takes others that are called so.
 */
final class ValuesAskedFor {

    /** Of one table. */
    private static final int MOST = 6;

    /** What is equal to a constant, or one of several; a pattern may hold such a word, too. */
    private static final Pattern EQUAL = Pattern.compile("(?is)(?:\"(?:[^\"]|\"\")+\"|\\S+) (?:=|IN|IS) .*");

    private final List<RowConditions.Condition> conditions;
    private final WritingText up;
    private final Catalog catalog;

    private ValuesAskedFor(List<RowConditions.Condition> conditions, WritingText up, Catalog catalog) {
        this.catalog = catalog;
        this.conditions = conditions;
        this.up = up;
    }

    /**
     * Read what a down asks for.
     *
     * @param up what the up says of the rows that it changes
     * @param catalog as it is before the up
     */
    static ValuesAskedFor of(Migration migration, WritingText up, Catalog catalog) {
        return new ValuesAskedFor(
                migration.down().map(RowConditions::of).stream()
                        .flatMap(read -> read.conditions().stream())
                        .filter(condition -> !condition.where().isEmpty())
                        .distinct()
                        .toList(),
                up,
                catalog);
    }

    /**
     * The values for rows of a table, a row for each condition.
     *
     * @param before a session where the up has not run
     * @param after one where it has
     * @param taken conditions of the rows that something else is given to
     */
    List<GivenValue> of(Table table, Connection before, Connection after, Set<String> taken) throws SQLException {
        PrimaryKey key = table.primaryKey().orElseThrow();
        Map<Map<Column, Optional<String>>, RowConditions.Condition> wanted = new LinkedHashMap<>();
        for (RowConditions.Condition condition : conditions) {
            Map<Column, Optional<String>> values =
                    condition.isOf(table.schema(), table.name()) ? columns(table, condition) : Map.of();
            boolean possible = values.values().stream().anyMatch(Optional::isPresent) && isOpen(key, values);
            if (possible && wanted.size() < MOST) {
                wanted.putIfAbsent(values, condition);
            }
        }
        if (wanted.isEmpty()) {
            return List.of();
        }
        Iterator<String> rows = RowsToGive.of(catalog, table, key, before).stream()
                .filter(row -> !taken.contains(row))
                .iterator();
        boolean finds = up.insertsIfMissing(table);
        List<GivenValue> found = new ArrayList<>();
        for (Map.Entry<Map<Column, Optional<String>>, RowConditions.Condition> one : wanted.entrySet()) {
            Map<Column, Optional<String>> values = one.getKey();
            if (rows.hasNext() && !isThere(before, table, values)) {
                boolean brought = !finds && isThere(after, table, values);
                if (!brought || !isOnce(table, values)) {
                    found.add(given(table, rows.next(), values, one.getValue(), brought));
                }
            }
        }
        return found;
    }

    private static GivenValue given(
            Table table,
            String row,
            Map<Column, Optional<String>> values,
            RowConditions.Condition condition,
            boolean brought) {
        Map<Column, Optional<String>> others = new LinkedHashMap<>(values);
        Map.Entry<Column, Optional<String>> first = values.entrySet().stream()
                .filter(entry -> entry.getValue().isPresent())
                .findFirst()
                .orElseThrow();
        others.remove(first.getKey());
        Map<Column, String> demands = new LinkedHashMap<>();
        values.keySet()
                .forEach(column -> demands.put(column, condition.demands().getOrDefault(column.name(), "")));
        return new GivenValue(
                table,
                first.getKey(),
                row,
                first.getValue().orElseThrow(),
                GivenValue.Origin.UNUSUAL,
                Optional.of(new GivenValue.Asked(
                        others, demands, brought && demands.values().stream().allMatch(EQUAL.asMatchPredicate()))));
    }

    /** Empty where the condition is also about what the table did not have before the up. */
    private static Map<Column, Optional<String>> columns(Table table, RowConditions.Condition condition) {
        Map<Column, Optional<String>> found = new LinkedHashMap<>();
        for (Map.Entry<String, Optional<String>> entry : condition.where().entrySet()) {
            Optional<Column> column =
                    table.column(entry.getKey()).filter(known -> known.generated() == Column.Generated.NOT_GENERATED);
            if (column.isEmpty()) {
                return Map.of();
            }
            found.put(column.get(), entry.getValue());
        }
        return found;
    }

    /** A row that gets another key is found again where that is the only column, and nothing else of it is changed. */
    private static boolean isOpen(PrimaryKey key, Map<Column, Optional<String>> values) {
        boolean touchesKey = values.keySet().stream().map(Column::name).anyMatch(key.columns()::contains);
        return !touchesKey || (values.size() == 1 && key.columns().size() == 1);
    }

    /** Whether there can be one such row only, so that where the up puts it in no other was there before. */
    private static boolean isOnce(Table table, Map<Column, Optional<String>> values) {
        List<String> names = values.keySet().stream().map(Column::name).toList();
        return table.indexes().stream()
                .filter(index -> index.isUnique() && index.predicate().isEmpty())
                .map(Index::columns)
                .anyMatch(columns -> !columns.isEmpty() && names.containsAll(columns));
    }

    private static boolean isThere(Connection connection, Table table, Map<Column, Optional<String>> values)
            throws SQLException {
        StringBuilder query = new StringBuilder("SELECT EXISTS (SELECT FROM " + table.identity() + " WHERE true");
        values.forEach((column, value) -> query.append(" AND ")
                .append(column.quotedName())
                .append("::text IS NOT DISTINCT FROM ")
                .append(value.map(SqlText::literal).orElse("NULL")));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query.append(')').toString())) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            if (!connection.isValid(1)) {
                throw e;
            }
            // The up has taken the table or a column of it away.
            return false;
        }
    }
}
