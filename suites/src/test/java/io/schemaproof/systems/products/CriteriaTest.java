package io.schemaproof.systems.products;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.fixtures.products.ProductScript.IN_ONE_TRANSACTION;
import static io.schemaproof.fixtures.products.ProductScript.ORIGIN;
import static io.schemaproof.fixtures.products.ProductScript.ORIGIN_DOWN;
import static io.schemaproof.fixtures.products.ProductScript.SHORTER_NAMES;
import static io.schemaproof.fixtures.products.ProductScript.SHORTER_NAMES_DOWN;
import static io.schemaproof.fixtures.products.ProductScript.WITHOUT_THE_PRICE_INDEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.products.ProductScript;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.StatementError;
import io.schemaproof.query.BaselineFile;
import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.PlanBaseline;
import io.schemaproof.query.PlannerStatistics;
import io.schemaproof.query.Query;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.rule.Finding;
import io.schemaproof.systems.DatabaseState;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Success criteria: no data lost, the way back tested, no query a tenth dearer than before")
class CriteriaTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("zero data loss: 600 products are what they were after the migration and after the way back, and a"
            + " narrower type, which loses the ends of 600 names, is told")
    void no_data_is_lost_and_lost_data_are_told() throws IOException {
        ProductDatabases.pair(folder, "2025-03-17-origin", ORIGIN, ORIGIN_DOWN);
        MigrationFolder migrations =
                ProductDatabases.pair(folder, "2025-06-02-shorter-names", SHORTER_NAMES, SHORTER_NAMES_DOWN);

        List<MigrationResult> results = RoundTrip.of(migrations)
                .before(ScriptRuns.script(ProductScript.PRODUCTS))
                .withRows(ProductDatabases.rowsBefore(
                        migrations.migrations().get(0), ScriptRuns.script(ProductScript.ROWS)))
                .evaluate()
                .migrations();

        assertThat(results.get(0).verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(results.get(0).findings()).isEmpty();
        assertThat(results.get(1).verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(results.get(1).findings())
                .filteredOn(finding -> finding.rule().equals(DataRule.LOSES_DATA.id()))
                .extracting(Finding::message)
                .first()
                .asString()
                .startsWith("After up and down 600 of 600 rows of public.products have another value in name.");
    }

    @Test
    @DisplayName(
            "the way back is tested: schema and rows are those of before, also where it is run by psql that goes on")
    void the_way_back_is_tested() throws SQLException {
        try (TestDatabase database = ProductDatabases.withRows()) {
            DatabaseState before = DatabaseState.of(database);
            ProductDatabases.run(database, ORIGIN);
            assertThat(before.differencesTo(DatabaseState.of(database))).isNotEmpty();

            assertThat(ScriptRuns.errors(ScriptRuns.runAsPsqlDoes(database, ScriptRuns.script(ORIGIN_DOWN))))
                    .isEmpty();

            assertThat(before.differencesTo(DatabaseState.of(database))).isEmpty();
        }
    }

    private static List<Query> workload(TestDatabase database) {
        PlannerStatistics.refresh(database.dataSource(), "products");
        return Stream.of(
                        "SELECT name, price FROM products WHERE shop = 'shop-1' AND category = 'category-4'",
                        "SELECT external_id FROM products WHERE price < 2",
                        "SELECT external_id FROM products WHERE brand = 'brand-7'",
                        "SELECT shop, count(*) FROM products WHERE last_updated > '2025-01-01 09:00:00+00' GROUP BY shop",
                        "SELECT sum(price) FROM products")
                .map(sql -> Query.of(database.dataSource(), sql))
                .toList();
    }

    private static QueryPlan executed(Query query) {
        return query.explain(ExplainOptions.execute());
    }

    private static long buffers(List<Query> queries) {
        return queries.stream()
                .mapToLong(query -> executed(query).buffers().orElseThrow())
                .sum();
    }

    /** Plan, pages and rows of each query; the assertion on them allows a tenth more. */
    private List<Path> baselines(TestDatabase database, List<Query> queries) {
        List<Path> files = new ArrayList<>();
        for (Query query : queries) {
            Path file = folder.resolve("query-" + files.size() + ".json");
            int version = database.server().majorVersion();
            BaselineFile.write(file, PlanBaseline.of(query, executed(query), version));
            files.add(file);
        }
        return files;
    }

    @Test
    @DisplayName("less than a tenth dearer: plans and pages of the same queries before and after, in one run")
    void queries_are_not_a_tenth_dearer() throws SQLException {
        try (TestDatabase database = ProductDatabases.withRows()) {
            List<Query> queries = workload(database);
            List<Path> before = baselines(database, queries);
            long pages = buffers(queries);
            ProductDatabases.run(database, ORIGIN);

            for (int index = 0; index < queries.size(); index++) {
                assertThat(queries.get(index)).matchesBaseline(before.get(index));
            }
            assertThat((double) buffers(queries) / pages)
                    .as("pages of the whole workload, of %d", pages)
                    .isPositive()
                    .isLessThan(1.1);
        }
    }

    @Test
    @DisplayName("the opposite: without an index one of the queries reads the whole table, and the check names it")
    void a_dropped_index_is_told() throws SQLException {
        try (TestDatabase database = ProductDatabases.withRows()) {
            List<Query> queries = workload(database);
            List<Path> before = baselines(database, queries);
            ProductDatabases.run(database, WITHOUT_THE_PRICE_INDEX);

            assertThatThrownBy(() -> assertThat(queries.get(1)).matchesBaseline(before.get(1)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("idx_products_price")
                    .hasMessageContaining("rows read: 7 -> 600");
            assertThat(queries.get(0)).matchesBaseline(before.get(0));
        }
    }

    @Test
    @DisplayName(
            "wrong: the \"zero downtime\" template misses the criterion, since each row is there twice until VACUUM")
    void rows_that_are_all_written_leave_the_table_twice_as_large() throws SQLException {
        try (TestDatabase database = ProductDatabases.withRows()) {
            List<Query> queries = workload(database);
            List<Path> before = baselines(database, queries);
            long pages = buffers(queries);
            ProductDatabases.run(database, IN_ONE_TRANSACTION);

            assertThatThrownBy(() -> assertThat(queries.get(4)).matchesBaseline(before.get(4)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("buffers: ");
            assertThat((double) buffers(queries) / pages).isGreaterThan(1.1);
        }
    }

    @Test
    @DisplayName("wrong: the backup, read in as printed, restores nothing into a database whose tables are still there")
    void the_backup_as_printed_restores_nothing() throws SQLException {
        // As pg_dump writes a table: made first, then its rows, then its key.
        String dump = """
                CREATE TABLE public.processing_jobs (
                    id uuid DEFAULT gen_random_uuid() NOT NULL,
                    shop character varying(50),
                    status character varying(50) NOT NULL
                );
                COPY public.processing_jobs (id, shop, status) FROM stdin;
                00000000-0000-4000-9000-000000000000\tshop-0\tcompleted
                00000000-0000-4000-9000-000000000009\tshop-9\tcompleted
                \\.
                ALTER TABLE ONLY public.processing_jobs
                    ADD CONSTRAINT processing_jobs_pkey PRIMARY KEY (id);
                """;
        try (TestDatabase database = ProductDatabases.withRows()) {
            ProductDatabases.execute(database, "UPDATE processing_jobs SET status = 'lost'");
            DatabaseState before = DatabaseState.of(database);

            assertThat(ScriptRuns.errors(ScriptRuns.runAsPsqlDoes(database, ScriptRuns.script("backup.sql", dump))))
                    .extracting(StatementError::sqlState)
                    .containsExactly("42P07", "23505", "42P16");

            assertThat(before.differencesTo(DatabaseState.of(database))).isEmpty();

            // One row that is still there keeps all of its table out; without one, they come back.
            ProductDatabases.execute(database, "TRUNCATE processing_jobs CASCADE");
            assertThat(ScriptRuns.errors(ScriptRuns.runAsPsqlDoes(database, ScriptRuns.script("backup.sql", dump))))
                    .extracting(StatementError::sqlState)
                    .containsExactly("42P07", "42P16");
            assertThat(Schema.of(database.dataSource()))
                    .rows("processing_jobs")
                    .hasCount(2)
                    .allSatisfy("status = 'completed'");
        }
    }
}
