package io.schemaproof.verify.shard;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long the checks of migrations took in earlier runs, as the JSON reports of these say.
 *
 * @param millis by the migration's key
 * @since 0.1
 */
public record RecordedTimes(Map<String, Double> millis) {

    /** Nothing is known, and every migration counts the same. */
    public static final RecordedTimes NONE = new RecordedTimes(Map.of());

    public RecordedTimes {
        millis = Map.copyOf(millis);
    }

    /**
     * Read the reports that {@value ConfigurationParameters#SHARD_TIMES} names, with commas between.
     *
     * @throws MigrationException if one is missing, or is no such report
     */
    public static RecordedTimes configuredBy(Configuration configuration) {
        List<Path> files = new ArrayList<>();
        configuration.get(ConfigurationParameters.SHARD_TIMES).ifPresent(value -> {
            for (String name : value.split(",", -1)) {
                files.add(Path.of(name.strip()));
            }
        });
        return read(files);
    }

    /**
     * Read reports: of a whole run, or of each shard. Where two know a migration, the longer time counts.
     *
     * @throws MigrationException if one is missing, or is no such report
     */
    public static RecordedTimes read(List<Path> reports) {
        Map<String, Double> millis = new HashMap<>();
        for (Path report : reports) {
            for (Object each : migrations(report)) {
                if (each instanceof Map<?, ?> migration
                        && migration.get("millis") instanceof Map<?, ?> times
                        && times.get("checks") instanceof Number time) {
                    String key = key(String.valueOf(migration.get("version")), String.valueOf(migration.get("up")));
                    millis.merge(key, time.doubleValue(), Math::max);
                }
            }
        }
        return new RecordedTimes(millis);
    }

    private static List<?> migrations(Path report) {
        try {
            return ShardReport.list(ShardReport.document(report), "migrations");
        } catch (MigrationException e) {
            throw new MigrationException(
                    e.getMessage() + " It is to tell how long checks took; shards must all read the same files, or some"
                            + " migration is checked by none of them.",
                    e);
        }
    }

    /** Milliseconds of the migrations, in their order; of those that nobody knows, what is usual among the others. */
    double[] of(List<Migration> migrations) {
        double[] known = migrations.stream()
                .map(migration -> millis.getOrDefault(key(migration), Double.NaN))
                .filter(time -> !time.isNaN())
                .mapToDouble(time -> Math.max(1, time))
                .sorted()
                .toArray();
        double usual = known.length == 0 ? 1 : known[known.length / 2];
        return migrations.stream()
                .mapToDouble(migration -> Math.max(1, millis.getOrDefault(key(migration), usual)))
                .toArray();
    }

    private static String key(Migration migration) {
        return key(migration.version(), migration.up().path().replace('\\', '/'));
    }

    /** Some tools keep several migrations in one file. */
    private static String key(String version, String up) {
        return version + " " + up;
    }
}
