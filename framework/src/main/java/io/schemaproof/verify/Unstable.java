package io.schemaproof.verify;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * The changes that come out differently each time the same script runs, because the clock, the user or a random value is
 * in them. Found by running down and up once more: what differs between two runs of one script is not a trace.
 *
 * @param keys object and attribute of each such change
 */
record Unstable(Set<String> keys) {

    static final Unstable NONE = new Unstable(Set.of());

    /**
     * Run down and up once more and compare with the states that they gave before.
     *
     * @param taken state after the first down
     * @param again state after the second up
     */
    static Unstable find(Workbench bench, Script down, Script up, DatabaseState taken, DatabaseState again)
            throws SQLException {
        MigrationRun downRun = bench.run(down);
        if (!downRun.succeeded()) {
            return NONE;
        }
        Set<String> keys = new HashSet<>();
        collect(CatalogDiff.between(taken.catalog(), bench.state().catalog()), keys);
        MigrationRun upRun = bench.run(up);
        if (upRun.succeeded()) {
            collect(CatalogDiff.between(again.catalog(), bench.state().catalog()), keys);
        }
        return new Unstable(Set.copyOf(keys));
    }

    /** What differs between the catalogues that two runs of the same script gave. */
    static Unstable between(Catalog one, Catalog other) {
        Set<String> keys = new HashSet<>();
        collect(CatalogDiff.between(one, other), keys);
        return new Unstable(Set.copyOf(keys));
    }

    boolean contains(Change change) {
        return keys.contains(key(change));
    }

    private static void collect(CatalogDiff diff, Set<String> keys) {
        diff.significant().stream()
                .filter(Change.Altered.class::isInstance)
                .map(Unstable::key)
                .forEach(keys::add);
    }

    private static String key(Change change) {
        return change instanceof Change.Altered altered
                ? altered.object() + " " + altered.attribute()
                : change.object().toString();
    }
}
