package io.schemaproof.catalog;

import io.schemaproof.migration.Script;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.migration.StatementOutcome;
import java.sql.Connection;
import java.util.Optional;

/**
 * Tell a {@link SqlMask} which tables there are, so that it shows what goes into those that hold nothing sensitive.
 *
 * @since 0.1
 */
public final class SensitiveTables {

    private SensitiveTables() {}

    /** Tell of the tables of a schema. */
    public static void learn(SqlMask mask, Catalog catalog) {
        // First that they are there: a table of which only a column is told may have others.
        for (CatalogObject object : catalog.objects().values()) {
            if (object.id().kind() == ObjectKind.TABLE) {
                mask.learn(object.id().identity());
            }
        }
        catalog.objects().values().forEach(object -> learn(mask, object));
    }

    /** Tell of a column; of no other object is there anything to tell. */
    public static void learn(SqlMask mask, CatalogObject object) {
        if (object.id().kind() == ObjectKind.COLUMN) {
            object.parent()
                    .ifPresent(table -> mask.learn(table.identity(), object.id().identity()));
        }
    }

    /**
     * Format the error of a script for people, without values of sensitive columns.
     *
     * @param connection to the database as the script has left it; where that cannot be read, whatever may be a value is hidden
     */
    public static String format(StatementOutcome outcome, Script script, Connection connection) {
        SqlMask mask = SqlMask.of(key -> Optional.empty());
        try {
            learn(mask, CatalogReader.read(connection));
        } catch (CatalogException e) {
            // Nothing is known of the tables, so that nothing is shown of what goes into them.
        }
        return StatementErrors.format(outcome, script, mask);
    }
}
