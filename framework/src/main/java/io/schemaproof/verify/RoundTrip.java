package io.schemaproof.verify;

import io.schemaproof.backup.BackupException;
import io.schemaproof.backup.StartingPoint;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.data.RowSource;
import io.schemaproof.data.RowSourceSequence;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.query.named.QuerySet;
import io.schemaproof.safety.estimate.ProductionSizes;
import io.schemaproof.safety.estimate.WorkRates;
import io.schemaproof.verify.acceptance.Acceptances;
import io.schemaproof.verify.assumption.AssumptionCheck;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.CheckServer;
import io.schemaproof.verify.check.FolderCheck;
import io.schemaproof.verify.check.Goals;
import io.schemaproof.verify.check.PreparedDatabases;
import io.schemaproof.verify.compatibility.PerformanceLimits;
import io.schemaproof.verify.compatibility.QueryCompatibility;
import io.schemaproof.verify.compatibility.QueryPerformance;
import io.schemaproof.verify.history.Beginning;
import io.schemaproof.verify.history.NothingToCheckException;
import io.schemaproof.verify.policy.Changes;
import io.schemaproof.verify.policy.Determinism;
import io.schemaproof.verify.policy.HistoryGaps;
import io.schemaproof.verify.policy.HistoryLock;
import io.schemaproof.verify.policy.HistoryOrder;
import io.schemaproof.verify.policy.Idempotency;
import io.schemaproof.verify.policy.IdempotencyPolicy;
import io.schemaproof.verify.policy.LockedHistory;
import io.schemaproof.verify.policy.PartialFailure;
import io.schemaproof.verify.result.Listeners;
import io.schemaproof.verify.result.LostServer;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.PartListener;
import io.schemaproof.verify.result.ToolVersion;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationListener;
import io.schemaproof.verify.result.VerificationText;
import io.schemaproof.verify.roundtrip.Assistants;
import io.schemaproof.verify.roundtrip.RoundTripRun;
import io.schemaproof.verify.roundtrip.Workbench;
import io.schemaproof.verify.rows.DataPreservation;
import io.schemaproof.verify.rows.GivenRows;
import io.schemaproof.verify.safety.Safety;
import io.schemaproof.verify.shard.ShardPart;
import io.schemaproof.verify.shard.Sharding;
import io.schemaproof.verify.traffic.Traffic;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Verify that migrations can be applied, taken back and applied again.
 *
 * <p>For each migration: snapshot, up, snapshot, down, compare with the first, up, compare with the second. Then the whole
 * chain down to nothing and up again; and, where rows are given, each migration on tables full of rows. A step that is broken does not hide the others: they are checked on what its ups
 * give.
 *
 * <pre>{@code
 * Verification verification = RoundTrip.of(MigrationReader.read(folder, "auto"))
 *     .on(ServerRequest.from(Configuration.ofSystem()))
 *     .evaluate();
 * }</pre>
 *
 * @since 0.1
 */
public final class RoundTrip {

    private final MigrationFolder folder;
    private final ServerRequest request;
    private final Configuration configuration;
    private final Optional<Script> before;
    private final Optional<StartingPoint> start;
    private final Optional<String> from;
    private final Optional<String> to;
    private final Optional<Sharding> sharding;
    private final List<FolderCheck> checks;
    private final List<VerificationListener> listeners;

    private RoundTrip(
            MigrationFolder folder,
            ServerRequest request,
            Configuration configuration,
            Optional<Script> before,
            Optional<StartingPoint> start,
            Optional<String> from,
            Optional<String> to,
            Optional<Sharding> sharding,
            List<FolderCheck> checks,
            List<VerificationListener> listeners) {
        this.folder = folder;
        this.request = request;
        this.configuration = configuration;
        this.before = before;
        this.start = start;
        this.from = from;
        this.to = to;
        this.sharding = sharding;
        this.checks = checks;
        this.listeners = listeners;
    }

    /**
     * Begin with a folder, on the server that the system's configuration asks for, with the reports on the class path. Where it holds a
     * {@link HistoryLock}, its history is held against that.
     */
    public static RoundTrip of(MigrationFolder folder) {
        Configuration configuration = Configuration.ofSystem();
        return new RoundTrip(
                folder,
                ServerRequest.from(configuration),
                configuration,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Stream.concat(
                                Stream.<FolderCheck>of(new Idempotency(IdempotencyPolicy.OFF)),
                                LockedHistory.of(folder).stream())
                        .toList(),
                Listeners.onClassPath());
    }

