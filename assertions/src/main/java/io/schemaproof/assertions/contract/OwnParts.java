package io.schemaproof.assertions.contract;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.CheckConstraint;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.Trigger;
import io.schemaproof.catalog.UniqueConstraint;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The constraints and indexes of a table that a contract names.
 *
 * @param isPartition whether what the parent gives it is left out
 * @since 0.1
 */
public record OwnParts(Table table, boolean isPartition) {

    public Optional<PrimaryKey> primaryKey() {
        return own(table.primaryKey().stream().toList()).stream().findFirst();
    }

    public List<ForeignKey> foreignKeys() {
        return own(table.foreignKeys());
    }

    public List<UniqueConstraint> uniqueKeys() {
        return own(table.uniqueConstraints());
    }

    public List<CheckConstraint> checks() {
        return own(table.checks());
    }

    /** Exclusion constraints. */
    public List<Constraint> exclusions() {
        return own(table.constraints().stream()
                .filter(constraint -> constraint.type().equals("exclusion"))
                .toList());
    }

    /** Those that belong to no constraint. */
    public List<Index> indexes() {
        return table.indexes().stream()
                .filter(index -> index.constraint().isEmpty())
                .filter(index ->
                        !isPartition || index.object().attribute("parent index").isEmpty())
                .toList();
    }

    /** Those that a partition does not have from its parent. */
    public List<Trigger> triggers() {
        return table.triggers().stream()
                .filter(trigger -> !isPartition
                        || trigger.object().attribute("parent trigger").isEmpty())
                .sorted(Comparator.comparing(Trigger::name))
                .toList();
    }

    private <C extends Constraint> List<C> own(List<C> constraints) {
        return constraints.stream()
                .filter(constraint -> !isCopy(constraint) && !(isPartition && isInherited(constraint.object())))
                .toList();
    }

    /** A foreign key to a partitioned table is there once more for each of its partitions. */
    private boolean isCopy(Constraint constraint) {
        return constraint
                .object()
                .attribute("parent constraint")
                .filter(parent -> parent.startsWith(table.identity() + "."))
                .isPresent();
    }

    private static boolean isInherited(CatalogObject constraint) {
        return constraint.attribute("parent constraint").isPresent()
                || (constraint.is("inherited")
                        && constraint.attribute("local").filter("no"::equals).isPresent());
    }
}
