package io.schemaproof.verify.audit;

import io.schemaproof.backup.BackupException;
import io.schemaproof.backup.StartingPoint;
import io.schemaproof.catalog.SensitiveTables;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.verify.check.CheckServer;
import io.schemaproof.verify.check.PreparedDatabases;
import io.schemaproof.verify.history.Beginning;
import io.schemaproof.verify.result.LostServer;
import io.schemaproof.verify.result.ToolVersion;
import io.schemaproof.verify.state.DatabaseState;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Run the files of a folder as a tool does that goes on after errors, such as {@code psql} without {@code ON_ERROR_STOP}, and
 * say of each file what became of it, why statements failed, and in which order they would have worked.
 *
 * <pre>{@code
 * AuditReport report = FolderAudit.of(MigrationReader.read(folder)).evaluate();
 * }</pre>
 *
 * @since 0.1
 */
public final class FolderAudit {

    /** After how many runs of files the search for an order gives up where nobody says anything else. */
    public static final int LIMIT_DEFAULT = 400;

    private final MigrationFolder folder;
    private final ServerRequest request;
    private final Configuration configuration;
    private final Optional<Script> before;
    private final Optional<StartingPoint> start;
    private final Optional<String> from;
    private final int limit;
    private final List<AuditListener> listeners;

    private FolderAudit(
            MigrationFolder folder,
            ServerRequest request,
            Configuration configuration,
            Optional<Script> before,
            Optional<StartingPoint> start,
            Optional<String> from,
            int limit,
            List<AuditListener> listeners) {
        this.folder = folder;
        this.request = request;
        this.configuration = configuration;
        this.before = before;
        this.start = start;
        this.from = from;
        this.limit = limit;
        this.listeners = listeners;
    }

    /** Begin with a folder, on the server that the system's configuration asks for, with the reports on the class path. */
    public static FolderAudit of(MigrationFolder folder) {
        Configuration configuration = Configuration.ofSystem();
        List<AuditListener> reports = new ArrayList<>();
        ServiceLoader.load(AuditListener.class).forEach(reports::add);
        return new FolderAudit(
                folder,
                ServerRequest.from(configuration),
                configuration,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                LIMIT_DEFAULT,
                List.copyOf(reports));
    }

    /** Return the same on another server. */
    public FolderAudit on(ServerRequest server) {
        return new FolderAudit(folder, server, configuration, before, start, from, limit, listeners);
    }

    /** Return the same with another configuration for the reports. */
    public FolderAudit configuredBy(Configuration other) {
        return new FolderAudit(folder, request, other, before, start, from, limit, listeners);
    }

    /** Return the same with a script that makes what is there before the first file. */
    public FolderAudit before(Script script) {
        return new FolderAudit(folder, request, configuration, Optional.of(script), start, from, limit, listeners);
    }

    /**
     * Return the same on databases that begin with what a dump or another database holds, after the script that runs before. The
     * files that it holds are not run: which they are, the table of their tool says, else {@link #from}; files of which no tool keeps
     * a table are all run.
     */
    public FolderAudit startingWith(StartingPoint point) {
        return new FolderAudit(folder, request, configuration, before, Optional.of(point), from, limit, listeners);
    }

    /** Return the same for the files from this version on, where the starting point holds what comes before it. */
    public FolderAudit from(String version) {
        return new FolderAudit(folder, request, configuration, before, start, Optional.of(version), limit, listeners);
    }

    /**
     * Return the same with another limit on the search for an order.
     *
     * @param runs after how many runs of files it gives up; 0 for no search
     */
    public FolderAudit limitedTo(int runs) {
        if (runs < 0) {
            throw new IllegalArgumentException("A number of runs is at least 0, not " + runs + ".");
        }
        return new FolderAudit(folder, request, configuration, before, start, from, runs, listeners);
    }

    /** Return the same with one more listener, which hears before those on the class path. */
    public FolderAudit with(AuditListener listener) {
        List<AuditListener> more = new ArrayList<>(List.of(listener));
        more.addAll(listeners);
        return new FolderAudit(folder, request, configuration, before, start, from, limit, List.copyOf(more));
    }

    /**
     * Run the files and return what became of them.
     *
     * @throws MigrationException if the script that runs before fails, or it is not clear what the starting point holds
     * @throws BackupException if the starting point cannot be restored
     * @throws DatabaseException if there is no server, or it is lost on the way
     */
    public AuditReport evaluate() {
        long begin = System.nanoTime();
        listeners.forEach(listener -> listener.started(folder, configuration));
        if (from.isPresent() && start.isEmpty()) {
            throw new MigrationException(
                    "Which files to leave out is a matter of what the databases begin with: --from " + from.get()
                            + " needs --start.");
        }
        PreparedDatabases databases = new PreparedDatabases(folder, configuration, before, start, first());
        try (CheckServer server = CheckServer.alone(request)) {
            return LostServer.during(server::get, () -> evaluate(databases, server, begin));
        }
    }

