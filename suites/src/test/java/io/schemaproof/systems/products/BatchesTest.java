package io.schemaproof.systems.products;

import static io.schemaproof.fixtures.products.ProductScript.BATCHES_IN_ONE_BLOCK;
import static io.schemaproof.fixtures.products.ProductScript.LABEL;
import static io.schemaproof.fixtures.products.ProductScript.LABEL_VALUES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.products.ProductScript;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.trace.StatementTracer;
import io.schemaproof.trace.TableWork;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Batches: the planner's are one statement and one transaction, those of the fixture commit")
@SuppressWarnings("NullAway.Init")
class BatchesTest {

    private static final String LABEL_OF =
            "CREATE FUNCTION label_of(shop varchar) RETURNS varchar LANGUAGE sql AS $$ SELECT shop $$";

    /** For the product of shop "gate" it waits until the test lets it pass. */
    private static final String GATE =
            "CREATE FUNCTION label_of(shop varchar) RETURNS varchar LANGUAGE plpgsql AS $$ BEGIN"
                    + " IF shop = 'gate' THEN PERFORM pg_advisory_xact_lock(4711); END IF; RETURN shop; END $$";

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = ProductDatabases.after(ProductScript.PRODUCTS, ProductScript.ROWS, LABEL);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private long number(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private long transactions() throws SQLException {
        return number("SELECT count(DISTINCT xmin::text) FROM products WHERE label IS NOT NULL");
    }

    @Test
    @DisplayName("trap: six batches are one transaction; those that commit are six")
    void trap_one_block_is_one_transaction() throws SQLException {
        ProductDatabases.execute(database, LABEL_OF);
        MigrationRun run = ProductDatabases.run(database, BATCHES_IN_ONE_BLOCK);

        assertThat(run.outcomes().get(0).notices()).hasSize(6).last().asString().contains("600 of 600 products");
        assertThat(number("SELECT count(label) FROM products")).isEqualTo(600);
        assertThat(transactions()).isEqualTo(1);

        ProductDatabases.execute(database, "UPDATE products SET label = NULL");
        ProductDatabases.run(database, LABEL_VALUES);
        assertThat(number("SELECT count(label) FROM products")).isEqualTo(600);
        assertThat(transactions()).isEqualTo(6);
    }

    @Test
    @DisplayName(
            "trap: an error in the last batch takes all batches back; of those that commit, the finished ones stay")
    void trap_an_error_undoes_all_batches() throws SQLException {
        String refused = "ALTER TABLE products ADD CHECK (label IS NULL OR external_id <> 'article-600')";
        ProductDatabases.execute(database, LABEL_OF + ";" + refused);

        MigrationRun run = ScriptRuns.runAsPsqlDoes(database, ScriptRuns.script(BATCHES_IN_ONE_BLOCK));
        assertThat(ScriptRuns.errors(run))
                .singleElement()
                .satisfies(error -> assertThat(error.sqlState()).isEqualTo("23514"));
        assertThat(run.outcomes().get(0).notices()).last().asString().contains("500 of 600 products");
        assertThat(number("SELECT count(label) FROM products")).isZero();

        assertThat(ScriptRuns.errors(ScriptRuns.runAsPsqlDoes(database, ScriptRuns.script(LABEL_VALUES))))
                .hasSize(1);
        assertThat(number("SELECT count(label) FROM products")).isEqualTo(500);
    }

    @Test
    @DisplayName(
            "trap: the first batch's rows are locked to the end, and a product that is new meanwhile pushes two out")
    void trap_row_locks_are_kept_and_offset_leaves_rows_out() throws Exception {
        ProductDatabases.execute(
                database, GATE + ";UPDATE products SET shop = 'gate' WHERE external_id = 'article-150'");
        try (Connection gate = database.connect();
                Statement keeper = gate.createStatement();
                Connection application = database.connect();
                Statement statement = application.createStatement()) {
            keeper.execute("SELECT pg_advisory_lock(4711)");
            CompletableFuture<MigrationRun> running = CompletableFuture.supplyAsync(() -> {
                try {
                    return ProductDatabases.run(database, BATCHES_IN_ONE_BLOCK);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            while (!running.isDone()
                    && number("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") == 0) {
                Thread.onSpinWait();
            }

            // It is in its second batch.
            assertThatThrownBy(() ->
                            statement.execute("SELECT FROM products WHERE external_id = 'article-1' FOR UPDATE NOWAIT"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("could not obtain lock on row in relation \"products\"");
            statement.execute("SELECT FROM products WHERE external_id = 'article-600' FOR UPDATE NOWAIT");
            statement.execute("INSERT INTO products (id, shop, external_id, name, category, price, hash)"
                    + " VALUES ('00000000-0000-0000-0000-000000000000', 'new', 'new', 'new', 'new', 1, '')");

            keeper.execute("SELECT pg_advisory_unlock(4711)");
            running.join();
        }

        assertThat(number("SELECT count(*) FROM products WHERE label IS NULL"))
                .as("the new product, and the last of the others, which is behind the end by then")
                .isEqualTo(2);
        assertThat(number("SELECT count(*) FROM products WHERE label IS NULL AND external_id = 'article-600'"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName(
            "trap: with twice as many products OFFSET reads four times as many rows; behind the last key it is twice")
    void trap_offset_is_quadratic() throws SQLException {
        ProductDatabases.execute(database, LABEL_OF);
        String offset = BATCHES_IN_ONE_BLOCK.text().replace(":= 100;", ":= 20;");
        String behind = LABEL_VALUES.text().replace("OFFSET 99", "OFFSET 19");
        try (TestDatabase half = database.copy()) {
            ProductDatabases.execute(half, "DELETE FROM products WHERE substring(external_id, 9)::int > 300");
            ProductDatabases.execute(half, "VACUUM ANALYZE products");
            ProductDatabases.execute(database, "VACUUM ANALYZE products");

            assertThat((double) read(database, offset) / read(half, offset)).isBetween(3.2, 4.0);
            assertThat((double) read(database, behind) / read(half, behind)).isBetween(1.8, 2.3);
        }
    }

    /** Rows that are read where an index is used for all of them, which is the best that both can have. */
    private static long read(TestDatabase database, String script) throws SQLException {
        try (TestDatabase copy = database.copy()) {
            ProductDatabases.execute(copy, "ALTER DATABASE " + copy.name() + " SET enable_seqscan = off");
            try (StatementTracer tracer = StatementTracer.open(copy.settings())) {
                TableWork work = tracer.run(ScriptRuns.script("batches.sql", script))
                        .statements()
                        .get(0)
                        .workOn("public.products")
                        .orElseThrow();
                assertThat(work.updated()).isPositive();
                return work.rowsRead() + work.rowsFetched();
            }
        }
    }
}
