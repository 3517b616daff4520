package io.schemaproof.assertions.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.PlannerStatistics;
import io.schemaproof.query.QueryException;
import io.schemaproof.query.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@Order(1)
@ResourceLock(BaselineAssertTest.UPDATE)
class BaselineAssertTest {

    /** Set for the whole JVM; who reads a baseline waits meanwhile. */
    static final String UPDATE = "schemaproof.baseline.update";

    private static final String JOIN =
            "SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.customer_id = ?";

    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void create() throws SQLException {
        database = Shop.create();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void a_missing_baseline_is_a_failure_that_names_the_way_out() {
        Path file = folder.resolve("plan.json");

        Shop.failsWith(() -> query(JOIN, 42).matchesBaseline(file), """
                Expected a baseline of the plan
                  expected: %s
                  but was : no such file
                  Run once with -Dschemaproof.baseline.update=true, look at the file, and keep it with the test.
                """.formatted(file));
        assertThat(file).doesNotExist();
    }

    @Test
    void a_plan_matches_its_baseline_whatever_the_values() throws IOException {
        Path file = folder.resolve("plans/plan.json");
        write(query(JOIN, 42), file);

        query(JOIN, 42).matchesBaseline(file);
        query(JOIN, 43).matchesBaseline(file);
        assertThat(Files.readString(file))
                .contains("\"public.orders o\": \"Bitmap Heap Scan using public.orders_customer_idx\"")
                .contains("\"buffers\": ")
                .doesNotContainIgnoringCase("cost")
                .doesNotContainIgnoringCase("time");
    }

    @Test
    void each_kind_of_plan_has_a_baseline_of_its_own() {
        Path file = folder.resolve("plan.json");
        write(query("SELECT note FROM orders WHERE status = ?", "OPEN").underBothPlans(), file);

        assertThat(folder.resolve("plan.generic.json")).content().contains("Seq Scan");
        assertThat(file).content().doesNotContain("Seq Scan").contains("orders_open_idx");
        query("SELECT note FROM orders WHERE status = ?", "OPEN")
                .underBothPlans()
                .matchesBaseline(file);
        Shop.failsWith(
                () -> query("SELECT note FROM orders WHERE status = ?", "OPEN")
                        .underGenericPlan()
                        .matchesBaseline(file),
                "another kind of plan: custom -> generic");
    }

    @Test
    void what_changed_is_said_in_words() throws SQLException {
        Path file = folder.resolve("plan.json");
        String sql = "SELECT a.id FROM archive.orders a JOIN customers c ON c.id = a.customer_id"
                + " WHERE a.id BETWEEN 5 AND 9 ORDER BY a.id";
        Shop.execute(database, "CREATE INDEX archive_idx ON archive.orders (id)");
        PlannerStatistics.refresh(database.dataSource(), "archive.orders");
        write(query(sql), file);
        Shop.execute(database, "DROP INDEX archive.archive_idx");

        assertThatThrownBy(() -> query(sql).matchesBaseline(file))
                .hasMessageContaining("Expected the plan of plan.json")
                .hasMessageContaining("archive.orders a" + ": Index Scan using archive.archive_idx -> Seq Scan")
                .hasMessageContaining("sort added: by a.id")
                .hasMessageFindingMatch("buffers: \\d+ -> \\d+ \\(\\+\\d+ %\\)|rows read: \\d+ -> \\d+ \\(\\+\\d+ %\\)")
                .hasMessageContaining("Allowed: a tenth more buffers and rows, and ten in any case.")
                .hasMessageContaining("If this is the better plan, run once with -Dschemaproof.baseline.update=true.");
    }

    @Test
    void other_rows_and_another_query_are_no_match() throws SQLException {
        Path file = folder.resolve("plan.json");
        write(query("SELECT * FROM tiny"), file);

        Shop.failsWith(() -> query("SELECT id FROM tiny").matchesBaseline(file), "another query: SELECT * FROM tiny");
        Shop.execute(database, "INSERT INTO tiny VALUES (6, 'w6')");
        Shop.failsWith(
                () -> query("SELECT * FROM tiny").matchesBaseline(file),
                "rows returned: 5 -> 6, so the rows of the tables are others");
    }

    @Test
    void under_another_major_version_only_the_comparable_is_compared() throws IOException {
        Path file = folder.resolve("plan.json");
        write(query(JOIN, 42), file);
        String json = Files.readString(file);
        Files.writeString(
                file,
                json.replaceFirst("\"postgres\": \\d+", "\"postgres\": 9")
                        .replaceFirst("\"buffers\": \\d+", "\"buffers\": 0"));
        query(JOIN, 42).matchesBaseline(file);

        Files.writeString(file, Files.readString(file).replace("Nested Loop", "Hash Join"));
        Shop.failsWith(
                () -> query(JOIN, 42).matchesBaseline(file),
                "join of public.customers c, public.orders o: Hash Join -> Nested Loop\n  Written on PostgreSQL 9, this is ");
    }

    @Test
    void what_is_no_baseline_is_not_taken_for_one() throws IOException {
        Path file = folder.resolve("plan.json");
        Files.writeString(file, "{}");

        assertThatThrownBy(() -> query(JOIN, 42).matchesBaseline(file))
                .isInstanceOf(QueryException.class)
                .hasMessage(file + " is no baseline of a plan.");
    }

    @Test
    void a_query_that_became_slow_is_compared_with_its_last_good_plan() throws SQLException {
        Path file = folder.resolve("fast.json");
        String sql = "SELECT count(*) FROM slow WHERE key = 7";
        Shop.execute(
                database,
                "CREATE TABLE slow AS SELECT i % 5000 AS key, repeat('x', 200) AS note FROM generate_series(1, 100000) i;"
                        + "CREATE INDEX slow_key ON slow (key)");
        PlannerStatistics.refresh(database.dataSource(), "slow");
        TimeLimit limit = TimeLimit.best(Duration.ofSeconds(2));
        query(sql).runsWithin(limit, file);
        assertThat(file).doesNotExist();
        System.setProperty(UPDATE, "true");
        try {
            query(sql).runsWithin(limit, file);
        } finally {
            System.clearProperty(UPDATE);
        }

        TimeLimit tooShort = TimeLimit.best(Duration.ofNanos(1));
        Shop.failsWith(
                () -> query(sql).runsWithin(tooShort, file),
                "The plan is the last good one, so look at the host, locks and caches, or the limit.");
        Shop.execute(database, "DROP INDEX slow_key");
        Shop.failsWith(
                () -> query(sql).runsWithin(tooShort, file),
                "Expected the query to hold its time limit",
                "Since the last good plan: public.slow: ",
                " using public.slow_key -> Seq Scan",
                "Since the last good plan: rows read: 20 -> 100000");
        Shop.failsWith(
                () -> query(sql).runsWithin(tooShort, folder.resolve("none.json")),
                "There is no last good plan in ",
                "run once with -Dschemaproof.baseline.update=true while the query holds its limit.");
    }

    private static void write(QueryAssert query, Path file) {
        System.setProperty(UPDATE, "true");
        try {
            query.matchesBaseline(file);
        } finally {
            System.clearProperty(UPDATE);
        }
    }

    private static QueryAssert query(String sql, @Nullable Object... binds) {
        return Shop.query(database, sql, binds);
    }
}
