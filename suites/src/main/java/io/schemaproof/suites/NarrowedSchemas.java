package io.schemaproof.suites;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Namespace;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.Schema;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The schemas and objects to which suites are narrowed. Of a schema that there is not, or that is empty, nothing is ever found, and nothing where all
 * objects are left out, so that everything would pass.
 */
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
     * Require that each schema is there after the migrations, or on the way, and that an object is left to look at.
     *
     * @throws IllegalArgumentException if a schema is not there, or nothing is left
     */
    void require(Narrowing narrowing, Suite suite) {
        boolean narrows =
                !narrowing.schemas().isEmpty() || !narrowing.ignoring().isEmpty();
        if (!narrows || !UNNOTICED.contains(suite)) {
            return;
        }
        Catalog catalog;
        try {
            catalog = migrated.get().catalog();
        } catch (MigrationException e) {
            return; // The suite itself fails: a migration cannot be applied.
        }
        requireSchemas(narrowing, catalog);
        requireObjects(narrowing, catalog);
    }

    private void requireSchemas(Narrowing narrowing, Catalog catalog) {
        Set<String> there = new TreeSet<>();
        catalog.schemas().stream().map(Namespace::identity).forEach(there::add);
        narrowing.schemas().stream()
                .filter(schema -> !there.contains(schema) && !isMadeOnTheWay(schema))
                .findFirst()
                .ifPresent(schema -> {
                    throw new IllegalArgumentException("There is no schema " + schema
                            + " to narrow a suite to, so that nothing would be looked at. There are: "
                            + String.join(", ", there) + ".");
                });
    }

    private void requireObjects(Narrowing narrowing, Catalog catalog) {
        List<String> there = catalog.withoutExtensionMembers().objects().keySet().stream()
                .map(ObjectId::identity)
                .filter(Narrowing.NONE::meansObject)
                .toList();
        if (there.isEmpty()
                || there.stream().anyMatch(narrowing::meansObject)
                || narrowing.schemas().stream().anyMatch(this::isFilledOnTheWay)) {
            return;
        }
        throw new IllegalArgumentException("No object is left to look at: the migrations make none"
                + (narrowing.schemas().isEmpty() ? "" : " in " + String.join(", ", narrowing.schemas()))
                + (narrowing.ignoring().isEmpty() ? "" : " besides " + String.join(", ", narrowing.ignoring()))
                + ".");
    }

    /** A later migration may drop it again. */
    private boolean isMadeOnTheWay(String schema) {
        return occurs("CREATE\\s+SCHEMA\\s+(IF\\s+NOT\\s+EXISTS\\s+)?" + Pattern.quote(schema) + "(?![\\w$])");
    }

    /** What a later migration drops from it is found in no catalogue at the end. */
    private boolean isFilledOnTheWay(String schema) {
        String name = "(?<![\\w$\"])" + Pattern.quote(schema) + "(?![\\w$\"])";
        return occurs(name + "\\s*\\.|search_path[^;]*" + name);
    }

    private boolean occurs(String expression) {
        Pattern made = Pattern.compile("(?i)" + expression);
        return folder.migrations().stream()
                .map(migration -> migration.up().text())
                .anyMatch(text -> made.matcher(text).find());
    }
}
