package io.schemaproof.systems.dealer;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.dealer.DealerScript;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.systems.DatabaseState;
import io.schemaproof.systems.ScriptRuns;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rollback from 1.2 to 1.1")
@SuppressWarnings("NullAway.Init")
class RollbackTest {

    private TestDatabase database;
    private DatabaseState version11;

    @BeforeEach
    void migrate() throws SQLException {
        database = DealerDatabases.version11WithRows();
        version11 = DatabaseState.of(database);
        ScriptRuns.mustRun(database, ScriptRuns.script(DealerScript.BAYS));
        ScriptRuns.mustRun(database, ScriptRuns.script(DealerScript.BAY_ROWS));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    @DisplayName("as given it leads back to the schema, the rows and the sequences of 1.1, also with bays in use")
    void leads_back_to_schema_and_rows() throws SQLException {
        assertThat(version11.differencesTo(DatabaseState.of(database))).isNotEmpty();

        rollBack();

        assertThat(version11.differencesTo(DatabaseState.of(database))).isEmpty();
        assertThat(version11.rows().tables().values())
                .as("rows that could have been lost")
                .anyMatch(table -> table.rows() > 0);
    }

    @Test
    @DisplayName("it can be run again")
    void can_be_run_again() throws SQLException {
        rollBack();
        rollBack();

        assertThat(version11.differencesTo(DatabaseState.of(database))).isEmpty();
    }

    @Test
    @DisplayName("what the application wrote to repair_orders after 1.2 stays, as it should")
    void rows_that_came_later_stay() throws SQLException {
        DealerDatabases.execute(
                database,
                "INSERT INTO repair_orders (order_number, customer_id, vehicle_id, bay_id) VALUES ('RO-7', 1, 1, 2)");

        rollBack();

        assertThat(Schema.of(database.dataSource())).rows("repair_orders").hasCount(7);
        assertThat(version11.differencesTo(DatabaseState.of(database)))
                .containsExactlyInAnyOrder("rows of public.repair_orders", "position of public.repair_orders_id_seq");
    }

    @Test
    @DisplayName("what is said of bays since 1.2 is lost: once more at 1.2, an order is in the first bay again, and no"
            + " assignment and no entry of the log is there")
    void what_was_written_of_bays_is_lost() throws SQLException {
        DealerDatabases.execute(database, "UPDATE repair_orders SET bay_id = 2, bay_number = 'Bay 2' WHERE id = 3");

        rollBack();
        ScriptRuns.mustRun(database, ScriptRuns.script(DealerScript.BAYS));

        Schema again = Schema.of(database.dataSource());
        assertThat(again).query("SELECT bay_id FROM repair_orders WHERE id = 3").returnsExactly(1L);
        assertThat(again).rows("bay_assignments").isEmpty();
        assertThat(again).rows("bay_status_logs").isEmpty();
        assertThat(again).rows("service_bays").hasCount(5);
    }

    @Test
    @DisplayName("wrong: CASCADE takes with it, with a mere notice, what others built on the new tables")
    void takes_what_others_built() throws SQLException {
        DealerDatabases.execute(
                database, "CREATE VIEW workload AS SELECT bay_id, count(*) FROM bay_assignments GROUP BY bay_id");

        MigrationRun run = rollBack();

        assertThat(Schema.of(database.dataSource())).hasNoView("workload");
        assertThat(run.outcomes())
                .flatExtracting(outcome -> outcome.notices())
                .anyMatch(notice -> notice.contains("drop cascades to"));
    }

    private MigrationRun rollBack() throws SQLException {
        return ScriptRuns.mustRun(database, ScriptRuns.script(DealerScript.BAYS_DOWN));
    }
}
