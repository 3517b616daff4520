package io.schemaproof.systems.dealer;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.dealer.DealerScript;
import io.schemaproof.query.Query;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Impact: storage, locks, permissions and queries of version 1.2")
@SuppressWarnings("NullAway.Init")
class ImpactTest {

    private TestDatabase database;

    @BeforeEach
    void migrate() {
        database = DealerDatabases.version11WithRows();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    @DisplayName("\"7 MB more\" is far too much: the new tables and indexes take less than half a megabyte")
    void the_new_tables_take_less_than_half_a_megabyte() {
        try (TestDatabase migrated = DealerDatabases.version12()) {
            Query size = Query.of(migrated.dataSource(), """
                    SELECT sum(pg_total_relation_size(relation::regclass))::bigint AS bytes
                    FROM unnest(ARRAY['service_bays', 'bay_assignments', 'bay_status_logs', 'idx_repair_orders_bay_id'])
                        AS relation""");

            assertThat(Rows.of(size)).column("bytes").isBetween(1, 512 * 1024);
        }
    }

    @Test
    @DisplayName("wrong: \"zero downtime\"; until the migration commits nobody reads repair_orders")
    void repair_orders_cannot_be_read_meanwhile() throws SQLException {
        try (Connection migration = database.connect();
                Statement statement = migration.createStatement();
                Connection application = database.connect();
                Statement query = application.createStatement()) {
            query.execute("SET lock_timeout = '50ms'");
            migration.setAutoCommit(false);
            statement.execute(DealerScript.BAYS.text());

            assertThat(locks(statement)).contains("repair_orders AccessExclusiveLock", "users ShareRowExclusiveLock");
            assertThatThrownBy(() -> query.execute("SELECT count(*) FROM repair_orders"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("lock timeout");
            assertThatThrownBy(() -> query.execute("UPDATE users SET is_active = false"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("lock timeout");
            // What is only referenced can still be read.
            query.execute("SELECT count(*) FROM users");

            migration.commit();
            query.execute("SELECT count(*) FROM repair_orders");
        }
    }

    @Test
    @DisplayName("the migration wants the owner of repair_orders, who may refer to users; another role is refused")
    void the_owner_is_wanted() {
        Schema schema = Schema.of(database.dataSource());
        DealerDatabases.execute(database, "GRANT ALL ON ALL TABLES IN SCHEMA public TO pg_monitor");

        assertThat(schema).asRole("pg_monitor").rejects("ALTER TABLE repair_orders ADD COLUMN bay_number varchar(20)");

        // But no superuser is: who owns that table, and may refer to users and create others, applies all of 1.2.
        DealerDatabases.execute(database, """
                REVOKE ALL ON ALL TABLES IN SCHEMA public FROM pg_monitor;
                ALTER TABLE repair_orders OWNER TO pg_monitor;
                GRANT CREATE ON SCHEMA public TO pg_monitor""");
        String asOwner = "SET ROLE pg_monitor; " + DealerScript.BAYS.text();
        assertThatThrownBy(() -> DealerDatabases.execute(database, asOwner))
                .hasMessageContaining("permission denied for table users");

        DealerDatabases.execute(database, "GRANT REFERENCES ON users TO pg_monitor");
        DealerDatabases.execute(database, asOwner);
        assertThat(Schema.of(database.dataSource()))
                .table("service_bays", bays -> bays.hasOwner("pg_monitor"))
                .table("repair_orders")
                .foreignKey("bay_id");
    }

    @Test
    @DisplayName(
            "\"no impact on existing queries\": what reads repair orders is planned as before, and a new order costs one index"
                    + " entry more")
    void existing_queries_are_planned_as_before() {
        String all = "SELECT order_number FROM repair_orders WHERE ";
        Map<String, String> indexes = Map.of(
                "order_number = 'RO-3'", "repair_orders_order_number_key",
                "customer_id = 1", "idx_repair_orders_customer_id",
                "status = 'PENDING'", "idx_repair_orders_status",
                "opened_at > '2026-01-31'", "idx_repair_orders_opened_at");
        try (TestDatabase migrated = DealerDatabases.version12()) {
            for (TestDatabase each : List.of(database, migrated)) {
                indexes.forEach((condition, index) ->
                        assertThat(Query.of(each.dataSource(), all + condition)).canUseIndex(index));
                assertThat(Query.of(
                                each.dataSource(), "SELECT FROM pg_index WHERE indrelid = 'repair_orders'::regclass"))
                        .returnsRowCount(each == migrated ? 9 : 8);
            }
        }
    }

    @Test
    @DisplayName("existing statements still work: with named columns, and by position where a row is inserted")
    void existing_statements_still_work() {
        String insert =
                "INSERT INTO repair_orders VALUES (100, 'RO-100', 1, 1, NULL, NULL, 'PENDING', NULL, now(), NULL)";
        try (TestDatabase migrated = DealerDatabases.version12()) {
            for (TestDatabase each : new TestDatabase[] {database, migrated}) {
                Schema schema = Schema.of(each.dataSource());
                assertThat(schema).statement(insert).affects(1);
                assertThat(schema)
                        .statement("INSERT INTO repair_orders (order_number, customer_id, vehicle_id)"
                                + " VALUES ('RO-101', 1, 1)")
                        .affects(1);
                assertThat(schema)
                        .statement("UPDATE repair_orders SET status = 'COMPLETED' WHERE id = 1")
                        .affects(1);
            }
        }
    }

    @Test
    @DisplayName("wrong: \"no breaking changes\"; a query that copies all columns into a table of the old shape breaks")
    void what_selects_every_column_breaks() {
        DealerDatabases.execute(database, "CREATE TABLE repair_orders_archive AS TABLE repair_orders");
        String copy = "INSERT INTO repair_orders_archive SELECT * FROM repair_orders";
        Schema schema = Schema.of(database.dataSource());
        assertThat(schema).statement(copy).affects(6);

        DealerDatabases.execute(database, DealerScript.BAYS.text());

        assertThat(schema).statement(copy).failsWith("42601").withMessageContaining("more expressions than target");
    }

    @Test
    @DisplayName(
            "scheduling: orders of a bay, and assignments of a bay, an order and a day, are found by new indexes, each"
                    + " of which is missed where it is not there; free bays are not")
    void orders_of_a_bay_are_found_by_the_index() {
        try (TestDatabase migrated = DealerDatabases.version12()) {
            DealerDatabases.execute(migrated, """
                    INSERT INTO repair_orders (order_number, customer_id, vehicle_id, bay_id)
                    SELECT 'RO-' || n, 1, 1, CASE WHEN n % 50 = 0 THEN n / 50 % 5 + 1 END FROM generate_series(100, 5000) n;
                    INSERT INTO service_bays (name) SELECT 'Hall ' || n FROM generate_series(6, 200) n;
                    INSERT INTO bay_assignments (bay_id, repair_order_id, start_time, end_time)
                    SELECT n % 200 + 1, id, t, t + interval '1 hour' FROM (
                        SELECT row_number() OVER (ORDER BY id) AS n, id FROM repair_orders) AS o,
                        LATERAL (SELECT timestamp '2026-02-01' + n * interval '20 minutes' AS t) AS begin;
                    ANALYZE repair_orders, service_bays, bay_assignments""");
            Schema schema = Schema.of(migrated.dataSource());

            Map.of(
                            "idx_repair_orders_bay_id", "SELECT id FROM repair_orders WHERE bay_id = 2",
                            "idx_bay_assignments_bay_id", "SELECT id FROM bay_assignments WHERE bay_id = 2",
                            "idx_bay_assignments_ro_id", "SELECT id FROM bay_assignments WHERE repair_order_id = 200",
                            "idx_bay_assignments_times",
                                    "SELECT id FROM bay_assignments WHERE start_time >= '2026-02-10'"
                                            + " AND start_time < '2026-02-11'")
                    .forEach((index, sql) -> {
                        Query query = Query.of(migrated.dataSource(), sql);
                        assertThat(query).choosesIndex(index);
                        assertThat(schema)
                                .table(sql.contains("repair_orders") ? "repair_orders" : "bay_assignments")
                                .index(index)
                                .isLoadBearingFor(query);
                    });
            Query free = Query.of(
                    migrated.dataSource(), "SELECT id FROM service_bays WHERE status = 'ACTIVE' AND is_available");
            assertThat(schema)
                    .table("service_bays")
                    .index("idx_service_bays_available", index -> index.isRedundantFor(free))
                    .index("idx_service_bays_status", index -> index.isRedundantFor(free));
        }
    }

    private static List<String> locks(Statement statement) throws SQLException {
        List<String> locks = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT c.relname || ' ' || l.mode FROM pg_locks l"
                + " JOIN pg_class c ON c.oid = l.relation WHERE l.pid = pg_backend_pid() ORDER BY 1")) {
            while (rows.next()) {
                locks.add(rows.getString(1));
            }
        }
        return locks;
    }
}
