package io.schemaproof.verify.policy;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A number that is left out in a history that else counts by one. Versions that are moments or have parts, and those that go
 * up in steps, have no gaps.
 *
 * @param version of the migration behind it
 * @param before the version before it
 * @param expected the first that is left out
 */
record VersionGap(String version, String before, long expected) {

    private static final Pattern COUNTED = Pattern.compile("\\d{1,6}");
    private static final int ENOUGH = 3;

    /** The gap right before a migration, if there is one. */
    static Optional<VersionGap> before(MigrationFolder folder, int index) {
        List<Migration> all = folder.migrations();
        if (index == 0 || step(all, index) <= 1 || !countsByOne(all, index)) {
            return Optional.empty();
        }
        long expected = number(all.get(index - 1)) + 1;
        String digits = "0*" + expected;
        boolean ignored =
                folder.ignored().stream().anyMatch(file -> file.path().matches("(.*/)?[Vv]?" + digits + "(\\D.*)?"));
        return ignored
                ? Optional.empty()
                : Optional.of(new VersionGap(
                        all.get(index).version(), all.get(index - 1).version(), expected));
    }

    /** Whether this is the only step of the history that is no 0 and no 1. */
    private static boolean countsByOne(List<Migration> all, int index) {
        int ones = 0;
        for (int other = 1; other < all.size(); other++) {
            long step = step(all, other);
            if (other != index && step > 1) {
                return false;
            }
            ones += step == 1 ? 1 : 0;
        }
        return ones >= ENOUGH;
    }

    /** 0 where one of the two is not counted. */
    private static long step(List<Migration> all, int index) {
        Migration migration = all.get(index);
        Migration previous = all.get(index - 1);
        return isCounted(migration) && isCounted(previous) ? number(migration) - number(previous) : 0;
    }

    private static boolean isCounted(Migration migration) {
        return !migration.repeatable() && COUNTED.matcher(migration.version()).matches();
    }

    private static long number(Migration migration) {
        return Long.parseLong(migration.version());
    }
}
