package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.RolledBackDataSource;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import io.schemaproof.query.ErrorText;
import io.schemaproof.query.QueryException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Have the server compile functions again, in a transaction that is rolled back.
 *
 * <p>The server keeps no dependencies of a body that is a text: dropping a column leaves the function behind, and it fails
 * at its next call. Aggregates have no body, and their functions cannot be dropped under them.
 *
 * @param checked how many were looked at
 * @param errors of each function that does not compile, its name and the server's words
 * @param unchecked functions that were parsed but of which the server cannot say more, with the reason
 */
record FunctionCompilation(int checked, List<String> errors, List<String> unchecked, String searchPath) {

    static FunctionCompilation of(Schema schema, List<Function> functions) {
        List<String> errors = new ArrayList<>();
        List<String> unchecked = new ArrayList<>();
        int checked = 0;
        String searchPath = "";
        RolledBackDataSource dataSource = new RolledBackDataSource(schema.dataSource(), FunctionCompilation::prepare);
        try (Connection connection = dataSource.getConnection()) {
            searchPath = value(connection, "SELECT current_setting('search_path')", null);
            PlpgsqlCheck plpgsqlCheck = PlpgsqlCheck.find(connection);
            for (Function function : functions) {
                if (function.kind() == ObjectKind.AGGREGATE) {
                    continue;
                }
                checked++;
                Optional<String> error = error(connection, function);
                if (error.isPresent()) {
                    // Whoever may not replace a function learns nothing of its body.
                    boolean denied = error.get().contains("[SQLSTATE 42501]");
                    (denied ? unchecked : errors).add(function.signature() + ": " + error.get());
                } else if (function.language().equals("plpgsql") && plpgsqlCheck.isInstalled()) {
                    plpgsqlCheck.check(connection, function, errors, unchecked);
                } else {
                    reason(connection, function).ifPresent(why -> unchecked.add(function.signature() + ": " + why));
                }
            }
        } catch (SQLException e) {
            throw new QueryException("The functions cannot be compiled again: " + e.getMessage(), e);
        }
        return new FunctionCompilation(checked, errors, unchecked, searchPath);
    }

    /** Event triggers are no part of the question; to keep them quiet takes a superuser. */
    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT set_config('check_function_bodies', 'on', true),"
                    + " set_config('session_replication_role', 'replica', true)"
                    + " FROM pg_catalog.pg_roles WHERE rolname = current_user AND rolsuper");
            statement.execute("SET LOCAL check_function_bodies = on");
        }
    }

    private static Optional<String> error(Connection connection, Function function) throws SQLException {
        String definition =
                value(connection, "SELECT pg_get_functiondef(pg_catalog.to_regprocedure(?))", function.signature());
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(definition);
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(ErrorText.of(e, definition));
        } finally {
            connection.rollback(before);
            connection.releaseSavepoint(before);
        }
    }

    /** Why a function that could be parsed may be broken nevertheless. */
    private static Optional<String> reason(Connection connection, Function function) throws SQLException {
        return switch (function.language()) {
            case "c", "internal" -> Optional.empty();
            case "sql" ->
                "true".equals(value(connection, """
                        SELECT (prosqlbody IS NULL AND EXISTS (
                          SELECT FROM pg_catalog.pg_type t WHERE t.typtype = 'p' AND t.typname LIKE 'any%'
                            AND (t.oid = p.prorettype OR t.oid = ANY (coalesce(p.proallargtypes, p.proargtypes::oid[])))))::text
                        FROM pg_catalog.pg_proc p WHERE oid = pg_catalog.to_regprocedure(?)""", function.signature()))
                        ? Optional.of("polymorphic, and compiled only when it is called")
                        : Optional.empty();
            case "plpgsql" ->
                Optional.of("its SQL is compiled only when it runs; the extension plpgsql_check can check it");
            default -> Optional.of("language " + function.language() + " compiles only when it runs");
        };
    }

    /** The failure, if a function does not compile, or nobody can say, or there is none. */
    Optional<Failure> failure(UncheckedBodies policy) {
        if (checked == 0) {
            return Optional.of(Failure.expected("functions that still compile")
                    .butWas("at least one function", "no function: nothing was checked"));
        }
        if (!errors.isEmpty()) {
            Failure failure = Failure.expected("every function to compile with the objects there are")
                    .butWas("0 of " + checked + " fail", errors.size() + " of " + checked + " fail");
            errors.forEach(failure::line);
            return Optional.of(failure.line("Checked with search_path = " + searchPath + "."));
        }
        if (!unchecked.isEmpty() && policy == UncheckedBodies.FAIL) {
            Failure failure = Failure.expected("every function to be checked")
                    .butWas("0 of " + checked + " unchecked", unchecked.size() + " of " + checked + " unchecked");
            unchecked.forEach(failure::line);
            return Optional.of(failure.line("Say UncheckedBodies.IGNORE if it is enough that they can be parsed."));
        }
        return Optional.empty();
    }

    static String value(Connection connection, String sql, @org.jspecify.annotations.Nullable String bind)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (bind != null) {
                statement.setString(1, bind);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? String.valueOf(rows.getString(1)) : "";
            }
        }
    }
}
