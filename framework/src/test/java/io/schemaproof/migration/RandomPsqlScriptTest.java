package io.schemaproof.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random scripts through psql and through the runner: same statements, same errors, same state. Ten thousand of them with
 * {@code -Dschemaproof.test.psql-scripts=10000}, those of a report again with the seed that it names.
 */
class RandomPsqlScriptTest {

    private static final int SCRIPTS = Integer.getInteger("schemaproof.test.psql-scripts", 24);

    /** More would not fit on a screen. */
    private static final int REPORTED = 10;

    @TempDir
    Path temporary;

    @Test
    void psql_and_the_runner_agree_on_any_script() throws Exception {
        long seed = Long.getLong("schemaproof.test.seed", System.nanoTime());
        List<String> reports = new ArrayList<>();
        try (PsqlComparison comparison = PsqlComparison.create()) {
            assumeTrue(
                    comparison.isOfAugust2026(temporary),
                    "NOT RUN: this psql is older than 15.19, 16.15, 17.11 and 18.6, and the runner reads as psql does since");
            for (long script = seed; script < seed + SCRIPTS && reports.size() < REPORTED; script++) {
                RunMode mode = script % 2 == 0 ? RunMode.STOP : RunMode.CONTINUE;
                Map<String, String> files = RandomPsqlScript.files(script);
                if (!differences(comparison, files, mode).isEmpty()) {
                    reports.add("-Dschemaproof.test.seed=" + script + " " + report(comparison, files, mode));
                }
            }
        }
        assertThat(reports).isEmpty();
    }

    private String report(PsqlComparison comparison, Map<String, String> files, RunMode mode) throws Exception {
        Map<String, String> shrunk = RandomPsqlScript.shrunk(
                files, shorter -> !differences(comparison, shorter, mode).isEmpty());
        return mode
                + shrunk.entrySet().stream()
                        .map(file -> "\n=== " + file.getKey() + "\n" + file.getValue())
                        .collect(Collectors.joining())
                + "\n--- " + differences(comparison, shrunk, mode) + "\n";
    }

    private String differences(PsqlComparison comparison, Map<String, String> files, RunMode mode) throws Exception {
        Path folder = Files.createTempDirectory(temporary, "script");
        RandomPsqlScript.write(files, folder);
        PsqlComparison.Result result =
                comparison.run(folder.resolve(RandomPsqlScript.MAIN), mode, folder.resolve("log"));
        // psql 15 says after rows that were refused that there was no error, unlike its documentation and the runner.
        boolean unlike = result.fails(", line ") && RandomPsqlScript.askForErrors(files);
        // What psql 15.20 does behind a COPY and a statement without words is not to be relied on, and the runner says
        // so.
        return unlike || result.fails("psql does not run what is below") ? "" : String.join("\n", result.differences());
    }
}
