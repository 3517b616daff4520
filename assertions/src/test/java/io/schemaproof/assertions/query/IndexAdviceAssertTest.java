package io.schemaproof.assertions.query;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.Query;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@Order(1)
@ResourceLock(IndexAdviceAssertTest.WHAT_IF)
class IndexAdviceAssertTest {

    /** Set for the whole JVM; nobody else asks for an index on a database that is not ours. */
    static final String WHAT_IF = "schemaproof.what-if";

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
    void a_sequential_scan_names_the_index_that_would_spare_it_and_what_it_saves() throws SQLException {
        Shop.failsWith(
                () -> query("SELECT id FROM orders o WHERE o.total = ?", 3).hasNoSeqScanOn("orders"), """
                Expected no sequential scan of public.orders
                  expected: an index is used
                  but was : Seq Scan on public.orders
                  -> Seq Scan on public.orders o  rows=40   <-- here
                       filter: (o.total = 3)
                  Suggested: CREATE INDEX ON public.orders (total);
                  what-if: cost N, buffers N, rows read 20000 -> 40""");
        Assertions.assertThat(indexes()).doesNotContain("schemaproof");
    }

    @Test
    void the_planner_chooses_among_columns_expressions_orders_and_methods() {
        advises("SELECT id FROM customers WHERE lower(name) = 'customer 7'", "public.customers ((lower(name)))");
        advises("SELECT * FROM orders WHERE total = 3 ORDER BY note DESC LIMIT 1", "public.orders (total, note DESC)");
        advises("SELECT * FROM events WHERE kind = 33", "public.events (kind)");
        advises(
                "SELECT * FROM \"Odd Name\" odd WHERE odd.\"select\" + 1 = 7",
                "public.\"Odd Name\" ((\"select\" + 1))");
    }

    @Test
    void no_index_is_missing_where_there_is_one_or_none_would_help() {
        query("SELECT id FROM orders WHERE customer_id = ?", 42).hasNoMissingIndex();
        query("SELECT count(*) FROM orders").underBothPlans().hasNoMissingIndex();
        assertThat(Schema.of(database.dataSource()))
                .hasNoMissingIndexFor(Query.of(database.dataSource(), "SELECT * FROM tiny WHERE id = 3"));

        Shop.failsWith(() -> query("SELECT id FROM customers WHERE name = 'x'").hasNoMissingIndex(), """
                Expected no index to be missing
                  expected: no index that saves half of the work
                  but was : cost N, buffers N, rows read 2000 -> 0
                  Suggested: CREATE INDEX ON public.customers (name);
                """);
        Shop.failsWith(
                () -> assertThat(Schema.of(database.dataSource()))
                        .hasNoMissingIndexFor(
                                Query.of(database.dataSource(), "SELECT id FROM customers WHERE name = 'x'")),
                "Suggested: CREATE INDEX ON public.customers (name);");
        Shop.failsWith(() -> query("SELECT 1").hasNoMissingIndex(), "reads none: nothing was checked");
    }

    @Test
    void an_index_that_is_there_is_not_missing_but_to_be_built_anew() throws SQLException {
        // Until VACUUM what was just written into a GIN index waits in a list that every search reads.
        Shop.execute(database, "CREATE TABLE notes (words text[]) WITH (autovacuum_enabled = off)");
        Shop.execute(database, "CREATE INDEX notes_words_idx ON notes USING gin (words) WITH (fastupdate = on)");
        Shop.execute(
                database,
                "INSERT INTO notes SELECT ARRAY['w' || n % 500, 'all'] FROM generate_series(1, 5000) n; ANALYZE notes");
        String found = "SELECT * FROM notes WHERE words && '{w7,w8}'";

        query(found).hasNoMissingIndex();
        Shop.failsWith(
                () -> query(found).choosesIndex("notes_words_idx"), "Suggested: REINDEX INDEX public.notes_words_idx;");
        Shop.execute(database, "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'notes_words_idx'::regclass");
        Shop.failsWith(() -> query(found).hasNoMissingIndex(), "Suggested: REINDEX INDEX public.notes_words_idx;");
        Shop.execute(database, "REINDEX INDEX notes_words_idx");
        query(found).hasNoMissingIndex().choosesIndex("notes_words_idx");
    }

