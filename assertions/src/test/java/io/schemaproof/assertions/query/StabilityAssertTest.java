package io.schemaproof.assertions.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.QueryException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StabilityAssertTest {

    private static TestDatabase database;

    @BeforeAll
    static void create() throws SQLException {
        database = Shop.create();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void a_plan_far_from_any_other_is_stable() {
        Shop.query(database, "SELECT * FROM orders WHERE customer_id = ?", 42)
                .underBothPlans()
                .isStable();
        assertThatThrownBy(() -> Shop.query(database, "SELECT 1").isStable())
                .isInstanceOf(QueryException.class)
                .hasMessageStartingWith("The plan reads no table, so there are no statistics to take anew:");
    }

    @Test
    void stale_statistics_are_named_as_the_cause() throws SQLException {
        Shop.execute(database, """
                CREATE TABLE grown (id int, kind int) WITH (autovacuum_enabled = off);
                CREATE INDEX grown_idx ON grown (kind);
                INSERT INTO grown SELECT i, 1 FROM generate_series(1, 100) i;
                ANALYZE grown;
                INSERT INTO grown SELECT i, i FROM generate_series(1, 30000) i""");

        Shop.failsWith(
                () -> Shop.query(database, "SELECT * FROM grown WHERE kind = 1").isStable(), """
                Expected the plan to stay the same under new statistics
                  expected: one plan
                  but was : another plan after ANALYZE: cost N before, cost N after
                  The statistics were stale or missing: run PlannerStatistics.refresh(..) after loading.
                  One plan:
                """);
    }

    /** Two columns with the same distribution: which of the indexes seems better depends on the rows that are looked at. */
    @Test
    void a_cost_tie_is_called_one_and_shows_both_plans() throws SQLException {
        Shop.execute(database, """
                CREATE TABLE tie (a int, b int, pad text) WITH (autovacuum_enabled = off);
                ALTER TABLE tie ALTER a SET STATISTICS 1, ALTER b SET STATISTICS 1, ALTER pad SET STATISTICS 1;
                INSERT INTO tie SELECT i % 200, i / 7 % 200, repeat('x', 200) FROM generate_series(1, 20000) i;
                CREATE INDEX tie_a ON tie (a);
                CREATE INDEX tie_b ON tie (b);
                ANALYZE tie""");
        Shop.execute(database, "ALTER DATABASE " + database.name() + " SET enable_bitmapscan = off");
        try {
            assertThat(firstTie())
                    .hasValueSatisfying(message -> assertThat(message)
                            .containsPattern("but was : two plans, a cost tie: cost [\\d.]+ against cost [\\d.]+\n")
                            .contains("One plan:\n", "The other:\n", "using tie_a on", "using tie_b on"));
        } finally {
            Shop.execute(database, "ALTER DATABASE " + database.name() + " RESET enable_bitmapscan");
        }
    }

    /** Once in four times chance gives the same plan three times. */
    private static Optional<String> firstTie() {
        return IntStream.range(0, 40)
                .mapToObj(i -> catchThrowable(() -> Shop.query(database, "SELECT pad FROM tie WHERE a = 5 AND b = 5")
                        .isStable()))
                .filter(error -> error != null && error.getMessage().contains("a cost tie"))
                .map(Throwable::getMessage)
                .findFirst();
    }
}
