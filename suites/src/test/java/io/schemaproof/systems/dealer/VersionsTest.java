package io.schemaproof.systems.dealer;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Inventory.FOREIGN_KEYS;
import static io.schemaproof.assertions.structure.Inventory.TABLES;
import static io.schemaproof.assertions.structure.Inventory.UNIQUE_CONSTRAINTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.rule.NamingRules;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.fixtures.dealer.DealerModule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Versions 1.0, 1.1 and 1.2: how many tables, keys and indexes there are")
@SuppressWarnings("NullAway.Init")
class VersionsTest {

    private static TestDatabase initial;
    private static TestDatabase roles;
    private static TestDatabase bays;
    private static Schema version10;
    private static Schema version11;
    private static Schema version12;

    @BeforeAll
    static void migrate() {
        initial = DealerDatabases.version10();
        roles = DealerDatabases.version11();
        bays = DealerDatabases.version12();
        version10 = Schema.of(initial.dataSource());
        version11 = Schema.of(roles.dataSource());
        version12 = Schema.of(bays.dataSource());
    }

    @AfterAll
    static void drop() {
        initial.close();
        roles.close();
        bays.close();
    }

    @Test
    @DisplayName("1.0 has 49 tables, 1.1 has 53, 1.2 has 56")
    void the_versions_have_49_53_and_56_tables() {
        assertThat(version10).inventory(TABLES).hasSize(49);
        assertThat(version11).inventory(TABLES).hasSize(53);
        assertThat(version12).inventory(TABLES).hasSize(56);
    }

    @Test
    @DisplayName("1.1 adds four tables for roles and settings, 1.2 three for bays, and none goes")
    void each_version_adds_the_tables_that_are_named() {
        assertThat(added(version10, version11))
                .containsExactlyInAnyOrder("permissions", "role_permissions", "system_settings", "user_roles");
        assertThat(added(version11, version12))
                .containsExactlyInAnyOrder("bay_assignments", "bay_status_logs", "service_bays");
        assertThat(added(version12, version11)).isEmpty();
        assertThat(added(version11, version10)).isEmpty();
    }

    @Test
    @DisplayName("trap: \"+7\" is the step from 49, which is 1.0 and not 1.1 as the summary says")
    void trap_plus_7_is_counted_from_1_0() {
        assertThat(added(version10, version12)).hasSize(7);
        assertThat(added(version11, version12)).hasSize(3);
        assertThatThrownBy(() -> assertThat(version11).inventory(TABLES).hasSize(49))
                .hasMessageContaining("but was : 53");
    }

    @Test
    @DisplayName("trap: the modules' tables add up to 59 in the plan; the 56 are in eight modules, each in one")
    void trap_the_modules_add_up_to_59() {
        List<String> tables = Arrays.stream(DealerModule.values())
                .flatMap(module -> module.tables().stream())
                .toList();

        assertThat(DealerModule.values()).extracting(DealerModule::planned).containsExactly(7, 10, 7, 13, 9, 2, 7, 4);
        assertThat(Arrays.stream(DealerModule.values())
                        .mapToInt(DealerModule::planned)
                        .sum())
                .isEqualTo(59);
        assertThat(DealerModule.values())
                .extracting(module -> module.tables().size())
                .containsExactly(7, 9, 7, 12, 8, 2, 7, 4);
        assertThat(DealerModule.SERVICE.tables()).containsAll(added(version11, version12));
        assertThat(tables).doesNotHaveDuplicates().hasSize(56);
        assertThat(version12).hasExactlyTables(tables.toArray(String[]::new));
    }

    @Test
    @DisplayName(
            "\"no changes in v1.2\" in seven modules: 1.2 is the three new tables and repair_orders, and nothing else")
    void no_module_but_service_changes() {
        assertThat(CatalogDiff.between(
                                version11.catalog().withoutClusterWide(),
                                version12.catalog().withoutClusterWide())
                        .changes())
                .extracting(change -> change.object().identity())
                .isNotEmpty()
                .allMatch(object ->
                        object.matches("public\\.(service_bays|bay_assignments|bay_status_logs|repair_orders)\\b.*"
                                + "|public\\.idx_repair_orders_bay_id"));
        assertThat(DealerModule.SERVICE.tables())
                .contains("service_bays", "bay_assignments", "bay_status_logs", "repair_orders");
    }

    @Test
    @DisplayName("no foreign key of 1.1 is broken by 1.2: each is there, checked, and defined as it was")
    void the_foreign_keys_of_1_1_are_there_in_1_2() {
        assertThat(foreignKeys(version11)).hasSize(75);
        assertThat(foreignKeys(version12)).containsAll(foreignKeys(version11)).hasSize(82);
        assertThat(version12.catalog().constraints()).allMatch(Constraint::isValidated);
    }

    private static List<String> foreignKeys(Schema schema) {
        return schema.catalog().tables().stream()
                .flatMap(table -> table.foreignKeys().stream())
                .map(key -> key.identity() + " " + key.definition())
                .toList();
    }

    @Test
    @DisplayName("60 foreign keys and more, 27 unique constraints and more")
    void there_are_as_many_constraints_as_the_plan_says() {
        assertThat(version12)
                .inventory(FOREIGN_KEYS, keys -> keys.hasAtLeast(60).hasSize(82))
                .inventory(UNIQUE_CONSTRAINTS, keys -> keys.hasAtLeast(27).hasSize(42));
    }

    @Test
    @DisplayName("80 indexes for performance and more: those of keys are not among them")
    void there_are_80_indexes_that_enforce_nothing() {
        assertThat(version12.catalog().indexes())
                .filteredOn(index -> index.constraint().isEmpty())
                .hasSizeGreaterThanOrEqualTo(80)
                .hasSize(111)
                .allMatch(Index::isValid);
    }

    @Test
    @DisplayName("all names are in snake case; a name with capitals is found")
    void all_names_are_in_snake_case() {
        NamingRules.beSnakeCase().check(version12);

        try (TestDatabase other = DealerDatabases.version12()) {
            DealerDatabases.execute(other, "ALTER TABLE service_bays RENAME COLUMN is_available TO \"isAvailable\"");
            assertThatThrownBy(() -> NamingRules.beSnakeCase().check(Schema.of(other.dataSource())))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("public.service_bays.\"isAvailable\"");
        }
    }

    private static List<String> added(Schema from, Schema to) {
        List<String> before = tables(from);
        return tables(to).stream().filter(table -> !before.contains(table)).toList();
    }

    private static List<String> tables(Schema schema) {
        return schema.catalog().tables().stream().map(table -> table.name()).toList();
    }
}