    /** Return the same on another server. */
    public RoundTrip on(ServerRequest server) {
        return new RoundTrip(folder, server, configuration, before, start, from, to, sharding, checks, listeners);
    }

    /** Return the same with another configuration for the reports, and for how catalogues are read. */
    public RoundTrip configuredBy(Configuration other) {
        return new RoundTrip(folder, request, other, before, start, from, to, sharding, checks, listeners);
    }

    /** Return the same with a script that makes what the migrations expect to be there. */
    public RoundTrip before(Script script) {
        return new RoundTrip(
                folder, request, configuration, Optional.of(script), start, from, to, sharding, checks, listeners);
    }

    /**
     * Return the same on databases that begin with what a dump or another database holds, rows too, after the script that runs
     * before. The migrations that it holds are not applied; which they are, the table of their tool says, else {@link #from}.
     */
    public RoundTrip startingWith(StartingPoint point) {
        return new RoundTrip(
                folder, request, configuration, before, Optional.of(point), from, to, sharding, checks, listeners);
    }

    /** Return the same for the migrations from this version on; earlier ones are applied and not checked. */
    public RoundTrip from(String version) {
        return new RoundTrip(
                folder, request, configuration, before, start, Optional.of(version), to, sharding, checks, listeners);
    }

    /** Return the same for the migrations up to this version; later ones are left out. */
    public RoundTrip to(String version) {
        return new RoundTrip(
                folder, request, configuration, before, start, from, Optional.of(version), sharding, checks, listeners);
    }

    /**
     * Return the same for the part of one of several machines that divide the migrations among them. Earlier migrations are applied
     * as always, and what is said of one is what is said of it where one machine does everything.
     */
    public RoundTrip inShard(Sharding part) {
        return new RoundTrip(
                folder, request, configuration, before, start, from, to, Optional.of(part), checks, listeners);
    }

    /**
     * Return the same that also checks whether rows survive: each migration once more on a database in which the ups of the
     * earlier ones have met these rows. Where the source makes rows up, what migrations take for granted of rows is found out
     * on unusual ones.
     */
    public RoundTrip withRows(RowSource source) {
        List<FolderCheck> others = checks.stream()
                .filter(check -> !(check instanceof AssumptionCheck || check instanceof GivenRows))
                .toList();
        RoundTrip preserving = new RoundTrip(
                        folder, request, configuration, before, start, from, to, sharding, others, listeners)
                .with(new DataPreservation(source));
        boolean generates = RowSourceSequence.parts(source).stream().anyMatch(RowSource::isGenerated);
        return generates ? preserving.with(new AssumptionCheck(source.adversarial())) : preserving;
    }

    /** Return the same whose other checks meet these rows, too, without a check whether they survive. */
    public RoundTrip onRows(RowSource source) {
        return with(new GivenRows(source));
    }

    /** Return the same that also checks whether the rows survive that the databases {@linkplain #startingWith begin with}. */
    public RoundTrip withRowsOfTheStart() {
        return withRows(RowSource.NONE);
    }

    /**
     * Return the same that also applies each migration twice in a row and holds what happens against a policy. Repeatable
     * migrations, and those whose comment asks for it, are applied twice under every policy.
     */
    public RoundTrip withIdempotency(IdempotencyPolicy policy) {
        return with(new Idempotency(policy));
    }

    /** Return the same that also stops each migration half way, lists what stays behind, and tries again. */
    public RoundTrip withPartialFailure() {
        return with(new PartialFailure());
    }

    /**
     * Return the same that also applies the migrations a second time for another user, in another time zone, with other formats and
     * at another time, and compares the schemas.
     */
    public RoundTrip withDeterminism() {
        return with(new Determinism());
    }

    /** Return the same that also demands that what has changed comes behind what there was, which stays as it is. */
    public RoundTrip withChanges(Changes changes) {
        return with(new HistoryOrder(changes));
    }

    /** Return the same that also looks for a version that is left out where all others count by one. */
    public RoundTrip withGaps() {
        return with(new HistoryGaps());
    }

    /**
     * Return the same that also judges each up and each down by what the server does for it on tables of two sizes: what an application that runs
     * meanwhile would have to wait for, or lose.
     */
    public RoundTrip withSafety() {
        return checks.stream().anyMatch(Safety.class::isInstance) ? this : with(new Safety());
    }

