package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.WriteEffect;
import io.schemaproof.query.WriteEffect.Kind;
import io.schemaproof.query.WriteEffect.Write;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the application of before writes and the schema of now refuses, in tables that are still there. A down brings the schema
 * back to which that application belongs, so it is not asked.
 */
final class FormerWrites implements SafetyRule {

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown()) {
            return findings;
        }
        for (Table was : migration.before().tables()) {
            Optional<Table> now = find(migration.after(), was);
            if (now.isPresent()) {
                columns(migration, was, now.get(), findings);
                FormerKeys.find(migration, was, now.get(), findings);
            }
        }
        return findings;
    }

    /** The same table after, unless it has become a partition. */
    static Optional<Table> find(Catalog catalog, Table table) {
        return catalog.table(table.identity())
                .filter(other -> other.identity().equals(table.identity())
                        && other.partitionOf().isEmpty());
    }

    private static void columns(TracedMigration migration, Table was, Table now, List<Finding> findings) {
        for (Column column : now.columns()) {
            if (isLeftToCompute(was, now, column)) {
                findings.add(finding(
                        migration,
                        Hazard.EXPRESSION_REMOVED,
                        column.identity(),
                        column.name(),
                        "The column " + column.identity() + " is not computed any more.",
                        "First deploy an application that writes " + column.quotedName()
                                + ", or in the same transaction a trigger that does, BEFORE INSERT OR UPDATE, then ALTER COLUMN "
                                + column.quotedName() + " DROP EXPRESSION;"));
                continue;
            }
            if (column.isNullable()) {
                leftNull(migration, was, column, now).ifPresent(findings::add);
                continue;
            }
            if (column.isFilled() || isFilledByTrigger(migration, now, column)) {
                continue;
            }
            Optional<Column> before = Column.find(was.columns(), column.quotedName())
                    .or(() -> underAnotherName(migration, was, now, column));
            if (before.isEmpty()) {
                findings.add(finding(
                        migration,
                        Hazard.REQUIRED_COLUMN,
                        column.identity(),
                        column.name(),
                        "The column " + column.identity() + " is new, and each INSERT has to name it.",
                        "ALTER TABLE " + now.identity() + " ALTER COLUMN " + column.quotedName()
                                + " SET DEFAULT …; and drop the default in a later release."));
            } else if (!before.get().isNullable() && before.get().isFilled()) {
                findings.add(finding(
                        migration,
                        Hazard.DEFAULT_REMOVED,
                        column.identity(),
                        column.name(),
                        "The column " + column.identity() + " has no default any more, and must not be null.",
                        "First deploy an application that names " + column.quotedName()
                                + " in each INSERT, then drop the default, in a later release."));
            }
        }
    }

    /** What is left out is refused by nobody. A table that is made anew is told for itself. */
    private static Optional<Finding> leftNull(TracedMigration migration, Table was, Column column, Table now) {
        boolean filled = column.isFilled()
                || migration
                        .writes()
                        .filter(step -> step.after()
                                .effects()
                                .of(now)
                                .effects()
                                .contains(new WriteEffect(Write.INSERT, Kind.FILLS, column.name())))
                        .isPresent();
        return filled || LostWhenRemade.isRemade(migration, was)
                ? Optional.empty()
                : Column.find(was.columns(), column.quotedName())
                        .flatMap(Column::defaultExpression)
                        .filter(former -> !former.matches("NULL(::.*)?"))
                        .map(former -> finding(
                                migration,
                                Hazard.DEFAULT_REMOVED,
                                column.identity(),
                                column.name(),
                                "The column " + column.identity()
                                        + " has no default any more: who leaves it out has NULL there, and had "
                                        + former + ".",
                                "First deploy an application that names " + column.quotedName()
                                        + " in each INSERT, then drop the default, in a later release."));
    }

    /** Whether it was computed and is not, unless a trigger is new that may do so. */
    private static boolean isLeftToCompute(Table was, Table now, Column column) {
        return column.generated() == Column.Generated.NOT_GENERATED
                && Column.find(was.columns(), column.quotedName())
                        .filter(former -> former.generated() != Column.Generated.NOT_GENERATED)
                        .isPresent()
                && now.triggers().stream()
                        .noneMatch(trigger -> trigger.isEnabled()
                                && trigger.definition().contains(" BEFORE ")
                                && was.triggers().stream()
                                        .noneMatch(former -> former.object().equals(trigger.object())));
    }

    /** As far as the server was asked. */
    private static boolean isFilledByTrigger(TracedMigration migration, Table now, Column column) {
        return migration
                .writes()
                .flatMap(step -> step.after().filled().isFilled(now, column))
                .orElse(false);
    }

    /** Which is told as such: no INSERT of before names it. */
    private static Optional<Column> underAnotherName(TracedMigration migration, Table was, Table now, Column column) {
        return was.columns().stream()
                .filter(former ->
                        Column.find(now.columns(), former.quotedName()).isEmpty()
                                && GoneNames.newName(migration, was, was.columns(), former, now.columns())
                                        .equals(Optional.of(column.quotedName())))
                .findFirst();
    }

    private static Finding finding(
            TracedMigration migration, Hazard hazard, String object, String name, String what, String remedy) {
        return SafetyFinding.naming(migration, hazard, object, name, what, remedy, Map.of());
    }
}
