package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import io.schemaproof.rule.Finding;
import io.schemaproof.safety.stricter.NullRefused;
import java.util.List;
import java.util.Map;

/**
 * Columns of before that may be null now. Nothing fails by that alone, and it is the usual first step before a column goes: so it is a note.
 * A down brings the schema back to which the former application belongs.
 */
final class NullAllowed implements SafetyRule {

    @Override
    public List<Finding> judge(TracedMigration migration) {
        if (migration.isDown()) {
            return List.of();
        }
        return migration.before().tables().stream()
                .flatMap(was -> FormerWrites.find(migration.after(), was).stream()
                        .flatMap(now -> now.columns().stream()
                                .filter(column -> isNullRefused(migration.before(), was, column)
                                        && !isNullRefused(migration.after(), now, column))))
                .map(column -> finding(migration, column))
                .toList();
    }

    /** Whether a table has such a column, and it takes no NULL, by itself, by its domain or by a check. */
    private static boolean isNullRefused(Catalog catalog, Table table, Column named) {
        return Column.find(table.columns(), named.quotedName())
                .filter(column -> !column.isNullable()
                        || catalog.domain(column.type())
                                .filter(domain -> !domain.isNullable())
                                .isPresent()
                        || NullRefused.isByCheck(table, column))
                .isPresent();
    }

    private static Finding finding(TracedMigration migration, Column column) {
        return SafetyFinding.naming(
                migration,
                Hazard.NULL_ALLOWED,
                column.identity(),
                column.name(),
                "The column " + column.identity() + " may be null now.",
                "First deploy an application that bears NULL in " + column.quotedName()
                        + ", then one that writes it, in a later release.",
                Map.of());
    }
}
