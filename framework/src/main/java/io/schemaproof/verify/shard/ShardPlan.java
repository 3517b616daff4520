package io.schemaproof.verify.shard;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationRange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Divides migrations among shards: each gets neighbours, so that no more than needed are applied before them, and about as much
 * work as every other. The same migrations and times give the same plan everywhere.
 */
public final class ShardPlan {

    private final MigrationFolder folder;
    private final MigrationRange whole;
    private final int[] ends;

    private ShardPlan(MigrationFolder folder, MigrationRange whole, int[] ends) {
        this.folder = folder;
        this.whole = whole;
        this.ends = ends;
    }

    /**
     * Divide.
     *
     * @param whole the migrations that are divided
     * @param shards how many there are
     */
    public static ShardPlan of(MigrationFolder folder, MigrationRange whole, RecordedTimes times, int shards) {
        List<Migration> migrations = folder.migrations().subList(whole.first(), whole.last() + 1);
        return new ShardPlan(folder, whole, ends(times.of(migrations), shards));
    }

    /** The number of migrations before each end; none is left without one as long as there are enough. */
    static int[] ends(double[] weights, int shards) {
        int[] ends = new int[shards];
        double all = Arrays.stream(weights).sum();
        double sum = 0;
        int end = 0;
        for (int shard = 0; shard < shards; shard++) {
            double goal = all * (shard + 1) / shards;
            int least = Math.min(weights.length, end + 1);
            int most = Math.max(least, weights.length - (shards - shard - 1));
            // The one in the middle of which the goal lies goes to where more of it is.
            while (end < weights.length && end < most && (end < least || sum + weights[end] / 2 < goal)) {
                sum += weights[end++];
            }
            ends[shard] = shard == shards - 1 ? weights.length : end;
        }
        return ends;
    }

    /**
     * What a shard answers for.
     *
     * @throws EmptyShardException if nothing is left for it
     */
    public ShardPart part(Shard shard) {
        int first = shard.isFirst() ? 0 : ends[shard.number() - 2];
        int end = ends[shard.number() - 1];
        if (first == end) {
            int all = whole.last() - whole.first() + 1;
            throw new EmptyShardException("Nothing is in shard " + shard + ": there "
                    + (all == 1 ? "is 1 migration" : "are " + all + " migrations")
                    + " for " + shard.of() + " shards. It has checked nothing; "
                    + (all == 1 ? "one shard does." : "more than " + all + " shards are too many."));
        }
        return new ShardPart(
                shard, identity(), new MigrationRange(whole.first() + first, whole.first() + end - 1), whole);
    }

    private String identity() {
        CRC32C sum = new CRC32C();
        update(sum, Arrays.toString(ends) + whole);
        for (Migration migration : folder.migrations()) {
            update(sum, "\n" + migration.version() + " " + migration.up().path().replace('\\', '/') + "\n");
            update(sum, migration.up().text());
            migration.down().ifPresent(down -> update(sum, "\n" + down.text()));
        }
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    private static void update(CRC32C sum, String text) {
        sum.update(text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
    }
}
