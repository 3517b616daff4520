package io.schemaproof.assertions.query;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.best;
import static io.schemaproof.assertions.SchemaAssertions.buffers;
import static io.schemaproof.assertions.SchemaAssertions.p90;
import static io.schemaproof.assertions.SchemaAssertions.perSecond;
import static io.schemaproof.query.JoinMethod.NESTED_LOOP;
import static io.schemaproof.query.ScanMethod.INDEX;
import static io.schemaproof.query.ScanMethod.INDEX_ONLY;
import static io.schemaproof.query.StatementKind.SELECT;
import static io.schemaproof.query.StatementKind.UPDATE;
import static java.time.Duration.ofMillis;

import io.schemaproof.assertions.Page;
import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.CapturedQueries;
import io.schemaproof.query.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The examples of {@code docs/assertions-plans.md} and of the Javadoc; what stands between the tags is quoted there. */
@ResourceLock(value = BaselineAssertTest.UPDATE, mode = ResourceAccessMode.READ)
class PlanExamplesTest {

    private static TestDatabase database;
    private static OneSession session;
    private static Schema schema;
    private static Query openOrders;
    private static Query join;

    @BeforeAll
    static void create() throws SQLException {
        database = Shop.create();
        session = new OneSession(database.dataSource());
        schema = Schema.of(session);
        Shop.execute(database, "CREATE INDEX orders_customer_created_idx ON orders (customer_id, created_at DESC, id)");
        openOrders = Query.of(
                session,
                "SELECT id, created_at FROM orders WHERE customer_id = ? ORDER BY created_at DESC, id LIMIT 20",
                42);
        join = Query.of(
                session,
                "SELECT c.name, o.total FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.id = ?",
                42);
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    @Test
    void plan() {
        // tag::plan[]
        assertThat(openOrders)
                .canUseIndexOn("orders", "customer_id") // by its shape, at any number of rows
                .choosesIndexOn("orders", "customer_id") // by the planner's choice, with the rows there are
                .hasNoSeqScan()
                .avoidsSortFor("created_at DESC", "id")
                .readsRowsAtMost(40)
                .readsAtMost(buffers(60))
                .spillsNothing()
                .isStable();
        // end::plan[]
    }

    @Test
    void table() {
        // tag::table[]
        assertThat(join)
                .onTable("orders", orders -> orders.choosesAnyIndex().removesByFilterAtMost(0))
                .onAlias("c", customer -> customer.isReadBy(INDEX, INDEX_ONLY))
                .joins("orders", "customers")
                .by(NESTED_LOOP)
                .hasNoNestedLoopOverSeqScanOver(buffers(10))
                .underBothPlans()
                .hasNoSeqScanOn("orders");
        // end::table[]
    }

    @Test
    void need() {
        // tag::need[]
        assertThat(openOrders).hasNoMissingIndex();
        assertThat(schema).index("orders_customer_created_idx").isLoadBearingFor(openOrders, join);
        assertThat(schema).index("orders_created_idx").isRedundantFor(join);
        // end::need[]
    }

    @Test
    void time() {
        // tag::time[]
        assertThat(openOrders)
                .runsWithin(p90(ofMillis(500)), buffers(60)) // first the pages, which every machine agrees on
                .isNotSlowerThan(join, 20);
        // end::time[]
    }

    @Test
    void threads() {
        // tag::threads[]
        assertThat(openOrders)
                .runsWithin(p90(ofMillis(500)).threads(4))
                .runsAtLeast(perSecond(20).threads(4));
        // end::threads[]
    }

    @Test
    void captured() throws SQLException {
        // tag::captured[]
        CapturedQueries captured = CapturedQueries.of(database.dataSource());
        new OrderRepository(captured.dataSource()).printOrdersOf(42);

        assertThat(captured)
                .hasAtMost(SELECT, 3)
                .executesEachAtMost(1) // no statement for each row of another
                .allSatisfy(query -> query.hasNoSeqScan());
        assertThat(schema).index("orders_customer_created_idx").isLoadBearingFor(captured.distinct());
        // end::captured[]
    }

    @Test
    void traffic() throws SQLException {
        // tag::traffic[]
        CapturedQueries captured = CapturedQueries.of(database.dataSource());
        new OrderRepository(captured.dataSource()).printOrdersOf(42);

        assertThat(captured)
                .hasNoDuplicateSelects()
                .hasNoNPlusOneSelects()
                .hasNoSelectStar()
                .selectsOnlyColumns("orders", "id")
                .doesNotReadColumns("orders", "note", "status")
                .usesBindParameters()
                .hasBinds(SELECT, 42)
                .hasNoLikeWithLeadingWildcard()
                .hasNoConnectionLeak();
        // end::traffic[]
    }

    @Test
    void batches() throws SQLException {
        CapturedQueries captured = CapturedQueries.of(database.dataSource());
        new OrderRepository(captured.dataSource()).close(2, 3, 4);
        // tag::batches[]
        assertThat(captured).isBatched(UPDATE).updatesOnlyColumns("orders", "status");
        // end::batches[]
    }

    @Test
    void baseline() {
        // tag::baseline[]
        assertThat(openOrders).matchesBaseline(Path.of("src/test/resources/plans/open-orders.json"));
        // end::baseline[]
    }

    @Test
    void last_good_plan() {
        // tag::lastGood[]
        assertThat(openOrders).runsWithin(best(ofMillis(50)), Path.of("src/test/resources/plans/open-orders.json"));
        // end::lastGood[]
    }

    @Test
    void the_examples_of_the_javadoc_fail_and_pass_as_they_say() throws SQLException {
        CapturedQueries captured = CapturedQueries.of(database.dataSource());
        new OrderRepository(captured.dataSource()).printOrdersOf(42);
        assertThat(captured).executesEachAtMost(1).hasAtMost(SELECT, 3);
        new OrderRepository(captured.dataSource()).printOrdersOf(43);
        Shop.failsWith(() -> assertThat(captured).executesEachAtMost(1), "to be executed more than 1 times");

        Query referred = Query.of(
                session,
                "SELECT c.name FROM customers c JOIN customers parent ON parent.id = c.referrer_id WHERE c.name = 'x'");
        assertThat(referred).onAlias("parent", t -> t.choosesIndex("customers_pkey"));
        Shop.failsWith(() -> assertThat(referred).onAlias("c", t -> t.hasNoSeqScan()), "no sequential scan of alias c");

        assertThat(join).choosesIndex("customers_pkey").hasNoSeqScan();
        Shop.failsWith(
                () -> assertThat(Query.of(session, "SELECT * FROM customers WHERE name = 'x'"))
                        .hasNoSeqScanOn("customers"),
                "Suggested: CREATE INDEX ON public.customers (name);");
    }

    @Test
    void the_page_quotes_these_examples() throws IOException {
        Page.of("assertions-plans", PlanExamplesTest.class).quotesAllExamples();
    }

    /** An application. */
    private record OrderRepository(DataSource dataSource) {

        void printOrdersOf(int customer) throws SQLException {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement statement = connection.prepareStatement(
                            "SELECT id FROM orders WHERE customer_id = ? ORDER BY created_at DESC")) {
                statement.setInt(1, customer);
                statement.executeQuery().close();
            }
        }

        void close(int... ids) throws SQLException {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement statement =
                            connection.prepareStatement("UPDATE orders SET status = ? WHERE id = ?")) {
                for (int id : ids) {
                    statement.setString(1, "DONE");
                    statement.setInt(2, id);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
    }
}
