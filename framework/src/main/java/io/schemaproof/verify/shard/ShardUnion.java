package io.schemaproof.verify.shard;

import io.schemaproof.migration.MigrationException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * The reports of all shards of one run, of which each migration is in exactly one.
 *
 * @param reports in the order of the history
 * @since 0.1
 */
public record ShardUnion(List<ShardReport> reports) {

    public ShardUnion {
        reports = List.copyOf(reports);
    }

    /**
     * Put them together.
     *
     * @throws MigrationException if one cannot be read or is no shard's, a part is missing or there twice, or they were divided in
     *     different ways, or looked for different things
     */
    public static ShardUnion read(List<Path> files) {
        List<ShardReport> reports = files.stream()
                .map(ShardReport::read)
                .sorted(Comparator.comparing(report -> report.shard().number()))
                .toList();
        if (reports.isEmpty()) {
            throw new MigrationException("No report is named.");
        }
        ShardReport one = reports.get(0);
        reports.forEach(other -> requireSame(one, other));
        int next = one.wholeFirst();
        for (int index = 0; index < reports.size(); index++) {
            ShardReport report = reports.get(index);
            if (index > 0 && reports.get(index - 1).shard().equals(report.shard())) {
                throw new MigrationException("Shard " + report.shard() + " is there twice: "
                        + reports.get(index - 1).file() + " and " + report.file() + ".");
            }
            if (report.first() > next) {
                throw missing(next, report.first() - 1, one);
            }
            if (report.migrations().size() != report.last() - report.first() + 1) {
                throw new MigrationException(report.file() + " tells of "
                        + report.migrations().size() + " migrations, and its shard answers for "
                        + (report.last() - report.first() + 1) + ".");
            }
            next = report.last() + 1;
        }
        if (next <= one.wholeLast()) {
            throw missing(next, one.wholeLast(), one);
        }
        return new ShardUnion(reports);
    }

    private static void requireSame(ShardReport one, ShardReport other) {
        if (one.shard().of() != other.shard().of() || !one.plan().equals(other.plan())) {
            throw new MigrationException(
                    "%s and %s do not fit together: shard %s divides by plan %s, and shard %s by plan %s."
                                    .formatted(
                                            one.file(),
                                            other.file(),
                                            one.shard(),
                                            one.plan(),
                                            other.shard(),
                                            other.plan())
                            + " Have all shards verify the same migrations, and read the same --times.");
        }
        if (!one.tools().equals(other.tools())) {
            throw new MigrationException("%s and %s do not fit together: %s and %s."
                    .formatted(one.file(), other.file(), one.tools(), other.tools()));
        }
        if (!one.checks().equals(other.checks())) {
            throw new MigrationException(
                    "%s and %s do not fit together: one has checked %s, and the other %s. Have all shards run the same checks."
                            .formatted(
                                    one.file(),
                                    other.file(),
                                    String.join(", ", one.checks()),
                                    String.join(", ", other.checks())));
        }
    }

    private static MigrationException missing(int first, int last, ShardReport one) {
        return new MigrationException("A shard of " + one.shard().of() + " is missing: nothing is known of "
                + (first == last ? "migration " + first : "migrations " + first + " to " + last)
                + " of the history. Look at what became of its run, and name its report, too.");
    }

    /** What is said of all migrations, in their order. */
    public List<ShardReport.Told> migrations() {
        return reports.stream().flatMap(report -> report.migrations().stream()).toList();
    }
}
