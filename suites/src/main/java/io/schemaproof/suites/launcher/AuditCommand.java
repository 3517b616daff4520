package io.schemaproof.suites.launcher;

import io.schemaproof.backup.StartingPoint;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.audit.AuditReport;
import io.schemaproof.verify.audit.FolderAudit;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schemaproof audit DIR}. */
@Command(
        name = "audit",
        description =
                "Run the files of a folder as psql does that goes on after errors, and say of each file what became of it, why"
                        + " statements failed, and in which order they would have worked.",
        mixinStandardHelpOptions = true,
        versionProvider = Launcher.Version.class,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 every statement of every file passed, 1 one failed or nothing is known of a file, "
                    + ExitCode.SHARED
        })
final class AuditCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder with the files.")
    private @Nullable Path folder;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private StartOptions start = new StartOptions();

    @Option(
            names = "--from",
            paramLabel = "VERSION",
            description =
                    "With --start: the first file that it lacks. Default: what the table of the tool says, else the first.")
    private @Nullable String from;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "" + FolderAudit.LIMIT_DEFAULT,
            description = "After how many runs of a file the search for an order gives up; 0 for no search. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int runs = FolderAudit.LIMIT_DEFAULT;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
    private @Nullable Path json;

    /** Known only to be answered: {@code verify} has it, and what is the same for both is looked for here, too. */
    @Option(names = "--shard", hidden = true, arity = "0..1")
    private @Nullable String shard;

    @Override
    public Integer call() {
        if (shard != null) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "An audit is not divided (--shard): what becomes of a file hangs on all files before it, and what a run teaches of"
                            + " the order, the next one needs. Let one machine audit the folder; --runs 0 leaves the search for an"
                            + " order to another day.");
        }
        if (runs < 0) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "A number of runs is at least 0 (--runs), not " + runs + ".");
        }
        Configuration configuration = Configuration.of(options()).orElse(Configuration.ofSystem());
        MigrationFolder files = server.read(Objects.requireNonNull(folder));
        ServerRequest request = server.request(configuration);
        FolderAudit audit =
                FolderAudit.of(files).on(request).configuredBy(configuration).limitedTo(runs);
        Optional<Script> before = server.before();
        if (before.isPresent()) {
            audit = audit.before(before.get());
        }
        Optional<StartingPoint> point = start.point();
        if (point.isPresent()) {
            audit = audit.startingWith(point.get());
        }
        if (from != null) {
            audit = audit.from(from);
        }
        AuditReport report = audit.with(new ConsoleAudit(
                        Objects.requireNonNull(spec).commandLine().getOut(),
                        Objects.requireNonNull(spec).commandLine().getErr(),
                        runs))
                .evaluate();
        return report.passed() ? ExitCode.PASSED : ExitCode.FINDINGS;
    }

    private Map<String, String> options() {
        Map<String, String> options = server.parameters();
        if (json != null) {
            options.put(ConfigurationParameters.REPORT_JSON, json.toString());
        }
        return options;
    }
}
