package io.schemaproof.systems.vehicles;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schemaproof.assertions.ServerLogAssert;
import io.schemaproof.database.ServerLog;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.vehicles.VehicleScript;
import io.schemaproof.query.Query;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Completion checklist: no error messages in PostgreSQL's log")
class ServerLogOfTheRunTest {

    @Test
    @DisplayName("after drop, migration, import, function calls and rollback there is none")
    void a_clean_run_logs_no_error() throws SQLException {
        try (TestDatabase database = VehicleDatabases.before()) {
            VehicleScripts.mustRun(database, VehicleScript.DROP_VEHICLES);
            VehicleScripts.mustRun(database, VehicleScript.MIGRATION);
            VehicleDatabases.execute(
                    database, "INSERT INTO vehicle_options VALUES (1, 2024, 'Ford', 'F-150', 'XLT', NULL, NULL)");
            assertThat(Query.of(database.dataSource(), "SELECT * FROM get_makes_for_year(2024)"))
                    .returnsExactly("Ford");
            VehicleScripts.mustRun(database, VehicleScript.MIGRATION_DOWN);

            ServerLogAssert.assertThat(ServerLog.of(database)).hasNoErrors();
        }
    }

    @Test
    @DisplayName("an error in the log fails the check, although psql went on after it")
    void an_error_in_the_log_fails() throws SQLException {
        try (TestDatabase database = VehicleDatabases.migrated()) {
            VehicleScripts.runAsPsqlDoes(database, VehicleScripts.script(VehicleScript.MIGRATION));

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() ->
                            ServerLogAssert.assertThat(ServerLog.of(database)).hasNoErrors())
                    .withMessageContaining("ERROR:  relation \"engines\" already exists");
        }
    }
}
