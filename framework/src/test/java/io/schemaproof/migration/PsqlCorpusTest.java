package io.schemaproof.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same scripts through psql and through the runner: same statements, same end, same state. */
class PsqlCorpusTest {

    private static final int SCRIPTS = 60;

    @TempDir
    Path temporary;

    private static TestDatabase one;
    private static TestDatabase other;

    @BeforeAll
    static void create() {
        Psql.require();
        DatabaseServer server = Databases.shared(ServerRequest.from(Configuration.ofSystem()));
        one = TestDatabase.create(server);
        other = TestDatabase.create(server);
    }

    @AfterAll
    static void drop() {
        for (TestDatabase database : new TestDatabase[] {one, other}) {
            if (database != null) {
                database.close();
            }
        }
    }

    static Stream<String> scripts() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".sql"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void the_corpus_is_there() throws IOException {
        assertThat(scripts().count()).isGreaterThanOrEqualTo(SCRIPTS);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void psql_and_the_runner_agree(String name) throws Exception {
        boolean failed = agree(name, RunMode.STOP);
        if (failed) {
            // Without an error both modes are one.
            agree(name, RunMode.CONTINUE);
        }
    }

    private boolean agree(String name, RunMode mode) throws Exception {
        assumeTrue(
                mode == RunMode.STOP || !name.contains("refused") || passesOverRows(),
                "NOT RUN: this psql takes the rows behind a COPY that the server has refused for SQL, as all did before August 2026;"
                        + " the runner passes over them, as psql does since 15.19, 16.15, 17.11 and 18.6");
        empty(one);
        empty(other);
        Path file = folder().resolve(name);
        Psql psql = Psql.run(one.settings(), file, mode, temporary.resolve("log-" + mode));
        Script script = new Script(file, name, Files.readString(file), 1, ScriptDialect.PSQL, ExecutionMode.STATEMENTS);
        MigrationRun run = MigrationRunner.on(other.settings()).withMode(mode).run(script);
        SoftAssertions.assertSoftly(softly -> compare(softly, psql, run));
        assertThat(DatabaseState.of(other)).as("state").isEqualTo(DatabaseState.of(one));
        return !psql.errors().isEmpty();
    }

    /** Whether psql does so: with the one error of COPY, and none of the rows. */
    private boolean passesOverRows() throws IOException, InterruptedException {
        Path script =
                Files.writeString(temporary.resolve("probe.sql"), "COPY nowhere FROM stdin;\n1\n\\.\nSELECT 1;\n");
        return Psql.run(one.settings(), script, RunMode.CONTINUE, temporary.resolve("log-probe"))
                        .errors()
                        .size()
                == 1;
    }

    private static void empty(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        }
    }

    private static void compare(SoftAssertions softly, Psql psql, MigrationRun run) {
        List<String> errors = run.outcomes().stream()
                .flatMap(outcome -> outcome.error().stream())
                .map(StatementErrors::headline)
                .toList();
        softly.assertThat(sent(run)).as("statements, %s", psql.errors()).isEqualTo(wellFormed(psql));
        softly.assertThat(errors.isEmpty())
                .as("success; psql: %s; ours: %s", psql.errors(), errors)
                .isEqualTo(psql.errors().isEmpty());
        softly.assertThat(errors).as("errors; psql: %s", psql.errors()).hasSameSizeAs(psql.errors());
    }

    /** psql leaves it to the server to complain about a quote that is never closed; the runner knows where it was opened. */
    private static List<String> wellFormed(Psql psql) {
        boolean open = psql.errors().stream().anyMatch(error -> error.startsWith("unterminated"));
        return open ? psql.statements().subList(0, psql.statements().size() - 1) : psql.statements();
    }

    /** What went to the server: errors without an SQLSTATE come from before it. */
    private static List<String> sent(MigrationRun run) {
        return run.outcomes().stream()
                .filter(outcome -> outcome.error()
                        .map(error -> !error.sqlState().equals("00000"))
                        .orElse(true))
                .map(outcome -> Psql.normalized(outcome.statement().sql()))
                .toList();
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(PsqlCorpusTest.class.getResource("/scripts"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
