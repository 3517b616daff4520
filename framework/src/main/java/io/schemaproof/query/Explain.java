package io.schemaproof.query;

import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Explain a query as a prepared statement, because only {@code EXPLAIN EXECUTE} shows a generic plan on every server.
 *
 * <p>The parameters get the types that the driver gives them, not those the server would guess: a {@code numeric}
 * compared with an {@code integer} column keeps an index from being used, and that is to be seen.
 */
final class Explain {

    private static final String NAME = "schemaproof_explain";

    private final Connection connection;
    private final Query query;
    private final ExplainOptions options;

    private Explain(Connection connection, Query query, ExplainOptions options) {
        this.connection = connection;
        this.query = query;
        this.options = options;
    }

    static QueryPlan run(Query query, ExplainOptions options) {
        try (Connection connection = query.dataSource().getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                return new Explain(connection, query, options).run();
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw QueryException.of("explain", query.sql(), e);
        }
    }

    private QueryPlan run() throws SQLException {
        List<String> types = parameterTypes();
        String arguments = arguments(types);
        hideIndexes();
        set("plan_cache_mode", options.mode().setting());
        for (Map.Entry<String, String> setting : options.settings().entrySet()) {
            set(setting.getKey(), setting.getValue());
        }
        try (Statement statement = connection.createStatement()) {
            String declared = types.isEmpty() ? "" : " (" + String.join(", ", types) + ")";
            // The driver would take a question-mark operator for a parameter once more.
            statement.setEscapeProcessing(false);
            statement.execute("PREPARE " + NAME + declared + " AS " + connection.nativeSQL(query.sql()));
            try {
                return explain(statement, arguments);
            } finally {
                forget(statement);
            }
        }
    }

    private QueryPlan explain(Statement statement, String arguments) throws SQLException {
        String how = options.analyze() ? "ANALYZE, BUFFERS, TIMING OFF, " : "";
        try (ResultSet rows = statement.executeQuery(
                "EXPLAIN (" + how + "VERBOSE, FORMAT JSON) EXECUTE " + NAME + (arguments.isEmpty() ? "" : arguments))) {
            rows.next();
            return ExplainJson.read(rows.getString(1), options);
        }
    }

    /** A prepared statement outlives the transaction, and after an error only a rollback lets it be removed. */
    private void forget(Statement statement) throws SQLException {
        connection.rollback();
        statement.execute("DEALLOCATE " + NAME);
    }

    private List<String> parameterTypes() throws SQLException {
        List<String> types = new ArrayList<>();
        try (PreparedStatement statement = query.prepare(connection)) {
            ParameterMetaData parameters = statement.getParameterMetaData();
            if (parameters.getParameterCount() != query.binds().size()) {
                throw new QueryException("The query has " + parameters.getParameterCount() + " parameters but "
                        + query.binds().size() + " values: " + query);
            }
            for (int i = 1; i <= parameters.getParameterCount(); i++) {
                types.add(parameters.getParameterTypeName(i));
            }
        }
        return types;
    }

    /** Write the values as literals, quoted by the server, because {@code EXECUTE} takes no parameters itself. */
    private String arguments(List<String> types) throws SQLException {
        if (types.isEmpty()) {
            return "";
        }
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT quote_nullable((?::" + types.get(i) + ")::text)")) {
                statement.setObject(1, query.binds().get(i));
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    literals.add(rows.getString(1) + "::" + types.get(i));
                }
            }
        }
        return " (" + String.join(", ", literals) + ")";
    }

    private void set(String setting, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
            statement.setString(1, setting);
            statement.setString(2, value);
            statement.execute();
        }
    }

    /** The planner passes over an invalid index; the rollback makes them valid again, and nobody else ever sees it. */
    private void hideIndexes() throws SQLException {
        if (options.onlyIndex().isEmpty()) {
            return;
        }
        Relation kept = options.onlyIndex().get();
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE pg_catalog.pg_index other SET indisvalid = false
                FROM pg_catalog.pg_index kept
                WHERE kept.indexrelid = pg_catalog.to_regclass(?)
                  AND other.indrelid = kept.indrelid AND other.indexrelid <> kept.indexrelid""")) {
            statement.setString(1, kept.toString());
            statement.execute();
        }
    }
}
