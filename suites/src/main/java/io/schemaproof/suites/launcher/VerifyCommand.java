package io.schemaproof.suites.launcher;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.data.RowSource;
import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.data.seed.SeedFolder;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.shard.EmptyShardException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schemaproof verify DIR}. */
@Command(
        name = "verify",
        description =
                "Apply the migrations of a folder, take them back and apply them again, and say which can be taken back and which lose data.",
        mixinStandardHelpOptions = true,
        versionProvider = Launcher.Version.class,
        sortOptions = false,
        footer = {"", "Exit codes: 0 passed, 1 findings, " + ExitCode.SHARED})
final class VerifyCommand implements Callable<Integer> {

    /** The checks that are built; those of later versions are not offered before they are there. */
    private static final List<String> CHECKS = Stream.concat(
                    Stream.of("roundtrip", "data"), PolicyOptions.CHECKS.stream())
            .toList();

    /** Checks that bring no rows of their own, or fewer than may be asked for. */
    private static final Set<String> ON_ROWS =
            Set.of("idempotency", "partial", "determinism", "queries", "performance");

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder with the migrations.")
    private @Nullable Path folder;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = "--checks",
            paramLabel = "CHECK",
            split = ",",
            defaultValue = "roundtrip,data",
            description =
                    "What to check: roundtrip (always), data (whether rows survive, and what migrations take for granted of"
                            + " them; --seed asks for it too), idempotency (whether it can be applied twice), partial (what stays behind when"
                            + " it is stopped half way), determinism (whether it gives the same for another user, in another time"
                            + " zone, at another time), safety (what a running application would have to wait for, or lose),"
                            + " traffic (what clients meet while a migration runs), queries (whether the queries of a running"
                            + " application survive; --queries asks for it too), performance (whether they stay within --within),"
                            + " order (whether a version is left out; --since and schemaproof.lock ask for more); or all, which says"
                            + " of each that lacks something that it was not run."
                            + " Default: ${DEFAULT-VALUE}; with --start, unless --rows is given, roundtrip.")
    private List<String> checks = List.of("roundtrip", "data");

    @Option(
            names = "--rows",
            paramLabel = "N",
            description =
                    "Rows that are generated for each table, for the check data and those that meet rows; 0 for none. Default: "
                            + ConfigurationParameters.ROWS_DEFAULT + ".")
    private @Nullable String rows;

    @Option(
            names = "--seed",
            paramLabel = "DIR",
            description =
                    "Folder with rows for the check data: VERSION.sql and VERSION/SCHEMA.TABLE.csv before the up of"
                            + " a version, VERSION.after.sql and VERSION.after/SCHEMA.TABLE.csv after it.")
    private @Nullable Path seed;

    @Mixin
    private StartOptions start = new StartOptions();

    @Mixin
    private PolicyOptions policies = new PolicyOptions();

    @Mixin
    private FailOn failOn = new FailOn();

    @Option(
            names = "--paranoid",
            description =
                    "Compare each reading of what has changed in a catalogue with a reading of everything, and stop where they"
                            + " differ. Takes much longer.")
    private boolean paranoid;

    @Mixin
    private RangeOptions range = new RangeOptions();

    @Mixin
    private AcceptanceOptions acceptance = new AcceptanceOptions();

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Override
    public Integer call() {
        Severity threshold = failOn.threshold();
        boolean all = checks.equals(List.of(AskedChecks.ALL));
        checks.stream()
                .filter(check -> !all && !CHECKS.contains(check))
                .findFirst()
                .ifPresent(check -> {
                    throw usage("Unknown check '" + check + "' (--checks). There is: " + String.join(", ", CHECKS)
                            + "; or " + AskedChecks.ALL + ", alone.");
                });
        Configuration configuration = Configuration.of(options()).orElse(Configuration.ofSystem());
        AskedChecks asking = all ? all(configuration) : AskedChecks.exactly(checks);
        checks = asking.checks();
        ServerRequest request = server.request(configuration);
        MigrationFolder migrations = server.read(Objects.requireNonNull(folder));
        RoundTrip roundTrip = RoundTrip.of(migrations).on(request).configuredBy(configuration);
        Optional<Script> before = server.before();
        if (before.isPresent()) {
            roundTrip = roundTrip.before(before.get());
        }
        Optional<RowSource> source = source(migrations, configuration);
        if (source.isPresent()) {
            roundTrip = roundTrip.withRows(source.get());
        } else if (meetRows(configuration)) {
            roundTrip = roundTrip.onRows(rows(migrations, configuration));
        }
        roundTrip = start.addTo(roundTrip, wanted(), source.isPresent());
        roundTrip = policies.addTo(roundTrip, wanted(), configuration);
        Optional<RoundTrip> asked = range.addTo(roundTrip, migrations, configuration);
        if (asked.isEmpty()) {
            command().commandLine().getOut().println(range.nothing());
            ReportOptions.writeNothing(migrations, configuration);
            return ExitCode.PASSED;
        }
        RoundTrip told = asked.get()
                .with(new ConsoleReport(
                        command().commandLine().getOut(),
                        command().commandLine().getErr()));
        if (reports.annotates()) {
            told = told.with(new GitHubAnnotations(command().commandLine().getOut()));
        }
        Verification verification;
        try {
            verification = told.evaluate();
        } catch (EmptyShardException e) {
            command().commandLine().getOut().println(e.getMessage());
            return ExitCode.PASSED;
        }
        asking.notRun().forEach(command().commandLine().getOut()::println);
        if (passed(verification, threshold)) {
            return ExitCode.PASSED;
        }
        if (passed(verification, Severity.ERROR)) {
            command().commandLine().getOut().println("Not passed, because warnings count (--fail-on warning).");
        }
        return ExitCode.FINDINGS;
    }

    /** What is checked. Whoever begins with rows of his own says whether generated ones, or his, are to be checked. */
    private List<String> wanted() {
        return start.isGiven() && rows == null && !isGiven("--checks") ? List.of("roundtrip") : checks;
    }

    private AskedChecks all(Configuration configuration) {
        try {
            boolean rows = configuration.get(ConfigurationParameters.SEED).isPresent()
                    || start.isGiven()
                    || GeneratedRowSource.configuredBy(configuration).rows() > 0;
            return AskedChecks.all(CHECKS, configuration, rows);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private boolean isGiven(String option) {
        return command().commandLine().getParseResult().hasMatchedOption(option);
    }

    /** Seeds, and generated rows in what remains; empty where no rows are asked for but those of the start. */
    private Optional<RowSource> source(MigrationFolder migrations, Configuration configuration) {
        GeneratedRowSource generated;
        try {
            generated = GeneratedRowSource.configuredBy(configuration);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        boolean seeded = configuration.get(ConfigurationParameters.SEED).isPresent();
        // An option asks for the check. What the system names is there for whichever checks are asked for.
        if (seed != null || (seeded && (wanted().contains("data") || !isGiven("--checks")))) {
            return Optional.of(rows(migrations, configuration));
        }
        if (!wanted().contains("data")) {
            return Optional.empty();
        }
        if (generated.rows() == 0 && !start.isGiven() && isGiven("--checks")) {
            throw usage(
                    "The check 'data' needs rows: ask for some with --rows, name a folder with --seed, or a dump with --start.");
        }
        return generated.rows() > 0 && !(start.isGiven() && rows == null) ? Optional.of(generated) : Optional.empty();
    }

    /** Seeds, and generated rows in what remains, as far as they are asked for; some of them are. */
    private static RowSource rows(MigrationFolder migrations, Configuration configuration) {
        GeneratedRowSource generated = GeneratedRowSource.configuredBy(configuration);
        Optional<RowSource> seeds = configuration
                .get(ConfigurationParameters.SEED)
                .map(folder -> SeedFolder.read(Path.of(folder), migrations));
        return seeds.map(first -> generated.rows() > 0 ? first.then(generated) : first)
                .orElse(generated);
    }

    /** Whether checks other than that of the data meet generated rows: without any, what changes each row twice would pass. */
    private boolean meetRows(Configuration configuration) {
        return !start.isGiven()
                && wanted().stream().anyMatch(ON_ROWS::contains)
                && (GeneratedRowSource.configuredBy(configuration).rows() > 0
                        || configuration.get(ConfigurationParameters.SEED).isPresent());
    }

    private static boolean passed(Verification verification, Severity threshold) {
        return verification.migrations().stream()
                .allMatch(result -> result.verdict() != MigrationVerdict.INCONCLUSIVE
                        && result.findings().stream()
                                .allMatch(finding -> finding.severity().compareTo(threshold) > 0));
    }

    private Map<String, String> options() {
        Map<String, String> options = server.parameters();
        options.putAll(policies.parameters());
        if (rows != null) {
            options.put(ConfigurationParameters.ROWS, rows);
        }
        if (seed != null) {
            options.put(ConfigurationParameters.SEED, seed.toString());
        }
        if (paranoid) {
            options.put(ConfigurationParameters.PARANOID, "true");
        }
        options.putAll(range.parameters());
        options.putAll(acceptance.parameters());
        options.putAll(reports.parameters());
        return options;
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec);
    }

    private ParameterException usage(String message) {
        return new ParameterException(command().commandLine(), message);
    }
}
