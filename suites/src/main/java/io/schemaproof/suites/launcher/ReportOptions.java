package io.schemaproof.suites.launcher;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.result.Listeners;
import io.schemaproof.verify.result.ToolVersion;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that ask for reports. */
final class ReportOptions {

    private static final List<String> SERVICES = List.of(
            ConfigurationParameters.REPORT_SARIF,
            ConfigurationParameters.REPORT_GITLAB,
            ConfigurationParameters.REPORT_MARKDOWN);

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
    private @Nullable Path json;

    @Option(names = "--allure", paramLabel = "DIR", description = "Write Allure results into a folder.")
    private @Nullable Path allure;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write the result as one page of HTML that needs nothing else; the page that was there hands its history on.")
    private @Nullable Path html;

    @Option(
            names = "--sarif",
            paramLabel = "FILE",
            description = "Write the findings as SARIF 2.1.0, for code scanning.")
    private @Nullable Path sarif;

    @Option(
            names = "--gitlab",
            paramLabel = "FILE",
            description = "Write the findings as a report of code quality for GitLab.")
    private @Nullable Path gitlab;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write a summary in Markdown, for a pull request.")
    private @Nullable Path markdown;

    @Option(names = "--github", description = "Print the findings as annotations for GitHub Actions, too.")
    private boolean github;

    /** Whether annotations are to be printed. */
    boolean annotates() {
        return github;
    }

    /** What the options say, as parameters. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        put(parameters, ConfigurationParameters.REPORT_JSON, json);
        put(parameters, ConfigurationParameters.REPORT_ALLURE, allure);
        put(parameters, ConfigurationParameters.REPORT_HTML, html);
        put(parameters, ConfigurationParameters.REPORT_SARIF, sarif);
        put(parameters, ConfigurationParameters.REPORT_GITLAB, gitlab);
        put(parameters, ConfigurationParameters.REPORT_MARKDOWN, markdown);
        refuseWhatWouldBeLost();
        return parameters;
    }

    /** A report would take the place of a script, or of the one before it, whose reader finds another form, or nothing. */
    private void refuseWhatWouldBeLost() {
        Map<String, @Nullable Path> given = new LinkedHashMap<>();
        given.put("--json", json);
        given.put("--allure", allure);
        given.put("--html", html);
        given.put("--sarif", sarif);
        given.put("--gitlab", gitlab);
        given.put("--markdown", markdown);
        Map<Path, String> taken = new HashMap<>();
        given.forEach((option, file) -> {
            // What is no file, such as /dev/null, takes as many as are sent there.
            if (file == null || (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file))) {
                return;
            }
            if (Files.isRegularFile(file) && file.toString().endsWith(".sql")) {
                throw refused(option + " would overwrite the script " + file + ". Name another file for the report.");
            }
            @Nullable String other = taken.putIfAbsent(file.toAbsolutePath().normalize(), option);
            if (other != null) {
                throw refused(other + " and " + option + " name one file, " + file + ". Give each its own.");
            }
        });
    }

    private ParameterException refused(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    /**
     * Write what services of repositories take, without a finding: where they miss a file, they fail, and one of an earlier run would be
     * taken for that of this one.
     */
    static void writeNothing(MigrationFolder migrations, Configuration configuration) {
        Verification none = new Verification(ToolVersion.get(), "", "", migrations, List.of(), Duration.ZERO);
        Map<String, String> files = new HashMap<>();
        SERVICES.forEach(key -> configuration.get(key).ifPresent(file -> files.put(key, file)));
        Configuration ofServices = Configuration.of(files);
        VerificationListener reports = Listeners.all(Listeners.onClassPath());
        reports.started(migrations, ofServices);
        reports.finished(none);
    }

    private static void put(Map<String, String> parameters, String key, @Nullable Path value) {
        if (value != null) {
            parameters.put(key, value.toString());
        }
    }
}
