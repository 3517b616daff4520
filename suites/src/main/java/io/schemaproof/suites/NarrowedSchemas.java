package io.schemaproof.suites;

import io.schemaproof.catalog.Namespace;
import io.schemaproof.catalog.Schema;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The schemas to which suites are narrowed. Of one that there is not nothing is ever found, so that everything would pass. */
final class NarrowedSchemas {

    /** The suites in which one would go unnoticed; others look at schemas themselves, or lie in none. */
    private static final Set<Suite> UNNOTICED = EnumSet.of(
            Suite.ROUND_TRIP,
            Suite.DATA_PRESERVATION,
            Suite.IDEMPOTENCY,
            Suite.PARTIAL_FAILURE,
            Suite.DETERMINISM,
            Suite.SAFETY,
            Suite.TRAFFIC);

    private final MigrationFolder folder;
    private final Supplier<Schema> migrated;

    NarrowedSchemas(MigrationFolder folder, Supplier<Schema> migrated) {
        this.folder = folder;
        this.migrated = migrated;
    }

    /**
     * Require that each of them is there after the migrations, or on the way.
     *
     * @throws IllegalArgumentException if one is not
     */
    void require(Narrowing narrowing, Suite suite) {
        if (narrowing.schemas().isEmpty() || !UNNOTICED.contains(suite)) {
            return;
        }
        Set<String> there = new TreeSet<>();
        try {
            migrated.get().catalog().schemas().stream().map(Namespace::identity).forEach(there::add);
        } catch (MigrationException e) {
            return; // The suite itself fails: a migration cannot be applied.
        }
        narrowing.schemas().stream()
                .filter(schema -> !there.contains(schema) && !isMadeOnTheWay(schema))
                .findFirst()
                .ifPresent(schema -> {
                    throw new IllegalArgumentException("There is no schema " + schema
                            + " to narrow a suite to, so that nothing would be looked at. There are: "
                            + String.join(", ", there) + ".");
                });
    }

    /** A later migration may drop it again. */
    private boolean isMadeOnTheWay(String schema) {
        Pattern made = Pattern.compile(
                "(?i)CREATE\\s+SCHEMA\\s+(IF\\s+NOT\\s+EXISTS\\s+)?" + Pattern.quote(schema) + "(?![\\w$])");
        return folder.migrations().stream()
                .map(migration -> migration.up().text())
                .anyMatch(text -> made.matcher(text).find());
    }
}
