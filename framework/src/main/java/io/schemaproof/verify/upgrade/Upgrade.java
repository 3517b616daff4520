package io.schemaproof.verify.upgrade;

import io.schemaproof.backup.BackupException;
import io.schemaproof.backup.StartingPoint;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.SensitiveTables;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.verify.check.CheckServer;
import io.schemaproof.verify.check.PreparedDatabases;
import io.schemaproof.verify.drift.Drift;
import io.schemaproof.verify.drift.DriftReport;
import io.schemaproof.verify.drift.SchemaSource;
import io.schemaproof.verify.result.LostServer;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Verify that a whole history of ups can be applied, version by version: from nothing, as on a new machine, and from dumps of what is deployed,
 * with the rows that are there; and that each of these ways ends in the same schema.
 *
 * <pre>{@code
 * List<UpgradePath> paths = Upgrade.of(MigrationReader.read(folder))
 *     .startingWith(StartingPoint.of(Path.of("db/release-1.sql")))
 *     .evaluate();
 * }</pre>
 *
 * @since 0.1
 */
public final class Upgrade {

    private final MigrationFolder folder;
    private final ServerRequest request;
    private final Optional<Script> before;
    private final List<StartingPoint> starts;
    private final Optional<String> from;
    private final UnaryOperator<Drift> comparison;

    private Upgrade(
            MigrationFolder folder,
            ServerRequest request,
            Optional<Script> before,
            List<StartingPoint> starts,
            Optional<String> from,
            UnaryOperator<Drift> comparison) {
        this.folder = folder;
        this.request = request;
        this.before = before;
        this.starts = starts;
        this.from = from;
        this.comparison = comparison;
    }

    /** Begin with a folder, on the server that the system's configuration asks for. */
    public static Upgrade of(MigrationFolder folder) {
        return new Upgrade(
                folder,
                ServerRequest.from(Configuration.ofSystem()),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                UnaryOperator.identity());
    }

    /** Return the same on another server. */
    public Upgrade on(ServerRequest server) {
        return new Upgrade(folder, server, before, starts, from, comparison);
    }

    /** Return the same with a script that makes what the migrations expect to be there. */
    public Upgrade before(Script script) {
        return new Upgrade(folder, request, Optional.of(script), starts, from, comparison);
    }

    /** Return the same that also upgrades what a dump or another database holds. */
    public Upgrade startingWith(StartingPoint start) {
        List<StartingPoint> more = new ArrayList<>(starts);
        more.add(start);
        return new Upgrade(folder, request, before, List.copyOf(more), from, comparison);
    }

    /** Return the same where this is the first version that the dumps lack, if no table of a tool in them says so. */
    public Upgrade from(String version) {
        return new Upgrade(folder, request, before, starts, Optional.of(version), comparison);
    }

    /** Return the same for the migrations up to this version; later ones are left out. */
    public Upgrade to(String version) {
        int last = MigrationRange.of(folder, Optional.empty(), Optional.of(version))
                .last();
        MigrationFolder part = new MigrationFolder(
                folder.root(),
                folder.convention(),
                folder.migrations().subList(0, last + 1),
                folder.ignored(),
                folder.prepare());
        return new Upgrade(part, request, before, starts, from, comparison);
    }

    /** Return the same that compares the ends as {@link Drift} is adapted here: some schemas alone, or without what is meant to differ. */
    public Upgrade comparing(UnaryOperator<Drift> adapted) {
        return new Upgrade(folder, request, before, starts, from, adapted);
    }

    /**
     * Apply, and return what became of each version: from nothing first, then from each start.
     *
     * @throws MigrationException if the script that runs before fails, or it is not clear what a start holds
     * @throws BackupException if a start cannot be restored
     * @throws DatabaseException if there is no server, or it is lost on the way
     */
    public List<UpgradePath> evaluate() {
        List<UpgradePath> paths = new ArrayList<>();
        paths.add(path("nothing", Optional.empty()));
        for (StartingPoint start : starts) {
            paths.add(path("the " + start.description(), Optional.of(start)));
        }
        return List.copyOf(paths);
    }

    private UpgradePath path(String words, Optional<StartingPoint> start) {
        // What is left on a server, such as a role, would be in the way of the next.
        try (CheckServer server = CheckServer.alone(request)) {
            return LostServer.during(server::get, () -> path(words, start, server));
        }
    }

    private UpgradePath path(String words, Optional<StartingPoint> start, CheckServer server) throws SQLException {
        PreparedDatabases databases = new PreparedDatabases(
                folder, Configuration.ofSystem(), before, start, start.isPresent() ? from : Optional.empty());
        try (ObservedDatabase database = databases.createAtBeginning(server.get())) {
            List<UpgradeStep> steps = steps(databases, database);
            boolean whole = steps.stream().allMatch(UpgradeStep::applied);
            Optional<DriftReport> end = whole && start.isPresent()
                    ? Optional.of(compare(words, server.get().majorVersion(), database.catalog()))
                    : Optional.empty();
            return new UpgradePath(words, steps, end);
        }
    }

    private List<UpgradeStep> steps(PreparedDatabases databases, ObservedDatabase database) throws SQLException {
        List<UpgradeStep> steps = new ArrayList<>();
        Optional<String> stopped = Optional.empty();
        for (int index = 0; index < folder.migrations().size(); index++) {
            if (databases.unlessHeld(index).isPresent()) {
                Migration migration = folder.migrations().get(index);
                Optional<String> earlier = stopped;
                Optional<String> cannot =
                        earlier.or(() -> migration.notRunnable().map(why -> "it cannot be run here: " + why));
                UpgradeStep step = cannot.isPresent()
                        ? new UpgradeStep(migration, Optional.empty(), cannot)
                        : step(migration, database);
                steps.add(step);
                if (!step.applied() && stopped.isEmpty()) {
                    stopped = Optional.of(migration.displayName() + " before it was not applied");
                }
            }
        }
        return steps;
    }

    private static UpgradeStep step(Migration migration, ObservedDatabase database) throws SQLException {
        MigrationRun run = database.run(migration.up());
        Connection session = database.session();
        return new UpgradeStep(
                migration,
                Optional.of(run.time()),
                run.firstError()
                        .map(error -> SensitiveTables.format(error, migration.up(), session))
                        .or(run::uncommitted));
    }

    private DriftReport compare(String words, int majorVersion, Catalog end) {
        Drift drift = Drift.of(folder)
                .on(request)
                .against(SchemaSource.of("what " + words + " has become", majorVersion, end));
        return comparison.apply(before.map(drift::before).orElse(drift)).evaluate();
    }
}
