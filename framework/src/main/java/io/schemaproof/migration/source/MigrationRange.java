package io.schemaproof.migration.source;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Find a part of a history by the versions of its ends. The migrations before it still have to be applied first, so a
 * range is a pair of positions and not a shorter folder.
 *
 * @param first position of the first migration meant, counted from 0
 * @param last position of the last migration meant
 * @since 0.1
 */
public record MigrationRange(int first, int last) {

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[._]\\d+)*");
    private static final int SHOWN = 6;

    /**
     * Find the range. Versions are compared as their convention writes them, or, where both are numbers, as numbers: 7 is
     * 0007. The version may have the description behind it, where several have one version.
     *
     * @param from version of the first migration meant; empty for the first of all
     * @param to version of the last migration meant; empty for the last of all
     * @throws MigrationException if no migration has such a version, or nothing lies between the two
     */
    public static MigrationRange of(MigrationFolder folder, Optional<String> from, Optional<String> to) {
        List<Migration> migrations = folder.migrations();
        int first = from.map(version -> matches(migrations, version)[0]).orElse(0);
        int last = to.map(version -> matches(migrations, version))
                .map(positions -> positions[positions.length - 1])
                .orElse(migrations.size() - 1);
        if (first > last) {
            throw new MigrationException("Nothing lies between %s and %s: %s comes after %s. Swap the two."
                    .formatted(from.orElse(""), to.orElse(""), from.orElse(""), to.orElse("")));
        }
        return new MigrationRange(first, last);
    }

    /** Return how many migrations come up to a version, as numbers, whether one of them has it or not; repeatable ones have none. */
    public static int countUpTo(MigrationFolder folder, String version) {
        return (int) folder.migrations().stream()
                .filter(migration -> !migration.repeatable())
                .filter(migration -> isSame(migration.version(), version) || isBefore(migration.version(), version))
                .count();
    }

    /** Whether a version comes before another one; only numbers do. */
    public static boolean isBefore(String version, String other) {
        return NUMBER.matcher(version).matches()
                && NUMBER.matcher(other).matches()
                && Numerals.parse(version).compareTo(Numerals.parse(other)) < 0;
    }

    /** Whether the migration at a position is meant. */
    public boolean contains(int position) {
        return first <= position && position <= last;
    }

    private static int[] matches(List<Migration> migrations, String version) {
        int[] positions = IntStream.range(0, migrations.size())
                .filter(position -> isSame(migrations.get(position).version(), version)
                        || migrations.get(position).displayName().equals(version))
                .toArray();
        if (positions.length == 0) {
            List<String> known =
                    migrations.stream().map(Migration::version).distinct().toList();
            throw new MigrationException("No migration has the version " + version + ". There are "
                    + String.join(", ", known.subList(0, Math.min(SHOWN, known.size())))
                    + (known.size() > SHOWN ? ", … " + known.get(known.size() - 1) : "") + ".");
        }
        return positions;
    }

    private static boolean isSame(String version, String asked) {
        if (version.equals(asked)) {
            return true;
        }
        return NUMBER.matcher(version).matches()
                && NUMBER.matcher(asked).matches()
                && Numerals.parse(version).compareTo(Numerals.parse(asked)) == 0;
    }
}
