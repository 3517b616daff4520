package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command refuses, and how it finds Allure; what it makes {@link ReportsInBrowserTest} opens. */
class ReportCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        return Launcher.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void a_folder_without_results_is_no_empty_report() throws IOException {
        Files.writeString(folder.resolve("categories.json"), "[]");

        assertThat(run("report", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("There are no results in " + folder + ": nothing would be shown.");
        assertThat(run("report", folder.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("There is no folder " + folder.resolve("none"));
    }

    @Test
    void a_folder_that_holds_something_else_is_left_alone() throws IOException {
        Path results = Files.createDirectories(folder.resolve("results"));
        Files.writeString(results.resolve("a-result.json"), "{}");
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(mine.resolve("thesis.txt"), "years of work");

        assertThat(run("report", results.toString(), "--output", mine.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(mine + " holds something else than a report of Allure, and is left alone.");
        assertThat(mine.resolve("thesis.txt")).hasContent("years of work");
    }

    @Test
    void a_folder_of_allure_that_is_none_is_said_to_be_none() throws IOException {
        Path results = Files.createDirectories(folder.resolve("results"));
        Files.writeString(results.resolve("a-result.json"), "{}");

        assertThat(run(
                        "report",
                        results.toString(),
                        "--output",
                        folder.resolve("new").toString(),
                        "--allure-home",
                        folder.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .startsWith("schemaproof: " + folder + " is no folder of Allure: there is no lib in it.");
    }

    @Test
    void the_archive_that_maven_keeps_is_unpacked_once_and_nothing_is_fetched() throws IOException {
        Path archive =
                folder.resolve("repository/io/qameta/allure/allure-commandline/2.34.1/allure-commandline-2.34.1.zip");
        archive(archive, "allure-2.34.1/lib/a.jar", "allure-2.34.1/plugins/b.yml");
        Path cache = folder.resolve("cache");

        AllureProgram.find(Optional.empty(), cache, List.of(folder.resolve("repository")), new PrintWriter(err));
        Files.delete(archive);
        AllureProgram.find(Optional.empty(), cache, List.of(), new PrintWriter(err));

        assertThat(cache.resolve("allure-2.34.1/lib/a.jar")).exists();
        assertThat(cache).isDirectoryNotContaining("glob:**.allure*");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void an_archive_whose_files_would_lie_elsewhere_is_refused() throws IOException {
        archive(
                folder.resolve("repository/io/qameta/allure/allure-commandline/2.34.1/allure-commandline-2.34.1.zip"),
                "../../outside.txt");

        Assertions.assertThatThrownBy(() -> AllureProgram.find(
                        Optional.empty(),
                        folder.resolve("cache"),
                        List.of(folder.resolve("repository")),
                        new PrintWriter(err)))
                .isInstanceOf(ReportToolException.class)
                .hasMessageContaining("outside.txt would lie outside");
        assertThat(folder.resolve("outside.txt")).doesNotExist();
    }

    private static void archive(Path file, String... entries) throws IOException {
        Files.createDirectories(file.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(1);
            }
        }
    }
}
