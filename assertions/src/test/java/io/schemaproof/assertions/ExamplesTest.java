package io.schemaproof.assertions;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.catalog.ReferentialAction.SET_NULL;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The example and the message of {@code docs/assertions.md}. */
class ExamplesTest {

    private static TestDatabase database;
    private static OneSession session;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Vehicles.create();
        session = new OneSession(database.dataSource());
        schema = Schema.of(session);
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    @Test
    void the_page() {
        // tag::all[]
        assertThat(schema)
                .hasNoTable("vehicles")
                .table(
                        "options",
                        options -> options.hasPrimaryKey("id")
                                .column("price", price -> price.hasType("numeric(10,2)"))
                                .foreignKey(
                                        "engine_id",
                                        key -> key.onDelete(SET_NULL).isCoveredByIndex()))
                .function("get_makes_for_year(int)", makes -> makes.returns("TABLE (make varchar)"))
                .rows("options", options -> options.hasCount(10_000).allSatisfy("price >= 0"))
                .query("SELECT DISTINCT make FROM options WHERE year = ?", 2000)
                .contains("Make 00", "Make 52")
                .canUseIndexOn("options", "year")
                .runsWithin(ofMillis(500));
        // end::all[]
    }

    @Test
    void the_message_of_the_page_is_the_real_one() throws IOException {
        assertThatThrownBy(() -> assertThat(schema)
                        .table("options")
                        .because("old prices are unknown")
                        .column("price")
                        .isNotNullable())
                .satisfies(Failures.saying(page().message()));
    }

    @Test
    void the_page_quotes_the_example() throws IOException {
        page().quotesAllExamples();
    }

    private static Page page() throws IOException {
        return Page.of("assertions", ExamplesTest.class);
    }
}
