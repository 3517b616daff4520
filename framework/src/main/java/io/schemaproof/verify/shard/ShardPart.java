package io.schemaproof.verify.shard;

import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationRange;
import java.util.Collection;
import java.util.List;

/**
 * The migrations that one shard answers for.
 *
 * @param shard which shard
 * @param plan identity of the way in which they are divided: two shards fit together only if it is the same
 * @param range what the shard answers for
 * @param whole what all of them answer for
 * @param checks what is looked for, by the first parts of the ids of rules, in the order of the alphabet
 * @since 0.1
 */
public record ShardPart(Shard shard, String plan, MigrationRange range, MigrationRange whole, List<String> checks) {

    public ShardPart {
        checks = checks.stream().sorted().toList();
    }

    /** Create one of which nobody has said what is looked for. */
    public ShardPart(Shard shard, String plan, MigrationRange range, MigrationRange whole) {
        this(shard, plan, range, whole, List.of());
    }

    /** The same with what is looked for. */
    public ShardPart lookingFor(Collection<String> families) {
        return new ShardPart(shard, plan, range, whole, List.copyOf(families));
    }

    /** Say which they are, as a sentence. */
    public String words(MigrationFolder folder) {
        int own = range.last() - range.first() + 1;
        int all = whole.last() - whole.first() + 1;
        String first = folder.migrations().get(range.first()).version();
        String last = folder.migrations().get(range.last()).version();
        return "Shard " + shard + " answers for " + own + " of " + all + (all == 1 ? " migration, " : " migrations, ")
                + (own == 1 ? first : first + " to " + last) + (shard.isFirst() ? ", and for what belongs to none" : "")
                + " (plan " + plan + ").";
    }
}
