package io.schemaproof.systems.vehicles;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.vehicles.VehicleScript;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.StatementError;
import io.schemaproof.query.Query;
import io.schemaproof.query.QueryException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Step 9, the opposite: functions that are written naively")
@SuppressWarnings("NullAway.Init")
class WrongFunctionsTest {

    private TestDatabase database;

    @BeforeEach
    void migrate() {
        database = VehicleDatabases.migrated();
        VehicleDatabases.execute(
                database,
                "INSERT INTO vehicle_options VALUES (1, 1980, 'Pontiac', 'Firebird', 'Base', NULL, NULL),"
                        + " (2, 2024, 'Ford', 'F-150', 'XLT', NULL, NULL)");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    @DisplayName("the function of the migration gives the makes of the year alone")
    void the_right_function_passes() {
        assertThat(makesOf2024()).returnsExactly("Ford");
    }

    @Test
    @DisplayName(
            "a parameter named like the column is taken for the column: every make comes back, and the check fails")
    void trap_a_parameter_named_like_the_column_is_taken_for_it() throws SQLException {
        VehicleScripts.mustRun(database, VehicleScript.NAIVE_FUNCTION);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(makesOf2024()).returnsExactly("Ford"))
                .withMessageContaining("Pontiac");
    }

    @Test
    @DisplayName("the same mistake in PL/pgSQL is created without a word and fails at the first call")
    void the_same_mistake_in_plpgsql_fails_at_the_first_call() throws SQLException {
        VehicleScripts.mustRun(database, VehicleScript.NAIVE_PLPGSQL_FUNCTION);

        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> assertThat(makesOf2024()).returnsExactly("Ford"))
                .withMessageContaining("column reference \"year\" is ambiguous");
    }

    @Test
    @DisplayName("the hand-over's signature of get_options_for_vehicle is a syntax error: trim has to be quoted")
    void the_signature_as_printed_is_a_syntax_error() throws SQLException {
        MigrationRun run =
                VehicleScripts.runAsPsqlDoes(database, VehicleScripts.script(VehicleScript.UNQUOTED_TRIM_PARAMETER));

        StatementError error =
                run.firstError().flatMap(outcome -> outcome.error()).orElseThrow();
        assertThat(error.sqlState()).isEqualTo("42601");
        assertThat(error.message()).isEqualTo("syntax error at or near \"trim\"");
        assertThat(error.file()).isEqualTo("variants/unquoted_trim_parameter.sql");
        assertThat(error.line()).isEqualTo(2);
        assertThat(error.column()).isEqualTo(82);
    }

    private Query makesOf2024() {
        return Query.of(database.dataSource(), "SELECT make FROM get_makes_for_year(2024)");
    }
}
