package io.schemaproof.suites.launcher;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.policy.Changes;
import io.schemaproof.verify.policy.GitChanges;
import io.schemaproof.verify.shard.Sharding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which of the migrations are checked. */
final class RangeOptions {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--from",
            paramLabel = "VERSION",
            description = "Check from this version on; earlier migrations are applied and not checked.")
    private @Nullable String from;

    @Option(
            names = "--since",
            paramLabel = "REVISION",
            description = "Check from the first migration on that git does not know as it is in this revision, such as"
                    + " origin/main, or where the branch began; earlier ones are applied and not checked.")
    private @Nullable String since;

    @Option(names = "--to", paramLabel = "VERSION", description = "Leave out what comes after this version.")
    private @Nullable String to;

    @Option(
            names = "--shard",
            paramLabel = "K/N",
            description =
                    "Answer for one of N equal parts of the migrations, such as 2/5, where N machines divide them; earlier"
                            + " migrations are applied and not checked, and what one says of a migration is what a run of all says. With"
                            + " fewer migrations than N there is nothing to check here, which is said, and ends with 0.")
    private @Nullable String shard;

    @Option(
            names = "--times",
            paramLabel = "FILE",
            split = ",",
            description =
                    "JSON reports of earlier runs, which say how long each migration takes to check, so that the parts of"
                            + " --shard are equal. All shards must read the same.")
    private @Nullable List<String> times;

    /** What the options say, as parameters. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        if (shard != null) {
            parameters.put(ConfigurationParameters.SHARD, shard);
        }
        if (times != null) {
            parameters.put(ConfigurationParameters.SHARD_TIMES, String.join(",", times));
        }
        return parameters;
    }

    /** The round trip of what is asked for; empty if that is nothing. */
    Optional<RoundTrip> addTo(RoundTrip roundTrip, MigrationFolder folder, Configuration configuration) {
        if (from != null && since != null) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--from and --since say the same: choose one.");
        }
        if (times != null && configuration.get(ConfigurationParameters.SHARD).isEmpty()) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--times divides the migrations among shards: say which this one is with --shard, such as 2/5.");
        }
        RoundTrip divided =
                Sharding.configuredBy(configuration).map(roundTrip::inShard).orElse(roundTrip);
        RoundTrip ranged = to == null ? divided : divided.to(to);
        if (since == null) {
            return Optional.of(from == null ? ranged : ranged.from(from));
        }
        Changes changes = GitChanges.since(folder, since);
        return firstChanged(folder, changes).map(version -> ranged.from(version).withChanges(changes));
    }

    /** Why nothing is checked. */
    String nothing() {
        return "No migration has changed since " + since + ": there is nothing to check.";
    }

    /** Where migrations are gone and none has changed, the last one is looked at, so that somebody tells it. */
    private Optional<String> firstChanged(MigrationFolder folder, Changes changed) {
        List<Migration> migrations = folder.migrations();
        Optional<String> last = Optional.ofNullable(to)
                .or(() -> Optional.of(migrations.get(migrations.size() - 1).displayName()));
        return migrations.stream()
                .filter(migration -> changed.isMoved(folder, migration) || changed.concern(folder, migration))
                .map(Migration::displayName)
                .findFirst()
                .or(() -> changed.removed().isEmpty() ? Optional.empty() : last);
    }
}
