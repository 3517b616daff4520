package io.schemaproof.verify.function;

import static io.schemaproof.base.SqlText.literal;

import io.schemaproof.query.ServerError;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries statements on a database; nothing of them stays. */
final class TrialSession {

    private static final int PATIENCE_SECONDS = 5;

    private static final String BEGIN = "BEGIN; SET LOCAL statement_timeout = '2s'; SET LOCAL lock_timeout = '1s';"
            + " SET LOCAL check_function_bodies = on; SET CONSTRAINTS ALL IMMEDIATE";

    private static final String EVERYWHERE =
            "SELECT concat_ws(', ', nullif(current_setting('search_path'), ''), string_agg(quote_ident(nspname), ', ' ORDER BY nspname))"
                    + " FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'";

    private final Connection connection;
    private final List<String> parameters;
    private final String everywhere;

    /** @param parameters of the application, which its functions ask for */
    TrialSession(Connection connection, List<String> parameters) throws SQLException {
        this.connection = connection;
        this.parameters = parameters;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(EVERYWHERE)) {
            row.next();
            this.everywhere = row.getString(1);
        }
    }

    Connection connection() {
        return connection;
    }

    /** Where a name without a schema is looked for. */
    enum Path {
        /** Where this session does; an application's may have another. */
        OWN,
        /** Then in every schema. */
        EVERYWHERE
    }

    /** What the server says against a statement because of what stands in it, or in a function that it comes to. */
    Optional<ServerError> refusal(FunctionTrial trial, Path path) throws SQLException {
        return error(trial, path).filter(CodeErrors::isOfCode);
    }

    /** Whatever the server says against a statement. */
    Optional<ServerError> error(FunctionTrial trial, Path path) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Optional<ServerError> error;
            try {
                for (String setting : settings(trial.settings(), path)) {
                    statement.execute(setting);
                }
                error = error(statement, trial);
            } catch (SQLException e) {
                error = Optional.empty();
                rethrowIfLost(e);
            }
            statement.execute("ROLLBACK");
            return error;
        }
    }

    /** What is done in a transaction that is taken back. */
    @FunctionalInterface
    interface Work<T> {

        T on(Statement statement) throws SQLException;
    }

    /** Do something that is taken back; empty where the server refuses it. */
    <T> Optional<T> tried(Work<T> work) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Optional<T> done;
            try {
                for (String setting : settings(List.of(), Path.OWN)) {
                    statement.execute(setting);
                }
                done = Optional.of(work.on(statement));
            } catch (SQLException e) {
                done = Optional.empty();
                rethrowIfLost(e);
            }
            statement.execute("ROLLBACK");
            return done;
        }
    }

    private Optional<ServerError> error(Statement statement, FunctionTrial trial) throws SQLException {
        try {
            statement.execute(trial.sql());
            return Optional.empty();
        } catch (SQLException e) {
            rethrowIfLost(e);
            return Optional.of(ServerError.of(e));
        }
    }

    private void rethrowIfLost(SQLException error) throws SQLException {
        if (!connection.isValid(PATIENCE_SECONDS)) {
            throw error;
        }
    }

    private List<String> settings(List<String> own, Path path) {
        List<String> settings = new ArrayList<>(List.of(BEGIN));
        parameters.forEach(name -> settings.add(setting(name, "1")));
        if (path == Path.EVERYWHERE) {
            settings.add(setting("search_path", everywhere));
        }
        for (String setting : own) {
            int equals = setting.indexOf('=');
            settings.add(setting(setting.substring(0, equals), setting.substring(equals + 1)));
        }
        return settings;
    }

    private static String setting(String name, String value) {
        return "SELECT pg_catalog.set_config(" + literal(name) + ", " + literal(value) + ", true)";
    }
}
