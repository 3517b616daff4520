package io.schemaproof.verify;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ServerLease;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.acceptance.Acceptances;
import io.schemaproof.verify.policy.GitChanges;
import io.schemaproof.verify.policy.HistoryLock;
import io.schemaproof.verify.policy.HistoryOrder;
import io.schemaproof.verify.policy.LockedHistory;
import io.schemaproof.verify.result.Acceptance;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Verify that a history goes on where it ended: that no up that others may have applied is edited or gone, that what is new comes behind it,
 * and that no number is left out. No server is asked.
 *
 * <p>What there was, git knows, or the {@link HistoryLock} of the folder, which counts as soon as it is there. Without either only the numbers
 * are looked at.
 *
 * <pre>{@code
 * History.of(MigrationReader.read(folder)).since("origin/main").evaluate(); // an up that origin/main has and that is other: order.edited
 * History.of(MigrationReader.read(folder)).recorded().evaluate(); // an up that schemaproof.lock does not hold: order.not-recorded
 * }</pre>
 *
 * @since 0.1
 */
public final class History {

    private final MigrationFolder folder;
    private final ServerRequest request;
    private final Configuration configuration;
    private final Optional<String> revision;
    private final boolean recorded;
    private final Optional<String> from;
    private final Optional<String> to;

    private History(
            MigrationFolder folder,
            ServerRequest request,
            Configuration configuration,
            Optional<String> revision,
            boolean recorded,
            Optional<String> from,
            Optional<String> to) {
        this.folder = folder;
        this.request = request;
        this.configuration = configuration;
        this.revision = revision;
        this.recorded = recorded;
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
                false,
                Optional.empty(),
                Optional.empty());
    }

    /** Return the same on another server, which is asked for the day where a waiver expires. */
    public History on(ServerRequest server) {
        return new History(folder, server, configuration, revision, recorded, from, to);
    }

    /** Return the same with another configuration, which may name what is accepted. */
    public History configuredBy(Configuration other) {
        return new History(folder, request, other, revision, recorded, from, to);
    }

    /** Return the same beside what git knows: the newest commit that a revision, such as {@code origin/main}, and the working tree share. */
    public History since(String gitRevision) {
        return new History(folder, request, configuration, Optional.of(gitRevision), recorded, from, to);
    }

    /** Return the same that also demands that {@value HistoryLock#FILE_NAME} is there and holds every migration. */
    public History recorded() {
        return new History(folder, request, configuration, revision, true, from, to);
    }

    /** Return the same for the migrations from this version on. */
    public History from(String version) {
        return new History(folder, request, configuration, revision, recorded, Optional.of(version), to);
    }

    /** Return the same for the migrations up to this version. */
    public History to(String version) {
        return new History(folder, request, configuration, revision, recorded, from, Optional.of(version));
    }

    /**
     * Compare, and return what is to be said of each migration but the repeatable ones, which are meant to be edited.
     *
     * @throws MigrationException if git cannot be asked, the lock cannot be read, or is missing and demanded, or a version is unknown
     */
    public HistoryReport evaluate() {
        MigrationRange range = MigrationRange.of(folder, from, to);
        Optional<LockedHistory> lock = LockedHistory.of(folder);
        if (recorded && lock.isEmpty()) {
            throw new MigrationException(
                    "There is no " + folder.root().resolve(HistoryLock.FILE_NAME)
                            + ", so nobody knows what was applied. Run './schemaproof lock DIR' on the folder in the sources, and commit it.");
        }
        Optional<HistoryOrder> git = revision.map(since -> new HistoryOrder(GitChanges.since(folder, since)));
        Acceptances accepted = Acceptances.of(folder, configuration, this::today);
        Map<Migration, List<Finding>> findings = new LinkedHashMap<>();
        for (int index = range.first(); index <= range.last(); index++) {
            Migration migration = folder.migrations().get(index);
            List<Finding> found = found(git, lock, range, index);
            if (!migration.repeatable() || !found.isEmpty()) {
                Acceptance acceptance = accepted.of(migration);
                findings.put(migration, found.stream().map(acceptance::apply).toList());
            }
        }
        return new HistoryReport(
                revision.or(() -> lock.map(there -> HistoryLock.FILE_NAME)), findings, folder.ignored());
    }

    /** What git and the lock both tell of a migration is told once. */
    private List<Finding> found(
            Optional<HistoryOrder> git, Optional<LockedHistory> lock, MigrationRange range, int index) {
        if (git.isEmpty() && lock.isEmpty()) {
            return HistoryOrder.ofNumbers(folder, index);
        }
        Map<String, Finding> byRule = new LinkedHashMap<>();
        Stream.concat(
                        git.stream().flatMap(order -> order.of(folder, range, index).stream()),
                        lock.stream().flatMap(order -> order.findings(range, index).stream()))
                .forEach(finding -> byRule.putIfAbsent(finding.rule(), finding));
        if (recorded) {
            lock.flatMap(order -> order.notRecorded(index)).ifPresent(finding -> byRule.put(finding.rule(), finding));
        }
        return List.copyOf(byRule.values());
    }

    private LocalDate today() {
        try (ServerLease lease = ServerLease.take(request)) {
            return new ServerDay(lease.server()).get();
        }
    }
}
