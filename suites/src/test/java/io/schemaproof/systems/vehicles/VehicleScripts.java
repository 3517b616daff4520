package io.schemaproof.systems.vehicles;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.vehicles.VehicleScript;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.systems.ScriptRuns;
import java.sql.SQLException;

/** Run scripts as the guide does, with psql's habits. */
final class VehicleScripts {

    private VehicleScripts() {}

    static Script script(VehicleScript script) {
        return ScriptRuns.script(script);
    }

    static Script script(String path, String text) {
        return ScriptRuns.script(path, text);
    }

    /** Run a script of which every statement has to succeed. */
    static MigrationRun mustRun(TestDatabase database, VehicleScript script) throws SQLException {
        return ScriptRuns.mustRun(database, script(script));
    }

    /** Run a script as {@code psql < file} does: an error ends the statement, and the next one is run. */
    static MigrationRun runAsPsqlDoes(TestDatabase database, Script script) throws SQLException {
        return ScriptRuns.runAsPsqlDoes(database, script);
    }
}
