package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.ReferentialAction;
import io.schemaproof.catalog.Table;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Foreign keys that do another thing to rows than before when what these refer to goes. That it is refused where it was not is {@link NewStrictness}'s.
 */
final class ReferentialActions implements SafetyRule {

    private static final Set<ReferentialAction> REFUSES =
            EnumSet.of(ReferentialAction.NO_ACTION, ReferentialAction.RESTRICT);

    /** A new key that the others follow loses nothing. */
    private static final Set<ReferentialAction> OVERWRITES =
            EnumSet.of(ReferentialAction.SET_NULL, ReferentialAction.SET_DEFAULT);

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown()) {
            return findings;
        }
        for (Table was : migration.before().tables()) {
            FormerWrites.find(migration.after(), was).ifPresent(now -> {
                now.foreignKeys().stream()
                        .filter(ForeignKey::isEnforced)
                        .forEach(key -> compare(migration, was, now, key, findings));
                was.foreignKeys().stream()
                        .filter(key -> key.isEnforced() && isMissed(migration, was, now, key))
                        .forEach(key -> findings.add(gone(migration, now, key)));
            });
        }
        return findings;
    }

    private static void compare(
            TracedMigration migration, Table was, Table now, ForeignKey key, List<Finding> findings) {
        Optional<ForeignKey> former = was.foreignKeys().stream()
                .filter(other -> isSame(other, key))
                .filter(ForeignKey::isEnforced)
                .findFirst();
        boolean old = was.columns().stream().anyMatch(column -> key.columns().contains(column.name()));
        if (former.isEmpty()
                && (!old || migration.before().table(key.referencedTable()).isEmpty())) {
            return;
        }
        Optional<ReferentialAction> onDelete = former.map(ForeignKey::onDelete);
        if (!REFUSES.contains(key.onDelete()) && !onDelete.equals(Optional.of(key.onDelete()))) {
            List<String> set = key.onDeleteColumns().isEmpty() ? key.columns() : key.onDeleteColumns();
            findings.add(finding(
                    migration,
                    key,
                    "A DELETE in " + key.referencedTable() + " now " + does(key.onDelete(), now, set) + ", and "
                            + did(onDelete, "deleted them") + " before: " + key.quotedName() + " is ON DELETE "
                            + words(key.onDelete()) + "."));
        }
        Optional<ReferentialAction> onUpdate = former.map(ForeignKey::onUpdate);
        if (OVERWRITES.contains(key.onUpdate()) && !onUpdate.equals(Optional.of(key.onUpdate()))) {
            findings.add(finding(
                    migration,
                    key,
                    "An UPDATE of a key of " + key.referencedTable() + " now "
                            + does(key.onUpdate(), now, key.columns()) + ", and "
                            + did(onUpdate, "gave them the new key") + " before: " + key.quotedName()
                            + " is ON UPDATE " + words(key.onUpdate()) + "."));
        }
    }

    private static Finding gone(TracedMigration migration, Table now, ForeignKey key) {
        boolean there = now.foreignKeys().stream().anyMatch(other -> isSame(key, other));
        return finding(
                migration,
                key,
                "A DELETE in " + key.referencedTable() + " now leaves rows of " + now.identity()
                        + " that refer to nothing, and " + did(Optional.of(key.onDelete()), "deleted them")
                        + " before: "
                        + key.quotedName() + (there ? " is not enforced any more." : " is gone."));
    }

    /** Whether it is gone, and all that it was about is there, and no other one refers in its place. */
    private static boolean isMissed(TracedMigration migration, Table was, Table now, ForeignKey key) {
        Catalog after = migration.after();
        boolean there = key.columns().stream().allMatch(name -> isColumn(now, name))
                && after.table(key.referencedTable())
                        .filter(table -> key.referencedColumns().stream().allMatch(name -> isColumn(table, name)))
                        .isPresent();
        return there
                && !LostWhenRemade.isRemade(migration, was)
                && now.foreignKeys().stream()
                        .filter(ForeignKey::isEnforced)
                        .noneMatch(other -> isSame(key, other)
                                || (other.referencedTable().equals(key.referencedTable())
                                        && other.columns().containsAll(key.columns())));
    }

    private static boolean isColumn(Table table, String name) {
        return table.columns().stream().anyMatch(column -> column.name().equals(name));
    }

    /** Whether it is the same key, perhaps under another name, or with other names of its columns or of the table. */
    private static boolean isSame(ForeignKey was, ForeignKey key) {
        return was.name().equals(key.name())
                || (was.columns().equals(key.columns()) && was.referencedTable().equals(key.referencedTable()));
    }

    private static String does(ReferentialAction action, Table table, List<String> columns) {
        String rows = " the rows of " + table.identity() + " that refer to the row";
        return switch (action) {
            case CASCADE -> "deletes" + rows;
            case SET_NULL -> "leaves NULL in (" + table.list(columns) + ") of" + rows;
            case SET_DEFAULT -> "leaves the default in (" + table.list(columns) + ") of" + rows;
            case NO_ACTION, RESTRICT -> throw new IllegalArgumentException("nothing is done: " + action);
        };
    }

    private static String did(Optional<ReferentialAction> action, String cascaded) {
        return action.map(before -> switch (before) {
                    case CASCADE -> cascaded;
                    case SET_NULL -> "left NULL there";
                    case SET_DEFAULT -> "left the default there";
                    case NO_ACTION, RESTRICT -> "was refused";
                })
                .orElse("left them as they were");
    }

    private static String words(ReferentialAction action) {
        return action.name().replace('_', ' ');
    }

    private static Finding finding(TracedMigration migration, ForeignKey key, String what) {
        return SafetyFinding.naming(
                migration,
                Hazard.REFERENTIAL_ACTION,
                key.identity(),
                key.name(),
                what,
                "First deploy an application that relies on what becomes of these rows nowhere, and do this in a later release.",
                Map.of("table", key.table().map(Table::identity).orElse("")));
    }
}
