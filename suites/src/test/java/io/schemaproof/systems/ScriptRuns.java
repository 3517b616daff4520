package io.schemaproof.systems;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.SqlScript;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.RunMode;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.migration.StatementError;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Run scripts as the documents do, with psql's habits. */
public final class ScriptRuns {

    private ScriptRuns() {}

    public static Script script(SqlScript script) {
        return script(script.path(), script.text());
    }

    public static Script script(String path, String text) {
        return new Script(Path.of(path), path, text, 1, ScriptDialect.PSQL, ExecutionMode.STATEMENTS);
    }

    /** Run a script of which every statement has to succeed. */
    public static MigrationRun mustRun(TestDatabase database, Script script) throws SQLException {
        MigrationRun run = untilTheFirstError(database, script);
        errors(run).stream().findFirst().ifPresent(error -> {
            throw new IllegalStateException(error.toString());
        });
        return run;
    }

    /** Run a script as {@code psql -v ON_ERROR_STOP=1} does. */
    public static MigrationRun untilTheFirstError(TestDatabase database, Script script) throws SQLException {
        return MigrationRunner.on(database.settings()).run(script);
    }

    /** Run a script as {@code psql < file} does: an error ends the statement, and the next one is run. */
    public static MigrationRun runAsPsqlDoes(TestDatabase database, Script script) throws SQLException {
        return MigrationRunner.on(database.settings())
                .withMode(RunMode.CONTINUE)
                .run(script);
    }

    /** What went wrong, in order. */
    public static List<StatementError> errors(MigrationRun run) {
        return run.outcomes().stream()
                .map(outcome -> outcome.error())
                .flatMap(Optional::stream)
                .toList();
    }

    /** The line of a script that begins with a text, counted from 1. */
    public static int lineOf(Script script, String beginning) {
        List<String> lines = script.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).stripLeading().startsWith(beginning)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("no line of " + script.path() + " begins with " + beginning);
    }
}