    /**
     * Return the same that also estimates for how long this would be in production, whose tables are so large; the rates are measured
     * on the server that traces.
     */
    public RoundTrip withSizes(ProductionSizes sizes) {
        return with(new Safety(Optional.of(sizes), Optional.empty()));
    }

    /** Return the same with rates that were measured elsewhere, such as on production's own machine. */
    public RoundTrip withSizes(ProductionSizes sizes, WorkRates rates) {
        return with(new Safety(Optional.of(sizes), Optional.of(rates)));
    }

    /**
     * Return the same that also runs each up and each down while clients read and write the tables, and demands that no statement of
     * theirs fails.
     */
    public RoundTrip withTraffic() {
        return with(new Traffic());
    }

    /**
     * Return the same that also sends these statements before and after each up: whether the application that runs now survives
     * it.
     */
    public RoundTrip withQueries(QuerySet queries) {
        return with(new QueryCompatibility(queries));
    }

    /**
     * The same with the statements of a folder, a file for each service.
     *
     * @throws MigrationException if it is missing, empty, or cannot be read
     */
    public RoundTrip withQueries(Path folder) {
        return withQueries(QuerySet.read(folder));
    }

    /** Return the same that also measures these statements after each up: whether they stay within limits. */
    public RoundTrip withPerformance(QuerySet queries, PerformanceLimits limits) {
        return with(new QueryPerformance(queries, limits));
    }

    private RoundTrip with(FolderCheck check) {
        List<FolderCheck> more = new ArrayList<>(checks);
        more.removeIf(other -> other.getClass() == check.getClass());
        more.add(check);
        return new RoundTrip(
                folder, request, configuration, before, start, from, to, sharding, List.copyOf(more), listeners);
    }

    /** Return the same with one more listener. */
    public RoundTrip with(VerificationListener listener) {
        List<VerificationListener> more = new ArrayList<>(listeners);
        more.add(listener);
        return new RoundTrip(
                folder, request, configuration, before, start, from, to, sharding, checks, List.copyOf(more));
    }

    /**
     * Run the checks and return what they say.
     *
     * @throws MigrationException if the script that runs before fails, a version is unknown, or it is not clear what the
     *     starting point holds
     * @throws NothingToCheckException if the starting point holds everything, or nothing is left for this shard
     * @throws BackupException if the starting point cannot be restored
     * @throws DatabaseException if there is no server, or it is lost on the way
     */
    public Verification evaluate() {
        requireStatements();
        MigrationRange asked = MigrationRange.of(folder, from, to);
        if (start.isEmpty()) {
            // A shard for which nothing is left starts no server.
            part(asked);
        }
        VerificationListener listener = Listeners.all(listeners);
        long begin = System.nanoTime();
        listener.started(folder, configuration);
        PreparedDatabases databases = new PreparedDatabases(folder, configuration, before, start, from);
        try (Workbench bench = Workbench.open(databases, request)) {
            try {
                return evaluate(asked, listener, databases, bench, begin);
            } catch (SQLException e) {
                throw lost(e, bench, listener);
            } catch (RuntimeException e) {
                throw LostServer.isMeantBy(e) ? lost(e, bench, listener) : e;
            }
        } catch (SQLException e) {
            throw new DatabaseException("The connection to the server was lost: " + e.getMessage(), e);
        }
    }

