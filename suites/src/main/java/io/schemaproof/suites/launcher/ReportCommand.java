package io.schemaproof.suites.launcher;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Folders;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TemporaryFolder;
import io.schemaproof.verify.result.ReportException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schemaproof report DIR}. */
@Command(
        name = "report",
        description =
                "Make Allure's pages of a folder of results, and open them: a folder for a web server, which keeps the history for the"
                        + " next time, and report.html in it, one file that opens from disk and can be attached to a build.",
        mixinStandardHelpOptions = true,
        versionProvider = Launcher.Version.class,
        sortOptions = false,
        footer = {"", "Exit codes: 0 made, 2 bad usage or input. What the results say does not matter here."})
final class ReportCommand implements Callable<Integer> {

    private static final String SINGLE = "report.html";
    private static final String LIGHT = "<meta name=\"color-scheme\" content=\"only light\">";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = "allure-results",
            description = "Folder with the results, of --allure or of tests. Default: ${DEFAULT-VALUE}.")
    private Path results = Path.of("allure-results");

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "allure-report",
            description = "Folder that receives the report; one that is there is replaced. Default: ${DEFAULT-VALUE}.")
    private Path output = Path.of("allure-report");

    @Option(
            names = "--allure-home",
            paramLabel = "DIR",
            description =
                    "Folder with Allure's generator. Default: ALLURE_HOME; else what Maven keeps, or fetches once.")
    private @Nullable Path home;

    @Option(names = "--no-open", description = "Do not open the report.")
    private boolean closed;

    @Override
    public Integer call() {
        try {
            check();
            PrintWriter err = command().commandLine().getErr();
            AllureProgram allure = AllureProgram.find(
                    home(), ServerRequest.from(Configuration.ofSystem()).cache(), AllureProgram.repositories(), err);
            try (TemporaryFolder work = TemporaryFolder.create()) {
                make(allure, work.path());
            }
            Path single = output.resolve(SINGLE).toAbsolutePath().normalize();
            command().commandLine().getOut().println("Report: " + single);
            if (!closed && Terminal.isPresent()) {
                open(single, err);
            }
            return ExitCode.PASSED;
        } catch (IOException e) {
            throw new ReportException("Cannot make the report " + output + ": " + e, e);
        }
    }

    private Optional<Path> home() {
        return Optional.ofNullable(home)
                .or(() -> Optional.ofNullable(System.getenv("ALLURE_HOME"))
                        .filter(folder -> !folder.isBlank())
                        .map(Path::of));
    }

    private void check() throws IOException {
        if (!Files.isDirectory(results)) {
            throw usage("There is no folder " + results + ". Name one that --allure or a run of tests has written.");
        }
        try (Stream<Path> files = Files.list(results)) {
            if (files.noneMatch(file -> file.getFileName().toString().endsWith("-result.json"))) {
                throw usage("There are no results in " + results + ": nothing would be shown.");
            }
        }
        if (!ReportFolders.isReplaceable(output)) {
            throw usage(
                    output
                            + " holds something else than a report of Allure, and is left alone. Name another folder with --output.");
        }
    }

    private void make(AllureProgram allure, Path work) throws IOException {
        Path staged = work.resolve("results");
        ReportFolders.stage(results, output, staged);
        Path pages = work.resolve("pages");
        Path single = work.resolve("single");
        allure.generate(staged, pages, false);
        allure.generate(staged, single, true);
        Files.copy(single.resolve("index.html"), pages.resolve(SINGLE), StandardCopyOption.REPLACE_EXISTING);
        for (String page : List.of("index.html", SINGLE)) {
            declareLight(pages.resolve(page));
        }
        Folders.delete(output);
        ReportFolders.copy(pages, output);
    }

    /** Allure's pages are light for everybody. What is shown in them is drawn as the page says, or as the reader likes it best. */
    private static void declareLight(Path page) throws IOException {
        String html = Files.readString(page);
        Files.writeString(page, html.replaceFirst("<head>", "<head>\n    " + LIGHT));
    }

    private static void open(Path page, PrintWriter err) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String address = page.toUri().toString();
        List<String> command = system.startsWith("mac")
                ? List.of("open", address)
                : system.startsWith("windows")
                        ? List.of("rundll32", "url.dll,FileProtocolHandler", address)
                        : List.of("xdg-open", address);
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            err.println("schemaproof: no browser could be started (" + command.get(0) + "); open the report yourself.");
        }
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec);
    }

    private ParameterException usage(String message) {
        return new ParameterException(command().commandLine(), message);
    }
}
