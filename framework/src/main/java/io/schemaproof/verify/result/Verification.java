package io.schemaproof.verify.result;

import io.schemaproof.migration.MigrationFolder;
import java.time.Duration;
import java.util.List;

/**
 * The outcome of verifying a folder of migrations.
 *
 * @param tool this tool's version text
 * @param serverVersion PostgreSQL's version text
 * @param provider provider of the server
 * @param folder what was verified
 * @param migrations a result for each migration, in order of application
 * @param time wall time of the whole
 * @since 0.1
 */
public record Verification(
        String tool,
        String serverVersion,
        String provider,
        MigrationFolder folder,
        List<MigrationResult> migrations,
        Duration time) {

    public Verification {
        migrations = List.copyOf(migrations);
    }

    public long passed() {
        return count(MigrationVerdict.OK);
    }

    public long inconclusive() {
        return count(MigrationVerdict.INCONCLUSIVE);
    }

    public long violated() {
        return migrations.size() - passed() - inconclusive();
    }

    private long count(MigrationVerdict verdict) {
        return migrations.stream().filter(result -> result.verdict() == verdict).count();
    }
}
