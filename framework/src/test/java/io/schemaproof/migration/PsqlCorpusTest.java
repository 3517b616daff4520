package io.schemaproof.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same scripts through psql and through the runner: same statements, same end, same state. */
class PsqlCorpusTest {

    private static final int SCRIPTS = 90;

    @TempDir
    Path temporary;

    private static PsqlComparison comparison;

    @BeforeAll
    static void create() throws SQLException {
        comparison = PsqlComparison.create();
    }

    @AfterAll
    static void drop() throws SQLException {
        if (comparison != null) {
            comparison.close();
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
                !isOfAugust(name, mode) || comparison.isOfAugust2026(temporary),
                "NOT RUN: this psql reads that as all did before 15.19, 16.15, 17.11 and 18.6, and the runner as psql does since");
        PsqlComparison.Result result = comparison.run(folder().resolve(name), mode, temporary.resolve("log-" + mode));
        assertThat(result.differences()).isEmpty();
        return result.failed();
    }

    private static boolean isOfAugust(String name, RunMode mode) {
        return name.contains("since_2026_08") || (mode == RunMode.CONTINUE && name.contains("refused"));
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
