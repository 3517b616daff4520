package io.schemaproof.verify.assumption;

import io.schemaproof.base.SqlText;
import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Turns an exclusion constraint of the schema to come into the query for pairs of the present rows that it will refuse. */
final class ExclusionObstacle {

    private static final Pattern OPERATOR = Pattern.compile("\\bWITH (OPERATOR\\([^)]*\\)|[^\\s,()]+)");

    private ExclusionObstacle() {}

    /**
     * Find the pairs.
     *
     * @param table as it is
     * @param index of the constraint
     * @return empty where the definition cannot be read
     */
    static Optional<Obstacle> of(Table table, Constraint constraint, Index index) {
        List<String> operators = OPERATOR.matcher(constraint.definition())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        List<IndexKey> keys = index.keys();
        if (operators.isEmpty() || operators.size() != keys.size()) {
            return Optional.empty();
        }
        boolean plain =
                keys.stream().allMatch(IndexKey::isColumn) && index.predicate().isEmpty();
        String rows = plain ? table.identity() : rows(table, keys, index.predicate());
        String place = plain ? "ctid" : "place";
        List<String> conditions = new ArrayList<>(List.of("a." + place + " < b." + place));
        for (int i = 0; i < keys.size(); i++) {
            String key = plain ? name(table, keys.get(i)) : "key_" + (i + 1);
            conditions.add("a." + key + " " + operators.get(i) + " b." + key);
        }
        String on = String.join(" AND ", conditions);
        return Optional.of(Obstacle.of(
                "no two rows of " + table.identity() + " exclude each other by " + constraint.name(),
                new Relation(table.schema(), table.name()),
                columns(table, index),
                "SELECT a.*, b.* FROM " + rows + " a JOIN " + rows + " b ON " + on,
                "DELETE FROM " + table.identity() + " WHERE (tableoid, ctid) IN (SELECT a.tableoid, a." + place
                        + " FROM " + rows + " a JOIN " + rows + " b ON " + on + ")"));
    }

    /** The keys as columns, so that names in expressions are those of one row. */
    private static String rows(Table table, List<IndexKey> keys, Optional<String> predicate) {
        StringBuilder list = new StringBuilder("(SELECT *, tableoid, ctid AS place");
        for (int i = 0; i < keys.size(); i++) {
            list.append(", ")
                    .append(name(table, keys.get(i)))
                    .append(" AS key_")
                    .append(i + 1);
        }
        list.append(" FROM ").append(table.identity());
        predicate.ifPresent(condition -> list.append(" WHERE ").append(condition));
        return list.append(")").toString();
    }

    private static String name(Table table, IndexKey key) {
        return key.isColumn()
                ? table.column(key.expression())
                        .map(Column::quotedName)
                        .orElseGet(() -> SqlText.identifier(key.expression()))
                : "(" + key.expression() + ")";
    }

    private static List<String> columns(Table table, Index index) {
        return table.columns().stream()
                .map(Column::name)
                .filter(name -> index.keys().stream()
                        .anyMatch(key ->
                                key.isColumn() ? key.expression().equals(name) : WholeWord.in(key.expression(), name)))
                .toList();
    }
}
