package io.schemaproof.systems.vehicles;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.Query;
import java.util.stream.Stream;

/** The queries that the guide times. */
final class CascadeQueries {

    /** With an index each touches some tens of pages, without one more than ten thousand. */
    static final long PAGES = 150;

    private CascadeQueries() {}

    static Query makes(TestDatabase database) {
        return Query.of(database.dataSource(), "SELECT DISTINCT make FROM vehicle_options WHERE year = ?", 2024);
    }

    static Query models(TestDatabase database) {
        return Query.of(
                database.dataSource(),
                "SELECT DISTINCT model FROM vehicle_options WHERE year = ? AND make = ?",
                2024,
                "Ford");
    }

    /** The four functions, as step 9 calls them. */
    static Stream<Query> calls(TestDatabase database) {
        return Stream.of(
                Query.of(database.dataSource(), "SELECT * FROM get_makes_for_year(?)", 2024),
                Query.of(database.dataSource(), "SELECT * FROM get_models_for_year_make(?, ?)", 2024, "Ford"),
                Query.of(
                        database.dataSource(),
                        "SELECT * FROM get_trims_for_year_make_model(?, ?, ?)",
                        2024,
                        "Ford",
                        "F-150"),
                Query.of(
                        database.dataSource(),
                        "SELECT engine_name, transmission_type FROM get_options_for_vehicle(?, ?, ?, ?)",
                        2024,
                        "Ford",
                        "F-150",
                        "XLT"));
    }
}
