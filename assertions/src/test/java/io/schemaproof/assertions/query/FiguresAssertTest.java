package io.schemaproof.assertions.query;

import static io.schemaproof.assertions.SchemaAssertions.buffers;
import static io.schemaproof.assertions.SchemaAssertions.factor;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.database.TestDatabase;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FiguresAssertTest {

    private static TestDatabase database;
    private static OneSession session;

    @BeforeAll
    static void create() throws SQLException {
        database = Shop.create();
        session = new OneSession(database.dataSource());
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    @Test
    void partitions_are_pruned_by_the_planner() {
        query("SELECT * FROM events WHERE at = '2026-02-03'")
                .prunesPartitionsTo(1)
                .prunesPartitionsTo("events", 1);

        Shop.failsWith(() -> query("SELECT * FROM events WHERE kind = 3").prunesPartitionsTo("events", 1), """
                Expected at most 1 partitions of public.events to be read
                  expected: 1 of 3
                  but was : 3 of 3
                """);
        Shop.failsWith(
                () -> query("SELECT * FROM events WHERE kind = 3").prunesPartitionsTo("events", 3),
                "has 3: nothing can be pruned");
        Shop.failsWith(() -> query("SELECT * FROM events WHERE kind = 3").prunesPartitionsTo(1), "but was : 3 of 3");
        Shop.failsWith(
                () -> query("SELECT * FROM orders").prunesPartitionsTo("orders", 1), "has 0: nothing can be pruned");
    }

    @Test
    void partitions_are_pruned_at_the_start_and_during_the_execution() {
        query("SELECT * FROM events WHERE at = ?::date", "2026-02-03")
                .underBothPlans()
                .prunesPartitionsTo(1);
        query("SELECT * FROM events WHERE at = (SELECT '2026-01-05'::date + max(id) FROM tiny)")
                .prunesPartitionsTo(1);
    }

    @Test
    void a_partition_that_a_limit_kept_from_being_read_is_not_pruned() {
        Shop.failsWith(() -> query("SELECT * FROM events LIMIT 3").prunesPartitionsTo("events", 1), """
                  but was : 3 of 3
                  Something above, as a LIMIT, may have stopped the scan; partitions that were only not come to are not pruned.
                """);
        Shop.failsWith(
                () -> query(
                                "SELECT * FROM tiny t JOIN events e ON e.at = '2026-01-01'::date + t.id * 1000 WHERE t.id > 5")
                        .prunesPartitionsTo("events", 1),
                "none was read, so nothing was found out about the pruning");
    }

    @Test
    void rows_read_and_thrown_away_are_counted() {
        query("SELECT * FROM orders WHERE customer_id = 42").readsRowsAtMost(10).removesByFilterAtMost(0);

        Shop.failsWith(() -> query("SELECT id FROM orders WHERE total = 3").readsRowsAtMost(40), """
                Expected the query to read at most 40 rows
                  expected: 40
                  but was : 20,000
                  -> Seq Scan on public.orders  rows=40 estimated=N removed=19960 buffers=N   <-- here
                """);
        Shop.failsWith(
                () -> query(
                                "SELECT 1 FROM customers c JOIN orders o ON o.customer_id = c.id WHERE o.total = 3 AND c.id = 7")
                        .onTable("orders", orders -> orders.removesByFilterAtMost(1)),
                "but was : 10\n");
        Shop.failsWith(() -> query("SELECT 1").readsRowsAtMost(1), "reads none: nothing was checked");
    }

    @Test
    void buffers_are_counted_for_one_table_too() {
        query("SELECT 1 FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.id = 7")
                .onTable("customers", customers -> customers.readsAtMost(buffers(3)));

        Shop.failsWith(
                () -> query("SELECT count(*) FROM customers c JOIN orders o ON o.customer_id = c.id")
                        .onTable("orders", orders -> orders.readsAtMost(buffers(3))),
                "Expected the query to touch at most 3 buffers of public.orders\n  expected: 3\n");
    }

    @Test
    void what_is_written_to_temporary_files_is_found() throws SQLException {
        query("SELECT * FROM orders ORDER BY total").spillsNothing();

        Shop.execute(database, "ALTER DATABASE " + database.name() + " SET work_mem = '64kB'");
        try {
            Shop.failsWith(
                    () -> inNewSession("SELECT id FROM orders ORDER BY total, note")
                            .spillsNothing(),
                    "Expected nothing to be written to temporary files\n  expected: 0 pages\n");
            Shop.failsWith(
                    () -> inNewSession("SELECT id FROM orders ORDER BY total, note")
                            .spillsNothing(),
                    "Sort (external merge)");
        } finally {
            Shop.execute(database, "ALTER DATABASE " + database.name() + " RESET work_mem");
        }
    }

    @Test
    void estimates_are_compared_with_the_rows_that_came() {
        query("SELECT * FROM orders WHERE total = 3 OR status = 'OPEN'").estimatesWithin(factor(2));
        // The limit stops the scan, which proves nothing about its estimate.
        query("SELECT * FROM orders LIMIT 200").estimatesWithin(factor(2));

        // Every total of 100 is an OPEN order, which two independent columns do not tell.
        Shop.failsWith(
                () -> query("SELECT * FROM orders WHERE total % 100 = 0 AND status = 'OPEN'")
                        .estimatesWithin(factor(10)),
                """
                Expected the planner to estimate rows within a factor of 10
                  expected: at most 10
                  but was : 200 times too few: 1 estimated, 200 came
                """);
        Shop.failsWith(
                () -> query("SELECT * FROM tiny").estimatesWithin(factor(2)),
                "Load more rows, or judge smaller nodes: factor(2).from(1).");
        Shop.failsWith(
                () -> query("SELECT * FROM tiny").estimatesWithin(factor(1.01)),
                "smaller nodes: factor(1.01).from(1).");
        query("SELECT * FROM tiny").estimatesWithin(factor(2).from(1));
    }

    /** A session that is open already does not notice what is set for the database. */
    private static QueryAssert inNewSession(String sql) {
        return Shop.query(database, sql);
    }

    private static QueryAssert query(String sql, @Nullable Object... binds) {
        return Shop.query(session, sql, binds);
    }
}
