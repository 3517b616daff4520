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
import io.schemaproof.systems.TableLines;
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
                .hasPrimaryKey("id")
                .check(
                        "service_bays_status_check",
                        check -> check.hasExpression("status IN ('ACTIVE', 'INACTIVE', 'MAINTENANCE')")
                                .accepts("ACTIVE", "MAINTENANCE")
                                .rejects("FREE", "active"));
        assertThat(TableLines.columns(schema, "service_bays"))
                .containsExactly(
                        "id bigint NOT NULL DEFAULT nextval('public.service_bays_id_seq'::regclass)",
                        "name character varying(100) NOT NULL",
                        "location character varying(100)",
                        "capacity integer DEFAULT 1",
                        "equipment jsonb DEFAULT '[]'::jsonb",
                        "status character varying(20) DEFAULT 'ACTIVE'::character varying",
                        "is_available boolean DEFAULT true",
                        "created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP",
                        "updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP");
        assertThat(TableLines.indexes(schema, "service_bays"))
                .containsExactly(
                        "idx_service_bays_available btree (is_available)",
                        "idx_service_bays_location btree (location)",
                        "idx_service_bays_status btree (status)");
    }

    @Test
    @DisplayName("bay_assignments have the columns, check, three foreign keys and four indexes")
    void bay_assignments_are_as_planned() {
        assertThat(schema)
                .table("bay_assignments")
                .hasPrimaryKey("id")
                .check(
                        "bay_assignments_status_check",
                        check -> check.hasExpression("status IN ('ASSIGNED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED')")
                                .accepts("ASSIGNED", "IN_PROGRESS", "COMPLETED", "CANCELLED")
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
                        "technician_id", key -> key.references("users", "id").onDelete(SET_NULL));
        assertThat(TableLines.columns(schema, "bay_assignments"))
                .containsExactly(
                        "id bigint NOT NULL DEFAULT nextval('public.bay_assignments_id_seq'::regclass)",
                        "bay_id bigint NOT NULL",
                        "repair_order_id bigint NOT NULL",
                        "start_time timestamp without time zone NOT NULL",
                        "end_time timestamp without time zone",
                        "status character varying(20) DEFAULT 'ASSIGNED'::character varying",
                        "technician_id bigint",
                        "notes text",
                        "created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP",
                        "updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP");
        assertThat(TableLines.indexes(schema, "bay_assignments"))
                .containsExactly(
                        "idx_bay_assignments_bay_id btree (bay_id)",
                        "idx_bay_assignments_ro_id btree (repair_order_id)",
                        "idx_bay_assignments_status btree (status)",
                        "idx_bay_assignments_times btree (start_time, end_time)");
    }

    @Test
    @DisplayName("bay_status_logs have the columns, three foreign keys, the last with NO ACTION, and three indexes")
    void bay_status_logs_are_as_planned() {
        assertThat(schema)
                .table("bay_status_logs")
                .hasPrimaryKey("id")
                .foreignKey(
                        "bay_id", key -> key.references("service_bays", "id").onDelete(RESTRICT))
                .foreignKey(
                        "assignment_id",
                        key -> key.references("bay_assignments", "id").onDelete(SET_NULL))
                .foreignKey("changed_by", key -> key.references("users", "id").onDelete(NO_ACTION));
        assertThat(TableLines.columns(schema, "bay_status_logs"))
                .containsExactly(
                        "id bigint NOT NULL DEFAULT nextval('public.bay_status_logs_id_seq'::regclass)",
                        "bay_id bigint NOT NULL",
                        "assignment_id bigint",
                        "status character varying(20) NOT NULL",
                        "changed_by bigint NOT NULL",
                        "changed_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP",
                        "details jsonb");
        assertThat(TableLines.indexes(schema, "bay_status_logs"))
                .containsExactly(
                        "idx_bay_status_logs_assignment_id btree (assignment_id)",
                        "idx_bay_status_logs_bay_id btree (bay_id)",
                        "idx_bay_status_logs_changed_at btree (changed_at)");
    }

    @Test
    @DisplayName("repair_orders have two columns, a foreign key and an index more, and may be without a bay")
    void repair_orders_refer_to_a_bay() {
        assertThat(schema)
                .table("repair_orders")
                .column("bay_number", number -> number.hasType("varchar(20)").isNullable())
                .column("bay_id", bay -> bay.hasType("bigint").isNullable())
                .index(
                        "idx_repair_orders_bay_id",
                        index -> index.isOn("bay_id").isBtree().isNotUnique().isNotPartial())
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
                                .column("location", location -> location.hasComment("Such as Area A or Workshop"))
                                .column("capacity", capacity -> capacity.hasComment("How many vehicles fit in at most"))
                                .column("equipment", equipment -> equipment.hasComment("A list of names")))
                .table(
                        "repair_orders",
                        orders -> orders.column("bay_number", number -> number.hasComment("The name of the bay"))
                                .column("bay_id", bay -> bay.hasComment("The bay")));
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

    @Test
    @DisplayName(
            "wrong: \"FK, UNIQUE, CHECK defined\"; none of the new tables has a unique constraint, and every CHECK lets NULL"
                    + " pass")
    void nothing_is_unique_and_a_status_may_be_missing() {
        for (String table : List.of("service_bays", "bay_assignments", "bay_status_logs")) {
            assertThat(schema.catalog().table(table).orElseThrow().uniqueConstraints())
                    .as(table)
                    .isEmpty();
        }
        assertThat(TableLines.nullable(schema, "service_bays")).contains("capacity", "status", "is_available");
        assertThat(schema).statement("UPDATE service_bays SET status = NULL").affects(5);
        assertThat(schema)
                .statement("INSERT INTO bay_assignments (bay_id, repair_order_id, start_time, status)"
                        + " VALUES (1, 1, '2026-02-01 09:00', NULL)")
                .affects(1);
    }

    @Test
    @DisplayName(
            "wrong: \"maximum vehicles per bay\" keeps nobody out: two orders in a bay for one, and an end before the start")
    void the_capacity_of_a_bay_keeps_nobody_out() {
        assertThat(schema)
                .statement("INSERT INTO bay_assignments (bay_id, repair_order_id, start_time, status)"
                        + " SELECT 1, id, '2026-02-01 09:00', 'IN_PROGRESS' FROM repair_orders WHERE id <= 2")
                .affects(2);
        assertThat(schema)
                .statement("INSERT INTO bay_assignments (bay_id, repair_order_id, start_time, end_time)"
                        + " VALUES (1, 1, '2026-02-01 09:00', '2026-01-31 09:00')")
                .affects(1);
        assertThat(schema).statement("UPDATE service_bays SET capacity = -1").affects(5);
    }

    @Test
    @DisplayName(
            "wrong: \"JSONB for equipment array (optimized)\": no index finds a bay by what is in it, and it need be no array")
    void the_equipment_is_found_by_no_index_and_need_be_no_array() {
        assertThat(schema.catalog().table("service_bays").orElseThrow().indexes())
                .noneMatch(index -> index.columns().contains("equipment"));
        assertThat(schema)
                .query("SELECT name FROM service_bays WHERE equipment @> '[\"Lift\"]' ORDER BY id")
                .returnsExactly("Bay 1", "Bay 2");
        assertThat(schema)
                .statement("UPDATE service_bays SET equipment = '\"Lift\"'")
                .affects(5);
    }

    @Test
    @DisplayName("wrong: updated_at is when a row was made, since nothing sets it afterwards")
    void updated_at_does_not_change_with_the_row() {
        assertThat(schema)
                .statement("WITH changed AS (UPDATE service_bays SET capacity = 3 RETURNING *)"
                        + " SELECT FROM changed WHERE updated_at = created_at")
                .affects(5);
        assertThat(schema).table("bay_assignments").hasExactlyTriggers();
    }

    private static Set<String> violations(List<ObjectId> objects) {
        return objects.stream().map(ObjectId::identity).collect(Collectors.toSet());
    }
}
