package io.schemaproof.systems.vehicles;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schemaproof.backup.Backup;
import io.schemaproof.backup.Restore;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.vehicles.VehicleScript;
import io.schemaproof.query.Query;
import io.schemaproof.systems.ScriptRuns;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Rollback, with a clone of the database as the backup")
@SuppressWarnings("NullAway.Init")
class RollbackTest {

    private TestDatabase database;

    @BeforeEach
    void prepare() {
        database = VehicleDatabases.before();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    @DisplayName("the down takes back everything the migration made, with all rows in it")
    void the_down_takes_back_everything() throws SQLException {
        try (TestDatabase loaded = VehicleDatabases.loaded()) {
            VehicleScripts.mustRun(database, VehicleScript.DROP_VEHICLES);
            Snapshot beforeTheMigration = Snapshot.of(database);

            VehicleScripts.mustRun(loaded, VehicleScript.MIGRATION_DOWN);

            assertThat(beforeTheMigration.differencesTo(Snapshot.of(loaded))).isEmpty();
        }
    }

    @Test
    @DisplayName("the down can be run again, and where the migration never ran")
    void the_down_can_be_run_again() throws SQLException {
        Snapshot before = Snapshot.of(database);

        VehicleScripts.mustRun(database, VehicleScript.MIGRATION_DOWN);
        VehicleScripts.mustRun(database, VehicleScript.MIGRATION_DOWN);

        assertThat(before.differencesTo(Snapshot.of(database))).isEmpty();
    }

    @Test
    @DisplayName("wrong: DROP FUNCTION IF EXISTS without arguments is refused where a second function has the name")
    void an_overloaded_function_stops_the_down() throws SQLException {
        VehicleDatabases.execute(database, """
                CREATE FUNCTION get_makes_for_year(year int) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
                CREATE FUNCTION get_makes_for_year(year int, market text) RETURNS text LANGUAGE sql AS 'SELECT $2'""");

        assertThat(ScriptRuns.errors(
                        VehicleScripts.runAsPsqlDoes(database, VehicleScripts.script(VehicleScript.MIGRATION_DOWN))))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.sqlState()).isEqualTo("42725");
                    assertThat(error.message()).isEqualTo("function name \"get_makes_for_year\" is not unique");
                });
        assertThat(Query.of(database.dataSource(), "SELECT FROM pg_proc WHERE proname = 'get_makes_for_year'"))
                .returnsRowCount(2);
    }

    @Test
    @DisplayName("the restored database has the schema and the rows it had")
    void the_restored_database_is_as_it_was() throws SQLException {
        try (Backup backup = Backup.of(database).schemas("vehicles").copy()) {
            assertThat(backup.tables()).isEqualTo(8);
            VehicleScripts.mustRun(database, VehicleScript.DROP_VEHICLES);
            VehicleScripts.mustRun(database, VehicleScript.MIGRATION);
            VehicleScripts.mustRun(database, VehicleScript.MIGRATION_DOWN);
            assertThat(backup.compareWith(database).tables()).isZero();

            assertThat(backup).restoresEqually();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a value | vehicles.trim | UPDATE vehicles.trim SET msrp = msrp + 0.01 WHERE id = 7",
                "NULL for an empty text | vehicles.engine | UPDATE vehicles.engine SET remarks = NULL WHERE remarks = ''",
                "a row less | vehicles.trim_engine | DELETE FROM vehicles.trim_engine WHERE trim_id = 1 AND engine_id = 6",
                "a row more | vehicles.make | INSERT INTO vehicles.make VALUES (99, 'Tatra')",
                "two values swapped | vehicles.transmission |"
                        + " UPDATE vehicles.transmission SET speeds = 15 - speeds WHERE speeds IN (7, 8)",
                "a sequence moved on | sequence vehicles.make_id_seq | SELECT nextval('vehicles.make_id_seq')"
            })
    @DisplayName("a backup that differs in one place is told from one that does not, by table")
    void a_backup_that_differs_is_caught(String difference, String where, String sql) {
        try (Backup backup = Backup.of(database).schemas("vehicles").copy()) {
            VehicleDatabases.execute(database, sql);

            Restore compared = backup.compareWith(database);

            assertThat(compared.structure().changes()).isEmpty();
            assertThat(Stream.concat(
                            compared.tablesThatDiffer().stream()
                                    .map(table -> table.table().toString()),
                            compared.others().keySet().stream()))
                    .containsExactly(where);
        }
    }

    @Test
    @DisplayName("a restored schema that lacks an index or a comment is caught")
    void a_schema_that_differs_is_caught() {
        try (Backup backup = Backup.of(database).schemas("vehicles").copy()) {
            VehicleDatabases.execute(database, "DROP INDEX vehicles.trim_priced");
            VehicleDatabases.execute(database, "COMMENT ON COLUMN vehicles.trim.msrp IS NULL");

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(backup).isHeldBy(database))
                    .withMessageContaining("trim_priced")
                    .withMessageContaining("US dollars");
        }
    }
}
