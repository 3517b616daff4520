package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Sql;
import io.schemaproof.query.Query;
import io.schemaproof.query.QueryException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a query returns, as text, and what was expected of it, brought by the server into the same writing. */
final class QueryRows {

    private static final int MOST = 10_000;

    private final Query query;
    private final Sql sql;
    private final List<String> types;

    private QueryRows(Query query, List<String> types) {
        this.query = query;
        this.sql = new Sql(query.dataSource());
        this.types = types;
    }

    static QueryRows of(Query query) {
        String probe = "SELECT * FROM (" + body(query) + "\n) schemaproof_query LIMIT 0";
        try (Connection connection = query.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(probe)) {
            for (int i = 0; i < query.binds().size(); i++) {
                statement.setObject(i + 1, query.binds().get(i));
            }
            ResultSetMetaData columns = statement.executeQuery().getMetaData();
            List<String> types = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                types.add(real(columns.getColumnTypeName(i)));
            }
            return new QueryRows(query, types);
        } catch (SQLException e) {
            throw new QueryException("Cannot read the rows of the query: " + e.getMessage() + "\n  " + query, e);
        }
    }

    /** The driver calls a column with a sequence by a type that no cast knows. */
    private static String real(String type) {
        return switch (type) {
            case "smallserial" -> "int2";
            case "serial" -> "int4";
            case "bigserial" -> "int8";
            default -> type;
        };
    }

    private static String body(Query query) {
        return query.sql().strip().replaceFirst(";\\s*$", "");
    }

    long count() {
        return sql.number(
                "SELECT count(*) FROM (" + body(query) + "\n) schemaproof_query",
                query.binds().toArray());
    }

    /**
     * The rows in the query's order.
     *
     * @throws QueryException if there are too many to compare
     */
    List<String> actual() {
        String columns = IntStream.range(0, types.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        String select = IntStream.range(0, types.size())
                .mapToObj(i -> Sql.text("c" + i, types.get(i)))
                .collect(Collectors.joining(", "));
        List<List<@Nullable String>> rows = sql.rows(
                "SELECT " + select + " FROM (" + body(query) + "\n) schemaproof_query(" + columns + ") LIMIT "
                        + (MOST + 1),
                query.binds().toArray());
        if (rows.size() > MOST) {
            throw new QueryException(
                    "The query returns more than " + MOST + " rows; compare counts or a condition instead: " + query);
        }
        return rows.stream().map(QueryRows::text).toList();
    }

    /**
     * Expected rows in the server's writing.
     *
     * @param rows each a value, or a list of values for several columns
     * @throws IllegalArgumentException if a row has not as many values as the query has columns
     */
    List<String> expected(@Nullable Object... rows) {
        return Arrays.stream(rows).map(this::canonical).toList();
    }

    private String canonical(@Nullable Object row) {
        List<?> values = row instanceof List<?> list ? list : Arrays.asList(row);
        if (values.size() != types.size()) {
            throw new IllegalArgumentException("The query has " + types.size() + " columns but the expected row "
                    + values + " has " + values.size() + " values. Write row(a, b) for a row of several columns.");
        }
        List<String> casts = new ArrayList<>();
        @Nullable Object[] texts = new Object[values.size()];
        for (int i = 0; i < values.size(); i++) {
            casts.add(Sql.text("CAST(CAST(? AS text) AS " + types.get(i) + ")", types.get(i)));
            Object value = values.get(i);
            texts[i] = value == null ? null : value.toString();
        }
        return text(sql.rows("SELECT " + String.join(", ", casts), texts).get(0));
    }

    private static String text(List<@Nullable String> row) {
        List<String> values =
                row.stream().map(value -> value == null ? "NULL" : value).toList();
        return values.size() == 1 ? values.get(0) : "(" + String.join(", ", values) + ")";
    }
}
