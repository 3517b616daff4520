package io.schemaproof.systems.vehicles;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.schemaproof.backup.Backup;
import io.schemaproof.backup.Restore;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ClientPrograms;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.InstalledClientPrograms;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.vehicles.VehicleScript;
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

    @TempDir
    private Path folder;

    private TestDatabase database;

    @BeforeEach
    void prepare() throws SQLException {
        database = TestDatabase.create(serverThatCanBeDumped());
        VehicleScripts.mustRun(database, VehicleScript.BEFORE);
    }

    private Backup backUp() {
        return Backup.of(database).schemas("vehicles").write(folder.resolve("vehicles_schema_backup.sql"));
    }

    @AfterEach
    void drop() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    @DisplayName("the backup is 100 KB to 1 MB in size")
    void the_backup_is_100_kb_to_1_mb_in_size() {
        assertThat(backUp()).hasSizeBetween(100_000, 1_000_000).restoresEqually();
    }

    @Test
    @DisplayName("restoring brings back schema and rows, and the log is not clean: the schema was never dropped")
    void restoring_brings_back_schema_and_rows() throws SQLException {
        Backup backup = backUp();
        migrateAndRollBack();

        Restore restore = backup.restoreAsPsqlInto(database);

        // The guide drops the tables and keeps the schema, which the backup creates.
        assertThat(restore.errors()).singleElement().satisfies(error -> {
            assertThat(error.sqlState()).isEqualTo("42P06");
            assertThat(error.message()).isEqualTo("schema \"vehicles\" already exists");
        });
        assertThat(restore.check().tables()).isEqualTo(8);
    }

    @Test
    @DisplayName("restoring after the optional DROP SCHEMA brings back schema and rows without an error")
    void restoring_after_dropping_the_schema_is_clean() throws SQLException {
        Backup backup = backUp();
        migrateAndRollBack();
        VehicleDatabases.execute(database, "DROP SCHEMA IF EXISTS vehicles CASCADE");

        Restore restore = backup.restoreAsPsqlInto(database);

        assertThat(restore.errors()).isEmpty();
        assertThat(restore.check().rows()).isEqualTo(backup.rows()).isPositive();
    }

    @Test
    @DisplayName("restoring does not bring back what other schemas had built on the old tables")
    void restoring_does_not_bring_back_views_of_other_schemas() throws SQLException {
        VehicleDatabases.execute(
                database, "CREATE VIEW public.newest AS SELECT max(year) AS year FROM vehicles.model_year");
        Snapshot before = Snapshot.of(database);
        Backup backup = backUp();
        migrateAndRollBack();

        assertThat(backup).restoresEquallyInto(database);

        assertThat(backup.notes())
                .containsExactly("Depends on what is backed up, and is not: newest (on vehicles.model_year).");
        assertThat(before.differencesTo(Snapshot.of(database)))
                .contains("public.newest")
                .hasLineCount(1);
    }

    private void migrateAndRollBack() throws SQLException {
        VehicleScripts.mustRun(database, VehicleScript.DROP_VEHICLES);
        VehicleScripts.mustRun(database, VehicleScript.MIGRATION);
        VehicleDatabases.execute(
                database, "INSERT INTO vehicle_options VALUES (1, 2024, 'Ford', 'F-150', 'XLT', NULL, NULL)");
        VehicleScripts.mustRun(database, VehicleScript.MIGRATION_DOWN);
    }

    /** pg_dump refuses servers newer than itself; an older embedded one will do as well. */
    private static DatabaseServer serverThatCanBeDumped() {
        DatabaseServer server = VehicleDatabases.server();
        List<ClientPrograms> installed = InstalledClientPrograms.find(Configuration.ofSystem());
        int newest =
                installed.isEmpty() ? 0 : installed.get(installed.size() - 1).majorVersion();
        if (server.clientPrograms().isPresent() || newest >= server.majorVersion()) {
            return server;
        }
        ServerRequest request = ServerRequest.from(Configuration.ofSystem());
        try {
            return newest == 0
                    ? abort("not run: pg_dump is not installed here; RollbackTest restores from a copy")
                    : Databases.shared(new ServerRequest(
                            "embedded", newest, Optional.empty(), request.directory(), request.cache()));
        } catch (DatabaseException e) {
            return abort("not run: pg_dump " + newest + " cannot dump PostgreSQL " + server.majorVersion()
                    + ", and no older server can be had here: " + e.getMessage());
        }
    }
}
