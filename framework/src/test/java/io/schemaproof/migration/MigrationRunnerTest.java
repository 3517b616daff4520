package io.schemaproof.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationRunnerTest {

    private static final String CONCURRENTLY = "CREATE TABLE t (id int);\nCREATE INDEX CONCURRENTLY t_id ON t (id);\n";

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void statements_are_run_one_by_one_with_their_rows_and_places() throws SQLException {
        MigrationRun run = run("-- first\nCREATE TABLE t (id int);\n  INSERT INTO t VALUES (1), (2); SELECT * FROM t");

        assertThat(run.succeeded()).isTrue();
        assertThat(run.outcomes())
                .extracting(o -> o.statement().sql())
                .containsExactly("CREATE TABLE t (id int)", "INSERT INTO t VALUES (1), (2)", "SELECT * FROM t");
        assertThat(run.outcomes()).extracting(StatementOutcome::rows).containsExactly(-1L, 2L, 2L);
        assertThat(run.outcomes())
                .extracting(o -> o.statement().line() + ":" + o.statement().column())
                .containsExactly("2:1", "3:3", "3:34");
    }

    @Test
    void an_index_built_concurrently_beside_another_statement_passes_statement_by_statement() throws SQLException {
        assertThat(run(CONCURRENTLY).succeeded()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = ExecutionMode.class, names = "STATEMENTS", mode = EnumSource.Mode.EXCLUDE)
    void an_index_built_concurrently_beside_another_statement_fails_in_every_other_mode(ExecutionMode mode)
            throws SQLException {
        MigrationRun run = run(Scripts.script(CONCURRENTLY, ScriptDialect.SERVER, mode));

        StatementOutcome failed = run.firstError().orElseThrow();
        StatementError error = failed.error().orElseThrow();
        assertThat(error.sqlState()).isEqualTo("25001");
        assertThat(error.line()).isEqualTo(2);
        assertThat(failed.statement().sql()).isEqualTo("CREATE INDEX CONCURRENTLY t_id ON t (id)");
        assertThat(tables()).isEmpty();
    }

    @Test
    void an_index_built_concurrently_alone_passes_in_one_message() throws SQLException {
        run("CREATE TABLE t (id int)");

        MigrationRun run = run(Scripts.script(
                "-- alone\nCREATE INDEX CONCURRENTLY ON t (id);\n", ScriptDialect.SERVER, ExecutionMode.WHOLE));

        assertThat(run.succeeded()).isTrue();
    }

    @Test
    void a_failed_message_leaves_nothing_and_names_the_statement() throws SQLException {
        MigrationRun run = run(Scripts.script(
                "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\nSELECT 1/0;\nSELECT 2;",
                ScriptDialect.SERVER,
                ExecutionMode.WHOLE));

        assertThat(run.outcomes()).hasSize(3);
        assertThat(run.firstError().orElseThrow().statement().line()).isEqualTo(3);
        assertThat(tables()).isEmpty();
    }

    @Test
    void a_script_stops_at_the_first_error_or_goes_on() throws SQLException {
        String text = "CREATE TABLE a (); SELECT nope; CREATE TABLE b ();";
        assertThat(run(text).outcomes()).hasSize(2);
        assertThat(tables()).containsExactly("a");

        MigrationRun run = MigrationRunner.on(database.settings())
                .withMode(RunMode.CONTINUE)
                .run(Scripts.psql(text));
        assertThat(run.outcomes()).hasSize(3);
        assertThat(run.outcomes()).filteredOn(o -> o.error().isPresent()).hasSize(2);
        assertThat(tables()).containsExactly("a", "b");
    }

    @Test
    void a_transaction_left_open_is_rolled_back_with_a_warning() throws SQLException {
        MigrationRun run = run("BEGIN; CREATE TABLE a ();");

        assertThat(run.succeeded()).isTrue();
        assertThat(run.outcomes().get(1).notices()).singleElement().asString().contains("ends inside a transaction");
        assertThat(tables()).isEmpty();
    }

    @Test
    void a_deferred_constraint_fails_at_the_commit_behind_the_last_statement() throws SQLException {
        MigrationRun run = run(Scripts.script("""
                CREATE TABLE p (id int PRIMARY KEY);
                CREATE TABLE c (id int REFERENCES p DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO c VALUES (1);
                """, ScriptDialect.SERVER, ExecutionMode.STATEMENTS_IN_TRANSACTION));

        StatementOutcome failed = run.firstError().orElseThrow();
        assertThat(failed.statement()).isEqualTo(new Statement("COMMIT", "V1__x.sql", 3, 1));
        assertThat(failed.error().orElseThrow().sqlState()).isEqualTo("23503");
        assertThat(tables()).isEmpty();
    }

    @Test
    void the_observer_sees_each_statement_before_and_after() throws SQLException {
        List<String> seen = new ArrayList<>();
        StatementObserver observer = new StatementObserver() {
            @Override
            public void before(Connection connection, Statement statement) {
                seen.add("before " + statement.sql());
            }

            @Override
            public void after(Connection connection, StatementOutcome outcome) {
                seen.add("after " + outcome.rows());
            }
        };
        MigrationRunner.on(database.settings()).withObserver(observer).run(Scripts.psql("SELECT 1; SELECT 2;"));

        assertThat(seen).containsExactly("before SELECT 1", "after 1", "before SELECT 2", "after 1");
    }

    @Test
    void notices_belong_to_their_statement() throws SQLException {
        MigrationRun run = run("SELECT 1; DROP TABLE IF EXISTS nope; SELECT 2;");

        assertThat(run.outcomes().get(0).notices()).isEmpty();
        assertThat(run.outcomes().get(1).notices()).containsExactly("NOTICE: table \"nope\" does not exist, skipping");
    }

    @Test
    void notices_belong_to_their_statement_also_where_one_message_holds_several() throws SQLException {
        String text = "SELECT 1; DROP TABLE IF EXISTS nope; SELECT 2; DROP TABLE IF EXISTS never;";

        assertThat(whole(text).outcomes())
                .extracting(StatementOutcome::notices)
                .containsExactly(
                        List.of(),
                        List.of("NOTICE: table \"nope\" does not exist, skipping"),
                        List.of(),
                        List.of("NOTICE: table \"never\" does not exist, skipping"));
        assertThat(whole(text + " DO $$ BEGIN RAISE NOTICE 'before'; RAISE 'end'; END $$;")
                        .outcomes())
                .extracting(outcome -> outcome.notices().size())
                .containsExactly(0, 1, 0, 1, 1);
    }

    private MigrationRun whole(String text) throws SQLException {
        return MigrationRunner.on(database.settings())
                .run(Scripts.script(text, ScriptDialect.SERVER, ExecutionMode.WHOLE));
    }

    @Test
    void copy_data_follow_their_statement() throws SQLException {
        MigrationRun run = run(
                "CREATE TABLE t (id int, name text);\nCOPY t FROM stdin;\n1\tone; two\n2\t\\N\n\\.\nSELECT * FROM t;");

        assertThat(run.outcomes()).extracting(StatementOutcome::rows).containsExactly(-1L, 2L, 2L);
    }

    @Test
    void an_error_in_copy_data_names_the_line_of_the_data() throws SQLException {
        MigrationRun run = run("CREATE TABLE t (id int);\nCOPY t FROM stdin;\n1\nx\n\\.\n");

        StatementError error = run.firstError().orElseThrow().error().orElseThrow();
        assertThat(error.sqlState()).isEqualTo("22P02");
        assertThat(error.line()).isEqualTo(4);
    }

    @Test
    void a_connection_of_the_caller_keeps_its_session_except_after_psql() throws SQLException {
        try (Connection connection = MigrationRunner.open(database.settings())) {
            MigrationRunner runner = MigrationRunner.on(connection);
            runner.run(Scripts.script("SET lock_timeout = '7s'", ScriptDialect.SERVER, ExecutionMode.STATEMENTS));
            assertThat(show(connection, "lock_timeout")).isEqualTo("7s");
            runner.run(Scripts.psql("SELECT 1"));
            assertThat(show(connection, "lock_timeout")).isEqualTo("0");
        }
    }

    @Test
    void the_time_zone_is_that_of_the_database_and_not_that_of_the_jvm() throws SQLException {
        try (Connection connection = MigrationRunner.open(database.settings())) {
            assertThat(show(connection, "TimeZone")).isEqualTo("UTC");
            MigrationRunner.on(connection)
                    .run(Scripts.psql("ALTER DATABASE " + database.name() + " SET TimeZone = 'Asia/Tokyo'"));
            assertThat(show(connection, "TimeZone")).isEqualTo("Asia/Tokyo");
        }
    }

    @Test
    void rows_copied_out_are_thrown_away_in_every_mode() throws SQLException {
        for (ExecutionMode mode : ExecutionMode.values()) {
            MigrationRun run = run(Scripts.script("COPY (SELECT 1) TO STDOUT; SELECT 2", ScriptDialect.SERVER, mode));
            assertThat(run.succeeded()).isTrue();
            assertThat(run.outcomes()).extracting(StatementOutcome::rows).containsExactly(1L, 1L);
        }
    }

    @Test
    void copy_from_the_client_fails_where_the_tool_sends_no_data() throws SQLException {
        run("CREATE TABLE t (a int)");
        MigrationRun run = run(
                Scripts.script("COPY t FROM STDIN;\n", ScriptDialect.GOOSE, ExecutionMode.STATEMENTS_IN_TRANSACTION));

        StatementError error = run.firstError().orElseThrow().error().orElseThrow();
        assertThat(error.sqlState()).isEqualTo("57014");
        assertThat(error.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("this tool sends none"));
    }

    @Test
    void a_lost_connection_is_an_exception() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> run("SELECT pg_terminate_backend(pg_backend_pid())"));
    }

    @Test
    void flyway_placeholders_are_replaced_and_unknown_ones_named() throws SQLException {
        MigrationRun run = MigrationRunner.on(database.settings())
                .withPlaceholders(Map.of("table", "orders"))
                .run(flyway("CREATE TABLE ${table} (id int);\nCREATE TABLE ${flyway:defaultSchema}.x (id ${type});"));

        StatementError error = run.firstError().orElseThrow().error().orElseThrow();
        assertThat(error.message()).isEqualTo("No value provided for placeholder: ${type}");
        assertThat(error.line()).isEqualTo(2);
        assertThat(error.column()).isEqualTo(44);
        assertThat(run(flyway("SELECT '${never closed';\nSELECT 1;\n"))
                        .firstError()
                        .orElseThrow()
                        .error()
                        .orElseThrow()
                        .message())
                .isEqualTo("No value provided for placeholder: ${never closed';");
        assertThat(tables()).isEmpty();
    }

    @Test
    void flyway_refuses_to_mix_and_runs_what_cannot_be_in_a_transaction_without_one() throws SQLException {
        MigrationRun mixed = run(flyway(CONCURRENTLY));
        assertThat(mixed.firstError().orElseThrow().error().orElseThrow().message())
                .startsWith("Detected both transactional and non-transactional statements");
        assertThat(tables()).isEmpty();

        run("CREATE TABLE t (id int)");
        assertThat(run(flyway("CREATE INDEX CONCURRENTLY t_id ON t (id);")).succeeded())
                .isTrue();
    }

    private static Script flyway(String text) {
        return Scripts.script(text, ScriptDialect.FLYWAY, ExecutionMode.STATEMENTS_IN_TRANSACTION);
    }

    private MigrationRun run(String text) throws SQLException {
        return run(Scripts.psql(text));
    }

    private MigrationRun run(Script script) throws SQLException {
        return MigrationRunner.on(database.settings()).run(script);
    }

    private List<String> tables() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = database.connect();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (ResultSet rows = connection.createStatement().executeQuery("SHOW " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
