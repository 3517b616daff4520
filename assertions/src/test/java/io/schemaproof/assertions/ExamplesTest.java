package io.schemaproof.assertions;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.buffers;
import static io.schemaproof.assertions.SchemaAssertions.on;
import static io.schemaproof.assertions.SchemaAssertions.p50;
import static io.schemaproof.catalog.Column.IdentityGeneration.ALWAYS;
import static io.schemaproof.catalog.ReferentialAction.SET_NULL;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.PlannerStatistics;
import io.schemaproof.query.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/assertions.md}; what stands between the tags is quoted there. */
class ExamplesTest {

    private static TestDatabase database;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Vehicles.create();
        schema = Schema.of(database.dataSource());
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void structure() {
        // tag::structure[]
        assertThat(schema)
                .hasNoTable("vehicles.engine")
                .table(
                        "options",
                        options -> options.hasExactlyColumns("id", "year", "make", "engine_id", "price", "created_at")
                                .column("id", id -> id.hasType("bigint").isIdentity(ALWAYS))
                                .column(
                                        "created_at",
                                        at -> at.hasType("timestamptz").hasDefault("now()"))
                                .hasPrimaryKey("id")
                                .foreignKey(
                                        "engine_id",
                                        key -> key.references("engines", "id")
                                                .onDelete(SET_NULL)
                                                .isValidated()
                                                .isCoveredByIndex())
                                .index(
                                        on("year", "make"),
                                        index -> index.isNotPartial().isValid())
                                .index("idx_options_cheap", index -> index.isPartial("price < 10")))
                .function(
                        "get_makes_for_year(int)",
                        makes -> makes.returns("TABLE (make varchar)")
                                .hasArgumentNames("p_year")
                                .isStable());
        // end::structure[]
    }

    @Test
    void rows() {
        // tag::rows[]
        assertThat(schema)
                .rows("options")
                .hasCount(10_000)
                .allSatisfy("price >= 0")
                .hasNoOrphans("engine_id", "engines", "id")
                .column("year", year -> year.hasNoNulls().isBetween(1980, 2026).hasDistinctCount(47))
                .column("engine_id", engine -> engine.hasNullPercentBetween(0.9, 1.1))
                .where("year = 2000")
                .column("make")
                .matches("^Make \\d\\d$");
        // end::rows[]
    }

    @Test
    void queries() {
        // tag::queries[]
        PlannerStatistics.refresh(database.dataSource()); // after loading, before judging plans

        Query makes = Query.of(database.dataSource(), "SELECT DISTINCT make FROM options WHERE year = ?", 2000);
        assertThat(makes)
                .contains("Make 00", "Make 52")
                .canUseIndexOn("options", "year") // by its shape, at any number of rows
                .choosesIndex("idx_options_year_make") // by the planner's choice, with the rows there are
                .hasNoSeqScanOn("options")
                .readsAtMost(buffers(60))
                .runsWithin(ofMillis(500)) // the best of twenty
                .runsWithin(p50(ofSeconds(1)).warmUp(20)); // half of all
        // end::queries[]
    }

    @Test
    void the_message_of_the_page_is_the_real_one() throws IOException {
        assertThatThrownBy(() -> assertThat(schema)
                        .table("options")
                        .because("old prices are unknown")
                        .column("price")
                        .isNotNullable())
                .hasMessage(quoted("```text\n", "\n```"));
    }

    @Test
    void the_page_quotes_these_examples() throws IOException {
        String source = Files.readString(
                Path.of("src/test/java/io/schemaproof/assertions/ExamplesTest.java"), StandardCharsets.UTF_8);
        String page = page();
        for (String tag : List.of("structure", "rows", "queries")) {
            int from = source.indexOf('\n', source.indexOf("tag::" + tag + "[]")) + 1;
            String example = source.substring(from, source.lastIndexOf('\n', source.indexOf("end::" + tag + "[]")));
            org.assertj.core.api.Assertions.assertThat(page).contains(withoutIndent(example));
        }
    }

    private static String quoted(String from, String to) throws IOException {
        String page = page();
        int start = page.indexOf(from) + from.length();
        return page.substring(start, page.indexOf(to, start));
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/assertions.md"), StandardCharsets.UTF_8);
    }

    private static String withoutIndent(String example) {
        return String.join(
                "\n",
                Arrays.stream(example.split("\n", -1))
                        .map(line -> line.startsWith("        ") ? line.substring(8) : line)
                        .toList());
    }
}
