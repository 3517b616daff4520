package io.schemaproof.verify.compatibility;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.query.named.NamedQuery;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Chooses values for the parameters of a statement: what its author gives, else those of one row of the table with whose column
 * the parameter is compared, or into which it is written, else a plain value of its type.
 */
final class ValueChoice {

    private static final String DENIED = "42501";
    private static final String NULL = "NULL";
    private static final Map<String, String> PLAIN = Map.ofEntries(
            Map.entry("smallint", "1"),
            Map.entry("integer", "1"),
            Map.entry("bigint", "1"),
            Map.entry("numeric", "1"),
            Map.entry("real", "1"),
            Map.entry("double precision", "1"),
            Map.entry("oid", "1"),
            Map.entry("text", "a"),
            Map.entry("character varying", "a"),
            Map.entry("character", "a"),
            Map.entry("name", "a"),
            Map.entry("boolean", "true"),
            Map.entry("date", "2020-01-01"),
            Map.entry("timestamp without time zone", "2020-01-01"),
            Map.entry("timestamp with time zone", "2020-01-01"),
            Map.entry("time without time zone", "12:00"),
            Map.entry("time with time zone", "12:00"),
            Map.entry("interval", "1 day"),
            Map.entry("uuid", "00000000-0000-0000-0000-000000000001"),
            Map.entry("json", "{}"),
            Map.entry("jsonb", "{}"),
            Map.entry("bytea", "\\x00"),
            Map.entry("inet", "127.0.0.1"));

    private final Connection connection;
    private final Catalog catalog;
    private final int passedOver;

    /**
     * @param connection within a transaction that the caller rolls back
     * @param passedOver how many rows to pass over
     */
    ValueChoice(Connection connection, Catalog catalog, int passedOver) {
        this.connection = connection;
        this.catalog = catalog;
        this.passedOver = passedOver;
    }

    /**
     * Choose.
     *
     * @param types of the parameters
     * @throws SQLException if a value that the author gives is none
     */
    ParameterValues of(NamedQuery query, List<String> types) throws SQLException {
        Map<Integer, String> values = new TreeMap<>();
        for (Map.Entry<Integer, String> sample : query.samples().entrySet()) {
            if (sample.getKey() <= types.size()) {
                values.put(
                        sample.getKey(),
                        literal(text(
                                "SELECT ((" + sample.getValue() + ")::" + types.get(sample.getKey() - 1) + ")::text")));
            }
        }
        fromRows(query, types, values);
        Set<Integer> offsets = ParameterColumns.offsets(query.sql());
        for (int number = 1; number <= types.size(); number++) {
            if (!values.containsKey(number)) {
                values.put(number, offsets.contains(number) ? "'0'" : plain(types.get(number - 1)));
            }
        }
        return new ParameterValues(List.copyOf(values.values()), query.samples().size() >= types.size());
    }

    /** All values from one row where there is one that has them all, so that the statement meets it. */
    private void fromRows(NamedQuery query, List<String> types, Map<Integer, String> values) throws SQLException {
        Map<String, Map<Integer, String>> expressions = new HashMap<>();
        ParameterColumns.of(query.sql(), catalog).forEach((number, target) -> {
            if (number <= types.size() && !values.containsKey(number)) {
                expressions
                        .computeIfAbsent(target.relation(), key -> new TreeMap<>())
                        .put(number, expression(target, types.get(number - 1)));
            }
        });
        for (Map.Entry<String, Map<Integer, String>> relation : expressions.entrySet()) {
            Map<Integer, String> found = row(relation.getKey(), relation.getValue());
            if (found.isEmpty()) {
                for (Map.Entry<Integer, String> one : relation.getValue().entrySet()) {
                    found.putAll(row(relation.getKey(), Map.of(one.getKey(), one.getValue())));
                }
            }
            values.putAll(found);
        }
    }

    private static String expression(ParameterColumns.Target target, String type) {
        boolean list = type.endsWith("[]");
        boolean lists = target.type().endsWith("[]");
        String value = list == lists
                ? target.column()
                : list ? "ARRAY[" + target.column() + "]" : "(" + target.column() + ")[1]";
        return "((" + value + ")::" + type + ")::text";
    }

    private Map<Integer, String> row(String relation, Map<Integer, String> expressions) throws SQLException {
        List<Integer> numbers = new ArrayList<>(new TreeMap<>(expressions).keySet());
        String columns = numbers.stream().map(expressions::get).collect(Collectors.joining(", "));
        String present = numbers.stream()
                .map(number -> expressions.get(number) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        Savepoint before = connection.setSavepoint();
        try {
            return row(relation, columns, present, numbers);
        } catch (SQLException e) {
            connection.rollback(before);
            if (!DENIED.equals(e.getSQLState())) {
                // The column is of a type that the parameter is not: it was not meant.
                return new HashMap<>();
            }
        }
        // A role that may only write: what it writes has to fit rows that it cannot see.
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL ROLE NONE");
            return row(relation, columns, present, numbers);
        } catch (SQLException e) {
            connection.rollback(before);
            return new HashMap<>();
        }
    }

    private Map<Integer, String> row(String relation, String columns, String present, List<Integer> numbers)
            throws SQLException {
        Map<Integer, String> found = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + columns + " FROM " + relation + " WHERE " + present
                        + " LIMIT 1 OFFSET " + passedOver)) {
            if (rows.next()) {
                for (int i = 0; i < numbers.size(); i++) {
                    found.put(numbers.get(i), literal(Optional.ofNullable(rows.getString(i + 1))));
                }
            }
        }
        return found;
    }

    private String plain(String type) throws SQLException {
        if (type.endsWith("[]")) {
            return "'{}'";
        }
        String known = PLAIN.get(type);
        return known != null
                ? SqlText.literal(known)
                : literal(text("SELECT (SELECT enumlabel FROM pg_catalog.pg_enum WHERE enumtypid = "
                        + SqlText.literal(type) + "::pg_catalog.regtype ORDER BY enumsortorder LIMIT 1)"));
    }

    private Optional<String> text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }

    private static String literal(Optional<String> text) {
        return text.map(SqlText::literal).orElse(NULL);
    }
}
