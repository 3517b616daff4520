package io.schemaproof.verify.shard;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationRange;
import java.util.Optional;

/**
 * That a verification is divided among several machines, and which of them this one is.
 *
 * @param shard which it is
 * @param times how long checks took before, so that each gets as much work as every other
 * @since 0.1
 */
public record Sharding(Shard shard, RecordedTimes times) {

    /**
     * What the configuration says; empty where it says nothing, so that all is done here.
     *
     * @throws MigrationException if a value is no shard, or a report with times cannot be read
     */
    public static Optional<Sharding> configuredBy(Configuration configuration) {
        return Shard.configuredBy(configuration)
                .map(shard -> new Sharding(shard, RecordedTimes.configuredBy(configuration)));
    }

    /**
     * What this shard answers for.
     *
     * @param whole what all of them answer for
     * @throws EmptyShardException if nothing is left for it
     */
    public ShardPart part(MigrationFolder folder, MigrationRange whole) {
        return ShardPlan.of(folder, whole, times, shard.of()).part(shard);
    }
}
