package io.schemaproof.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReusedTracerTest {

    private static final List<String> SCRIPTS = List.of(
            "ALTER TABLE t ADD COLUMN d text NOT NULL DEFAULT 'd' CHECK (d <> ''); SET work_mem = '5MB'",
            "UPDATE t SET d = 'e' WHERE id % 2 = 0; CREATE TEMP TABLE scratch AS SELECT * FROM t; PREPARE p AS SELECT 1",
            "BEGIN; TRUNCATE u; ROLLBACK; ALTER TABLE t ALTER COLUMN c TYPE varchar(200); SET work_mem = '5MB'",
            "CREATE TEMP TABLE scratch (); CREATE INDEX t_c ON t (c); PREPARE p AS SELECT 1; SELECT pg_advisory_lock(5)",
            "CREATE INDEX CONCURRENTLY t_d ON t (d)",
            "CREATE TABLE half (); SELECT 1/0",
            "ALTER TABLE u ADD FOREIGN KEY (t) REFERENCES t; SELECT pg_advisory_lock(5)",
            "SET app.tenant = 'a'; UPDATE u SET t = 2",
            "SELECT current_setting('app.tenant')",
            "DROP TABLE t CASCADE");

    private TestDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        execute(
                database,
                "CREATE TABLE t (id int PRIMARY KEY, c text); CREATE TABLE u (id int PRIMARY KEY, t int);"
                        + " INSERT INTO t SELECT g, repeat('x', 100) FROM generate_series(1, 500) g; INSERT INTO u VALUES (1, 1)");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void sees_what_is_seen_in_a_new_session_for_each() throws SQLException {
        List<String> alone = new ArrayList<>();
        List<String> reused = new ArrayList<>();
        try (TestDatabase other = database.copy()) {
            for (String script : SCRIPTS) {
                try (StatementTracer tracer = StatementTracer.open(other.settings())) {
                    alone.add(seen(tracer.run(script(script))));
                }
                rowsOfOthers(other);
            }
        }
        try (ReusedTracer tracer = new ReusedTracer(database.settings())) {
            for (String script : SCRIPTS) {
                reused.add(seen(tracer.run(script(script))));
                rowsOfOthers(database);
            }
        }

        assertThat(reused).containsExactlyElementsOf(alone);
    }

    @Test
    void shares_a_session_until_something_would_stay() throws SQLException {
        List<String> processes = new ArrayList<>();
        try (ReusedTracer tracer = new ReusedTracer(database.settings())) {
            for (String before : List.of("", "SET work_mem = '5MB'; ", "SET app.tenant = 'a'; ", "", "")) {
                tracer.run(script(
                        before + "CREATE TABLE IF NOT EXISTS p (pid int);" + " INSERT INTO p SELECT pg_backend_pid()"));
            }
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pid FROM p")) {
            while (row.next()) {
                processes.add(row.getString(1));
            }
        }

        assertThat(processes.subList(0, 3)).containsOnly(processes.get(0));
        assertThat(processes.subList(3, 5)).doesNotContain(processes.get(0));
    }

    /** As the check does that puts rows into the tables between two migrations. */
    private static void rowsOfOthers(TestDatabase database) throws SQLException {
        execute(
                database,
                "INSERT INTO u SELECT coalesce(max(id), 0) + g, NULL FROM u, generate_series(1, 500) g GROUP BY g");
    }

    private static String seen(ScriptTrace trace) {
        StringBuilder text = new StringBuilder();
        for (StatementTrace one : trace.statements()) {
            text.append(one.statement().sql())
                    .append(" | ")
                    .append(one.observation())
                    .append(one.outcome().error())
                    .append(one.held())
                    .append(one.locks())
                    .append(one.files())
                    .append(one.work())
                    .append(one.created())
                    .append(one.dropped())
                    .append(one.timeouts())
                    .append('\n');
        }
        return text.append(trace.leaks()).toString();
    }

    private static Script script(String text) {
        return StatementTracerTest.script(text, ScriptDialect.SERVER, ExecutionMode.STATEMENTS);
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
