package io.schemaproof.systems.vehicles;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.Query;
import io.schemaproof.systems.DescribedContract;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Steps 5 to 8: the imported rows")
@SuppressWarnings("NullAway.Init")
class LoadedDataTest {

    private static TestDatabase database;

    @BeforeAll
    static void load() {
        database = VehicleDatabases.loaded();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    @DisplayName("keep the contract that describe writes of them")
    void keep_the_contract_that_describes_them() throws IOException {
        assertThat(DescribedContract.isKept(database).outcomes()).hasSizeGreaterThan(10);
    }

    @DisplayName("have the counts of the guide")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"engines, 30066", "transmissions, 828", "vehicle_options, 1122644"})
    void have_the_counts_of_the_guide(String table, long count) {
        assertThat(rows(table)).hasCount(count);
    }

    @Test
    @DisplayName("cover the years 1980 to 2026, 47 of them")
    void cover_the_years_1980_to_2026() {
        assertThat(rows("vehicle_options"))
                .column("year")
                .hasMin(1980)
                .hasMax(2026)
                .hasDistinctCount(47);
    }

    @Test
    @DisplayName("name 53 makes")
    void name_53_makes() {
        assertThat(rows("vehicle_options")).column("make").hasDistinctCount(53);
    }

    @Test
    @DisplayName("name 1,741 models, whether or not the make counts")
    void name_1741_models() {
        assertThat(rows("vehicle_options")).column("model").hasDistinctCount(1_741);
        assertThat(Query.of(database.dataSource(), "SELECT DISTINCT make, model FROM vehicle_options"))
                .returnsRowCount(1_741);
    }

    @Test
    @DisplayName("have no engine in 11,951 rows, which is 1.06 %")
    void have_no_engine_in_11951_rows() {
        assertThat(rows("vehicle_options")).column("engine_id").hasNulls(11_951).hasNullPercentBetween(1.06, 1.07);
    }

    @Test
    @DisplayName("have no engine where, and only where, the make is electric")
    void have_no_engine_where_and_only_where_the_make_is_electric() {
        Rows options = rows("vehicle_options");

        assertThat(options.where("engine_id IS NULL")).column("make").hasExactlyValues("Lucid", "Rivian", "Tesla");
        assertThat(options.where("engine_id IS NOT NULL AND make IN ('Lucid', 'Rivian', 'Tesla')"))
                .isEmpty();
    }

    @Test
    @DisplayName("name every engine like V8 5.0L, and none twice")
    void name_every_engine_like_v8_5_0l() {
        assertThat(rows("engines"))
                .isUniqueOn("name")
                .column("name", name -> name.hasNoNulls().matches("^(L|V|W|H|R)\\d{1,2} \\d\\.\\dL( [A-Z].*)?$"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"V8 5.0L", "L4 2.0L Turbo", "V6 3.5L"})
    @DisplayName("hold the guide's sample engines")
    void hold_the_sample_engines(String name) {
        assertThat(rows("engines").where("name = '" + name + "'")).hasCount(1);
    }

    @Test
    @DisplayName("name every transmission like 8-Speed Automatic or CVT, and none twice")
    void name_every_transmission_like_8_speed_automatic_or_cvt() {
        assertThat(rows("transmissions"))
                .isUniqueOn("type")
                .column("type", type -> type.hasNoNulls().matches("^(\\d{1,2}-Speed [A-Z]|CVT).*$"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"8-Speed Automatic", "6-Speed Manual", "CVT"})
    @DisplayName("hold the guide's sample transmissions")
    void hold_the_sample_transmissions(String type) {
        assertThat(rows("transmissions").where("type = '" + type + "'")).hasCount(1);
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource({"2024, Ford, F-150, XLT SuperCrew", "2024, Honda, Civic, Sport Touring", "2023, Toyota, Camry, SE"})
    @DisplayName("hold the guide's sample configurations")
    void hold_the_sample_configurations(int year, String make, String model, String trim) {
        String sample = "year = %d AND make = '%s' AND model = '%s' AND trim = '%s'".formatted(year, make, model, trim);

        assertThat(rows("vehicle_options").where(sample)).hasAtLeast(1);
    }

    @Test
    @DisplayName("write makes in Title Case, acronyms apart")
    void write_makes_in_title_case() {
        assertThat(rows("vehicle_options").where("make NOT IN ('BMW', 'GMC')")).allSatisfy("make = initcap(make)");
    }

    @Test
    @DisplayName("refer only to engines and transmissions that exist")
    void refer_only_to_what_exists() {
        assertThat(rows("vehicle_options"))
                .hasNoOrphans("engine_id", "engines", "id")
                .hasNoOrphans("transmission_id", "transmissions", "id");
    }

    @Test
    @DisplayName("leave the schema as the migration made it")
    void leave_the_schema_as_the_migration_made_it() throws SQLException {
        try (TestDatabase migrated = VehicleDatabases.migrated()) {
            assertThat(catalog(database)).isEqualTo(catalog(migrated));
        }
    }

    private static Catalog catalog(TestDatabase of) throws SQLException {
        try (Connection connection = of.connect()) {
            return CatalogReader.read(connection).withoutClusterWide();
        }
    }

    private static Rows rows(String table) {
        return Rows.of(database.dataSource(), table);
    }
}
