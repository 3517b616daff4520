package io.schemaproof.assertions;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.best;
import static io.schemaproof.assertions.SchemaAssertions.buffers;
import static io.schemaproof.assertions.SchemaAssertions.p50;
import static io.schemaproof.assertions.SchemaAssertions.row;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.assertions.query.QueryAssert;
import io.schemaproof.database.TestDatabase;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class QueryAssertTest {

    private static final String MAKES_OF_YEAR = "SELECT DISTINCT make FROM options WHERE year = ?";

    private static TestDatabase database;
    private static OneSession session;

    @BeforeAll
    static void create() throws SQLException {
        database = Vehicles.create();
        session = new OneSession(database.dataSource());
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    @Test
    void rows_are_compared_in_the_writing_of_the_server() {
        query("SELECT id, name FROM engines WHERE id <= ? ORDER BY id", 2)
                .returnsRowCount(2)
                .returnsExactly(row(1, "V8 1.0L"), row(2L, "V8 2.0L"))
                .returnsExactlyInAnyOrder(row(2, "V8 2.0L"), row(1, "V8 1.0L"))
                .contains(row(2, "V8 2.0L"));
        query("SELECT 1.50::numeric(5,2), true, NULL::int;").returnsExactly(row("1.5", true, null));
        query("SELECT * FROM get_makes_for_year(?)", 2000).returnsRowCount(53).contains("Make 00", "Make 52");
        query("SELECT 1 WHERE false").returnsExactly();
        query("SELECT FROM engines WHERE id <= 2").returnsRowCount(2);
    }

    @Test
    void a_difference_of_rows_is_shown_as_missing_and_extra() {
        failsWith(() -> query("SELECT id FROM engines WHERE id <= 2").returnsExactlyInAnyOrder(1, 3), """
                [query SELECT id FROM engines WHERE id <= 2]
                Expected the query to return exactly these rows
                  expected: 1, 3
                  but was : 1, 2
                  missing : 3
                  extra   : 2""");
        failsWith(
                () -> query("SELECT id FROM engines WHERE id <= 2").returnsExactly(2, 1),
                "The same rows, in another order.");
        failsWith(() -> query("SELECT 1 FROM engines WHERE id <= 2").returnsExactly(1), "1 rows expected, 2 returned.");
        failsWith(() -> query("SELECT id FROM engines WHERE id <= 2").contains(5), "missing : 5");
        failsWith(() -> query("SELECT id FROM engines").returnsRowCount(7), "expected: 7\n  but was : 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query("SELECT 1, 2").returnsExactly(1))
                .withMessageContaining("Write row(a, b)");
    }

    @Test
    void an_index_that_fits_can_be_used_whatever_the_planner_prefers() {
        query(MAKES_OF_YEAR, 2000).canUseIndex("idx_options_year_make").canUseIndexOn("options", "year");
        query("SELECT id FROM options WHERE year > 0 AND make = 'Make 01'").canUseIndexOn("options", "make", "year");
        query("SELECT id FROM options WHERE price < 5").canUseIndex("idx_options_cheap");
        query(MAKES_OF_YEAR, 2000).underGenericPlan().canUseIndex("public.idx_options_year_make");
        // The other index wins, yet this one could be used.
        query("SELECT id FROM options WHERE year = 2000 AND engine_id = 7").canUseIndex("idx_options_year_make");
        query("SELECT id FROM options WHERE year = 2000 AND engine_id = 7").canUseIndex("idx_options_engine");
    }

    @Test
    void an_index_that_does_not_fit_cannot_be_used() {
        failsWith(
                () -> query("SELECT id FROM options WHERE make = 'Make 01'").canUseIndex("idx_options_year_make"), """
                [query SELECT id FROM options WHERE make = 'Make 01']
                Expected the query to be able to use index public.idx_options_year_make
                  expected: a search by year
                  but was : """);
        failsWith(() -> query("SELECT count(*) FROM options").canUseIndexOn("options", "year"), "a search by year");
        failsWith(
                () -> query("SELECT id FROM options WHERE price < 11").canUseIndex("idx_options_cheap"),
                "but was : the index does not fit\n  Plan with sequential scans discouraged:\n  -> ");
        failsWith(() -> query(MAKES_OF_YEAR, 2000).canUseIndexOn("options", "make"), """
                Expected a valid index on public.options (make)
                  expected: an index that begins with these columns
                  but was : indexes of the table: idx_options_cheap (price) WHERE (price < (10)::numeric); \
                idx_options_engine (engine_id); idx_options_year_make (year, make); options_pkey (id)
                  Suggested: CREATE INDEX ON public.options (make);""");
        failsWith(
                () -> query(MAKES_OF_YEAR, 2000).canUseIndex("idx_options_yaer_make"),
                "did you mean idx_options_year_make?");
    }

    @Test
    void the_choice_of_the_planner_is_another_question() {
        query(MAKES_OF_YEAR, 2000).choosesIndex("idx_options_year_make").choosesIndexOn("options", "year", "make");
        query("SELECT id FROM engines WHERE id = ?", 5).canUseIndex("engines_pkey");

        failsWith(
                () -> query("SELECT id, price FROM options WHERE year > ?", 0).choosesIndex("idx_options_year_make"),
                """
                Expected the planner to choose index public.idx_options_year_make
                  expected: index public.idx_options_year_make
                  but was : Seq Scan on public.options
                  -> Seq Scan on public.options  rows=10000   <-- here
                       filter: (options.year > 0)""");
    }

    @Test
    void a_plan_without_statistics_names_the_cause() throws SQLException {
        Vehicles.execute(database, "CREATE TABLE fresh AS SELECT i AS id FROM generate_series(1, 100) i");

        failsWith(
                () -> query("SELECT id FROM fresh WHERE id = 1").hasNoSeqScanOn("fresh"),
                "Cause? Never analysed: public.fresh. Load the rows, then: VACUUM (ANALYZE) public.fresh;");
    }

    @Test
    void sequential_scans() {
        query(MAKES_OF_YEAR, 2000).hasNoSeqScanOn("options");
        query("SELECT * FROM get_makes_for_year(?)", 2000).hasNoSeqScanOn("options");

        failsWith(() -> query("SELECT id FROM options WHERE price = 350").hasNoSeqScanOn("options"), "<-- here");
        failsWith(() -> query(MAKES_OF_YEAR, 2000).hasNoSeqScanOn("engines"), "nothing was checked");
        failsWith(() -> query(MAKES_OF_YEAR, 2000).hasNoSeqScanOn("engine"), "did you mean engines?");
    }

    @Test
    void buffers_index_only_and_sorts() {
        query(MAKES_OF_YEAR, 2000).readsAtMost(buffers(60)).readsOnlyIndex("idx_options_year_make");
        query("SELECT year, make FROM options ORDER BY year, make LIMIT 5").avoidsSort();

        failsWith(() -> query("SELECT sum(price) FROM options").readsAtMost(buffers(3)), """
                Expected the query to touch at most 3 buffers
                  expected: 3
                  but was : """);
        failsWith(
                () -> query("SELECT sum(price) FROM options").readsOnlyIndex("idx_options_year_make"),
                "but was : another plan");
        failsWith(() -> query("SELECT make FROM options ORDER BY price").avoidsSort(), "sort key: options.price");
    }

    @Test
    void a_fast_query_holds_its_limit() {
        query(MAKES_OF_YEAR, 2000)
                .runsWithin(ofSeconds(2))
                .runsWithin(p50(ofSeconds(2)).samples(50));
    }

    @Test
    void a_slow_query_fails_its_limit_and_shows_figures_and_plan() {
        assertThatThrownBy(() ->
                        query("SELECT pg_sleep(0.01), count(*) FROM engines").runsWithin(best(ofMillis(1))))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageFindingMatch(
                        "Expected the query to hold its time limit\n  expected: best of 20 ≤ 1 ms\n  but was : [\\d.]+ ms")
                .hasMessageContaining("Verdict: all 20 samples exceed the limit")
                .hasMessageFindingMatch("\\(n=20, warm-up 10 discarded; on the server [\\d.]+ ms\\)")
                .hasMessageContaining("Seq Scan on public.engines  rows=100 estimated=100 buffers=1   <-- here");
    }

    private static QueryAssert query(String sql, @Nullable Object... binds) {
        return assertThat(Vehicles.query(session, sql, binds));
    }

    private static void failsWith(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionFailedError.class).hasMessageContaining(message);
    }
}
