package io.schemaproof.suites;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.best;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.junitplatform.AllureJunitPlatform;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.junit.SchemaTest;
import io.schemaproof.query.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What failing assertions see is attached to the test in Allure; nothing of it is where the values are secret. */
@Isolated("changes Allure's global lifecycle")
class AssertionEvidenceTest {

    @TempDir
    private static Path results;

    @BeforeAll
    static void run() {
        AllureLifecycle global = Allure.getLifecycle();
        AllureLifecycle lifecycle = new AllureLifecycle(new FileSystemResultsWriter(results));
        Allure.setLifecycle(lifecycle);
        try {
            LauncherFactory.create(LauncherConfig.builder()
                            .enableTestExecutionListenerAutoRegistration(false)
                            .addTestExecutionListeners(new AllureJunitPlatform(lifecycle))
                            .build())
                    .execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(
                                    selectClass(AssertingTestCase.class),
                                    selectClass(LosingTestCase.class),
                                    selectClass(BreakingTestCase.class))
                            .build());
        } finally {
            Allure.setLifecycle(global);
        }
    }

    @Test
    void a_plan_is_a_picture_a_text_and_json_with_the_node_to_blame() throws IOException {
        String test = result("the_plan");

        assertThat(test)
                .contains(
                        "\"status\":\"failed\"",
                        "Expected no sequential scan",
                        "\"the plan (picture)\"",
                        "\"the plan (text)\"",
                        "\"the plan (JSON)\"",
                        "\"the query\"");
        assertThat(attachments(".txt"))
                .anySatisfy(text -> assertThat(text)
                        .contains("-> Seq Scan on public.people", "<-- here", "filter: (people.email = '***'::text)"));
        assertThat(attachments(".svg"))
                .anySatisfy(svg -> assertThat(svg).contains("Seq Scan on public.people (to blame)"));
        assertThat(attachments(".json"))
                .anySatisfy(json -> assertThat(json).contains("\"Seq Scan\"", "\"To Blame\": true"));
        assertThat(attachments(".sql")).contains("SELECT id FROM people WHERE email = ?\n");
    }

    @Test
    void failing_rows_are_a_table_without_what_is_secret() throws IOException {
        assertThat(result("the_rows"))
                .contains("\"failing rows\"", "\"the SQL that shows them again\"")
                .as("its story is the table")
                .containsPattern("\"name\":\"story\",\"value\":\"(public\\.)?people\"");
        assertThat(attachments(".csv"))
                .anySatisfy(rows -> assertThat(rows)
                        .startsWith("id,email,password\n")
                        .contains("2,\"a,\"\"b\"\"\",***\n")
                        .hasLineCount(3));
        try (Stream<Path> files = Files.list(results)) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("hunter"));
        }
    }

    @Test
    void rows_that_differ_from_others_are_a_table_without_what_is_secret() throws IOException {
        assertThat(result("the_same_rows")).contains("\"rows that differ\"");
        assertThat(result("the_bag")).contains("\"rows that differ\"");
        assertThat(result("the_results")).contains("\"rows that differ\"");
        assertThat(result("the_changes")).contains("\"rows of public.changing that were modified\"");
        assertThat(attachments(".csv")).contains("""
                        difference,id,email,password
                        changed,1,a instead of x,*** instead of ***
                        missing,2,"b,",***
                        extra,3,"",***
                        """, """
                        difference,email,password,times there,times in the other
                        missing,"b,",***,0,1
                        """, """
                        difference,email,times there,times in the other
                        extra,a,1,0
                        missing,z,0,1
                        """, """
                        id,email was,email is,password was,password is
                        1,a,q,"",""
                        3,"","",***,NULL
                        """);
    }

    @Test
    void times_are_drawn_whether_they_pass_or_not() throws IOException {
        assertThat(result("the_time"))
                .contains("\"status\":\"passed\"", "\"how long the query ran (picture)\"")
                .doesNotContain("\"status\":\"failed\"");
        assertThat(result("the_slower_one"))
                .contains("\"status\":\"failed\"", "\"how long both queries ran (picture)\"");
        assertThat(attachments(".svg"))
                .anySatisfy(svg -> assertThat(svg).contains("the query: ", "limit 60000.0 ms"))
                .anySatisfy(svg -> assertThat(svg).contains("the query: ", "the other: "));
    }

    @Test
    void what_passes_and_has_nothing_to_show_leaves_no_step() throws IOException {
        assertThat(result("what_passes")).contains("\"steps\":[]").doesNotContain("attachment\"");
    }

    @Test
    void a_failure_that_is_met_again_and_again_is_told_once() throws IOException {
        assertThat(result("again_and_again").split("Expected no sequential scan", -1))
                .hasSize(2);
    }

    @Test
    void a_test_that_loses_its_session_gets_the_end_of_the_server_s_log() throws IOException {
        assertThat(result("it_ends_its_session"))
                .contains("\"the end of the server's log\"", "\"name\":\"PostgreSQL\"", "\"value\":\"database\"");
        assertThat(attachments(".log"))
                .filteredOn(log -> log.contains("FATAL:  terminating connection due to administrator command"))
                .hasSize(1);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "asks a shell to end the server's process")
    void an_assertion_that_loses_its_server_gets_the_end_of_its_log_without_any_extension() throws IOException {
        assertThat(result("it_breaks_the_server_down"))
                .contains("has broken down while tests ran", "\"the end of the server's log\"");
        assertThat(result("it_fails_for_another_reason")).doesNotContain("the server");
        assertThat(attachments(".log"))
                .filteredOn(log -> log.contains("was terminated by signal 9"))
                .isNotEmpty()
                .allSatisfy(log -> assertThat(log).contains("Failed process was running: COPY"));
    }

    private static String result(String method) throws IOException {
        try (Stream<Path> files = Files.list(results)) {
            for (Path file : files.filter(path -> path.toString().endsWith("-result.json"))
                    .toList()) {
                String text = Files.readString(file);
                if (text.contains("\"name\":\"" + method + "(")) {
                    return text;
                }
            }
        }
        throw new AssertionError("no result of " + method);
    }

    private static List<String> attachments(String extension) throws IOException {
        try (Stream<Path> files = Files.list(results)) {
            return files.filter(path -> path.toString().endsWith("-attachment" + extension))
                    .map(path -> {
                        try {
                            return Files.readString(path);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }

    @SchemaTest(migrations = "classpath:examples/bookshop")
    static class LosingTestCase {

        @Test
        void it_ends_its_session(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_terminate_backend(pg_backend_pid())");
            }
        }
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class BreakingTestCase {

        @Test
        @EnabledOnOs(value = OS.LINUX, disabledReason = "asks a shell to end the server's process")
        void it_breaks_the_server_down() {
            try (DatabaseServer server = Databases.start(ServerRequest.from(Configuration.ofSystem()));
                    TestDatabase database = TestDatabase.create(server)) {
                try (Connection connection = database.connect();
                        Statement statement = connection.createStatement()) {
                    statement.execute("COPY (SELECT 1) TO PROGRAM 'kill -9 $PPID'");
                } catch (SQLException e) {
                    // The assertion meets it, too.
                }
                assertThat(Schema.of(database.dataSource())).table("people");
            }
        }

        @Test
        void it_fails_for_another_reason() throws SQLException {
            throw new SQLException("nothing of a server");
        }
    }

    static class AssertingTestCase {

        private static TestDatabase database;

        @BeforeAll
        static void create() throws SQLException {
            database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE people (id int PRIMARY KEY, email text, password text);"
                        + "INSERT INTO people VALUES (1, 'a', 'hunter2'), (2, 'a,\"b\"', 'hunter2'), (3, '', 'hunter2');"
                        + "CREATE TABLE others (LIKE people INCLUDING ALL);"
                        + "INSERT INTO others VALUES (1, 'x', 'hunter'), (2, 'b,', 'hunter2');"
                        + "CREATE TABLE changing (LIKE people INCLUDING ALL); INSERT INTO changing TABLE people;"
                        + "ANALYZE people");
            }
        }

        @AfterAll
        static void drop() {
            database.close();
        }

        private static Query query(String sql, Object... binds) {
            return Query.of(database.dataSource(), sql, binds);
        }

        @Test
        void the_plan() {
            assertThat(query("SELECT id FROM people WHERE email = ?", "a")).hasNoSeqScan();
        }

        @Test
        void the_secret_plan() {
            assertThat(query("SELECT id FROM people WHERE password = ? AND 'hunter2' <> ''", "hunter2"))
                    .hasNoSeqScan();
        }

        @Test
        void again_and_again() {
            for (int i = 0; i < 3; i++) {
                try {
                    assertThat(query("SELECT id FROM people WHERE email = ?", "a"))
                            .hasNoSeqScan();
                } catch (AssertionError e) {
                    // Asked once more, as those do who wait for something.
                }
            }
        }

        @Test
        void the_rows() {
            assertThat(Schema.of(database.dataSource())).table("people").rows().allSatisfy("id < 2");
        }

        @Test
        void the_same_rows() {
            assertThat(Schema.of(database.dataSource()))
                    .table("people")
                    .rows()
                    .where("id <> 2")
                    .isEqualTo(Rows.of(database.dataSource(), "others"));
        }

        @Test
        void the_bag() {
            assertThat(query("SELECT email, password FROM people"))
                    .rows()
                    .containsRowsOf(Rows.of(query("SELECT email, password FROM others WHERE id = 2")));
        }

        @Test
        void the_results() {
            assertThat(query("SELECT email FROM people WHERE id = 1")).returnsExactly("z");
        }

        @Test
        void the_changes() {
            assertThat(Schema.of(database.dataSource()))
                    .changesOf(() -> {
                        try (Connection connection = database.connect();
                                Statement statement = connection.createStatement()) {
                            statement.execute("UPDATE changing SET email = 'q' WHERE id = 1;"
                                    + "UPDATE changing SET password = NULL WHERE id = 3");
                        }
                    })
                    .preservesRowsOf("changing");
        }

        @Test
        void the_time() {
            assertThat(query("SELECT id FROM people WHERE id = ?", 1)).runsWithin(best(ofSeconds(60)));
        }

        @Test
        void the_slower_one() {
            assertThat(query("SELECT pg_sleep(0.002)")).isNotSlowerThan(query("SELECT 1"), 2);
        }

        @Test
        void what_passes() {
            assertThat(Schema.of(database.dataSource())).table("people").rows().allSatisfy("id > 0");
        }
    }
}
