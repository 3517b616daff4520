package io.schemaproof.query;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A statement that is prepared on the server and stays so in its session, as one of an application that keeps its connections.
 *
 * <p>It is prepared by SQL and not by the driver, which prepares again in silence when the server refuses what it has kept. Values
 * are SQL literals. All of it needs a connection without auto-commit; whoever calls ends the transaction.
 *
 * @since 0.1
 */
public final class SessionStatement {

    private static final int FETCHED = 1_000;
    private static final String TYPES = """
            SELECT pg_catalog.format_type(t.oid, NULL), t.typnamespace = 'pg_catalog'::pg_catalog.regnamespace
            FROM pg_catalog.pg_prepared_statements s,
                 pg_catalog.unnest(s.parameter_types) WITH ORDINALITY AS p(type, place)
                 JOIN pg_catalog.pg_type t ON t.oid = p.type
            WHERE s.name = '%s' ORDER BY place""";

    private final Connection connection;
    private final String name;
    private final List<String> types;
    private final List<String> builtIn;

    private SessionStatement(Connection connection, String name, List<String> types, List<String> builtIn) {
        this.connection = connection;
        this.name = name;
        this.types = List.copyOf(types);
        this.builtIn = List.copyOf(builtIn);
    }

    /**
     * Prepare a statement.
     *
     * @param name in the session, a plain identifier
     * @param declared types of its parameters; {@code unknown}, or none at all, leaves them to the server
     * @throws SQLException if the server refuses it
     */
    public static SessionStatement prepare(Connection connection, String name, List<String> declared, String sql)
            throws SQLException {
        String list = declared.isEmpty() ? "" : " (" + String.join(", ", declared) + ")";
        try (Statement statement = statement(connection)) {
            statement.execute("PREPARE " + name + list + " AS " + sql);
            List<String> types = new ArrayList<>();
            List<String> builtIn = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(TYPES.formatted(name))) {
                while (rows.next()) {
                    types.add(rows.getString(1));
                    builtIn.add(rows.getBoolean(2) ? rows.getString(1) : "unknown");
                }
            }
            return new SessionStatement(connection, name, types, builtIn);
        }
    }

    /** The types of its parameters, in order, as the server has understood it. */
    public List<String> types() {
        return types;
    }

    /** The same with {@code unknown} for each type that is not the server's own, since a migration may make it anew. */
    public List<String> builtInTypes() {
        return builtIn;
    }

    /**
     * Execute it and read all that it returns.
     *
     * @param values literals, one for each parameter
     * @throws SQLException if the server refuses it
     */
    public QueryExecution execute(List<String> values) throws SQLException {
        try (Statement statement = statement(connection)) {
            statement.setFetchSize(FETCHED);
            if (!statement.execute("EXECUTE " + name + arguments(values))) {
                return new QueryExecution(List.of(), Math.max(0, statement.getUpdateCount()));
            }
            try (ResultSet rows = statement.getResultSet()) {
                List<ReturnedColumn> columns = columns(rows.getMetaData());
                long count = 0;
                while (rows.next()) {
                    count++;
                }
                return new QueryExecution(columns, count);
            }
        }
    }

    private static List<ReturnedColumn> columns(ResultSetMetaData data) throws SQLException {
        List<ReturnedColumn> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            columns.add(new ReturnedColumn(data.getColumnLabel(i), data.getColumnTypeName(i)));
        }
        return columns;
    }

    /**
     * Ask how the server runs it.
     *
     * @param options hidden indexes are not looked at
     * @throws SQLException if the server refuses it
     */
    public QueryPlan explain(List<String> values, ExplainOptions options) throws SQLException {
        String how = options.analyze() ? "ANALYZE, BUFFERS, TIMING OFF, " : "";
        try (Statement statement = statement(connection)) {
            StringBuilder settings = new StringBuilder(
                    "SET LOCAL plan_cache_mode = " + options.mode().setting());
            options.settings()
                    .forEach((setting, value) -> settings.append("; SET LOCAL ")
                            .append(setting)
                            .append(" = ")
                            .append(value));
            statement.execute(settings.toString());
            try (ResultSet rows = statement.executeQuery(
                    "EXPLAIN (" + how + "VERBOSE, FORMAT JSON) EXECUTE " + name + arguments(values))) {
                rows.next();
                return ExplainJson.read(rows.getString(1), options);
            }
        }
    }

    private static String arguments(List<String> values) {
        return values.isEmpty() ? "" : values.stream().collect(Collectors.joining(", ", " (", ")"));
    }

    private static Statement statement(Connection connection) throws SQLException {
        Statement statement = connection.createStatement();
        statement.setEscapeProcessing(false);
        return statement;
    }
}
