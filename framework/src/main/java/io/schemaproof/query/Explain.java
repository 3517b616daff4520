package io.schemaproof.query;

import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
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
    private final Savepoint before;

    private Explain(Connection connection, Query query, ExplainOptions options, Savepoint before) {
        this.connection = connection;
        this.query = query;
        this.options = options;
        this.before = before;
    }

    /** Explain within the transaction of a connection, which is afterwards as it was before. */
    static QueryPlan run(Connection connection, Query query, ExplainOptions options) throws SQLException {
        Savepoint before = connection.setSavepoint();
        return new Explain(connection, query, options, before).run();
    }

    private QueryPlan run() throws SQLException {
        try {
            return prepareAndExplain();
        } finally {
            connection.rollback(before);
            connection.releaseSavepoint(before);
        }
    }

    private QueryPlan prepareAndExplain() throws SQLException {
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

    /** A prepared statement outlives the transaction, and after an error only a roll-back lets it be removed. */
    private void forget(Statement statement) throws SQLException {
        connection.rollback(before);
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
                TypedValue.bind(statement, 1, query.binds().get(i));
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
        if (options.onlyIndex().isPresent()) {
            hide("""
                    WHERE i.indrelid IN (SELECT k.indrelid FROM pg_catalog.pg_index k
                                         WHERE k.indexrelid IN (SELECT oid FROM named))
                      AND i.indexrelid NOT IN (SELECT oid FROM named)""", options.onlyIndex().get());
        }
        if (options.hiddenIndex().isPresent()) {
            hide(
                    "WHERE i.indexrelid IN (SELECT oid FROM named)",
                    options.hiddenIndex().get());
        }
    }

    private void hide(String which, Relation index) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                WITH RECURSIVE named(oid) AS (
                    SELECT pg_catalog.to_regclass(?)::oid
                    UNION SELECT h.inhrelid FROM pg_catalog.pg_inherits h JOIN named ON h.inhparent = named.oid)
                UPDATE pg_catalog.pg_index i SET indisvalid = false
                """ + which)) {
            statement.setString(1, index.quoted());
            statement.execute();
        }
    }
}
