package io.schemaproof.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReusedSessionTest {

    private static final String SESSION = "INSERT INTO sessions SELECT pg_backend_pid()";

    private static TestDatabase database;

    @BeforeAll
    static void create() throws SQLException {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        execute("CREATE TABLE sessions (pid int); CREATE TABLE seen (what text)");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void forget() throws SQLException {
        execute("TRUNCATE sessions, seen");
    }

    @Test
    void scripts_share_a_session_and_find_it_as_new() throws SQLException {
        try (ReusedSession session = new ReusedSession(database.settings())) {
            assertThat(
                            run(
                                    session,
                                    SESSION + "; SET work_mem = '1MB'; CREATE TEMP TABLE t (); PREPARE p AS SELECT 1;"
                                            + " SELECT pg_advisory_lock(1); SET TimeZone = 'Asia/Tokyo'; BEGIN; DECLARE c CURSOR FOR SELECT 1"))
                    .isTrue();
            assertThat(
                            run(
                                    session,
                                    SESSION + "; CREATE TEMP TABLE t (); PREPARE p AS SELECT 1; INSERT INTO seen"
                                            + " SELECT current_setting('work_mem') || ' ' || current_setting('TimeZone') || ' ' || count(*)"
                                            + " FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
                    .isTrue();
        }

        assertThat(ask("SELECT count(DISTINCT pid) FROM sessions")).isEqualTo("1");
        assertThat(ask("SELECT what FROM seen")).isEqualTo("4MB UTC 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET app.tenant = 'a'; SELECT 1|SELECT current_setting('app.tenant')|false",
                "SELECT set_config('app.tenant', 'a', false)|SELECT current_setting('app.tenant')|false",
                "SELECT pg_terminate_backend(pg_backend_pid())|SELECT 1|true",
            })
    void what_stays_known_in_a_session_ends_it(String first, String second, boolean succeeds) throws SQLException {
        try (ReusedSession session = new ReusedSession(database.settings())) {
            try {
                run(session, first);
            } catch (SQLException e) {
                assertThat(first).contains("terminate");
            }
            assertThat(run(session, second)).isEqualTo(succeeds);
        }
    }

    @Test
    void what_is_set_for_others_keeps_nobody_from_sharing() throws SQLException {
        String other = "reused_session_other";
        execute("CREATE ROLE " + other + "; ALTER ROLE " + other + " SET work_mem = '3MB'");
        try (ReusedSession session = new ReusedSession(database.settings())) {
            assertThat(run(session, SESSION)).isTrue();
            assertThat(run(session, SESSION)).isTrue();
        } finally {
            execute("DROP ROLE " + other);
        }

        assertThat(ask("SELECT count(DISTINCT pid) FROM sessions")).isEqualTo("1");
    }

    @Test
    void a_session_that_has_begun_with_a_setting_is_not_shared_once_that_is_gone() throws SQLException {
        String settings = "; ALTER DATABASE \"" + database.name() + "\" ";
        try (ReusedSession session = new ReusedSession(database.settings())) {
            assertThat(run(session, SESSION + settings + "SET work_mem = '3MB'"))
                    .isTrue();
            assertThat(run(session, SESSION + settings + "RESET work_mem")).isTrue();
            assertThat(run(session, "INSERT INTO seen SELECT current_setting('work_mem')"))
                    .isTrue();
        }

        assertThat(ask("SELECT what FROM seen")).isEqualTo("4MB");
    }

    @Test
    void scripts_that_run_for_the_first_time_share_a_session_too() throws SQLException {
        try (ReusedSession session = new ReusedSession(database.settings())) {
            assertThat(session.runFirst(script(SESSION + "; CREATE TEMP TABLE t ()"))
                            .succeeded())
                    .isTrue();
            assertThat(session.runFirst(script(SESSION + "; CREATE TEMP TABLE t ()"))
                            .succeeded())
                    .isTrue();
        }

        assertThat(ask("SELECT count(DISTINCT pid) FROM sessions")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT set_config('app.tenant', 'a', false)",
                "DO $$ BEGIN EXECUTE 'SET ' || 'app' || '.tenant = 1'; END $$",
                "DO $$ BEGIN EXECUTE format('SET %I.%I = 1', 'app', 'tenant'); END $$",
                "SELECT setseed(0.5)",
                "DO $$ BEGIN PERFORM current_setting('plpgsql.variable_conflict'); END $$",
                "CREATE EXTENSION IF NOT EXISTS citext",
            })
    void where_something_may_stay_the_next_first_run_gets_a_session_of_its_own(String first) throws SQLException {
        try (ReusedSession session = new ReusedSession(database.settings())) {
            assertThat(session.runFirst(script(first)).succeeded()).isTrue();
            session.runFirst(script(SESSION));
            session.runFirst(script(SESSION));
        } finally {
            execute("DROP EXTENSION IF EXISTS citext");
        }

        assertThat(ask("SELECT count(DISTINCT pid) FROM sessions")).isEqualTo("2");
    }

    @Test
    void what_a_script_may_have_left_is_in_a_copy_of_the_database_too() throws SQLException {
        try (ReusedSession session = new ReusedSession(database.settings());
                ReusedSession copy = new ReusedSession(database.settings())) {
            copy.follow(noted(session));
            copy.runFirst(script(SESSION));
            copy.runFirst(script(SESSION));
        }

        assertThat(ask("SELECT count(DISTINCT pid) FROM sessions")).isEqualTo("2");
    }

    private static ReusedSession noted(ReusedSession session) {
        session.note(script(
                "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT set_config(''app.tenant'', ''a'', false)'"));
        return session;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void settings_of_the_database_are_those_of_the_next_session(boolean observed) throws SQLException {
        try (Connection observer = database.connect();
                ReusedSession session = observed
                        ? new ReusedSession(database.settings(), by(observer))
                        : new ReusedSession(database.settings())) {
            run(session, "ALTER DATABASE \"" + database.name() + "\" SET work_mem = '3MB'");
            assertThat(run(session, "INSERT INTO seen SELECT current_setting('work_mem')"))
                    .isTrue();
        } finally {
            execute("ALTER DATABASE \"" + database.name() + "\" RESET ALL");
        }

        assertThat(ask("SELECT what FROM seen")).isEqualTo("3MB");
    }

    @Test
    void another_session_is_asked_whether_one_is_as_new() throws SQLException {
        try (Connection observer = database.connect();
                ReusedSession session = new ReusedSession(database.settings(), by(observer))) {
            session.runFirst(script(SESSION + "; SET TimeZone = 'Asia/Tokyo'"));
            session.runFirst(script(SESSION + "; INSERT INTO seen SELECT current_setting('TimeZone')"));
            assertThat(ask("SELECT count(DISTINCT pid) FROM sessions")).isEqualTo("1");

            session.runFirst(script("CREATE EXTENSION citext"));
            session.runFirst(script(SESSION + "; DROP EXTENSION citext"));
            assertThat(ask("SELECT count(DISTINCT pid) FROM sessions")).isEqualTo("2");
        }

        assertThat(ask("SELECT what FROM seen")).isEqualTo("UTC");
    }

    @Test
    void a_script_that_ends_all_other_sessions_ends_neither_the_next_nor_its_observer() throws SQLException {
        try (Connection observer = database.connect();
                ReusedSession session = new ReusedSession(database.settings(), by(observer))) {
            run(session, SESSION);
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    + " AND datname = current_database()");
            assertThat(run(session, SESSION)).isTrue();
            assertThat(run(session, SESSION)).isTrue();
        }

        assertThat(ask("SELECT count(DISTINCT pid) FROM sessions")).isEqualTo("2");
    }

    @Test
    void a_script_that_fails_in_its_transaction_leaves_nothing_to_the_next() throws SQLException {
        try (ReusedSession session = new ReusedSession(database.settings())) {
            assertThat(run(session, "BEGIN; CREATE TABLE half (); SELECT 1/0")).isFalse();
            assertThat(run(session, "CREATE TABLE half (); DROP TABLE half")).isTrue();
        }
    }

    @Test
    void who_is_alone_is_asked_once_as_long_as_scripts_make_tables_and_the_like() throws SQLException {
        try (Connection observer = database.connect()) {
            Alone alone = new Alone(observer);
            try (ReusedSession session = new ReusedSession(database.settings(), alone)) {
                run(session, "CREATE TABLE made (a int); CREATE INDEX ON made (a)");
                run(session, "CREATE VIEW seen_of_made AS SELECT a FROM made");
                run(session, "DROP VIEW seen_of_made; ALTER TABLE made ADD COLUMN b text");
                run(session, "DROP TABLE made");
                assertThat(alone.asked).isEqualTo(1);

                run(session, "SELECT 1");
                run(session, "CREATE TABLE made (a int)");
                run(session, "CREATE TABLE made (a int)");
                run(session, "DROP TABLE made");
                assertThat(alone.asked).isEqualTo(3);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "CREATE TABLE made (); %s; DROP TABLE made",
                "DO $$ BEGIN EXECUTE '%s'; END $$",
                "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN EXECUTE '%s'; RETURN 1; END $$; CREATE TABLE filled AS SELECT 1"
                        + "-- next --ALTER TABLE filled ADD COLUMN a int DEFAULT f()-- next --DROP TABLE filled; DROP FUNCTION f()",
            })
    void who_is_alone_asks_again_where_a_script_may_have_done_anything_else(String scripts) throws SQLException {
        String change = "ALTER DATABASE \"" + database.name() + "\" SET work_mem = ''3MB''";
        try (Connection observer = database.connect();
                ReusedSession session = new ReusedSession(database.settings(), new Alone(observer))) {
            run(session, "CREATE TABLE made ()");
            run(session, "DROP TABLE made");
            for (String script : scripts.split("-- next --", -1)) {
                boolean quoted = script.contains("'%s'");
                assertThat(run(session, script.replace("%s", quoted ? change : change.replace("''", "'"))))
                        .isTrue();
            }
            run(session, "INSERT INTO seen SELECT current_setting('work_mem')");
        } finally {
            execute("ALTER DATABASE \"" + database.name() + "\" RESET ALL");
        }

        assertThat(ask("SELECT what FROM seen")).isEqualTo("3MB");
    }

    /** Stands for somebody whose scripts are all that runs on a server. */
    private static final class Alone implements ReusedSession.Observer {

        private final Connection session;
        private int asked;

        Alone(Connection session) {
            this.session = session;
        }

        @Override
        public Optional<Connection> session() {
            asked++;
            return Optional.of(session);
        }

        @Override
        public boolean isAlone() {
            return true;
        }
    }

    private static ReusedSession.Observer by(Connection session) {
        return new ReusedSession.Observer() {
            @Override
            public Optional<Connection> session() {
                return Optional.of(session);
            }
        };
    }

    private static boolean run(ReusedSession session, String text) throws SQLException {
        return session.run(script(text)).succeeded();
    }

    private static Script script(String text) {
        return new Script(Path.of("s.sql"), "s.sql", text, 1, ScriptDialect.SERVER, ExecutionMode.STATEMENTS);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