    private AuditReport evaluate(PreparedDatabases databases, CheckServer server, long begin) throws SQLException {
        try (ObservedDatabase database = databases.create(server.get())) {
            databases
                    .beginning()
                    .ifPresent(beginning -> listeners.forEach(listener -> listener.beginsWith(beginning.words())));
            int held = databases.beginning().map(Beginning::applied).orElse(0);
            List<Migration> files =
                    folder.migrations().subList(held, folder.migrations().size());
            List<FileRun> history = run(database, files);
            boolean shared = history.stream().anyMatch(FileRun::touchesShared);
            AuditReport report;
            try (Rehearsal rehearsal = new Rehearsal(
                    databases,
                    files,
                    shared ? CheckServer.alone(request) : server.shared(),
                    shared,
                    new AuditListener() {
                        @Override
                        public void running(String file, boolean given) {
                            listeners.forEach(listener -> listener.running(file, given));
                        }
                    })) {
                OrderFound found = search(history, rehearsal);
                SqlMask mask = mask(history);
                List<FileAudit> audits = FileAudits.of(
                        history,
                        new CauseFinder(history, rehearsal.evidence(), Optional.of(new StubProbe(database)), mask),
                        mask);
                report = new AuditReport(
                        ToolVersion.get(),
                        server.get().version(),
                        server.get().provider(),
                        folder,
                        audits,
                        Inventory.of(history.get(0).before().catalog()),
                        Inventory.of(history.get(history.size() - 1).after().catalog()),
                        OrderResults.of(found, audits, history, rehearsal, mask),
                        Duration.ofNanos(System.nanoTime() - begin));
            }
            listeners.forEach(listener -> listener.finished(report));
            return report;
        }
    }

    /**
     * Run the files and throw when one does not succeed.
     *
     * @throws AssertionError with every failed statement, its cause and the order that would have worked
     */
    public AuditReport check() {
        AuditReport report = evaluate();
        if (!report.passed()) {
            throw new AssertionError(AuditText.of(report));
        }
        return report;
    }

    /** The first file that the starting point lacks: without a table that could say more, it lacks them all. */
    private Optional<String> first() {
        boolean tells = from.isPresent() || Beginning.isRecorded(folder);
        return tells ? from : Optional.of(folder.migrations().get(0).version());
    }

    private List<FileRun> run(ObservedDatabase database, List<Migration> files) throws SQLException {
        List<FileRun> history = new ArrayList<>();
        DatabaseState state = database.state();
        for (Migration migration : files) {
            listeners.forEach(listener -> listener.running(migration.up().path(), true));
            FileRun run = FileRun.of(database, state, migration);
            history.add(run);
            state = run.after();
        }
        return history;
    }

    /** One that knows the tables that the files have made; of others it shows no values. */
    private SqlMask mask(List<FileRun> history) {
        SqlMask mask = SqlMask.of(configuration);
        SensitiveTables.learn(mask, history.get(0).before().catalog());
        history.forEach(run -> SensitiveTables.learn(mask, run.after().catalog()));
        return mask;
    }

    private OrderFound search(List<FileRun> history, Rehearsal rehearsal) throws SQLException {
        List<Integer> given = new ArrayList<>();
        history.forEach(run -> given.add(given.size()));
        if (history.stream().allMatch(FileRun::succeeded)) {
            return new OrderFound(
                    WorkingOrder.Outcome.GIVEN, given, history, "No statement failed in the given order.");
        }
        Optional<FileRun> unknown =
                history.stream().filter(run -> run.run().isEmpty()).findFirst();
        if (unknown.isPresent()) {
            return new OrderFound(
                    WorkingOrder.Outcome.NOT_FOUND,
                    given,
                    history,
                    "No order was looked for, since " + unknown.get().file() + " was not run to its end.");
        }
        if (limit == 0) {
            Optional<String> hopeless = OrderSearch.hopeless(history);
            return new OrderFound(
                    hopeless.isPresent() ? WorkingOrder.Outcome.NONE : WorkingOrder.Outcome.NOT_FOUND,
                    given,
                    history,
                    hopeless.orElse("No order was looked for."));
        }
        return new OrderSearch(history, rehearsal, limit).search();
    }
}
