package io.schemaproof.suites;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.verify.shard.Shard;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** What belongs to no migration: where shards divide the migrations, the first one checks it, and the others say so. */
final class FirstShard {

    private FirstShard() {}

    static Stream<DynamicNode> only(Configuration configuration, Supplier<Stream<DynamicNode>> tests) {
        Optional<Shard> shard = Shard.configuredBy(configuration);
        return shard.isEmpty() || shard.get().isFirst()
                ? tests.get()
                : Stream.of(NotRun.because(
                        "another shard",
                        "it is about the migrations as a whole, which shard 1/"
                                + shard.get().of() + " checks."));
    }
}
