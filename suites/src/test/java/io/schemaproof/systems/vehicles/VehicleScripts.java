package io.schemaproof.systems.vehicles;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.vehicles.VehicleScript;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.RunMode;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.nio.file.Path;
import java.sql.SQLException;

/** Run scripts as the guide does, with psql's habits. */
final class VehicleScripts {

    private VehicleScripts() {}

    static Script script(VehicleScript script) {
        return script(script.path(), script.text());
    }

    static Script script(String path, String text) {
        return new Script(Path.of(path), path, text, 1, ScriptDialect.PSQL, ExecutionMode.STATEMENTS);
    }

    /** Run a script of which every statement has to succeed. */
    static MigrationRun mustRun(TestDatabase database, VehicleScript script) throws SQLException {
        MigrationRun run = MigrationRunner.on(database.settings()).run(script(script));
        run.firstError().flatMap(outcome -> outcome.error()).ifPresent(error -> {
            throw new IllegalStateException(error.toString());
        });
        return run;
    }

    /** Run a script as {@code psql < file} does: an error ends the statement, and the next one is run. */
    static MigrationRun runAsPsqlDoes(TestDatabase database, Script script) throws SQLException {
        return MigrationRunner.on(database.settings())
                .withMode(RunMode.CONTINUE)
                .run(script);
    }
}
