package io.schemaproof.systems.vehicles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.vehicles.VehicleScript;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.StatementError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Step 1 and rollback, with pg_dump's file as the backup")
@SuppressWarnings("NullAway.Init")
class BackupTest {

    private TestDatabase database;
    private Snapshot before;
    private Path backup;

    @BeforeEach
    void backUp(@TempDir Path folder) throws IOException, SQLException {
        InstalledPgDump pgDump = InstalledPgDump.find()
                .orElseGet(() -> abort("not run: pg_dump is not installed here; RollbackTest restores from a clone"));
        database = TestDatabase.create(serverThatCanBeDumpedBy(pgDump));
        VehicleScripts.mustRun(database, VehicleScript.BEFORE);
        before = Snapshot.of(database);
        backup = folder.resolve("vehicles_schema_backup.sql");
        pgDump.dump(database.settings(), "vehicles", backup);
    }

    @AfterEach
    void drop() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    @DisplayName("the backup is 100 KB to 1 MB in size")
    void the_backup_is_100_kb_to_1_mb_in_size() throws IOException {
        assertThat(Files.size(backup)).isBetween(100_000L, 1_000_000L);
    }

    @Test
    @DisplayName("restoring brings back schema and rows, and the log is not clean: the schema was never dropped")
    void restoring_brings_back_schema_and_rows() throws IOException, SQLException {
        migrateAndRollBack();

        MigrationRun restore = restore();

        // The guide drops the tables and keeps the schema, which the backup creates.
        assertThat(errors(restore)).singleElement().satisfies(error -> {
            assertThat(error.sqlState()).isEqualTo("42P06");
            assertThat(error.message()).isEqualTo("schema \"vehicles\" already exists");
        });
        assertThatAllIsAsItWas();
    }

    @Test
    @DisplayName("restoring after the optional DROP SCHEMA brings back schema and rows without an error")
    void restoring_after_dropping_the_schema_is_clean() throws IOException, SQLException {
        migrateAndRollBack();
        VehicleDatabases.execute(database, "DROP SCHEMA IF EXISTS vehicles CASCADE");

        assertThat(errors(restore())).isEmpty();
        assertThatAllIsAsItWas();
    }

    @Test
    @DisplayName("restoring does not bring back what other schemas had built on the old tables")
    void restoring_does_not_bring_back_views_of_other_schemas() throws IOException, SQLException {
        VehicleDatabases.execute(
                database, "CREATE VIEW public.newest AS SELECT max(year) AS year FROM vehicles.model_year");
        before = Snapshot.of(database);
        migrateAndRollBack();

        restore();

        Snapshot after = Snapshot.of(database);
        assertThat(before.differencesTo(after)).contains("public.newest").hasLineCount(1);
        assertThat(after.rows()).isEqualTo(before.rows());
    }

    private void migrateAndRollBack() throws SQLException {
        VehicleScripts.mustRun(database, VehicleScript.DROP_VEHICLES);
        VehicleScripts.mustRun(database, VehicleScript.MIGRATION);
        VehicleDatabases.execute(
                database, "INSERT INTO vehicle_options VALUES (1, 2024, 'Ford', 'F-150', 'XLT', NULL, NULL)");
        VehicleScripts.mustRun(database, VehicleScript.MIGRATION_DOWN);
    }

    private MigrationRun restore() throws IOException, SQLException {
        return VehicleScripts.runAsPsqlDoes(
                database, VehicleScripts.script(backup.getFileName().toString(), Files.readString(backup)));
    }

    private void assertThatAllIsAsItWas() throws SQLException {
        Snapshot after = Snapshot.of(database);
        assertThat(before.differencesTo(after)).isEmpty();
        assertThat(after.rows()).isEqualTo(before.rows()).hasSize(14);
    }

    private static List<StatementError> errors(MigrationRun run) {
        return run.outcomes().stream()
                .map(outcome -> outcome.error())
                .flatMap(Optional::stream)
                .toList();
    }

    /** pg_dump refuses servers newer than itself; an older embedded one will do as well. */
    private static DatabaseServer serverThatCanBeDumpedBy(InstalledPgDump pgDump) {
        DatabaseServer server = VehicleDatabases.server();
        if (server.majorVersion() <= pgDump.majorVersion()) {
            return server;
        }
        ServerRequest request = ServerRequest.from(Configuration.ofSystem());
        ServerRequest older = new ServerRequest(
                "embedded", pgDump.majorVersion(), Optional.empty(), request.directory(), request.cache());
        try {
            return Databases.shared(older);
        } catch (DatabaseException e) {
            return abort("not run: pg_dump " + pgDump.majorVersion() + " cannot dump PostgreSQL "
                    + server.majorVersion() + ", and no older server can be had here: " + e.getMessage());
        }
    }
}
