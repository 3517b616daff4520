package io.schemaproof.assertions.query;

import static io.schemaproof.assertions.SchemaAssertions.buffers;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.JoinMethod;
import io.schemaproof.query.QueryException;
import java.sql.SQLException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ShapeAssertTest {

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
    void an_order_is_given_by_an_index_or_by_a_sort() {
        query("SELECT * FROM orders ORDER BY created_at DESC, id LIMIT 20")
                .avoidsSort()
                .avoidsSortFor("created_at DESC", "id");
        query("SELECT * FROM orders ORDER BY created_at DESC, id LIMIT 20 OFFSET 5")
                .avoidsSortFor("created_at DESC");
        query("SELECT * FROM events ORDER BY at LIMIT 20").avoidsSort(); // merges the partitions' orders

        Shop.failsWith(
                () -> query("SELECT id FROM orders ORDER BY total LIMIT 20").avoidsSort(), """
                Expected no sort
                  expected: rows come in order
                  but was : rows are sorted
                """);
        Shop.failsWith(
                () -> query("SELECT * FROM orders ORDER BY created_at DESC, id LIMIT 20")
                        .avoidsSortFor("created_at DESC NULLS LAST"),
                """
                Expected the rows to come in the order created_at DESC NULLS LAST without a sort
                  expected: in order by themselves
                  but was : only by sorting
                """);
        Shop.failsWith(
                () -> query("SELECT * FROM orders WHERE customer_id = 42").avoidsSortFor("created_at DESC"),
                "but was : only by sorting");
        assertThatThrownBy(() -> query("SELECT id FROM orders").avoidsSortFor("nothing"))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("column \"nothing\" does not exist");
    }

    @Test
    void a_join_is_judged_by_its_two_tables() {
        QueryAssert three = query("SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id"
                + " JOIN tiny t ON t.id = c.id");

        three.joins("orders", "customers").by(JoinMethod.MERGE).joins("c", "t").by(JoinMethod.MERGE);
        Shop.failsWith(() -> three.joins("o", "c").by(JoinMethod.HASH), """
                Expected alias o and alias c to be joined by Hash Join
                  expected: Hash Join
                  but was : Merge Join
                """);
        Shop.failsWith(
                () -> query("SELECT (SELECT max(id) FROM tiny), id FROM orders")
                        .joins("tiny", "orders")
                        .by(JoinMethod.HASH),
                "but was : no join of the two: nothing was checked");
    }

    @Test
    void the_two_sides_of_a_self_join_are_named_by_alias() {
        query("SELECT 1 FROM customers child JOIN customers parent ON parent.id = child.referrer_id")
                .joins("child", "parent")
                .by(JoinMethod.HASH)
                .joins("customers", "customers")
                .by(JoinMethod.HASH);
        Shop.failsWith(
                () -> query("SELECT 1 FROM archive.orders orders JOIN customers c USING (id)")
                        .joins("orders", "customers")
                        .by(JoinMethod.HASH),
                """
                Expected a name that means one table
                  expected: public.orders
                  but was : orders is also the alias of archive.orders
                """);
    }

    @Test
    void a_nested_loop_is_guilty_only_of_what_it_repeats() {
        // A sequential scan outside, looked up inside: both occur, and nothing is repeated.
        query("SELECT * FROM tiny t JOIN orders o ON o.id = t.id * 3999")
                .joins("t", "o")
                .by(JoinMethod.NESTED_LOOP)
                .hasNoNestedLoopOverSeqScan();
        QueryAssert unequal = query("SELECT 1 FROM customers c JOIN tiny t ON t.word <> c.name");

        unequal.hasNoNestedLoopOverSeqScanOver(buffers(10));
        Shop.failsWith(unequal::hasNoNestedLoopOverSeqScan, """
                Expected no nested loop over a sequential scan
                  expected: an inner side that is looked up
                  but was : read from beginning to end for each outer row: Seq Scan on public.tiny
                """);
        Shop.failsWith(
                () -> query("SELECT 1 FROM tiny").hasNoNestedLoopOverSeqScan(),
                "a plan without a join: nothing was checked");
    }

    @Test
    void both_kinds_of_plan_are_judged() {
        QueryAssert open = query("SELECT id FROM orders WHERE customer_id = ?", 3);

        open.underBothPlans().choosesIndex("orders_customer_idx").hasNoSeqScan();
        // Only who sees the value knows that the index on open orders will do.
        Shop.failsWith(
                () -> query("SELECT note FROM orders WHERE status = ?", "OPEN")
                        .hasNoSeqScan()
                        .underBothPlans()
                        .hasNoSeqScan(),
                """
                 [OPEN] · generic plan]
                Expected no sequential scan
                """);
    }

    private static QueryAssert query(String sql, @Nullable Object... binds) {
        return Shop.query(session, sql, binds);
    }

    @Test
    void a_table_that_is_large_is_not_read_for_each_row() {
        query("SELECT 1 FROM customers c JOIN orders o ON o.customer_id = c.id")
                .joins(DSL.table("customers"), DSL.table("orders"))
                .by(JoinMethod.HASH);
        Shop.failsWith(
                () -> query("SELECT 1 FROM tiny t JOIN orders o ON t.id <> o.total")
                        .hasNoNestedLoopOverSeqScanOver(buffers(0)),
                "Expected no nested loop over a sequential scan");
    }
}
