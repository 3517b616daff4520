package io.schemaproof.verify;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.ServerLease;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.acceptance.Acceptances;
import io.schemaproof.verify.policy.Changes;
import io.schemaproof.verify.policy.GitChanges;
import io.schemaproof.verify.policy.HistoryFile;
import io.schemaproof.verify.policy.HistoryOrder;
import io.schemaproof.verify.result.Acceptance;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verify that a history goes on where it ended: that no up that others may have applied is edited or gone, that what is new comes behind it,
 * and that no number is left out. No server is asked.
 *
 * <p>What there was, git knows, or a file in which the history is written down. Without either only the numbers are looked at.
 *
 * <pre>{@code
 * HistoryReport report = History.of(MigrationReader.read(folder)).since("origin/main").evaluate();
 * }</pre>
 *
 * @since 0.1
 */
public final class History {

    private final MigrationFolder folder;
    private final ServerRequest request;
    private final Configuration configuration;
    private final Optional<String> revision;
    private final Optional<HistoryFile> file;
    private final Optional<String> from;
    private final Optional<String> to;

    private History(
            MigrationFolder folder,
            ServerRequest request,
            Configuration configuration,
            Optional<String> revision,
            Optional<HistoryFile> file,
            Optional<String> from,
            Optional<String> to) {
        this.folder = folder;
        this.request = request;
        this.configuration = configuration;
        this.revision = revision;
        this.file = file;
        this.from = from;
        this.to = to;
    }

    /** Begin with a folder. */
    public static History of(MigrationFolder folder) {
        Configuration configuration = Configuration.ofSystem();
        return new History(
                folder,
                ServerRequest.from(configuration),
                configuration,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Return the same on another server, which is asked for the day where a waiver expires. */
    public History on(ServerRequest server) {
        return new History(folder, server, configuration, revision, file, from, to);
    }

    /** Return the same with another configuration, which may name what is accepted. */
    public History configuredBy(Configuration other) {
        return new History(folder, request, other, revision, file, from, to);
    }

    /** Return the same beside what git knows: the newest commit that a revision, such as {@code origin/main}, and the working tree share. */
    public History since(String gitRevision) {
        return new History(folder, request, configuration, Optional.of(gitRevision), Optional.empty(), from, to);
    }

    /** Return the same beside a file in which the history is written down. */
    public History against(HistoryFile accepted) {
        return new History(folder, request, configuration, Optional.empty(), Optional.of(accepted), from, to);
    }

    /** Return the same for the migrations from this version on. */
    public History from(String version) {
        return new History(folder, request, configuration, revision, file, Optional.of(version), to);
    }

    /** Return the same for the migrations up to this version. */
    public History to(String version) {
        return new History(folder, request, configuration, revision, file, from, Optional.of(version));
    }

    /**
     * Compare, and return what is to be said of each migration but the repeatable ones, which are meant to be edited.
     *
     * <p>Where {@value ConfigurationParameters#HISTORY_ACCEPT} is set in the system's properties or environment, migrations that the file does
     * not hold are added to it first.
     *
     * @throws MigrationException if git cannot be asked, the file is missing or cannot be read, or a version is unknown
     */
    public HistoryReport evaluate() {
        MigrationRange range = MigrationRange.of(folder, from, to);
        file.filter(accepted -> isAccepting()).ifPresent(accepted -> accepted.accept(folder));
        Optional<Changes> changes = revision.map(since -> GitChanges.since(folder, since))
                .or(() -> file.map(accepted -> accepted.changes(folder)));
        Acceptances accepted = Acceptances.of(folder, configuration, this::today);
        Map<Migration, List<Finding>> findings = new LinkedHashMap<>();
        for (int index = range.first(); index <= range.last(); index++) {
            Migration migration = folder.migrations().get(index);
            List<Finding> found = new ArrayList<>();
            if (changes.isPresent()) {
                found.addAll(new HistoryOrder(changes.get()).of(folder, range, index));
                if (file.isPresent()
                        && changes.get().added().contains(migration.up().path())) {
                    found.add(HistoryOrder.notRecorded(migration, file.get()));
                }
            } else {
                found.addAll(HistoryOrder.ofNumbers(folder, index));
            }
            if (!migration.repeatable() || !found.isEmpty()) {
                Acceptance acceptance = accepted.of(migration);
                findings.put(migration, found.stream().map(acceptance::apply).toList());
            }
        }
        return new HistoryReport(changes.map(Changes::since), findings, folder.ignored());
    }

    private static boolean isAccepting() {
        return Configuration.ofSystem()
                .get(ConfigurationParameters.HISTORY_ACCEPT)
                .filter("true"::equals)
                .isPresent();
    }

    private LocalDate today() {
        try (ServerLease lease = ServerLease.take(request)) {
            return new ServerDay(lease.server()).get();
        }
    }
}
