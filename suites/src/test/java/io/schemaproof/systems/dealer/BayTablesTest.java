package io.schemaproof.systems.dealer;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.rule.Rules.foreignKeys;
import static io.schemaproof.catalog.ReferentialAction.CASCADE;
import static io.schemaproof.catalog.ReferentialAction.NO_ACTION;
import static io.schemaproof.catalog.ReferentialAction.RESTRICT;
import static io.schemaproof.catalog.ReferentialAction.SET_NULL;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.assertions.rule.IndexRules;
import io.schemaproof.assertions.rule.RuleResult;
import io.schemaproof.assertions.rule.TypeRules;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.systems.DescribedContract;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Phases 2 and 3: the tables of the bays, and what is new in repair_orders")
@SuppressWarnings("NullAway.Init")
class BayTablesTest {

    private static TestDatabase database;
    private static Schema schema;

    @BeforeAll
    static void migrate() {
        database = DealerDatabases.version12();
        schema = Schema.of(database.dataSource());
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    @DisplayName("keep the contract that describe writes of all 56")
    void keep_the_contract_that_describes_them() throws IOException {
        assertThat(DescribedContract.isKept(database).outcomes()).hasSizeGreaterThan(110);
    }

    @Test
    @DisplayName("service_bays have the columns, defaults, check and three indexes")
    void service_bays_are_as_planned() {
        assertThat(schema)
                .table("service_bays")
                .hasExactlyColumnsInOrder(
                        "id",
                        "name",
                        "location",
                        "capacity",
                        "equipment",
                        "status",
                        "is_available",
                        "created_at",
                        "updated_at")
                .hasPrimaryKey("id")
                .column("id", id -> id.hasType("bigint"))
                .column("name", name -> name.hasType("varchar(100)").isNotNullable())
                .column("location", location -> location.hasType("varchar(100)").isNullable())
                .column("capacity", capacity -> capacity.hasType("int").hasDefault("1"))
                .column("equipment", equipment -> equipment.hasType("jsonb").hasDefault("'[]'"))
                .column("status", status -> status.hasType("varchar(20)").hasDefault("'ACTIVE'"))
                .column(
                        "is_available",
                        available -> available.hasType("boolean").hasDefault("true"))
                .column("updated_at", at -> at.hasType("timestamp").hasDefault("CURRENT_TIMESTAMP"))
                .check(
                        "service_bays_status_check",
                        check -> check.hasExpression("status IN ('ACTIVE', 'INACTIVE', 'MAINTENANCE')")
                                .accepts("ACTIVE", "MAINTENANCE")
                                .rejects("FREE", "active"))
                .hasExactlyIndexes(
                        "service_bays_pkey",
                        "idx_service_bays_status",
                        "idx_service_bays_available",
                        "idx_service_bays_location")
                .index("idx_service_bays_status", index -> index.isOn("status").isBtree())
                .index(
                        "idx_service_bays_available",
                        index -> index.isOn("is_available").isBtree())
                .index("idx_service_bays_location", index -> index.isOn("location"));
    }

    @Test
    @DisplayName("bay_assignments have the columns, check, three foreign keys and four indexes")
    void bay_assignments_are_as_planned() {
        assertThat(schema)
                .table("bay_assignments")
                .hasExactlyColumnsInOrder(
                        "id",
                        "bay_id",
                        "repair_order_id",
                        "start_time",
                        "end_time",
                        "status",
                        "technician_id",
                        "notes",
                        "created_at",
                        "updated_at")
                .hasPrimaryKey("id")
                .column("bay_id", bay -> bay.hasType("bigint").isNotNullable())
                .column("repair_order_id", order -> order.hasType("bigint").isNotNullable())
                .column("start_time", start -> start.hasType("timestamp").isNotNullable())
                .column("end_time", end -> end.isNullable())
                .column("technician_id", technician -> technician.isNullable())
                .column("notes", notes -> notes.hasType("text"))
                .check(
                        "bay_assignments_status_check",
                        check -> check.accepts("ASSIGNED", "IN_PROGRESS", "COMPLETED", "CANCELLED")
                                .rejects("DONE"))
                .foreignKey(
                        "bay_id",
                        key -> key.references("service_bays", "id")
                                .onDelete(RESTRICT)
                                .isCoveredByIndex())
                .foreignKey(
                        "repair_order_id",
                        key -> key.references("repair_orders", "id")
                                .onDelete(CASCADE)
                                .isCoveredByIndex())
                .foreignKey(
                        "technician_id", key -> key.references("users", "id").onDelete(SET_NULL))
                .hasExactlyIndexes(
                        "bay_assignments_pkey",
                        "idx_bay_assignments_bay_id",
                        "idx_bay_assignments_ro_id",
                        "idx_bay_assignments_status",
                        "idx_bay_assignments_times")
                .index("idx_bay_assignments_ro_id", index -> index.isOn("repair_order_id"))
                .index("idx_bay_assignments_times", index -> index.isOn("start_time", "end_time"));
    }

    @Test
    @DisplayName("bay_status_logs have the columns, three foreign keys, the last with NO ACTION, and three indexes")
    void bay_status_logs_are_as_planned() {
        assertThat(schema)
                .table("bay_status_logs")
                .hasExactlyColumnsInOrder(
                        "id", "bay_id", "assignment_id", "status", "changed_by", "changed_at", "details")
                .hasPrimaryKey("id")
                .column("status", status -> status.hasType("varchar(20)").isNotNullable())
                .column("changed_by", by -> by.hasType("bigint").isNotNullable())
                .column("changed_at", at -> at.hasDefault("CURRENT_TIMESTAMP"))
                .column("details", details -> details.hasType("jsonb").isNullable())
                .foreignKey(
                        "bay_id", key -> key.references("service_bays", "id").onDelete(RESTRICT))
                .foreignKey(
                        "assignment_id",
                        key -> key.references("bay_assignments", "id").onDelete(SET_NULL))
                .foreignKey("changed_by", key -> key.references("users", "id").onDelete(NO_ACTION))
                .hasExactlyIndexes(
                        "bay_status_logs_pkey",
                        "idx_bay_status_logs_bay_id",
                        "idx_bay_status_logs_assignment_id",
                        "idx_bay_status_logs_changed_at");
    }

    @Test
    @DisplayName("repair_orders have two columns, a foreign key and an index more, and may be without a bay")
    void repair_orders_refer_to_a_bay() {
        assertThat(schema)
                .table("repair_orders")
                .column("bay_number", number -> number.hasType("varchar(20)").isNullable())
                .column("bay_id", bay -> bay.hasType("bigint").isNullable())
                .index("idx_repair_orders_bay_id", index -> index.isOn("bay_id"))
                .foreignKeyNamed("fk_repair_orders_bay_id")
                .isOn("bay_id")
                .references("service_bays", "id")
                .onDelete(SET_NULL)
                .isValidated()
                .isCoveredByIndex();
    }

    @Test
    @DisplayName("what the plan writes as comments are comments on columns")
    void the_comments_are_on_the_columns() {
        assertThat(schema)
                .table(
                        "service_bays",
                        bays -> bays.column("name", name -> name.hasComment("Such as Bay 1"))
                                .column("equipment", equipment -> equipment.hasComment("A list of names")))
                .table(
                        "repair_orders",
                        orders -> orders.column("bay_number", number -> number.hasComment("The name of the bay")));
    }

    @Test
    @DisplayName("wrong: \"all critical indexes created\" leaves two of the seven new foreign keys without one")
    void two_foreign_keys_have_no_index() {
        RuleResult result = foreignKeys()
                .that()
                .haveNameMatching(".*bay.*")
                .should()
                .beCoveredByIndex()
                .evaluate(schema);

        assertThat(result.judged()).isEqualTo(7);
        assertThat(violations(result.objects()))
                .containsExactlyInAnyOrder(
                        "public.bay_assignments.bay_assignments_technician_id_fkey",
                        "public.bay_status_logs.bay_status_logs_changed_by_fkey");
    }

    @Test
    @DisplayName("wrong: an index on a truth value alone is no help, and the plan has one")
    void one_index_is_on_a_boolean_alone() {
        assertThat(violations(IndexRules.notBeOnBooleanAlone().evaluate(schema).objects()))
                .containsExactly("public.idx_service_bays_available");
    }

    @Test
    @DisplayName("wrong: \"all status fields use CHECK constraints\", and the one of bay_status_logs does not")
    void the_status_of_the_log_has_no_check() {
        assertThat(schema.catalog().tables().stream()
                        .filter(table -> table.column("status").isPresent())
                        .filter(table -> table.checks().stream()
                                .noneMatch(check -> check.columns().contains("status")))
                        .map(Table::name))
                .containsExactly("bay_status_logs");
        try (TestDatabase inUse = DealerDatabases.version12InUse()) {
            assertThat(Schema.of(inUse.dataSource()))
                    .statement("UPDATE bay_status_logs SET status = 'no such status'")
                    .affects(3);
        }
    }

    @Test
    @DisplayName("\"proper data types\": seven of the new columns are moments without a time zone")
    void moments_have_no_time_zone() {
        Set<String> moments = violations(
                TypeRules.noTimestampWithoutTimeZone().evaluate(schema).objects());

        assertThat(moments)
                .filteredOn(column -> column.contains("bay"))
                .containsExactlyInAnyOrder(
                        "public.service_bays.created_at",
                        "public.service_bays.updated_at",
                        "public.bay_assignments.start_time",
                        "public.bay_assignments.end_time",
                        "public.bay_assignments.created_at",
                        "public.bay_assignments.updated_at",
                        "public.bay_status_logs.changed_at");
    }

    private static Set<String> violations(List<ObjectId> objects) {
        return objects.stream().map(ObjectId::identity).collect(Collectors.toSet());
    }
}
