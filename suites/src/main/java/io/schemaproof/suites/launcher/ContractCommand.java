package io.schemaproof.suites.launcher;

import io.schemaproof.assertions.contract.ContractException;
import io.schemaproof.assertions.structure.FileContract;
import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.data.RowSource;
import io.schemaproof.data.seed.SeedFolder;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.query.PlannerStatistics;
import io.schemaproof.verify.contract.ContractListeners;
import io.schemaproof.verify.contract.ContractReport;
import io.schemaproof.verify.contract.ContractText;
import io.schemaproof.verify.history.AppliedMigrations;
import io.schemaproof.verify.result.LostServer;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
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

/** {@code schemaproof contract FILE --against DIR|JDBC-URL}. */
@Command(
        name = "contract",
        description =
                "Hold the database that the migrations of a folder give, or one that is only read, against a contract in YAML:"
                        + " tables, rows, queries, their plans and times.",
        mixinStandardHelpOptions = true,
        versionProvider = Launcher.Version.class,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 kept, 1 something is violated, inconclusive, or a migration fails, " + ExitCode.SHARED
        })
final class ContractCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The contract, as describe writes one.")
    private @Nullable Path file;

    @Option(
            names = "--against",
            paramLabel = "DIR|JDBC-URL",
            required = true,
            description =
                    "Folder with the migrations, or a database as jdbc:postgresql://HOST/DATABASE?user=NAME; its password is"
                            + " best kept in ~/.pgpass.")
    private @Nullable String against;

    @Option(
            names = "--seed",
            paramLabel = "DIR",
            description = "Folder with rows that are put in while the migrations are applied: VERSION.sql and"
                    + " VERSION/SCHEMA.TABLE.csv before the up of a version, VERSION.after.sql and"
                    + " VERSION.after/SCHEMA.TABLE.csv after it.")
    private @Nullable Path seed;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
    private @Nullable Path json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write a summary in Markdown, for a pull request.")
    private @Nullable Path markdown;

    @Override
    public Integer call() {
        Configuration configuration = Configuration.of(options()).orElse(Configuration.ofSystem());
        FileContract contract;
        try {
            contract = FileContract.read(Objects.requireNonNull(file));
        } catch (ContractException | UncheckedIOException e) {
            // Without the usage, behind which nobody finds the line: it is the file that has to be mended, and not the
            // command.
            command().commandLine().getErr().println(e.getMessage());
            return ExitCode.USAGE;
        }
        Steps steps = new Steps(command().commandLine().getErr());
        String subject = Objects.requireNonNull(against);
        ContractReport report;
        try (steps) {
            report = JdbcUrl.isOne(subject)
                    ? of(
                            contract,
                            Arguments.of(spec).database(subject, "be held against a contract (--against)"),
                            steps)
                    : of(contract, server.read(Path.of(subject)), configuration, steps);
        } catch (FailedMigration e) {
            command().commandLine().getErr().println(e.getMessage());
            return ExitCode.FINDINGS;
        }
        PrintWriter out = command().commandLine().getOut();
        out.println(report.file() + " against " + report.subject() + ", on PostgreSQL " + report.serverVersion());
        out.println();
        out.println(ContractText.of(report));
        out.flush();
        ContractListeners.announce(report, configuration);
        return report.passed() ? ExitCode.PASSED : ExitCode.FINDINGS;
    }

    private ContractReport of(FileContract contract, JdbcUrl url, Steps steps) {
        Optional<String> given = seed == null ? server.given() : Optional.of("--seed");
        given.ifPresent(option -> {
            throw usage(option + " says how migrations run, but a database is checked, which is only read.");
        });
        try (ReadDatabase database = new ReadDatabase(url)) {
            return steps.evaluate(contract, Schema.of(database), "database " + url.shown());
        }
    }

    private ContractReport of(FileContract contract, MigrationFolder folder, Configuration configuration, Steps steps) {
        ServerRequest request = server.request(configuration);
        Optional<Script> before = server.before();
        Optional<RowSource> rows = Optional.ofNullable(seed)
                .or(() -> configuration.get(ConfigurationParameters.SEED).map(Path::of))
                .map(path -> SeedFolder.read(path, folder));
        try (DatabaseServer started = Databases.start(request);
                TestDatabase database = TestDatabase.create(started)) {
            return LostServer.during(() -> started, () -> {
                try {
                    AppliedMigrations.apply(database, folder, before, Optional.empty(), rows, steps.applying(folder));
                } catch (MigrationException e) {
                    throw new FailedMigration(e);
                }
                // The planner shall know of the rows, whether autovacuum has come round or not.
                PlannerStatistics.refresh(database.dataSource());
                return steps.evaluate(contract, Schema.of(database.dataSource()), "the migrations in " + folder.root());
            });
        }
    }

    private Map<String, String> options() {
        Map<String, String> options = server.parameters();
        if (json != null) {
            options.put(ConfigurationParameters.REPORT_JSON, json.toString());
        }
        if (markdown != null) {
            options.put(ConfigurationParameters.REPORT_MARKDOWN, markdown.toString());
        }
        return options;
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec);
    }

    private ParameterException usage(String message) {
        return new ParameterException(command().commandLine(), message);
    }

    /** A migration that fails is found out, unlike one that cannot be read. */
    private static final class FailedMigration extends RuntimeException {

        private static final long serialVersionUID = 1;

        FailedMigration(MigrationException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
