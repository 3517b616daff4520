package io.schemaproof.suites.launcher;

import io.schemaproof.assertions.contract.SchemaSnapshot;
import io.schemaproof.assertions.contract.SnapshotFile;
import io.schemaproof.backup.StartingPoint;
import io.schemaproof.catalog.CatalogException;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.verify.drift.Drift;
import io.schemaproof.verify.drift.DriftReport;
import io.schemaproof.verify.drift.DriftText;
import io.schemaproof.verify.drift.IgnoredObject;
import io.schemaproof.verify.drift.SchemaSource;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

/** {@code schemaproof drift DIR --against FILE|DIR|JDBC-URL}. */
@Command(
        name = "drift",
        description =
                "Compare the schema that the migrations of a folder give with another one, and say what is missing, extra or"
                        + " different there. A database is only read.",
        mixinStandardHelpOptions = true,
        versionProvider = Launcher.Version.class,
        sortOptions = false,
        footer = {"", "Exit codes: 0 no drift, 1 drift, " + ExitCode.SHARED})
final class DriftCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder with the migrations.")
    private @Nullable Path folder;

    @Option(
            names = "--against",
            paramLabel = "FILE|DIR|JDBC-URL",
            required = true,
            description =
                    "What the migrations are compared with: a dump of pg_dump or a script for psql, a contract in YAML that"
                            + " describe wrote, a snapshot, another folder of migrations, or a database:"
                            + " jdbc:postgresql://HOST/DATABASE?user=NAME; its password is best kept in ~/.pgpass.")
    private @Nullable String against;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Schemas to compare, as in SQL, several with commas between. Default: all, and what lies in none.")
    private List<String> schemas = List.of();

    @Option(
            names = "--ignore",
            paramLabel = "FILE",
            description =
                    "File with a line OBJECT because REASON for each object whose differences are meant; * stands for any text.")
    private @Nullable Path ignore;

    @Option(names = "--privileges", description = "Compare owners and privileges, too.")
    private boolean privileges;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
    private @Nullable Path json;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Override
    public Integer call() {
        Configuration configuration = Configuration.of(options()).orElse(Configuration.ofSystem());
        ServerRequest request = server.request(configuration);
        MigrationFolder migrations = server.read(Objects.requireNonNull(folder));
        String source = Objects.requireNonNull(against);
        if (!JdbcUrl.isOne(source) && isContract(source)) {
            return againstContract(Path.of(source), migrations, request);
        }
        Drift drift = Drift.of(migrations)
                .on(request)
                .configuredBy(configuration)
                .schemas(schemas.stream().map(arguments()::schema).toArray(String[]::new));
        Optional<Script> before = server.before();
        if (before.isPresent()) {
            drift = drift.before(before.get());
        }
        if (ignore != null) {
            drift = drift.ignoring(IgnoredObject.read(ignore));
        }
        if (privileges) {
            drift = drift.withPrivileges();
        }
        SchemaSource there = source(source);
        if (there.majorVersion().isPresent()
                && server.parameters().containsKey(ConfigurationParameters.DATABASE_VERSION)
                && there.majorVersion().getAsInt() != request.majorVersion()) {
            throw usage("--pg " + request.majorVersion() + ": the migrations are applied on PostgreSQL "
                    + there.majorVersion().getAsInt() + ", which " + there
                    + " has; on another one the servers would differ.");
        }
        DriftReport report;
        try (Steps steps = steps()) {
            report = drift.telling(steps.applying(migrations)).against(there).evaluate();
        }
        out().println(DriftText.of(report));
        return report.passed() ? ExitCode.PASSED : ExitCode.FINDINGS;
    }

    private Map<String, String> options() {
        Map<String, String> options = server.parameters();
        if (json != null) {
            options.put(ConfigurationParameters.REPORT_JSON, json.toString());
        }
        return options;
    }

    private SchemaSource source(String source) {
        if (JdbcUrl.isOne(source)) {
            return SchemaSource.of(arguments().database(source, "be compared with (--against)"));
        }
        Path path = Path.of(source);
        if (Files.isDirectory(path)) {
            return SchemaSource.of(MigrationReader.read(path), server.before());
        }
        try {
            if (Files.isRegularFile(path) && SnapshotFile.isOne(path)) {
                SchemaSnapshot snapshot = SnapshotFile.read(path);
                return SchemaSource.of("the snapshot " + path, snapshot.postgres(), snapshot.catalog());
            }
        } catch (CatalogException | UncheckedIOException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        return SchemaSource.of(StartingPoint.of(path));
    }

    private Steps steps() {
        return new Steps(Objects.requireNonNull(spec).commandLine().getErr());
    }

    private static boolean isContract(String source) {
        String name = source.toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private int againstContract(Path file, MigrationFolder migrations, ServerRequest request) {
        if (!schemas.isEmpty() || ignore != null || privileges || json != null) {
            throw usage(
                    "A contract says itself what is compared: --schema, --ignore, --privileges and --json do not go with "
                            + file + ".");
        }
        Optional<String> broken;
        try (Steps steps = steps()) {
            broken = new ContractDrift(file, steps).of(migrations, server.before(), request);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        out().println(broken.orElse(
                "no drift: the migrations in " + migrations.root() + " give what " + file + " says"));
        return broken.isEmpty() ? ExitCode.PASSED : ExitCode.FINDINGS;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private Arguments arguments() {
        return Arguments.of(spec);
    }

    private ParameterException usage(String message) {
        return arguments().refused(message);
    }
}
