package io.schemaproof.systems.vehicles;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.vehicles.VehicleScript;
import io.schemaproof.fixtures.vehicles.VehicleTable;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.StatementError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

@DisplayName("Troubleshooting: what goes wrong is reproduced, and the remedies are tried")
class TroubleshootingTest {

    @Test
    @DisplayName("\"relation already exists\" names file, line and SQLSTATE")
    void relation_already_exists() throws SQLException {
        try (TestDatabase database = VehicleDatabases.migrated()) {
            List<StatementError> errors = errors(runMigrationAgain(database));

            assertThat(errors).first().satisfies(error -> {
                assertThat(error.sqlState()).isEqualTo("42P07");
                assertThat(error.message()).isEqualTo("relation \"engines\" already exists");
                assertThat(error.file()).isEqualTo("migrations/001_create_vehicle_database.sql");
                assertThat(error.line()).isEqualTo(lineOf("CREATE TABLE engines"));
            });
            // Everything but the comment is refused, one by one.
            assertThat(errors)
                    .extracting(StatementError::sqlState)
                    .containsOnly("42P07", "42723")
                    .hasSize(10);
        }
    }

    @Test
    @DisplayName("the guide's remedy, dropping vehicle_options alone, leaves the next run with the same error")
    void dropping_one_table_is_no_remedy() throws SQLException {
        try (TestDatabase database = VehicleDatabases.migrated()) {
            VehicleDatabases.execute(database, "DROP TABLE IF EXISTS vehicle_options CASCADE");

            assertThat(errors(runMigrationAgain(database)))
                    .extracting(StatementError::message)
                    .contains("relation \"engines\" already exists")
                    .doesNotContain("relation \"vehicle_options\" already exists");
        }
    }

    @Test
    @DisplayName("the rollback procedure is the remedy: after it the migration runs without an error")
    void the_rollback_is_the_remedy() throws SQLException {
        try (TestDatabase database = VehicleDatabases.migrated()) {
            VehicleScripts.mustRun(database, VehicleScript.MIGRATION_DOWN);

            assertThat(errors(runMigrationAgain(database))).isEmpty();
        }
    }

    @Test
    @DisplayName("tables of the old schema are not the cause: the migration runs beside them")
    void the_old_tables_do_not_clash() throws SQLException {
        try (TestDatabase database = VehicleDatabases.before()) {
            assertThat(errors(runMigrationAgain(database))).isEmpty();
        }
    }

    @Test
    @DisplayName("a second import is refused as duplicate key, table by table, and nothing of it stays")
    void a_second_import_is_refused() throws SQLException {
        try (TestDatabase database = VehicleDatabases.loaded()) {
            // So that thousands of rows are in before the first that is there already.
            VehicleDatabases.execute(database, "DELETE FROM vehicle_options WHERE id <= 5000");

            for (VehicleTable table : VehicleTable.values()) {
                assertThatExceptionOfType(PSQLException.class)
                        .isThrownBy(() -> importAgain(database, table))
                        .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo("23505"))
                        .withMessageContaining(
                                "duplicate key value violates unique constraint \"" + table.tableName() + "_pkey\"");
            }
            assertThat(rows(database, VehicleTable.ENGINES)).hasCount(30_066);
            assertThat(rows(database, VehicleTable.TRANSMISSIONS)).hasCount(828);
            assertThat(rows(database, VehicleTable.VEHICLE_OPTIONS)).hasCount(1_117_644);
        }
    }

    @Test
    @DisplayName("truncating the three tables is the remedy: then the import succeeds")
    void truncating_is_the_remedy() throws SQLException {
        try (TestDatabase database = VehicleDatabases.loaded()) {
            VehicleDatabases.execute(database, "TRUNCATE TABLE vehicle_options CASCADE");
            VehicleDatabases.execute(database, "TRUNCATE TABLE engines CASCADE");
            VehicleDatabases.execute(database, "TRUNCATE TABLE transmissions CASCADE");

            importAgain(database, VehicleTable.ENGINES);
            importAgain(database, VehicleTable.TRANSMISSIONS);

            assertThat(rows(database, VehicleTable.ENGINES)).hasCount(30_066);
            assertThat(rows(database, VehicleTable.TRANSMISSIONS)).hasCount(828);
            assertThat(rows(database, VehicleTable.VEHICLE_OPTIONS)).isEmpty();
            // Not all million of them again: that a key is free once more is what matters.
            VehicleDatabases.execute(
                    database, "INSERT INTO vehicle_options VALUES (1, 2024, 'Ford', 'F-150', 'XLT', 1, 1)");
        }
    }

    @Test
    @DisplayName("an import in batches leaves the batches beside the failing one: psql commits each")
    void an_import_in_batches_is_left_half_done() throws SQLException {
        try (TestDatabase database = VehicleDatabases.migrated()) {
            String batches = """
                    INSERT INTO engines VALUES (1, 'V8 5.0L'), (2, 'V6 3.5L');
                    INSERT INTO engines VALUES (3, 'L4 2.0L Turbo'), (2, 'V6 3.5L');
                    INSERT INTO engines VALUES (4, 'L3 1.0L');
                    """;

            MigrationRun run = VehicleScripts.runAsPsqlDoes(database, VehicleScripts.script("01_engines.sql", batches));

            assertThat(errors(run)).singleElement().satisfies(error -> {
                assertThat(error.sqlState()).isEqualTo("23505");
                assertThat(error.line()).isEqualTo(2);
            });
            assertThat(rows(database, VehicleTable.ENGINES)).column("id").hasExactlyValues(1, 2, 4);
        }
    }

    private static MigrationRun runMigrationAgain(TestDatabase database) throws SQLException {
        return VehicleScripts.runAsPsqlDoes(database, VehicleScripts.script(VehicleScript.MIGRATION));
    }

    private static void importAgain(TestDatabase database, VehicleTable table) throws SQLException {
        try (Connection connection = database.connect()) {
            VehicleLoad.copy(connection, table);
        }
    }

    private static List<StatementError> errors(MigrationRun run) {
        return run.outcomes().stream()
                .map(outcome -> outcome.error())
                .flatMap(Optional::stream)
                .toList();
    }

    private static int lineOf(String text) {
        List<String> lines = VehicleScript.MIGRATION.text().lines().toList();
        return 1
                + lines.indexOf(lines.stream()
                        .filter(line -> line.startsWith(text))
                        .findFirst()
                        .orElseThrow());
    }

    private static Rows rows(TestDatabase database, VehicleTable table) {
        return Rows.of(database.dataSource(), table.tableName());
    }
}