    @Test
    void a_database_of_somebody_else_is_left_alone() throws SQLException {
        String name = "not_ours_" + Long.toString(System.nanoTime(), 36);
        Shop.execute(database, "CREATE DATABASE " + name);
        try (Connection connection = database.server().connection(name).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t AS SELECT i AS id FROM generate_series(1, 20000) i; ANALYZE t");
        }
        QueryAssert query =
                assertThat(Query.of(database.server().connection(name).dataSource(), "SELECT * FROM t WHERE id = 1"));

        String refusal = "not tried: database " + name + " was not created by Schemaproof, and CREATE INDEX locks the"
                + " table; -Dschemaproof.what-if=true allows it";
        Shop.failsWith(() -> query.hasNoSeqScanOn("t"), refusal);
        Shop.failsWith(query::hasNoMissingIndex, "but was : not checked: database " + name);
        System.setProperty(WHAT_IF, "true");
        try {
            Shop.failsWith(() -> query.hasNoSeqScanOn("t"), "Suggested: CREATE INDEX ON public.t (id);");
        } finally {
            System.clearProperty(WHAT_IF);
        }
    }

    @Test
    void an_index_bears_the_load_of_a_query_that_gets_dearer_without_it() {
        Schema schema = Schema.of(database.dataSource());
        Query byCustomer = Query.of(database.dataSource(), "SELECT * FROM orders WHERE customer_id = ?", 42);
        Query byKey = Query.of(database.dataSource(), "SELECT * FROM orders WHERE id = ?", 42);

        assertThat(schema)
                .index("orders_customer_idx")
                .isLoadBearingFor(byKey, byCustomer)
                .isRedundantFor(byKey)
                .isRedundantFor(List.of(byKey));
        assertThat(schema).index("orders_pkey").isLoadBearingFor(byKey);
        assertThat(schema)
                .index("events_at_idx")
                .isLoadBearingFor(
                        Query.of(database.dataSource(), "SELECT * FROM events WHERE at = '2026-02-03' AND kind = 99"));
        Shop.failsWith(() -> assertThat(schema).index("orders_customer_idx").isLoadBearingFor(byKey), """
                Expected the index to bear the load of one of 1 queries
                  expected: a plan that gets dearer without it
                  but was : none does
                  SELECT * FROM orders WHERE id = ? [42]
                    cost N with it, 8.30 without
                  Suggested: DROP INDEX public.orders_customer_idx;""");
        Shop.failsWith(
                () -> assertThat(schema).index("orders_pkey").isLoadBearingFor(byCustomer),
                "It enforces constraint orders_pkey, so it cannot simply be dropped.");
        Shop.failsWith(() -> assertThat(schema).index("orders_customer_idx").isRedundantFor(byCustomer, byKey), """
                Expected the index to be redundant
                  expected: no query that needs it
                  but was : 1 of 2 queries need it
                """);
        Shop.failsWith(
                () -> assertThat(schema).index("orders_pkey").isRedundantFor(byCustomer),
                "one that enforces constraint orders_pkey");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(schema).index("orders_pkey").isLoadBearingFor());
    }

    @Test
    void a_suggested_index_is_used_once_it_is_there() throws SQLException {
        Shop.execute(database, "CREATE TABLE later AS SELECT i AS a, i % 100 AS b FROM generate_series(1, 10000) i");
        Shop.execute(database, "ANALYZE later");
        QueryAssert query = query("SELECT * FROM later WHERE b = 7 AND a > 9000");

        Shop.failsWith(() -> query.hasNoSeqScanOn("later"), "Suggested: CREATE INDEX ON public.later (");
        Shop.execute(database, "CREATE INDEX ON public.later (b, a)");
        query.hasNoSeqScanOn("later").hasNoMissingIndex();
    }

    @Test
    void what_was_found_is_said_again_to_all_that_fail_on_one_subject() throws SQLException {
        QueryAssert query = query("SELECT id FROM orders o WHERE o.total = ?", 4);
        String suggestion = "Suggested: CREATE INDEX ON public.orders (total);";
        Shop.failsWith(() -> query.choosesIndexOn("orders", "total"), suggestion);

        // No index can be built now, so nothing is found that was not found before.
        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("LOCK TABLE orders IN ROW EXCLUSIVE MODE");
            Shop.failsWith(() -> query.hasNoSeqScanOn("orders"), suggestion, "rows read 20000 -> 40");
            // Who asks for the first time is told so, and is not told that no index would help.
            Shop.failsWith(
                    () -> query("SELECT id FROM orders o WHERE o.total = ?", 5).hasNoMissingIndex(),
                    "not checked: an index could not be tried: ERROR: canceling statement due to lock timeout");
        }
    }

    private static void advises(String sql, String index) {
        Shop.failsWith(() -> query(sql).hasNoMissingIndex(), "Suggested: CREATE INDEX ON " + index + ";");
    }

    private static String indexes() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT string_agg(indexname, ' ') FROM pg_indexes")) {
            row.next();
            return row.getString(1);
        }
    }

    private static QueryAssert query(String sql, @Nullable Object... binds) {
        return Shop.query(database, sql, binds);
    }
}
