package io.schemaproof.systems.vehicles;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.assertions.rows.RowsAssert;
import io.schemaproof.database.TestDatabase;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Steps 5 to 8, the opposite: rows that are wrong")
@SuppressWarnings("NullAway.Init")
class WrongDataTest {

    private static TestDatabase database;

    @BeforeAll
    static void insertWrongRows() {
        database = VehicleDatabases.migrated();
        VehicleDatabases.execute(database, "INSERT INTO engines VALUES (1, 'V8 5.0L'), (2, '5.0 V8')");
        VehicleDatabases.execute(database, "INSERT INTO transmissions VALUES (1, 'CVT'), (2, 'Automatic, 8')");
        VehicleDatabases.execute(
                database,
                "INSERT INTO vehicle_options VALUES (1, 1979, 'Ford', 'F-150', 'XLT', NULL, 1),"
                        + " (2, 2024, 'FORD', 'F-150', 'XLT', 1, 1), (3, 2027, 'Tesla', 'Model S', 'Base', NULL, 1)");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("checks")
    @DisplayName("fail the check, which names them")
    void fail_the_check(String check, String table, Consumer<RowsAssert> requirement, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .as(check)
                .isThrownBy(() -> requirement.accept(assertThat(Rows.of(database.dataSource(), table))))
                .withMessageContaining(message);
    }

    static Stream<Arguments> checks() {
        return Stream.of(
                check("count", "engines", rows -> rows.hasCount(30_066), "but was : 2"),
                check(
                        "first year",
                        "vehicle_options",
                        rows -> rows.column("year").hasMin(1980),
                        "but was : 1979"),
                check(
                        "last year",
                        "vehicle_options",
                        rows -> rows.column("year").hasMax(2026),
                        "but was : 2027"),
                check("years", "vehicle_options", rows -> rows.column("year").hasDistinctCount(47), "but was : 3"),
                check("makes", "vehicle_options", rows -> rows.column("make").hasDistinctCount(53), "but was : 3"),
                check("models", "vehicle_options", rows -> rows.column("model").hasDistinctCount(1_741), "but was : 2"),
                check(
                        "NULL engines",
                        "vehicle_options",
                        rows -> rows.column("engine_id").hasNulls(1),
                        "2 of 3"),
                check(
                        "NULL share",
                        "vehicle_options",
                        rows -> rows.column("engine_id").hasNullPercentBetween(1.06, 1.07),
                        "66.67"),
                check(
                        "electric makes",
                        "vehicle_options",
                        rows -> rows.where("engine_id IS NULL").column("make").hasExactlyValues("Tesla"),
                        "Ford"),
                check(
                        "makes with engines",
                        "vehicle_options",
                        rows -> rows.where("engine_id IS NOT NULL AND make IN ('FORD', 'Tesla')")
                                .isEmpty(),
                        "but was : 1"),
                check(
                        "Title Case",
                        "vehicle_options",
                        rows -> rows.where("make NOT IN ('BMW', 'GMC')").allSatisfy("make = initcap(make)"),
                        "id = 2"),
                check(
                        "engine names",
                        "engines",
                        rows -> rows.column("name").matches("^(L|V|W|H|R)\\d{1,2} \\d\\.\\dL( [A-Z].*)?$"),
                        "5.0 V8"),
                check(
                        "transmission types",
                        "transmissions",
                        rows -> rows.column("type").matches("^(\\d{1,2}-Speed [A-Z]|CVT).*$"),
                        "Automatic, 8"));
    }

    private static Arguments check(String name, String table, Consumer<RowsAssert> requirement, String message) {
        return Arguments.of(name, table, requirement, message);
    }
}
