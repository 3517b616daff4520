package io.schemaproof.assertions.query;

import static io.schemaproof.assertions.SchemaAssertions.buffers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.ScanMethod;
import java.sql.SQLException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScanAssertTest {

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
    void no_table_is_read_from_beginning_to_end() {
        query("SELECT * FROM orders WHERE customer_id = ?", 42).hasNoSeqScan();
        query("SELECT * FROM tiny").hasNoSeqScanOfTablesOver(buffers(10));

        Shop.failsWith(
                () -> query("SELECT * FROM customers c WHERE name = ?", "x").hasNoSeqScan(), """
                [query SELECT * FROM customers c WHERE name = ? [x]]
                Expected no sequential scan
                  expected: an index is used
                  but was : Seq Scan on public.customers
                  -> Seq Scan on public.customers c  rows=1   <-- here
                       filter: (c.name = 'x'::text)""");
        Shop.failsWith(
                () -> query("SELECT * FROM orders WHERE total = 1").hasNoSeqScanOfTablesOver(buffers(10)),
                "Expected no sequential scan of a table larger than 10 pages\n");
        Shop.failsWith(() -> query("SELECT 1").hasNoSeqScan(), "a plan that reads none: nothing was checked");
        assertThatIllegalArgumentException().isThrownBy(() -> query("SELECT 1").hasNoSeqScanOn(new String[0]));
    }

    @Test
    void a_sample_of_rows_reads_every_page_and_a_sample_of_pages_does_not() {
        query("SELECT count(*) FROM orders TABLESAMPLE SYSTEM (1)").hasNoSeqScan();

        Shop.failsWith(
                () -> query("SELECT count(*) FROM orders TABLESAMPLE BERNOULLI (1)")
                        .hasNoSeqScanOn("orders"),
                """
                Expected no sequential scan of public.orders
                  expected: an index is used
                  but was : Sample Scan on public.orders
                """);
    }

    @Test
    void tables_of_one_name_in_two_schemas_are_kept_apart() {
        QueryAssert both = query(
                "SELECT 1 FROM orders o JOIN archive.orders a ON a.id = o.id WHERE o.customer_id = 7 AND a.customer_id = 9");

        both.hasNoSeqScanOn("orders")
                .hasNoSeqScanOn("public.orders")
                .onTable("public.orders", orders -> orders.choosesAnyIndex().isReadTimes(1));
        Shop.failsWith(() -> both.hasNoSeqScanOn("archive.orders"), """
                 · archive.orders]
                Expected no sequential scan of archive.orders
                  expected: an index is used
                  but was : Seq Scan on archive.orders
                """);
    }

    @Test
    void two_uses_of_one_table_are_kept_apart_by_their_aliases() {
        QueryAssert selfJoin = query("SELECT child.name FROM customers child JOIN customers parent"
                + " ON parent.id = child.referrer_id WHERE child.name = 'Customer 77'");

        selfJoin.onAlias("parent", PlanTableAssert::hasNoSeqScan)
                .onTable("customers", customers -> customers.isReadTimes(2));
        Shop.failsWith(() -> selfJoin.onAlias("child", PlanTableAssert::hasNoSeqScan), """
                 · alias child]
                Expected no sequential scan of alias child
                """);
        Shop.failsWith(() -> selfJoin.hasNoSeqScanOn("customers"), "   <-- here");
        Shop.failsWith(
                () -> selfJoin.onAlias("grandchild", PlanTableAssert::hasNoSeqScan),
                "a plan in which alias grandchild does not occur: nothing was checked");
        Shop.failsWith(() -> selfJoin.onTable("customers", customers -> customers.isReadTimes(1)), """
                Expected the plan to read public.customers 1 times
                  expected: 1
                  but was : 2
                """);
    }

    @Test
    void the_way_of_reading_is_named_and_a_bitmap_scan_is_a_use_of_its_index() {
        QueryAssert lookUp = query("SELECT * FROM orders WHERE customer_id IN (4, 5, 6)");

        lookUp.onTable(
                        "orders",
                        orders -> orders.choosesIndex("orders_customer_idx")
                                .isReadBy(ScanMethod.INDEX, ScanMethod.BITMAP))
                .choosesAnyIndexOn("orders")
                .choosesIndexOn("orders", "customer_id");
        Shop.failsWith(() -> lookUp.onTable("orders", orders -> orders.isReadBy(ScanMethod.SEQUENTIAL)), """
                Expected every read of public.orders to be by Seq Scan
                  expected: Seq Scan
                  but was : Bitmap Heap Scan using orders_customer_idx on public.orders
                """);
        Shop.failsWith(() -> lookUp.onTable("orders", orders -> orders.choosesIndex("orders_created_idx")), """
                Expected the planner to choose index public.orders_created_idx of public.orders
                  expected: index public.orders_created_idx
                  but was : Bitmap Heap Scan using orders_customer_idx on public.orders
                """);
    }

    @Test
    void common_table_expressions_and_sub_queries_are_seen() {
        QueryAssert cte = query("WITH open AS MATERIALIZED (SELECT * FROM orders WHERE note = 'y')"
                + " SELECT * FROM open WHERE id < (SELECT max(id) FROM archive.orders)");

        Shop.failsWith(() -> cte.hasNoSeqScanOn("orders"), "<-- here");
        Shop.failsWith(() -> cte.hasNoSeqScanOn("archive.orders"), "<-- here");
        Shop.failsWith(() -> cte.hasNoSeqScanOn("customers"), "customers does not occur: nothing was checked");
    }

    @Test
    void names_with_capitals_dots_and_keywords_work() {
        QueryAssert odd = query("SELECT * FROM \"Odd Name\" WHERE \"select\" = 7");

        odd.hasNoSeqScanOn("\"Odd Name\"")
                .canUseIndexOn("\"Odd Name\"", "\"select\"")
                .choosesIndex("\"Odd.Index\"")
                .choosesIndexOn(DSL.table(DSL.name("Odd Name")), DSL.field(DSL.name("select"), SQLDataType.INTEGER))
                .hasNoSeqScanOn(DSL.table(DSL.name("public", "Odd Name")));
        Shop.failsWith(
                () -> query("SELECT * FROM \"Odd Name\" WHERE \"select\" > 7").hasNoSeqScanOn("\"Odd Name\""),
                "no sequential scan of public.\"Odd Name\"");
    }

    @Test
    void an_index_only_scan_may_look_into_few_rows_of_the_table() throws SQLException {
        query("SELECT customer_id FROM orders WHERE customer_id = 42").readsOnlyIndex("orders_customer_idx");
        Shop.execute(database, """
                CREATE TABLE fresh AS SELECT i AS id FROM generate_series(1, 5000) i;
                CREATE INDEX fresh_idx ON fresh (id);
                ANALYZE fresh""");
        QueryAssert fresh = query("SELECT id FROM fresh WHERE id = 42");

        fresh.readsOnlyIndex("fresh_idx", 1);
        Shop.failsWith(() -> fresh.readsOnlyIndex("fresh_idx"), """
                Expected the query to read index fresh_idx and no row of its table
                  expected: Index Only Scan, 0 heap fetches
                  but was : 1 heap fetches
                  Run VACUUM first, which fills the visibility map.
                """);
        Shop.failsWith(
                () -> query("SELECT a.customer_id FROM orders a, orders b WHERE a.customer_id = 42 AND b.note = 'y'")
                        .readsOnlyIndex("orders_customer_idx"),
                "another plan: Seq Scan on public.orders");
    }

    private static QueryAssert query(String sql, @Nullable Object... binds) {
        return Shop.query(session, sql, binds);
    }

    @Test
    void an_index_that_is_not_chosen_is_no_use() {
        QueryAssert all = query("SELECT * FROM orders");
        query("SELECT * FROM orders WHERE customer_id = ?", 42)
                .underCustomPlan()
                .choosesAnyIndexOn(table("orders"))
                .canUseIndexOn(table("orders"), field("customer_id"))
                .onTable(table("orders"), PlanTableAssert::choosesAnyIndex)
                .rows()
                .hasCountBetween(1, 100_000);

        Shop.failsWith(
                () -> all.choosesAnyIndexOn("orders"), "Expected every read of public.orders to be by Index Scan");
        Shop.failsWith(() -> all.choosesIndexOn("orders", "customer_id"), "Expected the planner to choose ");
        Shop.failsWith(
                () -> all.onTable("orders", PlanTableAssert::choosesAnyIndex),
                "Expected every read of public.orders to be by Index Scan");
        Shop.failsWith(() -> all.onTable("ordres", orders -> {}), "did you mean orders?");
        all.satisfiesPlan(plan -> assertThat(plan.nodes()).isNotEmpty());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> all.satisfiesPlan(plan -> assertThat(plan.nodes()).isEmpty()));
        Shop.failsWith(() -> all.returnsNoRows(), "Expected the query to return 0 rows");
    }
}