    private Verification evaluate(
            MigrationRange asked,
            VerificationListener listener,
            PreparedDatabases databases,
            Workbench bench,
            long begin)
            throws SQLException {
        databases.beginning().ifPresent(beginning -> listener.beginsWith(beginning.words()));
        MigrationRange range = range(asked, databases);
        Optional<ShardPart> part = part(range);
        part.ifPresent(listener::divided);
        MigrationRange own = part.map(ShardPart::range).orElse(range);
        VerificationListener told = part.isEmpty()
                ? listener
                : new PartListener(listener, Set.copyOf(folder.migrations().subList(own.first(), own.last() + 1)));
        Acceptances accepted = Acceptances.of(folder, configuration, new ServerDay(bench.server()));
        // Of the whole also in a shard: whether a chain of downs ends where it began is seen on all of it.
        Assistants assistants = Assistants.configuredBy(
                configuration.orElse(Configuration.ofSystem()),
                () -> new PreparedDatabases(folder, configuration, before, start, from),
                request);
        RoundTripRun run = new RoundTripRun(folder, range, accepted::of, assistants, told);
        List<MigrationLedger> ledgers = run.on(bench);
        Optional<CheckServer> clean = run.leavesServerClean() ? Optional.of(bench.sharedServer()) : Optional.empty();
        Optional<RowSource> rows =
                checks.stream().flatMap(check -> check.rows().stream()).findFirst();
        CheckScope scope = new CheckScope(
                folder, range, own, ledgers, databases, request, configuration, clean, rows, new Goals(), told);
        if (run.touchesSharedObjects() && !checks.isEmpty()) {
            CheckServer.requireBeginsAnew(bench.server());
        }
        for (FolderCheck check : checks) {
            check.verify(scope);
        }
        List<MigrationLedger> wanted = ledgers.subList(own.first() - range.first(), own.last() + 1 - range.first());
        accepted.finish(wanted, families(), told);
        List<MigrationResult> results =
                wanted.stream().map(MigrationLedger::result).toList();
        results.forEach(listener::migrationFinished);
        Verification verification = new Verification(
                ToolVersion.get(),
                bench.server().version(),
                bench.server().provider(),
                folder,
                results,
                Duration.ofNanos(System.nanoTime() - begin),
                parameters(rows),
                part);
        listener.finished(verification);
        return verification;
    }

    private static DatabaseException lost(Exception cause, Workbench bench, VerificationListener listener) {
        DatabaseException lost = LostServer.exception(bench.server(), cause);
        listener.brokeOff(lost, LostServer.log(bench.server()));
        return lost;
    }

    private SortedMap<String, String> parameters(Optional<RowSource> rows) {
        SortedMap<String, String> parameters = rows.orElse(RowSource.NONE).parameters();
        start.ifPresent(point -> parameters.merge(
                "rows", "of the start", (own, of) -> own.equals("none") ? of : own + " and those " + of));
        return parameters;
    }

    /** Of a shell command nobody sees the statements: a check of them would say nothing, or something wrong. */
    private void requireStatements() {
        boolean commands = folder.migrations().stream()
                .anyMatch(migration -> migration.up().dialect().isOfTool());
        boolean library = folder.migrations().stream()
                .anyMatch(migration -> migration.up().dialect() == ScriptDialect.LIBRARY);
        List<String> blind = checks.stream()
                .filter(check -> commands && !check.runsCommands())
                .flatMap(check -> check.families().stream().sorted())
                .toList();
        if (!blind.isEmpty()) {
            throw new MigrationException((library
                            ? "The migrations are run by their tool's own library, which sends the statements itself, so that "
                            : "The migrations are shell commands, whose statements are not seen here, so that ")
                    + String.join(", ", blind)
                    + " cannot be checked. Leave that out, or verify the SQL that they run.");
        }
    }

    /** Which rules have been looked at, by the first part of their ids. */
    private Set<String> families() {
        return Stream.concat(Stream.of("roundtrip"), checks.stream().flatMap(check -> check.families().stream()))
                .collect(Collectors.toSet());
    }

    /** What this shard answers for; empty where there are no others. */
    private Optional<ShardPart> part(MigrationRange range) {
        if (sharding.isPresent() && configuration.isOn(ConfigurationParameters.FINDINGS_BASELINE_WRITE)) {
            throw new MigrationException("A shard knows a part of the findings, and would write a baseline without the"
                    + " others. Write it in a run of all migrations.");
        }
        return sharding.map(divided -> divided.part(folder, range).lookingFor(families()));
    }

    /** What the starting point holds is not checked. */
    private MigrationRange range(MigrationRange asked, PreparedDatabases databases) {
        int first = databases.beginning().map(Beginning::applied).orElse(0);
        if (first <= asked.first()) {
            return asked;
        }
        if (first > asked.last()) {
            throw new NothingToCheckException("Nothing is left to check: the starting point holds what comes up to "
                    + to.orElse("the end") + " already.");
        }
        return new MigrationRange(first, asked.last());
    }

    /**
     * Run the checks and throw when one finds an error.
     *
     * @throws AssertionError with every finding, if a migration is violated or inconclusive
     */
    public Verification check() {
        Verification verification = evaluate();
        if (verification.passed() < verification.migrations().size()) {
            throw new AssertionError(VerificationText.failures(verification));
        }
        return verification;
    }
}
