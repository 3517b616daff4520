package io.schemaproof.systems.vehicles;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.vehicles.VehicleScript;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.query.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Steps 3 and 4: the migration and the schema it creates")
@SuppressWarnings("NullAway.Init")
class MigratedSchemaTest {

    private static final Pattern TAG = Pattern.compile("^(CREATE|COMMENT)(?: (TABLE|INDEX|FUNCTION))?");

    private static TestDatabase database;
    private static Schema schema;

    @BeforeAll
    static void migrate() {
        database = VehicleDatabases.migrated();
        schema = Schema.of(database.dataSource());
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    @DisplayName("the folder is read as one numbered migration with its down, and both run")
    void the_folder_is_one_numbered_migration(@TempDir Path folder) throws IOException, SQLException {
        VehicleScript.MIGRATION.copyTo(folder);
        VehicleScript.MIGRATION_DOWN.copyTo(folder);

        MigrationFolder read = MigrationReader.read(folder.resolve("migrations"));

        assertThat(read.convention()).isEqualTo("numbered");
        assertThat(read.ignored()).isEmpty();
        Migration migration = read.migrations().get(0);
        assertThat(read.migrations()).hasSize(1);
        assertThat(migration.displayName()).isEqualTo("001 create vehicle database");
        try (TestDatabase empty = TestDatabase.create(VehicleDatabases.server())) {
            MigrationRunner runner = MigrationRunner.on(empty.settings());
            Snapshot before = Snapshot.of(empty);
            assertThat(runner.run(migration.up()).succeeded()).isTrue();
            assertThat(runner.run(migration.down().orElseThrow()).succeeded()).isTrue();
            assertThat(before.differencesTo(Snapshot.of(empty))).isEmpty();
        }
    }

    @Test
    @DisplayName("the statements are three tables, three indexes and four functions, and none fails")
    void the_statements_succeed_in_the_guides_order() throws SQLException {
        try (TestDatabase empty = TestDatabase.create(VehicleDatabases.server())) {
            MigrationRun run = VehicleScripts.mustRun(empty, VehicleScript.MIGRATION);

            assertThat(tags(run))
                    .containsExactly(
                            "CREATE TABLE",
                            "CREATE TABLE",
                            "CREATE TABLE",
                            "COMMENT",
                            "CREATE INDEX",
                            "CREATE INDEX",
                            "CREATE INDEX",
                            "CREATE FUNCTION",
                            "CREATE FUNCTION",
                            "CREATE FUNCTION",
                            "CREATE FUNCTION");
        }
    }

    @Test
    @DisplayName("schema public has the three tables and no other")
    void schema_public_has_three_tables() {
        assertThat(schema).hasExactlyTables("engines", "transmissions", "vehicle_options");
    }

    @Test
    @DisplayName("engines are (id, name)")
    void engines_are_id_and_name() {
        assertThat(schema)
                .table("engines")
                .hasExactlyColumnsInOrder("id", "name")
                .hasPrimaryKey("id")
                .hasUniqueKey("name")
                .column("id", id -> id.hasType("integer"))
                .column("name", name -> name.hasType("varchar(255)").isNotNullable());
    }

    @Test
    @DisplayName("transmissions are (id, type)")
    void transmissions_are_id_and_type() {
        assertThat(schema)
                .table("transmissions")
                .hasExactlyColumnsInOrder("id", "type")
                .hasPrimaryKey("id")
                .hasUniqueKey("type")
                .column("id", id -> id.hasType("integer"))
                .column("type", type -> type.hasType("varchar(255)").isNotNullable());
    }

    @Test
    @DisplayName("vehicle_options are (id, year, make, model, trim, engine_id, transmission_id)")
    void vehicle_options_have_the_columns_of_the_contract() {
        assertThat(schema)
                .table("vehicle_options")
                .hasExactlyColumnsInOrder("id", "year", "make", "model", "trim", "engine_id", "transmission_id")
                .hasPrimaryKey("id")
                .column("year", year -> year.hasType("int").isNotNullable())
                .column("make", make -> make.isNotNullable())
                .column("model", model -> model.isNotNullable())
                .column("trim", trim -> trim.isNotNullable())
                .column("engine_id", engine -> engine.hasType("int").isNullable())
                .column("transmission_id", transmission -> transmission.hasType("int"))
                .foreignKey("engine_id", key -> key.references("engines", "id").isValidated())
                .foreignKey(
                        "transmission_id",
                        key -> key.references("transmissions", "id").isValidated());
    }

    @Test
    @DisplayName("vehicle_options have the three composite indexes")
    void vehicle_options_have_the_three_composite_indexes() {
        assertThat(schema)
                .table("vehicle_options")
                .hasExactlyIndexes(
                        "vehicle_options_pkey",
                        "idx_vehicle_year_make",
                        "idx_vehicle_year_make_model",
                        "idx_vehicle_year_make_model_trim")
                .index(
                        "idx_vehicle_year_make",
                        index -> index.isOn("year", "make").isBtree().isValid())
                .index(
                        "idx_vehicle_year_make_model",
                        index -> index.isOn("year", "make", "model").isBtree().isValid())
                .index(
                        "idx_vehicle_year_make_model_trim",
                        index -> index.isOn("year", "make", "model", "trim")
                                .isBtree()
                                .isValid());
    }

    @Test
    @DisplayName("the guide's \\di vehicle_options* lists none of the three: it goes by the index's name")
    void the_guides_pattern_lists_none_of_the_three() {
        String listed = "SELECT relname FROM pg_class WHERE relkind = 'i' AND relname ~ '^(vehicle_options.*)$'";

        assertThat(Query.of(database.dataSource(), listed)).returnsExactly("vehicle_options_pkey");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "get_makes_for_year(int) | TABLE(make varchar) | year",
                "get_models_for_year_make(int, varchar) | TABLE(model varchar) | year make",
                "get_trims_for_year_make_model(int, varchar, varchar) | TABLE(trim_name varchar) | year make model",
                "get_options_for_vehicle(int, varchar, varchar, varchar)"
                        + "| TABLE(engine_name varchar, transmission_type varchar, engine_id int, transmission_id int)"
                        + "| year make model trim"
            })
    @DisplayName("the functions have the hand-over's signatures, and promise not to write")
    void the_functions_have_the_signatures_of_the_contract(String signature, String result, String arguments) {
        assertThat(schema)
                .function(signature)
                .returns(result)
                .hasArgumentNames(arguments.split(" ", -1))
                .hasLanguage("sql")
                .isStable()
                .isSecurityInvoker();
    }

    private static List<String> tags(MigrationRun run) {
        return run.outcomes().stream()
                .map(outcome -> {
                    Matcher matcher = TAG.matcher(outcome.statement().sql());
                    return matcher.find()
                            ? matcher.group()
                            : outcome.statement().sql();
                })
                .toList();
    }
}
