package io.schemaproof.verify.audit;

import io.schemaproof.migration.MigrationFolder;
import java.time.Duration;
import java.util.List;

/**
 * The outcome of an audit.
 *
 * @param tool this tool's version text
 * @param serverVersion PostgreSQL's version text
 * @param provider provider of the server
 * @param folder what was run
 * @param files a result for each file, in the given order
 * @param before what the database held before the first file
 * @param after what it held after the last
 * @param order in which the files would have worked
 * @param time wall time of the whole
 * @since 0.1
 */
public record AuditReport(
        String tool,
        String serverVersion,
        String provider,
        MigrationFolder folder,
        List<FileAudit> files,
        Inventory before,
        Inventory after,
        WorkingOrder order,
        Duration time) {

    public AuditReport {
        files = List.copyOf(files);
    }

    /** How many files ended so. */
    public long count(FileStatus status) {
        return files.stream().filter(file -> file.status() == status).count();
    }

    /** Whether every file succeeded, and there was a statement in one of them: what ran nothing shows nothing. */
    public boolean passed() {
        return count(FileStatus.SUCCESS) == files.size() && files.stream().anyMatch(file -> file.statements() > 0);
    }

    /** All failed statements, in the order in which they were sent. */
    public List<FailedStatement> failures() {
        return files.stream().flatMap(file -> file.failures().stream()).toList();
    }
}
