package io.schemaproof.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ToolTimeLimit;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tools that never end. */
class ToolTimeLimitTest {

    private static final ToolTimeLimit SHORT = new ToolTimeLimit(Duration.ofMillis(200));

    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void create() {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private Script script(String text, ScriptDialect dialect) {
        return new Script(folder.resolve("a"), "a", text, 3, dialect, ExecutionMode.STATEMENTS);
    }

    private static String message(MigrationRun run) {
        StatementError error = run.firstError().orElseThrow().error().orElseThrow();
        return error.line() + ": " + error.message();
    }

    @Test
    void a_command_is_ended_with_all_that_it_has_started() throws Exception {
        String forever = "while :; do sleep 1000; done";
        Script script =
                script("sh -c 'echo $$ >pid; mv pid child; " + forever + "' & " + forever, ScriptDialect.COMMAND);

        assertThat(message(CommandExecution.run(script, Optional.of(database.settings()), SHORT)))
                .isEqualTo("3: the command did not end within 200 ms, and was ended with all that it had started."
                        + " Make it end, or allow it more time with schemaproof.migrations.time-limit (such as 30min)."
                        + " Until then it ran and said nothing");
        Path child = folder.resolve("child");
        if (Files.exists(child)) {
            long pid = Long.parseLong(Files.readString(child).strip());
            Optional<ProcessHandle> there = ProcessHandle.of(pid);
            if (there.isPresent()) {
                assertThat(there.get().onExit().get(1, TimeUnit.MINUTES)).isNotNull();
            }
        }
    }

    @Test
    void a_statement_of_a_library_is_cancelled() throws Exception {
        assertThat(failure((step, session) -> {
                    try (var connection = session.connect();
                            var statement = connection.createStatement()) {
                        statement.execute("SELECT pg_sleep(100000)");
                    }
                }))
                .startsWith("test did not end within 200 ms, and ")
                .endsWith(
                        " Make it end, or allow it more time with schemaproof.migrations.time-limit (such as 30min).");
        try (var connection = database.connect();
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND query LIKE '%pg_sleep(1%' AND pid <> pg_backend_pid()"
                        + " AND state = 'active'")) {
            row.next();
            assertThat(row.getInt(1)).isZero();
        }
    }

    @Test
    void a_library_that_does_not_let_itself_be_stopped_holds_up_nobody() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try {
            assertThat(failure((step, session) -> {
                        while (end.getCount() > 0) {
                            try {
                                end.await();
                            } catch (InterruptedException e) {
                                // It does not let itself be stopped.
                            }
                        }
                    }))
                    .startsWith(
                            "test did not end within 200 ms, and does not let itself be stopped; its connections were ended.");
        } finally {
            end.countDown();
        }
    }

    @Test
    void a_library_that_ends_in_time_does_what_it_does() throws Exception {
        assertThat(library(new ToolTimeLimit(Duration.ofMinutes(10)), (step, session) -> {
                    try (var connection = session.connect();
                            var statement = connection.createStatement()) {
                        statement.execute("SELECT 1");
                    }
                }))
                .isEmpty();
    }

    private interface Work {
        void run(LibraryStep step, LibrarySession session) throws Exception;
    }

    private String failure(Work work) throws Exception {
        return String.valueOf(library(SHORT, work).orElseThrow().getMessage());
    }

    private Optional<Throwable> library(ToolTimeLimit limit, Work work) throws Exception {
        MigrationLibrary library = new MigrationLibrary() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public boolean isOwn(String sql) {
                return false;
            }

            @Override
            public void run(LibraryStep step, LibrarySession session) throws Exception {
                work.run(step, session);
            }
        };
        LibraryStep step = LibraryStep.of(script("test migrate 1\n", ScriptDialect.LIBRARY));
        try (LibrarySession session = new LibrarySession(database.settings(), library, step)) {
            return LibraryThread.run(library, step, session, limit);
        }
    }
}
