package io.schemaproof.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.ScriptDialect;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Statements that cannot be looked at from within their transaction, because they end it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockStopsTest {

    private TestDatabase database;
    private StatementTracer tracer;

    @BeforeAll
    void create() throws SQLException {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        tracer = StatementTracer.open(database.settings());
        run("""
                CREATE TABLE t (id int PRIMARY KEY, a int);
                INSERT INTO t SELECT g, g FROM generate_series(1, 100) g;
                CREATE INDEX t_a ON t (a);
                CREATE TABLE u (id int);
                CREATE TABLE pt (id int) PARTITION BY RANGE (id);
                CREATE TABLE pt1 PARTITION OF pt FOR VALUES FROM (0) TO (10);
                """);
    }

    @AfterAll
    void drop() throws SQLException {
        tracer.close();
        database.close();
    }

    @Test
    void an_index_that_is_built_and_dropped_concurrently() throws SQLException {
        ScriptTrace trace =
                run("SET lock_timeout = '1ms'; CREATE INDEX CONCURRENTLY i ON t (a); DROP INDEX CONCURRENTLY i;");

        assertThat(trace.statements())
                .extracting(StatementTrace::observation)
                .containsExactly(Observation.NOT_NEEDED, Observation.AT_STOPS, Observation.AT_STOPS);
        assertThat(StatementTracerTest.locks(trace, 2)).containsExactly("public.t SHARE_UPDATE_EXCLUSIVE");
        assertThat(StatementTracerTest.locks(trace, 3)).containsExactly("public.t SHARE_UPDATE_EXCLUSIVE");
        StatementTrace build = trace.statements().get(1);
        assertThat(build.workOn("public.t").orElseThrow().rowsRead()).isEqualTo(200);
        assertThat(build.created()).extracting(TracedRelation::name).containsExactly("i");
        assertThat(build.timeouts().lock()).hasMillis(1);
        assertThat(trace.statements().get(2).dropped())
                .extracting(TracedRelation::name)
                .containsExactly("i");
        assertThat(trace.leaks()).extracting(SessionLeak::name).containsExactly("lock_timeout");
        run("RESET lock_timeout");
    }

    @Test
    void an_index_that_existed_is_rebuilt_concurrently() throws SQLException {
        ScriptTrace trace = run("REINDEX INDEX CONCURRENTLY t_a");

        assertThat(StatementTracerTest.locks(trace, 1))
                .contains("public.t SHARE_UPDATE_EXCLUSIVE", "public.t_a SHARE_UPDATE_EXCLUSIVE");
        assertThat(trace.statements().get(0).files())
                .extracting(file -> file.relation().name(), FileChange::kind)
                .containsExactly(tuple("t_a", FileChange.Kind.REBUILT));
    }

    @Test
    void a_rewrite_outside_of_transactions() throws SQLException {
        ScriptTrace trace = run("VACUUM FULL t; CLUSTER t USING t_pkey; VACUUM (ANALYZE) t;");

        assertThat(StatementTracerTest.locks(trace, 1)).contains("public.t ACCESS_EXCLUSIVE");
        assertThat(StatementTracerTest.locks(trace, 2)).contains("public.t ACCESS_EXCLUSIVE");
        assertThat(StatementTracerTest.locks(trace, 3)).contains("public.t SHARE_UPDATE_EXCLUSIVE");
        for (StatementTrace rewrite : trace.statements().subList(0, 2)) {
            assertThat(rewrite.files())
                    .extracting(file -> file.relation().name(), FileChange::kind)
                    .contains(tuple("t", FileChange.Kind.REWRITTEN), tuple("t_a", FileChange.Kind.REWRITTEN));
        }
        assertThat(trace.statements().get(2).files()).isEmpty();
    }

    @Test
    void a_partition_that_is_detached_concurrently() throws SQLException {
        ScriptTrace trace = run("ALTER TABLE pt DETACH PARTITION pt1 CONCURRENTLY");

        assertThat(trace.run().firstError()).isEmpty();
        assertThat(StatementTracerTest.locks(trace, 1))
                .containsExactly("public.pt SHARE_UPDATE_EXCLUSIVE", "public.pt1 ACCESS_EXCLUSIVE");
    }

    @Test
    void a_block_that_commits() throws SQLException {
        run("CREATE PROCEDURE quiet() LANGUAGE plpgsql AS $$ BEGIN UPDATE u SET id = 1; COMMIT; END $$;"
                + " CREATE FUNCTION hidden() RETURNS text LANGUAGE sql RETURN 'com' || 'mit';");

        ScriptTrace trace = run("""
                DO $$ BEGIN ALTER TABLE t ADD COLUMN z int; COMMIT; DELETE FROM t WHERE id = 1; COMMIT; END $$;
                CALL quiet();
                DO $$ BEGIN UPDATE u SET id = 1; EXECUTE 'CALL quiet()'; END $$;
                """);

        assertThat(trace.run().firstError().map(o -> o.statement().line())).contains(3);
        assertThat(StatementTracerTest.locks(trace, 1)).contains("public.t ACCESS_EXCLUSIVE");
        assertThat(trace.statements().get(0).workOn("public.t").orElseThrow().deleted())
                .isEqualTo(1);
        assertThat(trace.statements().get(1).observation()).isEqualTo(Observation.AT_STOPS);
        assertThat(trace.statements().get(1).locks()).isNotEmpty();
    }

    @Test
    void a_hidden_end_of_the_transaction_is_noticed() throws SQLException {
        run("CREATE PROCEDURE ending() LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE u ADD hidden int; COMMIT; END $$");

        ScriptTrace trace = run("""
                DO E'BEGIN C\\x41LL ending(); UPDATE u SET id = 1; END';
                ALTER TABLE u DROP hidden;
                DO $$ BEGIN CALL ending(); UPDATE u SET id = 1; END $$;
                """);

        assertThat(trace.run().firstError()).isEmpty();
        assertThat(trace.statements())
                .extracting(StatementTrace::observation)
                .containsExactly(Observation.INCOMPLETE, Observation.IN_TRANSACTION, Observation.AT_STOPS);
        assertThat(trace.statements().get(0).observation().isComplete()).isFalse();
        assertThat(StatementTracerTest.locks(trace, 3)).contains("public.u ACCESS_EXCLUSIVE");
    }

    @Test
    void a_setting_of_the_server_needs_no_transaction() throws SQLException {
        ScriptTrace trace = run("ALTER SYSTEM SET work_mem = '5MB'; ALTER SYSTEM RESET work_mem");

        assertThat(trace.run().firstError()).isEmpty();
        assertThat(trace.statements())
                .extracting(StatementTrace::observation)
                .containsExactly(Observation.AT_STOPS, Observation.AT_STOPS);
    }

    @Test
    void a_statement_that_fails_leaves_nobody_in_the_way() throws SQLException {
        ScriptTrace trace = run("CREATE INDEX CONCURRENTLY nope ON t (nope)");

        assertThat(trace.statements().get(0).observation()).isEqualTo(Observation.FAILED);
        assertThat(StatementTracerTest.locks(run("ALTER TABLE u ADD x int"), 1))
                .isEqualTo(List.of("public.u ACCESS_EXCLUSIVE"));
    }

    private ScriptTrace run(String text) throws SQLException {
        return tracer.run(StatementTracerTest.script(text, ScriptDialect.SERVER, ExecutionMode.STATEMENTS));
    }
}
