package io.schemaproof.verify.audit;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.check.CheckServer;
import io.schemaproof.verify.check.PreparedDatabases;
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
    private final int limit;
    private final List<AuditListener> listeners;

    private FolderAudit(
            MigrationFolder folder,
            ServerRequest request,
            Configuration configuration,
            Optional<Script> before,
            int limit,
            List<AuditListener> listeners) {
        this.folder = folder;
        this.request = request;
        this.configuration = configuration;
        this.before = before;
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
                LIMIT_DEFAULT,
                List.copyOf(reports));
    }

    /** Return the same on another server. */
    public FolderAudit on(ServerRequest server) {
        return new FolderAudit(folder, server, configuration, before, limit, listeners);
    }

    /** Return the same with another configuration for the reports. */
    public FolderAudit configuredBy(Configuration other) {
        return new FolderAudit(folder, request, other, before, limit, listeners);
    }

    /** Return the same with a script that makes what is there before the first file. */
    public FolderAudit before(Script script) {
        return new FolderAudit(folder, request, configuration, Optional.of(script), limit, listeners);
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
        return new FolderAudit(folder, request, configuration, before, runs, listeners);
    }

    /** Return the same with one more listener, which hears before those on the class path. */
    public FolderAudit with(AuditListener listener) {
        List<AuditListener> more = new ArrayList<>(List.of(listener));
        more.addAll(listeners);
        return new FolderAudit(folder, request, configuration, before, limit, List.copyOf(more));
    }

    /**
     * Run the files and return what became of them.
     *
     * @throws MigrationException if the script that runs before fails
     * @throws DatabaseException if there is no server, or it is lost on the way
     */
    public AuditReport evaluate() {
        long begin = System.nanoTime();
        listeners.forEach(listener -> listener.started(folder, configuration));
        PreparedDatabases databases = new PreparedDatabases(folder, before, Optional.empty(), Optional.empty());
        try (CheckServer server = CheckServer.alone(request);
                ObservedDatabase database = databases.create(server.get())) {
            List<FileRun> history = run(database);
            boolean shared = history.stream().anyMatch(FileRun::touchesShared);
            AuditReport report;
            try (Rehearsal rehearsal = new Rehearsal(
                    databases,
                    folder.migrations(),
                    shared ? CheckServer.alone(request) : server.shared(),
                    shared,
                    new AuditListener() {
                        @Override
                        public void running(String file, boolean given) {
                            listeners.forEach(listener -> listener.running(file, given));
                        }
                    })) {
                OrderFound found = search(history, rehearsal);
                List<FileAudit> files = FileAudits.of(
                        history, new CauseFinder(history, rehearsal.trials(), Optional.of(new StubProbe(database))));
                report = new AuditReport(
                        ToolVersion.get(),
                        server.get().version(),
                        server.get().provider(),
                        folder,
                        files,
                        Inventory.of(history.get(0).before().catalog()),
                        Inventory.of(history.get(history.size() - 1).after().catalog()),
                        OrderResults.of(found, files, history, rehearsal),
                        Duration.ofNanos(System.nanoTime() - begin));
            }
            listeners.forEach(listener -> listener.finished(report));
            return report;
        } catch (SQLException e) {
            throw new DatabaseException("The connection to the server was lost: " + e.getMessage(), e);
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

    private List<FileRun> run(ObservedDatabase database) throws SQLException {
        List<FileRun> history = new ArrayList<>();
        DatabaseState state = database.state();
        for (Migration migration : folder.migrations()) {
            listeners.forEach(listener -> listener.running(migration.up().path(), true));
            FileRun run = FileRun.of(database, state, migration);
            history.add(run);
            state = run.after();
        }
        return history;
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
