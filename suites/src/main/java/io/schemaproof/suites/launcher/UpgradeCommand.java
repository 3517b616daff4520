package io.schemaproof.suites.launcher;

import io.schemaproof.backup.StartingPoint;
import io.schemaproof.base.Quantity;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.drift.DriftReport;
import io.schemaproof.verify.drift.DriftText;
import io.schemaproof.verify.upgrade.Upgrade;
import io.schemaproof.verify.upgrade.UpgradePath;
import io.schemaproof.verify.upgrade.UpgradeStep;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schemaproof upgrade DIR}. */
@Command(
        name = "upgrade",
        description =
                "Apply all ups in a row, from nothing and from what is deployed, and say whether each way ends in the same schema.",
        mixinStandardHelpOptions = true,
        versionProvider = Launcher.Version.class,
        sortOptions = false,
        footer = {"", "Exit codes: 0 all ways lead there, 1 one does not, " + ExitCode.SHARED})
final class UpgradeCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder with the migrations.")
    private @Nullable Path folder;

    @Option(
            names = "--start",
            paramLabel = "DUMP|JDBC-URL",
            description = "What is deployed: a dump of pg_dump, of any format, or a database, which is only read:"
                    + " jdbc:postgresql://HOST/DATABASE?user=NAME; its password is best kept in ~/.pgpass. May be given several"
                    + " times. Which versions it lacks, the table of their tool says, else --from.")
    private List<String> starts = List.of();

    @Option(
            names = "--from",
            paramLabel = "VERSION",
            description = "First version that what is deployed lacks, where no table of a tool says so.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "VERSION", description = "Last version to apply.")
    private @Nullable String to;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Override
    public Integer call() {
        List<String> deployed = starts.isEmpty()
                ? Configuration.ofSystem().get(ConfigurationParameters.START).stream()
                        .toList()
                : starts;
        if (from != null && deployed.isEmpty()) {
            throw Arguments.of(spec).refused("--from says what --start lacks, but nothing is said to be deployed.");
        }
        MigrationFolder migrations = server.read(Objects.requireNonNull(folder));
        ServerRequest request =
                server.request(Configuration.of(server.parameters()).orElse(Configuration.ofSystem()));
        Upgrade upgrade = Upgrade.of(migrations).on(request);
        Optional<Script> before = server.before();
        upgrade = before.isPresent() ? upgrade.before(before.get()) : upgrade;
        for (String start : deployed) {
            upgrade = upgrade.startingWith(point(start));
        }
        upgrade = from == null ? upgrade : upgrade.from(from);
        List<UpgradePath> paths = (to == null ? upgrade : upgrade.to(to)).evaluate();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        paths.forEach(path -> out.println(text(path)));
        if (deployed.isEmpty()) {
            out.println("Not run: from what is deployed, because nobody says what that is: --start DUMP.");
        }
        out.flush();
        return paths.stream().allMatch(UpgradePath::passed) ? ExitCode.PASSED : ExitCode.FINDINGS;
    }

    private StartingPoint point(String start) {
        return JdbcUrl.isOne(start)
                ? StartingPoint.of(Arguments.of(spec).database(start, "be begun with (--start)"))
                : StartingPoint.of(Path.of(start));
    }

    private static String text(UpgradePath path) {
        for (UpgradeStep step : path.steps()) {
            if (!step.applied()) {
                return "FAILS  from " + path.start() + ", at "
                        + step.migration().displayName() + "\n  "
                        + step.problem().orElse("").replace("\n", "\n  ");
            }
        }
        Optional<DriftReport> apart = path.end().filter(end -> !end.passed());
        String versions = path.steps().isEmpty()
                ? "it holds all migrations already"
                : Quantity.of(path.steps().size(), "version");
        return apart.isEmpty()
                ? "ok  from " + path.start() + ": " + versions
                : "ENDS ELSEWHERE  from " + path.start() + ": " + versions
                        + ", and another schema than that of a new database\n  "
                        + DriftText.of(apart.get()).replace("\n", "\n  ");
    }
}
