package io.schemaproof.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.RunMode;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.migration.StatementOutcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatementTracerTest {

    private static final String SETUP = """
            CREATE TABLE t (id int PRIMARY KEY, a int, c varchar(50));
            INSERT INTO t SELECT g, g, 'c' || g FROM generate_series(1, 100) g;
            CREATE INDEX t_a ON t (a);
            CREATE TABLE p (id int PRIMARY KEY);
            INSERT INTO p SELECT g FROM generate_series(1, 100) g;
            """;

    private TestDatabase database;
    private StatementTracer tracer;

    @BeforeEach
    void create() throws SQLException {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        tracer = StatementTracer.open(database.settings());
        assertThat(run(SETUP).run().firstError()).isEmpty();
    }

    @AfterEach
    void drop() throws SQLException {
        tracer.close();
        database.close();
    }

    @ParameterizedTest
    @EnumSource(ExecutionMode.class)
    void each_statement_is_seen_in_every_mode(ExecutionMode mode) throws SQLException {
        ScriptTrace trace = run(
                "ALTER TABLE t ADD CHECK (a > 0);\nALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p;\nUPDATE p SET id = id;",
                ScriptDialect.SERVER,
                mode);

        assertThat(trace.run().firstError()).isEmpty();
        assertThat(trace.statements()).extracting(StatementTrace::observation).containsOnly(Observation.IN_TRANSACTION);
        assertThat(locks(trace, 1)).containsExactly("public.t ACCESS_EXCLUSIVE");
        assertThat(locks(trace, 2)).contains("public.p SHARE_ROW_EXCLUSIVE", "public.t SHARE_ROW_EXCLUSIVE");
        assertThat(locks(trace, 3)).contains("public.p ROW_EXCLUSIVE");
        assertThat(trace.statements().get(0).workOn("public.t").orElseThrow().rowsRead())
                .isEqualTo(100);
        assertThat(trace.statements().get(1).work())
                .extracting(work -> work.relation().name(), TableWork::rows)
                .containsExactly(tuple("p", 100L), tuple("t", 100L));
        assertThat(trace.statements().get(2).workOn("public.p").orElseThrow().updated())
                .isEqualTo(100);
        assertThat(trace.statements()).allMatch(statement -> statement.walBytes() > 0);
        boolean together = mode != ExecutionMode.STATEMENTS;
        assertThat(trace.statements())
                .extracting(StatementTrace::transaction)
                .containsExactly(1, together ? 1 : 2, together ? 1 : 3);
        assertThat(trace.statements().get(1).held())
                .extracting(held -> held.relation().name() + " " + held.mode())
                .isEqualTo(together ? List.of("t ACCESS_EXCLUSIVE") : List.of());
    }

    @ParameterizedTest
    @EnumSource(ExecutionMode.class)
    void a_traced_script_ends_as_it_would_untraced(ExecutionMode mode) throws SQLException {
        tracer.close();
        try (TestDatabase copy = database.copy();
                StatementTracer traced = StatementTracer.open(copy.settings());
                Connection session = MigrationRunner.open(database.settings())) {
            MigrationRunner untraced = MigrationRunner.on(session);
            for (String text : List.of(
                    "SET LOCAL lock_timeout = '1s'; LOCK TABLE t; SAVEPOINT s; SELECT 1",
                    "CREATE INDEX CONCURRENTLY i ON t (c)",
                    "CREATE INDEX CONCURRENTLY j ON t (c); SELECT 1",
                    "SELECT 1; VACUUM t",
                    "BEGIN; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; SELECT 1; COMMIT; SELECT 2",
                    "SELECT 1; SELECT nope; SELECT 2",
                    "CREATE TABLE n (id int REFERENCES p DEFERRABLE INITIALLY DEFERRED); INSERT INTO n VALUES (0)",
                    "CREATE TABLE n (id int REFERENCES p DEFERRABLE INITIALLY DEFERRED); INSERT INTO n VALUES (0); SELECT 1",
                    "DO $$ BEGIN INSERT INTO p VALUES (1000); COMMIT; END $$",
                    "ROLLBACK; COMMIT",
                    "SELECT 1; COMMIT; SELECT 2; DISCARD ALL",
                    "DEALLOCATE ALL; SELECT 1; DEALLOCATE PREPARE ALL; SELECT 2",
                    "PREPARE q AS SELECT 1; DEALLOCATE q; DISCARD PLANS; SELECT 2",
                    "COPY p FROM stdin",
                    "COPY p TO stdout; SELECT id FROM p",
                    "CREATE RULE r AS ON DELETE TO p DO ALSO (SELECT 1; SELECT 2); DELETE FROM p WHERE id = 0; SELECT 'x")) {
                Script script = script(text, ScriptDialect.SERVER, mode);
                assertThat(described(traced.run(script).run())).as(text).isEqualTo(described(untraced.run(script)));
            }
        }
    }

    @Test
    void psql_commands_are_traced() throws SQLException {
        ScriptTrace trace = run("""
                SELECT 1 AS one \\gset
                COPY p FROM stdin;
                1001
                1002
                \\.
                \\c
                SELECT 'ALTER TABLE p ADD c' || :one || ' int' \\gexec
                SELECT 1 \\; SELECT 2;
                """, ScriptDialect.PSQL, ExecutionMode.STATEMENTS);

        assertThat(trace.run().firstError()).isEmpty();
        assertThat(trace.statements())
                .extracting(statement -> statement.statement().abbreviated(12), StatementTrace::observation)
                .containsExactly(
                        tuple("SELECT 1 AS…", Observation.IN_TRANSACTION),
                        tuple("COPY p FROM…", Observation.IN_TRANSACTION),
                        tuple("SELECT 'ALT…", Observation.IN_TRANSACTION),
                        tuple("ALTER TABLE…", Observation.IN_TRANSACTION),
                        tuple("SELECT 1 ; …", Observation.NONE));
        assertThat(trace.statements().get(1).workOn("public.p").orElseThrow().inserted())
                .isEqualTo(2);
        assertThat(locks(trace, 4)).containsExactly("public.p ACCESS_EXCLUSIVE");
    }

    @Test
    void what_the_migration_has_made_is_nobodys_traffic() throws SQLException {
        ScriptTrace trace = run("""
                CREATE TABLE n (id int PRIMARY KEY, c text, p int REFERENCES p);
                INSERT INTO n VALUES (1, 'x', 1);
                CREATE INDEX n_c ON n (c);
                ALTER TABLE n ALTER id TYPE bigint;
                CREATE INDEX t_c ON t (c);
                DROP TABLE n;
                """);

        assertThat(locks(trace, 1))
                .contains("public.p SHARE_ROW_EXCLUSIVE")
                .noneMatch(lock -> lock.startsWith("public.n"));
        assertThat(trace.statements().get(0).created())
                .extracting(TracedRelation::name)
                .contains("n", "n_pkey");
        assertThat(locks(trace, 2)).containsExactly("public.p ROW_SHARE", "public.p_pkey ROW_SHARE");
        assertThat(locks(trace, 3)).isEmpty();
        StatementTrace rewrite = trace.statements().get(3);
        assertThat(rewrite.files())
                .filteredOn(file -> file.relation().schema().equals("public"))
                .extracting(
                        file -> file.relation().name(),
                        FileChange::kind,
                        file -> file.relation().existedBefore())
                .containsExactly(
                        tuple("n", FileChange.Kind.REWRITTEN, false),
                        tuple("n_c", FileChange.Kind.REWRITTEN, false),
                        tuple("n_pkey", FileChange.Kind.REBUILT, false));
        assertThat(locks(trace, 5)).containsExactly("public.t SHARE");
        assertThat(trace.statements().get(4).created())
                .extracting(TracedRelation::table)
                .singleElement()
                .asString()
                .contains("public.t");
        assertThat(trace.statements().get(5).dropped())
                .extracting(TracedRelation::name)
                .contains("n", "n_c", "n_pkey");

        assertThat(locks(run("CREATE TABLE m (id int)"), 1)).isEmpty();
        assertThat(locks(run("CREATE INDEX ON m (id)"), 1)).containsExactly("public.m SHARE");
    }

    @Test
    void a_do_block_and_a_function_hide_nothing() throws SQLException {
        run("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN ALTER TABLE p ADD CHECK (id > 0); END'");

        ScriptTrace trace =
                run("DO $$ BEGIN EXECUTE 'ALTER TABLE t ALTER c TYPE varchar(10)'; DELETE FROM p; END $$; SELECT f();");

        StatementTrace block = trace.statements().get(0);
        assertThat(locks(trace, 1)).contains("public.t ACCESS_EXCLUSIVE", "public.p ROW_EXCLUSIVE");
        assertThat(block.files())
                .extracting(file -> file.relation().name(), FileChange::kind)
                .contains(tuple("t", FileChange.Kind.REWRITTEN), tuple("t_a", FileChange.Kind.REWRITTEN));
        assertThat(block.workOn("public.p").orElseThrow().deleted()).isEqualTo(100);
        assertThat(locks(trace, 2)).containsExactly("public.p ACCESS_EXCLUSIVE");
    }

    @Test
    void an_index_is_rebuilt_or_kept_under_its_name() throws SQLException {
        run("CREATE INDEX t_c ON t (c); CREATE INDEX t_lower ON t (lower(c));");

        StatementTrace widening =
                run("ALTER TABLE t ALTER c TYPE varchar(100)").statements().get(0);

        assertThat(widening.files())
                .extracting(file -> file.relation().name(), FileChange::kind, FileChange::isNewFile)
                .containsExactly(
                        tuple("t_c", FileChange.Kind.KEPT, false), tuple("t_lower", FileChange.Kind.REBUILT, true));
        assertThat(widening.files()).allMatch(file -> file.relation().existedBefore());
        assertThat(widening.files().get(1).bytes()).isPositive();
        assertThat(locks(run("DROP INDEX t_lower"), 1))
                .containsExactly("public.t ACCESS_EXCLUSIVE", "public.t_lower ACCESS_EXCLUSIVE");
    }

    @Test
    void the_limits_are_those_in_force_when_a_statement_begins() throws SQLException {
        ScriptTrace trace = run("""
                ALTER TABLE t ADD x int;
                SET lock_timeout = '2s';
                ALTER TABLE t ADD y int;
                BEGIN;
                SET LOCAL lock_timeout = '1min';
                SET LOCAL statement_timeout = '3h';
                ALTER TABLE t ADD z int;
                COMMIT;
                ALTER TABLE t ADD nope nope;
                SET LOCAL lock_timeout = '5s';
                ALTER TABLE t ADD zz int;
                """, ScriptDialect.SERVER, ExecutionMode.STATEMENTS, RunMode.CONTINUE);

        assertThat(lockTimeout(trace, 1)).isZero();
        assertThat(lockTimeout(trace, 3)).hasSeconds(2);
        assertThat(lockTimeout(trace, 7)).hasMinutes(1);
        assertThat(trace.statements().get(6).timeouts().statement()).hasHours(3);
        assertThat(trace.statements().get(8).observation()).isEqualTo(Observation.FAILED);
        assertThat(lockTimeout(trace, 9)).hasSeconds(2);
        assertThat(lockTimeout(trace, 11)).hasSeconds(2);
        assertThat(trace.statements().get(9).notices())
                .containsExactly("WARNING: SET LOCAL can only be used in transaction blocks");
        assertThat(trace.statements().get(4).observation()).isEqualTo(Observation.NOT_NEEDED);
    }

    @Test
    void what_a_script_leaves_in_its_session_is_named() throws SQLException {
        ScriptTrace leaking = run("""
                SET lock_timeout = '2s';
                SET search_path = pg_catalog;
                SELECT pg_advisory_lock(1, 2);
                CREATE TEMP TABLE scratch (id int);
                PREPARE q AS SELECT 1;
                LISTEN news;
                BEGIN; SET LOCAL row_security = off; COMMIT;
                """);

        assertThat(leaking.leaks())
                .extracting(
                        SessionLeak::kind,
                        SessionLeak::name,
                        leak -> leak.after().orElse(""))
                .contains(
                        tuple(SessionLeak.Kind.SETTING, "lock_timeout", "2000"),
                        tuple(SessionLeak.Kind.SETTING, "search_path", "pg_catalog"),
                        tuple(SessionLeak.Kind.ADVISORY_LOCK, "1:2:2", "ExclusiveLock"),
                        tuple(SessionLeak.Kind.TEMPORARY_RELATION, "scratch", "r"),
                        tuple(SessionLeak.Kind.CHANNEL, "news", ""))
                .hasSize(6);
        assertThat(leaking.leaks().get(0).statement().orElseThrow().line()).isEqualTo(1);
        assertThat(run("SELECT 1").leaks()).isEmpty();
        assertThat(run("RESET lock_timeout").leaks())
                .extracting(SessionLeak::name, SessionLeak::after)
                .containsExactly(tuple("lock_timeout", Optional.empty()));
        assertThat(run("DISCARD ALL; SELECT 1").run().firstError()).isEmpty();
        assertThat(run("SET lock_timeout = '2s'", ScriptDialect.PSQL, ExecutionMode.STATEMENTS)
                        .leaks())
                .isEmpty();
    }

    @Test
    void notices_and_errors_belong_to_their_statement() throws SQLException {
        ScriptTrace trace =
                run("ALTER TABLE t ADD IF NOT EXISTS a int; ALTER TABLE t ALTER c SET NOT NULL, ADD CHECK (a < 0);");

        assertThat(trace.statements().get(0).notices())
                .containsExactly("NOTICE: column \"a\" of relation \"t\" already exists, skipping");
        assertThat(locks(trace, 1)).containsExactly("public.t ACCESS_EXCLUSIVE");
        StatementTrace failed = trace.statements().get(1);
        assertThat(failed.observation()).isEqualTo(Observation.FAILED);
        assertThat(failed.outcome().error().orElseThrow().sqlState()).isEqualTo("23514");
        assertThat(failed.locks()).isEmpty();
        assertThat(failed.observation().isComplete()).isFalse();
    }

    @Test
    void what_is_rolled_back_is_not_taken_for_granted() throws SQLException {
        ScriptTrace trace = run("""
                BEGIN;
                ALTER TABLE t ALTER a TYPE bigint;
                ROLLBACK;
                ALTER TABLE t ALTER a TYPE bigint;
                BEGIN;
                SAVEPOINT s;
                TRUNCATE p;
                ROLLBACK TO s;
                INSERT INTO p VALUES (5000);
                COMMIT;
                SELECT count(*) FROM t;
                """);

        assertThat(trace.run().firstError()).isEmpty();
        for (int statement : List.of(2, 4)) {
            assertThat(trace.statements().get(statement - 1).files())
                    .extracting(file -> file.relation().name(), FileChange::kind)
                    .containsExactly(
                            tuple("t", FileChange.Kind.REWRITTEN),
                            tuple("t_a", FileChange.Kind.REBUILT),
                            tuple("t_pkey", FileChange.Kind.REWRITTEN));
        }
        assertThat(trace.statements().get(8).files()).isEmpty();
        assertThat(trace.statements().get(10).workOn("public.t").orElseThrow().passes())
                .isEqualTo(1);
    }

    @Test
    void a_script_that_fails_or_that_others_follow_is_not_taken_for_granted() throws SQLException {
        run("ALTER TABLE p ALTER id TYPE bigint; SELECT nope;", ScriptDialect.SERVER, ExecutionMode.WHOLE);
        run("BEGIN; TRUNCATE p;");
        assertThat(run("INSERT INTO p VALUES (5000)").statements().get(0).files())
                .isEmpty();

        try (Connection other = database.connect();
                var statement = other.createStatement()) {
            statement.execute("ALTER TABLE t RENAME TO renamed; DROP TABLE p; CREATE TABLE q (id int)");
            statement.execute("VACUUM FULL renamed");
        }
        ScriptTrace trace = run("ALTER TABLE renamed ADD x int; CREATE INDEX ON q (id);");
        assertThat(trace.statements()).allMatch(statement -> statement.files().isEmpty());
        assertThat(locks(trace, 1)).containsExactly("public.renamed ACCESS_EXCLUSIVE");
        assertThat(locks(trace, 2)).containsExactly("public.q SHARE");
    }

    private ScriptTrace run(String text) throws SQLException {
        return run(text, ScriptDialect.SERVER, ExecutionMode.STATEMENTS);
    }

    private ScriptTrace run(String text, ScriptDialect dialect, ExecutionMode mode) throws SQLException {
        return tracer.run(script(text, dialect, mode));
    }

    private ScriptTrace run(String text, ScriptDialect dialect, ExecutionMode mode, RunMode runMode)
            throws SQLException {
        try (StatementTracer going = StatementTracer.open(database.settings(), runner -> runner.withMode(runMode))) {
            return going.run(script(text, dialect, mode));
        }
    }

    /** Per statement its rows, notices and error. */
    private static String described(MigrationRun run) {
        StringBuilder text = new StringBuilder();
        for (StatementOutcome outcome : run.outcomes()) {
            text.append(outcome.statement()).append(' ').append(outcome.rows()).append(outcome.notices());
            outcome.error().ifPresent(text::append);
            text.append('\n');
        }
        return text.toString();
    }

    private static Duration lockTimeout(ScriptTrace trace, int statement) {
        return trace.statements().get(statement - 1).timeouts().lock();
    }

    static List<String> locks(ScriptTrace trace, int statement) {
        return trace.statements().get(statement - 1).locks().stream()
                .map(lock -> lock.relation().qualifiedName() + " " + lock.mode())
                .toList();
    }

    static Script script(String text, ScriptDialect dialect, ExecutionMode mode) {
        return new Script(Path.of("/nowhere/V1__x.sql"), "V1__x.sql", text, 1, dialect, mode);
    }
}
