package io.schemaproof.verify.compatibility;

import io.schemaproof.base.SqlTokens;
import io.schemaproof.query.named.NamedQuery;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.result.PolicyRule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The columns into which an INSERT without names of columns writes its values, in their order.
 *
 * @param columns none where the statement names them
 */
record WrittenColumns(List<Target> columns) {

    static final WrittenColumns NAMED = new WrittenColumns(List.of());

    private static final String COLUMNS = """
            SELECT a.attrelid || '.' || a.attnum, a.attname
            FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum""";

    /** What the values come from; in parentheses, too, which may be several. */
    private static final List<String> SOURCES = List.of("select", "values", "with", "table", "(");

    WrittenColumns {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param id which stays when it is renamed
     */
    record Target(String id, String name) {

        private boolean isSame(Target other) {
            return id.equals(other.id) || name.equals(other.name);
        }
    }

    /** Ask the server, within the transaction of the connection. */
    static WrittenColumns of(Connection connection, String sql) throws SQLException {
        List<String> tokens = SqlTokens.of(sql);
        int into = into(tokens);
        if (into < 0) {
            return NAMED;
        }
        StringBuilder name = new StringBuilder(tokens.get(into + 1));
        int next = into + 2;
        while (next + 1 < tokens.size() && tokens.get(next).equals(".")) {
            name.append('.').append(tokens.get(next + 1));
            next += 2;
        }
        if (is(tokens, next, "as")) {
            next += 2;
        }
        if (is(tokens, next, "overriding")) {
            next += 3;
        }
        boolean named = !SOURCES.contains(word(tokens, is(tokens, next, "(") ? next + 1 : next));
        return named ? NAMED : new WrittenColumns(columns(connection, name.toString(), values(tokens, next)));
    }

    private static String word(List<String> tokens, int place) {
        return place < tokens.size() ? tokens.get(place).toLowerCase(Locale.ROOT) : "";
    }

    private static boolean is(List<String> tokens, int place, String word) {
        return word(tokens, place).equals(word);
    }

    private static int into(List<String> tokens) {
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (is(tokens, i, "insert") && is(tokens, i + 1, "into")) {
                return i + 1;
            }
        }
        return -1;
    }

    /** How many values the first row has, where they are listed. */
    private static int values(List<String> tokens, int source) {
        if (!is(tokens, source, "values")) {
            return Integer.MAX_VALUE;
        }
        int depth = 0;
        int values = 1;
        for (int i = source + 1; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (token.equals("(") || token.equals("[")) {
                depth++;
            } else if (token.equals(")") || token.equals("]")) {
                depth--;
            } else if (depth == 1 && token.equals(",")) {
                values++;
            }
            if (depth == 0) {
                return values;
            }
        }
        return values;
    }

    private static List<Target> columns(Connection connection, String relation, int most) throws SQLException {
        List<Target> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, relation);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next() && columns.size() < most) {
                    columns.add(new Target(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return columns;
    }

    /** What is to be said where values go into other columns than before. */
    Optional<Finding> moved(WrittenColumns now, NamedQuery query, JudgedScript judged, Place place) {
        List<String> moved = new ArrayList<>();
        for (int i = 0; i < Math.min(columns.size(), now.columns.size()); i++) {
            if (!columns.get(i).isSame(now.columns.get(i))) {
                moved.add(
                        "value " + (i + 1) + " goes into " + now.columns.get(i).name() + " and went into "
                                + columns.get(i).name());
            }
        }
        return moved.isEmpty()
                ? Optional.empty()
                : Optional.of(QueryFindings.of(
                        PolicyRule.QUERY_WRITES_ELSEWHERE,
                        query,
                        place,
                        "names no columns, and writes into others " + judged.after() + ": " + String.join("; ", moved)
                                + ".",
                        "The server reports no error: the values fit there, too. What is written so cannot be told from what was meant.",
                        judged.remedy(
                                query,
                                "Let " + query.service() + " name the columns, INSERT INTO … ("
                                        + columns.get(0).name()
                                        + ", …), before this migration; or leave the columns and their order as they are."),
                        Map.of("moved", String.join("; ", moved))));
    }
}
