package io.schemaproof.verify.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.migration.SessionRenewal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSightTest {

    /** Of its own: there must be no other roles. */
    private static DatabaseServer server;

    @BeforeAll
    static void start() {
        server = Databases.start(ServerRequest.from(Configuration.ofSystem()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE ROLE somebody",
                "ALTER ROLE CURRENT_USER SET work_mem = '3MB'",
                "ALTER ROLE CURRENT_USER CONNECTION LIMIT 5",
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''3MB''', current_database()); END $$",
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 5', current_database()); END $$",
                "CREATE EXTENSION citext",
                "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
                        + " CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION f()",
            })
    void what_makes_a_difference_for_sessions_is_seen(String sql) throws SQLException {
        try (TestDatabase database = TestDatabase.create(server);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE t (id int); CREATE FUNCTION g() RETURNS void LANGUAGE plpgsql AS 'BEGIN END'");
            assertThat(SessionSight.of(CatalogReader.read(connection))).contains(SessionRenewal.Worth.ALL);
            connection.setAutoCommit(false);
            statement.execute(sql);
            assertThat(SessionSight.of(CatalogReader.read(connection))).isEmpty();
            connection.rollback();
        }
    }

    @Test
    void a_session_is_shared_until_something_seen_makes_a_difference() throws SQLException {
        try (ObservedDatabase database = new ObservedDatabase(TestDatabase.create(server), Configuration.ofSystem())) {
            database.state();
            assertThat(run(database, "CREATE TABLE seen AS SELECT pg_backend_pid() AS pid, ''::text AS work_mem"))
                    .isTrue();
            database.state();
            String insert = "INSERT INTO seen SELECT pg_backend_pid(), current_setting('work_mem')";
            run(database, insert + "; ALTER DATABASE \"" + database.database().name() + "\" SET work_mem = '3MB'");
            database.state();
            run(database, insert);

            try (Connection connection = database.database().connect();
                    Statement statement = connection.createStatement()) {
                var rows = statement.executeQuery(
                        "SELECT count(DISTINCT pid) || ' ' || string_agg(work_mem, ' ') FROM seen");
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("2  4MB 3MB");
            }
        }
    }

    @Test
    void a_script_beside_that_ends_all_other_sessions_does_not_end_the_next() throws SQLException {
        try (ObservedDatabase database = new ObservedDatabase(TestDatabase.create(server), Configuration.ofSystem())) {
            run(database, "CREATE TABLE t (id int)");
            database.state();
            database.run(script("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    + " AND datname = current_database()"));
            database.state();
            assertThat(run(database, "DROP TABLE t")).isTrue();
        }
    }

    private static boolean run(ObservedDatabase database, String text) throws SQLException {
        return database.runFirst(script(text)).succeeded();
    }

    private static Script script(String text) {
        return new Script(Path.of("s.sql"), "s.sql", text, 1, ScriptDialect.SERVER, ExecutionMode.STATEMENTS);
    }
}
