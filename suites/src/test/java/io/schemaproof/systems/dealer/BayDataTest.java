package io.schemaproof.systems.dealer;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.exceptColumns;
import static io.schemaproof.assertions.SchemaAssertions.row;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.dealer.DealerScript;
import io.schemaproof.query.Query;
import io.schemaproof.systems.ScriptRuns;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Phase 4: the bays, and the repair orders that get one")
@SuppressWarnings("NullAway.Init")
class BayDataTest {

    private TestDatabase database;
    private Schema schema;

    @BeforeEach
    void migrate() {
        database = DealerDatabases.version12();
        schema = Schema.of(database.dataSource());
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    @DisplayName("five bays are there: three free, one not, one in maintenance")
    void five_bays_are_there() {
        assertThat(schema)
                .query("SELECT id, name, location, capacity, equipment::text, status, is_available"
                        + " FROM service_bays ORDER BY id")
                .returnsExactly(
                        bay(1, "Area A", 1, "Lift, Diagnostic Scanner, Tire Changer, Wheel Balancer", "ACTIVE", true),
                        bay(2, "Area A", 1, "Lift, Diagnostic Scanner, Air Compressor, Brake Lathe", "ACTIVE", true),
                        bay(3, "Area B", 2, "Heavy Duty Lift, Truck Scanner, Large Tire Machine", "ACTIVE", true),
                        bay(4, "Area B", 1, "Paint Booth, Spray Guns, Dust Extractor", "ACTIVE", false),
                        bay(5, "Workshop", 1, "Engine Stand, Transmission Jack, Engine Hoist", "MAINTENANCE", false));
        assertThat(schema).rows("service_bays").isUniqueOn("name");
        assertThat(schema).sequence("service_bays_id_seq").nextvalDoesNotCollide();
    }

    private static Object bay(
            long id, String location, int capacity, String equipment, String status, boolean available) {
        String list = Arrays.stream(equipment.split(", ", -1)).collect(Collectors.joining("\", \"", "[\"", "\"]"));
        return row(id, "Bay " + id, location, capacity, list, status, available);
    }

    @Test
    @DisplayName("open repair orders are in the first free bay, the others in none")
    void open_orders_are_in_the_first_free_bay() {
        assertThat(schema)
                .rows("repair_orders")
                .where("status IN ('PENDING', 'IN_PROGRESS')")
                .hasCount(3)
                .allSatisfy("bay_id = 1 AND bay_number = 'Bay 1'");
        assertThat(schema)
                .rows("repair_orders")
                .where("status NOT IN ('PENDING', 'IN_PROGRESS')")
                .hasCount(3)
                .allSatisfy("bay_id IS NULL AND bay_number IS NULL");
    }

    @Test
    @DisplayName("existing rows are as they were: nothing changes but the two new columns and the new tables")
    void existing_rows_are_intact() {
        try (TestDatabase before = DealerDatabases.version11WithRows()) {
            assertThat(Schema.of(before.dataSource()))
                    .changesOf(() -> ScriptRuns.mustRun(before, ScriptRuns.script(DealerScript.BAYS)))
                    .preservesRowsOf("repair_orders")
                    .preservesRowsOf("users")
                    .createsExactly("service_bays", 5)
                    .changesNothingElse();
        }
    }

    @Test
    @DisplayName("an up that closed the orders as well would be noticed")
    void a_row_that_changes_is_noticed() {
        try (TestDatabase before = DealerDatabases.version11WithRows()) {
            String more = DealerScript.BAYS.text() + "UPDATE repair_orders SET closed_at = now() WHERE bay_id = 1;";
            assertThatThrownBy(() -> assertThat(Schema.of(before.dataSource()))
                            .changesOf(() -> ScriptRuns.mustRun(before, ScriptRuns.script("closing.sql", more)))
                            .preservesRowsOf("repair_orders", exceptColumns("bay_id", "bay_number")))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("closed_at");
        }
    }

    @Test
    @DisplayName(
            "wrong: orders are not spread over \"available bays\"; all go into one, for one vehicle, that stays available")
    void one_bay_is_filled_beyond_its_capacity() {
        Query overfull = Query.of(database.dataSource(), """
                SELECT b.name, b.capacity, b.is_available, count(*) AS orders
                FROM service_bays b JOIN repair_orders o ON o.bay_id = b.id
                GROUP BY b.id HAVING count(*) > b.capacity""");

        assertThat(Rows.of(overfull))
                .hasCount(1)
                .singleRow()
                .hasValue("name", "Bay 1")
                .hasValue("capacity", 1)
                .hasValue("is_available", true)
                .hasValue("orders", 3);
        assertThat(schema).rows("bay_assignments").isEmpty();
    }

    @Test
    @DisplayName("wrong: nothing keeps phase 4 from being run again, and then there are ten bays of five names")
    void the_bays_can_be_inserted_again() {
        DealerDatabases.execute(
                database,
                "INSERT INTO service_bays (name, location, capacity, equipment, status, is_available)"
                        + " SELECT name, location, capacity, equipment, status, is_available FROM service_bays");

        assertThat(schema).rows("service_bays").hasCount(10);
        assertThatThrownBy(() -> assertThat(schema).rows("service_bays").isUniqueOn("name"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Bay 1");
    }

    @Test
    @DisplayName(
            "wrong: bay_number takes 20 characters and a bay's name 100, so a longer name stops the update of the orders")
    void a_longer_name_of_a_bay_stops_the_update() {
        String free = " FROM service_bays WHERE status = 'ACTIVE' AND is_available = TRUE ORDER BY id LIMIT 1)";
        String asPrinted = "UPDATE repair_orders SET bay_id = (SELECT id" + free + ", bay_number = (SELECT name" + free
                + " WHERE status IN ('PENDING', 'IN_PROGRESS') AND bay_id IS NULL";
        DealerDatabases.execute(database, "UPDATE repair_orders SET bay_id = NULL, bay_number = NULL");
        assertThat(schema).statement(asPrinted).affects(3);

        DealerDatabases.execute(database, "UPDATE service_bays SET name = 'Alignment and brakes 1' WHERE id = 1");

        assertThat(schema)
                .statement(asPrinted)
                .failsWith("22001")
                .withMessageContaining("value too long for type character varying(20)");
    }

    @Test
    @DisplayName(
            "trap: bay_number repeats the bay's name; once the bay is renamed the two disagree, and the check names the rows")
    void trap_bay_number_disagrees_after_a_bay_is_renamed() {
        assertThat(ordersInBays()).hasCount(3).allSatisfy("bay_number = bay_name");

        DealerDatabases.execute(database, "UPDATE service_bays SET name = 'Express bay' WHERE id = 1");

        assertThatThrownBy(() -> assertThat(ordersInBays()).allSatisfy("bay_number = bay_name"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("RO-1")
                .hasMessageContaining("Bay 1")
                .hasMessageContaining("Express bay");
    }

    @Test
    @DisplayName("trap: a bay that is deleted leaves its name in bay_number, since only bay_id becomes NULL")
    void trap_bay_number_outlives_the_bay() {
        DealerDatabases.execute(database, "DELETE FROM service_bays WHERE id = 1");

        assertThatThrownBy(() ->
                        assertThat(schema).rows("repair_orders").allSatisfy("(bay_id IS NULL) = (bay_number IS NULL)"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("3 of 6 rows");
    }

    private Rows ordersInBays() {
        return Rows.of(Query.of(database.dataSource(), """
                SELECT o.order_number, o.bay_number, b.name AS bay_name
                FROM repair_orders o JOIN service_bays b ON b.id = o.bay_id"""));
    }
}
