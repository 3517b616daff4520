package io.schemaproof.systems.dealer;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Phase 5: what the plan's two verification queries see and what they do not")
@SuppressWarnings("NullAway.Init")
class VerificationQueriesTest {

    private TestDatabase database;

    @BeforeEach
    void migrate() {
        database = DealerDatabases.version12();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    @DisplayName("the constraint query lists three primary keys and six foreign keys")
    void the_constraint_query_lists_keys() {
        assertThat(constraints())
                .hasCount(9)
                .column(
                        "constraint_name",
                        name -> name.hasExactlyValues(
                                "service_bays_pkey",
                                "bay_assignments_pkey",
                                "bay_assignments_bay_id_fkey",
                                "bay_assignments_repair_order_id_fkey",
                                "bay_assignments_technician_id_fkey",
                                "bay_status_logs_pkey",
                                "bay_status_logs_bay_id_fkey",
                                "bay_status_logs_assignment_id_fkey",
                                "bay_status_logs_changed_by_fkey"));
    }

    @Test
    @DisplayName("wrong: it \"verifies all constraints\" and sees no check, nor that one is missing")
    void the_constraint_query_sees_no_checks() {
        DealerDatabases.execute(database, "ALTER TABLE service_bays DROP CONSTRAINT service_bays_status_check");

        assertThat(constraints()).hasCount(9);
        assertThatThrownBy(() -> assertThat(Schema.of(database.dataSource()))
                        .table("service_bays")
                        .check("service_bays_status_check"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    @DisplayName("wrong: nor delete rules, nor keys that are not validated")
    void the_constraint_query_sees_no_rules() {
        DealerDatabases.execute(database, """
                ALTER TABLE bay_assignments DROP CONSTRAINT bay_assignments_bay_id_fkey,
                    ADD CONSTRAINT bay_assignments_bay_id_fkey
                        FOREIGN KEY (bay_id) REFERENCES service_bays (id) NOT VALID""");

        assertThat(constraints()).hasCount(9);
        assertThatThrownBy(() -> assertThat(Schema.of(database.dataSource()))
                        .table("bay_assignments")
                        .foreignKey("bay_id")
                        .references("service_bays", "id"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("NOT VALID");
    }

    @Test
    @DisplayName("wrong: it joins by the constraint's name alone, so a copy in another schema doubles its rows")
    void the_constraint_query_mixes_schemas() {
        DealerDatabases.execute(database, """
                CREATE SCHEMA archive;
                CREATE TABLE archive.service_bays (id bigint CONSTRAINT service_bays_pkey PRIMARY KEY)""");

        assertThat(constraints())
                .hasCount(10)
                .where("constraint_name = 'service_bays_pkey'")
                .hasCount(2);
    }

    @Test
    @DisplayName("the index query lists the eleven new indexes")
    void the_index_query_lists_the_new_indexes() {
        assertThat(indexes())
                .where(
                        "indexname LIKE 'idx%' AND tablename <> 'repair_orders' OR indexname LIKE '%bay%' AND indexname LIKE 'idx%'")
                .hasCount(11)
                .column(
                        "indexname",
                        name -> name.hasExactlyValues(
                                "idx_service_bays_status",
                                "idx_service_bays_available",
                                "idx_service_bays_location",
                                "idx_bay_assignments_bay_id",
                                "idx_bay_assignments_ro_id",
                                "idx_bay_assignments_status",
                                "idx_bay_assignments_times",
                                "idx_bay_status_logs_bay_id",
                                "idx_bay_status_logs_assignment_id",
                                "idx_bay_status_logs_changed_at",
                                "idx_repair_orders_bay_id"));
    }

    @Test
    @DisplayName("wrong: it lists an index that no query uses, because its making failed")
    void the_index_query_lists_invalid_indexes() {
        DealerDatabases.execute(database, "INSERT INTO service_bays (name) VALUES ('Bay 1')");
        assertThatThrownBy(() -> DealerDatabases.execute(
                        database, "CREATE UNIQUE INDEX CONCURRENTLY service_bays_name ON service_bays (name)"))
                .hasMessageContaining("could not create unique index");

        assertThat(indexes()).where("indexname = 'service_bays_name'").hasCount(1);
        assertThatThrownBy(() -> assertThat(Schema.of(database.dataSource()))
                        .table("service_bays")
                        .index("service_bays_name")
                        .isUnique())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("INVALID");
    }

    /** As the plan asks: joined by the name of the constraint. */
    private Rows constraints() {
        return Rows.of(Query.of(database.dataSource(), """
                SELECT c.table_name, c.constraint_name, c.constraint_type, k.column_name
                FROM information_schema.table_constraints c
                JOIN information_schema.key_column_usage k ON k.constraint_name = c.constraint_name
                WHERE c.table_schema = 'public'
                  AND c.table_name IN ('service_bays', 'bay_assignments', 'bay_status_logs')"""));
    }

    private Rows indexes() {
        return Rows.of(Query.of(database.dataSource(), """
                SELECT tablename, indexname, indexdef FROM pg_indexes
                WHERE schemaname = 'public'
                  AND tablename IN ('service_bays', 'bay_assignments', 'bay_status_logs', 'repair_orders')"""));
    }
}
