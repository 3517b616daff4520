package io.schemaproof.verify.result;

import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.SensitiveTables;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import io.schemaproof.migration.SqlMask;

/**
 * Tell a {@link SqlMask} of the tables that a change makes.
 *
 * @since 0.1
 */
public final class ChangedTables {

    private ChangedTables() {}

    /** Tell of the tables and columns that are added. */
    public static void learn(SqlMask mask, CatalogDiff diff) {
        for (Change change : diff.changes()) {
            if (change instanceof Change.Added added) {
                if (added.object().kind() == ObjectKind.TABLE) {
                    mask.learn(added.object().identity());
                    added.parts().forEach(part -> SensitiveTables.learn(mask, part));
                } else {
                    SensitiveTables.learn(mask, added.after());
                }
            }
        }
    }
}
