package io.schemaproof.query;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.named.QuerySet;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QueryTest {

    private static TestDatabase database;

    @BeforeAll
    static void fill() throws SQLException {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE SCHEMA "Garage";
                    CREATE TABLE "Garage".car (id int PRIMARY KEY, year int NOT NULL, make text NOT NULL, note jsonb);
                    INSERT INTO "Garage".car
                      SELECT i, 1980 + i % 40, 'Make ' || i % 50, '{"a": 1}' FROM generate_series(1, 20000) i;
                    CREATE INDEX car_year_make ON "Garage".car (year, make);
                    CREATE INDEX car_make ON "Garage".car (make);""");
        }
        PlannerStatistics.refresh(database.dataSource(), "\"Garage\".car");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void a_plan_names_relation_schema_index_and_condition() {
        PlanNode scan = indexScan(query("SELECT DISTINCT make FROM \"Garage\".car WHERE year = ?", 1990)
                .explain(ExplainOptions.plan()));

        assertThat(scan.nodeType()).isEqualTo("Index Only Scan");
        assertThat(scan.relation()).contains(new Relation("Garage", "car"));
        assertThat(scan.index()).map(Relation::toString).contains("\"Garage\".car_year_make");
        assertThat(scan.indexCond()).contains("(car.year = 1990)");
        assertThat(scan.actualRows()).isEmpty();
    }

    @Test
    void what_was_captured_is_a_set_of_queries_with_the_values_that_were_sent() throws SQLException {
        CapturedQueries captured = CapturedQueries.of(database.dataSource());
        assertThatThrownBy(() -> QuerySet.captured("cars", captured))
                .hasMessage("The service cars has sent no statement that has a plan.");
        try (Connection connection = captured.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT id FROM \"Garage\".car WHERE make = ? AND year > ? AND note ?? 'a'")) {
            statement.setString(1, "it's");
            statement.setInt(2, 1990);
            statement.execute();
        }

        QuerySet queries = QuerySet.captured("cars", captured);

        assertThat(queries.queries()).singleElement().satisfies(query -> {
            assertThat(query.id()).isEqualTo("cars.select_1");
            assertThat(query.sql())
                    .isEqualTo("SELECT id FROM \"Garage\".car WHERE make = $1 AND year > $2 AND note ? 'a'");
            assertThat(query.samples()).isEqualTo(Map.of(1, "'it''s'", 2, "'1990'"));
        });
        assertThatThrownBy(() -> queries.and(queries))
                .hasMessage(
                        "captured:1: The service cars has two queries with the name select_1; the other is captured:1.");
    }

    @Test
    void the_columns_of_a_result_know_where_they_come_from() {
        assertThat(query("SELECT make AS brand, upper(make) FROM \"Garage\".car WHERE year = ?; ", 1990)
                        .columns())
                .containsExactly(
                        new ResultColumn("brand", "Garage", "car", "make"), new ResultColumn("upper", "", "", ""));
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> query("SELECT nothing").columns())
                .withMessageContaining("Cannot read the columns of the query")
                .withMessageContaining("SELECT nothing");
    }

    @Test
    void a_bitmap_index_scan_has_the_relation_of_its_heap_scan() {
        QueryPlan plan = query("SELECT note FROM \"Garage\".car WHERE year = 1990 AND make = 'Make 10'")
                .explain(ExplainOptions.plan().with("enable_indexscan", "off"));

        assertThat(plan.nodes().map(PlanNode::nodeType)).contains("Bitmap Heap Scan", "Bitmap Index Scan");
        assertThat(indexScan(plan).relation()).contains(new Relation("Garage", "car"));
    }

    @Test
    void a_generic_plan_does_not_know_the_values() {
        Query query = query("SELECT note FROM \"Garage\".car WHERE year = ? AND make = ?", 1990, "Make 10");

        assertThat(indexScan(query.explain(ExplainOptions.plan().with(PlanCacheMode.GENERIC)))
                        .indexCond())
                .hasValueSatisfying(cond -> assertThat(cond).contains("$1", "$2"));
        assertThat(indexScan(query.explain(ExplainOptions.plan())).indexCond())
                .hasValueSatisfying(cond -> assertThat(cond).contains("1990", "'Make 10'"));
    }

    @Test
    void the_type_that_the_driver_binds_decides_the_plan() {
        QueryPlan plan = query("SELECT note FROM \"Garage\".car WHERE id = ?", new BigDecimal(7))
                .explain(ExplainOptions.plan());

        assertThat(plan.nodes()).anyMatch(PlanNode::isSeqScan);
    }

    @Test
    void executing_counts_rows_and_buffers_and_leaves_nothing() {
        QueryPlan plan =
                query("DELETE FROM \"Garage\".car WHERE year = ?", 1990).explain(ExplainOptions.execute());

        assertThat(indexScan(plan).actualRows()).hasValue(500);
        assertThat(plan.buffers().orElse(0)).isGreaterThan(500);
        assertThat(plan.executionMillis()).isPresent();
        assertThat(query("SELECT 1 FROM \"Garage\".car WHERE year = ?", 1990)
                        .explain(ExplainOptions.execute())
                        .root()
                        .actualRows())
                .hasValue(500);
    }

    @Test
    void other_indexes_can_be_hidden_and_are_back_afterwards() {
        Query query = query("SELECT note FROM \"Garage\".car WHERE year = 1990 AND make = 'Make 10'");
        ExplainOptions onlyMake =
                ExplainOptions.plan().with("enable_seqscan", "off").withOnlyIndex(new Relation("Garage", "car_make"));

        assertThat(indexScan(query.explain(onlyMake)).indexName()).contains("car_make");
        assertThat(indexScan(query.explain(ExplainOptions.plan())).indexName()).contains("car_year_make");
    }

    @Test
    void values_of_any_type_and_null_and_the_question_mark_operator_work() {
        Query query = query(
                "SELECT id FROM \"Garage\".car WHERE note ?? 'a' AND make = ? AND year IS DISTINCT FROM ?",
                "O'Hara \\ \"x\"",
                null);

        QueryPlan plan = query.explain(ExplainOptions.execute());

        assertThat(indexScan(plan).indexCond())
                .hasValueSatisfying(cond -> assertThat(cond).contains("O''Hara"));
        assertThat(query.explain(ExplainOptions.plan().with(PlanCacheMode.GENERIC))
                        .text())
                .contains("note ? 'a'");
    }

    @Test
    void the_drawing_points_at_the_guilty_node() {
        QueryPlan plan = query("SELECT id FROM \"Garage\".car WHERE note @> '{\"a\": 2}' ORDER BY year")
                .explain(ExplainOptions.execute());

        assertThat(plan.text(PlanNode::isSeqScan))
                .containsPattern("-> Sort  rows=0 estimated=\\d+ buffers=\\d+\n     sort key: car.year\n")
                .containsPattern("\n   -> Seq Scan on \"Garage\".car  rows=0 estimated=\\d+ removed=20000 buffers=\\d+"
                        + "   <-- here\n        filter: \\(car.note @> ");
    }

    @Test
    void a_refused_query_is_shown_with_the_words_of_the_server() {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> query("SELECT nothing FROM \"Garage\".car").explain(ExplainOptions.plan()))
                .withMessageContaining("column \"nothing\" does not exist")
                .withMessageContaining("[SQLSTATE 42703]")
                .withMessageContaining("SELECT nothing FROM");
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> query("SELECT 1 WHERE 1 = ?").explain(ExplainOptions.plan()))
                .withMessageContaining("has 1 parameters but 0 values");
    }

    @Test
    void a_fast_query_holds_its_limit_and_its_plan_is_kept() {
        Timing timing = query("SELECT make FROM \"Garage\".car WHERE id = ?", 7).time(TimeLimit.best(ofSeconds(2)));

        assertThat(timing.verdict()).isEqualTo(TimingVerdict.PASS);
        assertThat(timing.plan().flatMap(plan -> indexScan(plan).indexName())).isEqualTo(Optional.of("car_pkey"));
        assertThat(timing.figures()).contains("n=1, warm-up 10 discarded; on the server ");
    }

    @Test
    void a_query_that_sleeps_fails_its_limit() {
        Timing timing = query("SELECT pg_sleep(0.01)").time(TimeLimit.best(ofMillis(1)));

        assertThat(timing.verdict()).isEqualTo(TimingVerdict.FAIL);
        assertThat(timing.min()).isGreaterThan(ofMillis(9));
    }

    @Test
    void timing_a_writing_query_leaves_nothing() {
        Timing timing = query("DELETE FROM \"Garage\".car WHERE id = 8").time(TimeLimit.p50(ofSeconds(2)));

        assertThat(timing.verdict()).isEqualTo(TimingVerdict.PASS);
        assertThat(query("SELECT 1 FROM \"Garage\".car WHERE id = 8")
                        .explain(ExplainOptions.execute())
                        .root()
                        .actualRows())
                .hasValue(1);
    }

    private static Query query(String sql, @Nullable Object... binds) {
        return Query.of(database.dataSource(), sql, binds);
    }

    private static PlanNode indexScan(QueryPlan plan) {
        return plan.nodes()
                .filter(PlanNode::readsIndex)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no index in\n" + plan));
    }
}
