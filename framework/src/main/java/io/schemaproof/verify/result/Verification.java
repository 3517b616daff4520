package io.schemaproof.verify.result;

import io.schemaproof.data.RowSource;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.shard.ShardPart;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The outcome of verifying a folder of migrations.
 *
 * @param tool this tool's version text
 * @param serverVersion PostgreSQL's version text
 * @param provider provider of the server
 * @param folder what was verified
 * @param migrations a result for each migration, in order of application
 * @param time wall time of the whole
 * @param parameters what the results depend on, by name: version and provider of the server, the rows and their seed
 * @param part the migrations that were looked at, where others look at the others; empty if these are all
 * @since 0.1
 */
public record Verification(
        String tool,
        String serverVersion,
        String provider,
        MigrationFolder folder,
        List<MigrationResult> migrations,
        Duration time,
        SortedMap<String, String> parameters,
        Optional<ShardPart> part) {

    public Verification {
        migrations = List.copyOf(migrations);
        SortedMap<String, String> all = new TreeMap<>(parameters);
        all.put("PostgreSQL", serverVersion);
        all.put("provider", provider);
        part.ifPresent(own -> all.put("shard", own.shard().toString()));
        parameters = Collections.unmodifiableSortedMap(all);
    }

    /** Create one of all migrations. */
    public Verification(
            String tool,
            String serverVersion,
            String provider,
            MigrationFolder folder,
            List<MigrationResult> migrations,
            Duration time,
            SortedMap<String, String> parameters) {
        this(tool, serverVersion, provider, folder, migrations, time, parameters, Optional.empty());
    }

    /** Create one of a verification without rows. */
    public Verification(
            String tool,
            String serverVersion,
            String provider,
            MigrationFolder folder,
            List<MigrationResult> migrations,
            Duration time) {
        this(tool, serverVersion, provider, folder, migrations, time, RowSource.NONE.parameters());
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
