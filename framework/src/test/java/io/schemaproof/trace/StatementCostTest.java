package io.schemaproof.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.ScriptDialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One database of few rows and one of ten times as many; what a test does is rolled back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementCostTest {

    private TestDatabase smallDatabase;
    private TestDatabase largeDatabase;
    private StatementTracer small;
    private StatementTracer large;

    @BeforeAll
    void create() throws SQLException {
        var server = Databases.shared(ServerRequest.from(Configuration.ofSystem()));
        smallDatabase = TestDatabase.create(server);
        largeDatabase = TestDatabase.create(server);
        small = StatementTracer.open(smallDatabase.settings());
        large = StatementTracer.open(largeDatabase.settings());
        // Its tables have other OIDs, and so have their TOAST tables other names.
        run(small, "CREATE TABLE one_more (a text)");
        fill(small, 200);
        fill(large, 2000);
    }

    @AfterAll
    void drop() throws SQLException {
        small.close();
        large.close();
        smallDatabase.close();
        largeDatabase.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CONSTANT | ALTER TABLE t ADD COLUMN z int DEFAULT 5
            CONSTANT | ALTER TABLE t ALTER c TYPE varchar(100)
            CONSTANT | ALTER TABLE t ADD CHECK (a > 0) NOT VALID
            CONSTANT | UPDATE t SET a = 0 WHERE id = 7
            CONSTANT | TRUNCATE t
            CONSTANT | TRUNCATE wide
            CONSTANT | CREATE TABLE n (id int)
            CONSTANT | SET LOCAL lock_timeout = '1s'
            ROWS     | ALTER TABLE t ALTER a SET NOT NULL
            ROWS     | ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p
            ROWS     | CREATE INDEX ON t (a)
            ROWS     | ALTER TABLE t ALTER a TYPE bigint
            ROWS     | UPDATE t SET a = a
            ROWS     | CREATE TABLE n AS SELECT * FROM t
            UNKNOWN  | ALTER TABLE fixed ALTER a SET NOT NULL
            UNKNOWN  | ALTER TABLE nothing ALTER a SET NOT NULL
            UNKNOWN  | SELECT nope
            """)
    void a_statement_on_small_and_on_large_tables(CostClass cost, String sql) throws SQLException {
        assertThat(compare("BEGIN; " + sql + "; ROLLBACK").get(1).cost()).isEqualTo(cost);
    }

    /** On the smaller tables the server finds each row by a pass over all of them, and so reads more than on the larger ones. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CONSTANT | UPDATE looked SET a = 0 WHERE id = 7;
            CONSTANT | PERFORM FROM looked WHERE id = 8;
            UNKNOWN  | FOR r IN SELECT a FROM fixed LOOP UPDATE fixed SET a = a WHERE a = r.a; END LOOP;
            ROWS     | FOR r IN SELECT id FROM looked LOOP PERFORM FROM looked WHERE id = r.id FOR KEY SHARE; END LOOP;
            ROWS     | FOR r IN SELECT id FROM looked LOOP UPDATE looked SET a = a WHERE id = r.id; END LOOP;
            """)
    void another_plan_on_the_smaller_tables(CostClass cost, String sql) throws SQLException {
        String plan =
                "IF pg_relation_size('looked') < 60000 THEN SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off;"
                        + " SET LOCAL enable_indexonlyscan = off; END IF; ";

        assertThat(compare("BEGIN; DO $$ DECLARE r record; BEGIN " + plan + sql + " END $$; ROLLBACK")
                        .get(1)
                        .cost())
                .isEqualTo(cost);
    }

    @Test
    void the_tables_on_which_the_work_grows_are_named() throws SQLException {
        StatementCost cost = compare("BEGIN; ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p; ROLLBACK")
                .get(1);

        assertThat(cost.growing()).extracting(TracedRelation::name).containsExactly("p", "t");
    }

    @Test
    void statements_in_transactions_of_their_own_are_compared_too() throws SQLException {
        assertThat(compare("CREATE INDEX CONCURRENTLY i ON t (a); DROP INDEX i"))
                .extracting(StatementCost::cost)
                .containsExactly(CostClass.ROWS, CostClass.CONSTANT);
    }

    @Test
    void what_other_sessions_write_into_the_log_does_not_count() throws Exception {
        String waits = "SELECT pg_advisory_xact_lock(7), pg_sleep(0)";
        ScriptTrace little = run(small, waits);
        ExecutorService migration = Executors.newSingleThreadExecutor();
        try (Connection other = largeDatabase.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(7)");
            Future<ScriptTrace> much = migration.submit(() -> run(large, waits));
            String waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
            await(statement, waiting);
            statement.execute("SELECT pg_logical_emit_message(false, 'x', repeat('x', 3000000))");
            statement.execute("SELECT pg_advisory_unlock(7)");

            StatementCost cost = StatementCost.compare(little, much.get()).get(0);
            assertThat(cost.large().walBytes()).isGreaterThan(3_000_000);
            assertThat(cost.cost()).isEqualTo(CostClass.CONSTANT);
        } finally {
            migration.shutdownNow();
        }
    }

    private static void await(Statement statement, String count) throws SQLException {
        while (true) {
            try (ResultSet row = statement.executeQuery(count)) {
                row.next();
                if (row.getLong(1) > 0) {
                    return;
                }
            }
        }
    }

    @Test
    void other_statements_are_refused() throws SQLException {
        ScriptTrace one = run(small, "SELECT 1");
        ScriptTrace two = run(large, "SELECT 2");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatementCost.compare(one, two))
                .withMessage(
                        "Statement 1 is not the same in both traces. Trace the same script on tables of two sizes.");
    }

    private List<StatementCost> compare(String text) throws SQLException {
        return StatementCost.compare(run(small, text), run(large, text));
    }

    private static void fill(StatementTracer tracer, int rows) throws SQLException {
        run(tracer, """
                CREATE TABLE t (id int PRIMARY KEY, a int, c varchar(50));
                INSERT INTO t SELECT g, g, 'c' FROM generate_series(1, ROWS) g;
                CREATE TABLE p (id int PRIMARY KEY);
                INSERT INTO p SELECT id FROM t;
                CREATE TABLE looked (id int PRIMARY KEY, a int, c varchar(50)); INSERT INTO looked SELECT * FROM t;
                CREATE TABLE wide (c text); INSERT INTO wide SELECT c FROM t;
                CREATE TABLE fixed (a int); INSERT INTO fixed SELECT generate_series(1, 10);
                CREATE TABLE nothing (a int);
                """.replace("ROWS", String.valueOf(rows)));
    }

    private static ScriptTrace run(StatementTracer tracer, String text) throws SQLException {
        return tracer.run(StatementTracerTest.script(text, ScriptDialect.SERVER, ExecutionMode.STATEMENTS));
    }
}
