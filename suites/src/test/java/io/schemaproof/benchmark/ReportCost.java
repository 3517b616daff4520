package io.schemaproof.benchmark;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Run the tests of the five systems with Allure, make the pages, and say how large they are and which part of the time the reports
 * took; {@code ./benchmark report} calls it.
 */
public final class ReportCost {

    private static final double MOST_PERCENT = 10;
    private static final double MOST_MEGABYTES = 15;
    private static final double MEGABYTE = 1_000_000;

    private ReportCost() {}

    /**
     * Run.
     *
     * @param arguments the folder for results and pages, and packages where those of the systems are not meant
     */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path folder = Path.of(arguments[0]);
        Path results = folder.resolve("results");
        // Read when Allure is first asked for.
        System.setProperty("allure.results.directory", results.toString());
        List<String> packages = arguments.length == 1
                ? List.of("io.schemaproof.systems")
                : List.of(arguments).subList(1, arguments.length);
        Count count = new Count();
        ShareSampler sampler = ShareSampler.of(Thread.currentThread());
        long begin = System.nanoTime();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(packages.stream()
                                        .map(name -> selectPackage(name))
                                        .toList())
                                // On this thread, which is looked at.
                                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                                .build(),
                        count);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double percent = sampler.end();
        Path report = folder.resolve("report");
        makePages(results, report);
        double page = Files.size(report.resolve("report.html")) / MEGABYTE;
        boolean holds = count.all > 0 && percent <= MOST_PERCENT && page <= MOST_MEGABYTES;
        out.printf(
                Locale.ROOT,
                "%d tests, %d failed, %d not run, in %.0f s; the reports took %.1f %% of that (limit %.0f %%)%n"
                        + "results %.1f MB in %d files; the pages in one file %.1f MB (limit %.0f MB)%n%s%n",
                count.all,
                count.failed,
                count.skipped,
                seconds,
                percent,
                MOST_PERCENT,
                megabytes(results),
                files(results),
                page,
                MOST_MEGABYTES,
                holds ? "holds" : "missed");
        System.exit(holds ? 0 : 1);
    }

    private static void makePages(Path results, Path report) throws IOException, InterruptedException {
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.schemaproof.suites.launcher.Launcher",
                        "report",
                        results.toString(),
                        "--output",
                        report.toString(),
                        "--no-open")
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("The pages were not made: exit code " + code);
        }
    }

    private static double megabytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum() / MEGABYTE;
        }
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static final class Count implements TestExecutionListener {

        private int all;
        private int failed;
        private int skipped;

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            skipped += test.isTest() ? 1 : 0;
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            all += test.isTest() ? 1 : 0;
            failed += result.getStatus() == TestExecutionResult.Status.FAILED ? 1 : 0;
            skipped += test.isTest() && result.getStatus() == TestExecutionResult.Status.ABORTED ? 1 : 0;
        }
    }
}
