package io.schemaproof.systems.dealer;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.row;
import static io.schemaproof.assertions.structure.SqlState.FOREIGN_KEY_VIOLATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Delete rules of the bays, by what happens")
@SuppressWarnings("NullAway.Init")
class DeleteRulesTest {

    private TestDatabase database;
    private Schema schema;

    @BeforeEach
    void migrate() {
        database = DealerDatabases.version12InUse();
        schema = Schema.of(database.dataSource());
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    @DisplayName("a bay that was ever in use cannot be deleted (RESTRICT)")
    void a_bay_in_use_cannot_be_deleted() {
        assertThat(schema).deleting("service_bays", 2).isRefused();

        // Nor by the assignments alone: the log refuses too.
        DealerDatabases.execute(database, "DELETE FROM bay_status_logs");
        assertThat(schema).deleting("service_bays", 2).isRefused();
    }

    @Test
    @DisplayName("a bay that only the log knows cannot be deleted either")
    void a_bay_in_the_log_cannot_be_deleted() {
        DealerDatabases.execute(database, "DELETE FROM bay_assignments");

        assertThat(schema).deleting("service_bays", 2).isRefused();
    }

    @Test
    @DisplayName("a bay that was never in use goes, and its repair orders are without one (SET NULL)")
    void a_bay_that_was_never_in_use_leaves_its_orders() {
        DealerDatabases.execute(
                database, "UPDATE repair_orders SET bay_id = 3, bay_number = 'Bay 3' WHERE id IN (4, 5)");

        assertThat(schema)
                .deleting("service_bays", 3)
                .nullifies("repair_orders", "bay_id", 2)
                .changesNothingElse();
    }

    @Test
    @DisplayName(
            "an order that is deleted takes its assignments with it (CASCADE), and the log forgets which they were")
    void an_order_takes_its_assignments() {
        assertThat(schema)
                .deleting("repair_orders", 3)
                .removesExactly("bay_assignments", 2)
                .removesExactly("repair_order_jobs", 1)
                .nullifies("bay_status_logs", "assignment_id", 3)
                .changesNothingElse();
    }

    @Test
    @DisplayName("a technician who is deleted leaves assignments without one (SET NULL)")
    void a_technician_leaves_the_assignments() {
        assertThat(schema)
                .deleting("users", 2)
                .nullifies("bay_assignments", "technician_id", 2)
                .removesExactly("user_roles", 1)
                .changesNothingElse();
    }

    @Test
    @DisplayName("who changed a status cannot be deleted (NO ACTION)")
    void who_is_in_the_log_cannot_be_deleted() {
        assertThat(schema).deleting("users", 1).isRefused();
        assertThat(schema)
                .statement("DELETE FROM users WHERE id = 1")
                .failsWith(FOREIGN_KEY_VIOLATION)
                .onConstraint("bay_status_logs_changed_by_fkey");
    }

    @Test
    @DisplayName("other delete rules are told from these: with CASCADE the bay takes its assignments")
    void another_delete_rule_is_noticed() {
        DealerDatabases.execute(database, """
                DELETE FROM bay_status_logs;
                ALTER TABLE bay_assignments DROP CONSTRAINT bay_assignments_bay_id_fkey,
                    ADD CONSTRAINT bay_assignments_bay_id_fkey
                        FOREIGN KEY (bay_id) REFERENCES service_bays (id) ON DELETE CASCADE""");

        assertThatThrownBy(() -> assertThat(schema).deleting("service_bays", 2).isRefused())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected the deletion to be refused");
        assertThat(schema).deleting("service_bays", 2).removesExactly("bay_assignments", 1);
    }

    @Test
    @DisplayName("trap: the log is called append-only, and nothing keeps it from being changed, or emptied")
    void trap_the_log_is_not_append_only() {
        assertThat(schema)
                .statement("UPDATE bay_status_logs SET status = 'FREE' WHERE id = 1")
                .affects(1);
        assertThat(schema).statement("DELETE FROM bay_status_logs").affects(3);
        assertThat(schema).statement("TRUNCATE bay_status_logs").succeeds();
        assertThat(schema).table("bay_status_logs").hasExactlyTriggers().hasExactlyRules();
        // Its own foreign key rewrites what was written: see an_order_takes_its_assignments.
        assertThat(schema).deleting("bay_assignments", 1).nullifies("bay_status_logs", "assignment_id", 2);
    }

    @Test
    @DisplayName(
            "later reports: the log says how long a bay was in use, and whose work it was until the technician is deleted,"
                    + " or the order")
    void the_log_says_how_long_a_bay_was_in_use() {
        DealerDatabases.execute(
                database,
                "UPDATE bay_status_logs SET changed_at = timestamp '2026-02-01 09:00' + id * interval '30 minutes'");
        String used = """
                SELECT l.bay_id, a.technician_id, (l.until - l.changed_at)::text
                FROM (SELECT *, lead(changed_at) OVER (PARTITION BY bay_id ORDER BY changed_at) AS until
                      FROM bay_status_logs) AS l
                JOIN bay_assignments AS a ON a.id = l.assignment_id
                WHERE l.status = 'OCCUPIED' AND l.until IS NOT NULL""";
        assertThat(schema).query(used).returnsExactly(row(1L, 2L, "00:30:00"));

        DealerDatabases.execute(database, "DELETE FROM users WHERE id = 2");
        assertThat(schema).query(used).returnsExactly(row(1L, null, "00:30:00"));

        DealerDatabases.execute(database, "DELETE FROM repair_orders WHERE id = 3");
        assertThat(schema).query(used).returnsNoRows();
        assertThat(schema).rows("bay_status_logs").hasCount(3).allSatisfy("assignment_id IS NULL");
    }

    @Test
    @DisplayName("an append-only log would be told by the same statements")
    void an_append_only_log_refuses() {
        DealerDatabases.execute(database, """
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN RAISE EXCEPTION ''append only''; END';
                CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bay_status_logs
                    FOR EACH STATEMENT EXECUTE FUNCTION refuse()""");

        for (String change : List.of(
                "UPDATE bay_status_logs SET status = 'X'", "DELETE FROM bay_status_logs", "TRUNCATE bay_status_logs")) {
            assertThat(schema).statement(change).failsWith("P0001").withMessageContaining("append only");
        }
    }
}
