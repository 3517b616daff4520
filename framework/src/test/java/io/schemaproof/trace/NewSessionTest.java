package io.schemaproof.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.ScriptDialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The first script of a session, before which little is asked: what it finds and what it leaves is told all the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NewSessionTest {

    private static final String USER = "schemaproof_new_session";

    private TestDatabase database;

    @BeforeAll
    void create() throws SQLException {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        execute("CREATE TABLE t (id int PRIMARY KEY, c text); INSERT INTO t SELECT g, repeat('x', 100) FROM"
                + " generate_series(1, 1000) g; CREATE SEQUENCE s");
    }

    @AfterAll
    void drop() {
        database.close();
    }

    @Test
    void the_size_of_a_file_is_known_when_it_is_gone() throws SQLException {
        long table = size("t");
        long index = size("t_pkey");

        ScriptTrace trace = run(database.settings(), "BEGIN; TRUNCATE t; ALTER SEQUENCE s AS int; ROLLBACK;");

        assertThat(trace.statements().get(1).files())
                .filteredOn(file -> file.relation().schema().equals("public"))
                .extracting(file -> file.relation().name(), FileChange::bytesBefore)
                .contains(tuple("t", table))
                .contains(tuple("t_pkey", index));
        assertThat(table).isGreaterThan(100_000);
        assertThat(trace.statements().get(2).files())
                .extracting(FileChange::bytesBefore)
                .containsExactly(size("s"));
    }

    @Test
    void who_may_not_look_at_files_asks_the_server() throws SQLException {
        long table = size("t");
        execute("CREATE ROLE " + USER + " LOGIN PASSWORD 'x'; ALTER TABLE t OWNER TO " + USER);
        try {
            ConnectionSettings all = database.settings();
            ScriptTrace trace = run(
                    new ConnectionSettings(all.host(), all.port(), all.database(), USER, "x"),
                    "BEGIN; TRUNCATE t; ROLLBACK;");

            assertThat(trace.statements().get(1).files())
                    .filteredOn(file -> file.relation().name().equals("t"))
                    .extracting(FileChange::bytesBefore)
                    .containsExactly(table);
            assertThat(trace.leaks()).isEmpty();
        } finally {
            execute("ALTER TABLE t OWNER TO CURRENT_USER; DROP ROLE " + USER);
        }
    }

    @Test
    void what_the_first_script_leaves_is_a_leak() throws SQLException {
        ScriptTrace trace = run(
                database.settings(),
                "SET work_mem = '5MB'; CREATE TEMP TABLE scratch (); SET TimeZone = 'Europe/Rome'");

        assertThat(trace.leaks())
                .extracting(SessionLeak::name)
                .containsExactlyInAnyOrder("work_mem", "scratch", "TimeZone");
        assertThat(run(database.settings(), "SET LOCAL work_mem = '5MB'; SELECT 1")
                        .leaks())
                .isEmpty();
    }

    @Test
    void what_the_database_sets_for_each_session_is_none() throws SQLException {
        String set = "ALTER DATABASE " + database.name() + " SET ";
        execute(set + "work_mem = '5MB'; " + set + "timezone = 'Europe/Rome'");
        try {
            assertThat(run(database.settings(), "SELECT 1").leaks()).isEmpty();
            assertThat(run(database.settings(), set + "work_mem = '6MB'; SET lock_timeout = '1s'")
                            .leaks())
                    .extracting(SessionLeak::name)
                    .containsExactly("lock_timeout");
        } finally {
            execute("ALTER DATABASE " + database.name() + " RESET ALL");
        }
    }

    @Test
    void what_is_done_for_whoever_logs_in_is_none() throws SQLException {
        assumeTrue(
                ServerRequest.from(Configuration.ofSystem()).majorVersion() >= 17,
                "only PostgreSQL 17 and later run a trigger for a login");
        execute("CREATE FUNCTION at_login() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " PERFORM set_config('work_mem', '7MB', false); PERFORM pg_advisory_lock_shared(7); END $$;"
                + " CREATE EVENT TRIGGER at_login ON login EXECUTE FUNCTION at_login()");
        try {
            assertThat(run(database.settings(), "SELECT 1").leaks()).isEmpty();
            assertThat(run(database.settings(), "SET work_mem = '8MB'").leaks())
                    .singleElement()
                    .satisfies(leak -> assertThat(leak.before()).hasValue("7168"));
        } finally {
            execute("DROP EVENT TRIGGER at_login");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long size(String relation) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_relation_size('" + relation + "')")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static ScriptTrace run(ConnectionSettings settings, String text) throws SQLException {
        try (StatementTracer tracer = StatementTracer.open(settings)) {
            ScriptTrace trace =
                    tracer.run(StatementTracerTest.script(text, ScriptDialect.SERVER, ExecutionMode.STATEMENTS));
            assertThat(trace.run().firstError()).isEmpty();
            return trace;
        }
    }
}
