package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.CheckConstraint;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Column.Generated;
import io.schemaproof.catalog.Column.IdentityGeneration;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Take from a table the contract that it fulfils. What has no order of its own is ordered by what it says. */
final class TableDescription {

    private final String schema;
    private final Table table;
    private final Optional<Table> parent;
    private final OwnParts parts;

    /** @param schema without quotes; names of tables in it are written without it */
    TableDescription(String schema, Table table) {
        this(schema, table, Optional.empty());
    }

    private TableDescription(String schema, Table table, Optional<Table> parent) {
        this.schema = schema;
        this.table = table;
        this.parent = parent;
        this.parts = new OwnParts(table, parent.isPresent());
    }

    TableContract contract() {
        return new TableContract(
                table.columns().stream().filter(this::isOwn).map(this::column).toList(),
                new TableConstraints(
                        parts.primaryKey().map(key -> key(key, key.index())),
                        sorted(parts.foreignKeys(), this::foreignKey),
                        sorted(parts.uniqueKeys(), key -> key(key, key.index())),
                        sorted(parts.checks(), TableDescription::check),
                        sorted(parts.exclusions(), Constraint::definition)),
                sorted(parts.indexes(), IndexContract::of),
                new TableShape(
                        table.partitionKey(),
                        table.partitions().stream().map(this::partition).toList(),
                        parent.isPresent()
                                ? List.of()
                                : table.parents().stream().map(this::name).toList(),
                        table.isUnlogged(),
                        table.object().attribute("server"),
                        table.comment(),
                        parts.triggers().stream()
                                .map(trigger -> new TriggerContract(
                                        Names.quote(trigger.name()),
                                        TriggerContract.definitionOf(trigger.definition()),
                                        trigger.object().attribute("enabled").orElse("")))
                                .toList(),
                        rowSecurity()),
                EnumSet.allOf(TablePart.class),
                false);
    }

    private Optional<RowSecurityContract> rowSecurity() {
        return table.isRowSecurityEnabled()
                ? Optional.of(new RowSecurityContract(
                        table.object().is("row security forced"),
                        table.policies().stream().map(TableDescription::policy).toList()))
                : Optional.empty();
    }

    private static PolicyContract policy(CatalogObject policy) {
        List<String> identity = Names.parse(policy.id().identity());
        return new PolicyContract(
                Names.quote(identity.get(identity.size() - 1)),
                policy.attribute("command").orElse(""),
                List.of(policy.attribute("roles").orElse("").split(", ", -1)),
                policy.attribute("combination").filter("restrictive"::equals).isPresent(),
                policy.attribute("using"),
                policy.attribute("with check"));
    }

    private static <T, R> List<R> sorted(Collection<T> values, Function<T, R> description) {
        return values.stream()
                .map(description)
                .sorted(Comparator.comparing(Object::toString))
                .toList();
    }

    private PartitionContract partition(Table partition) {
        return new PartitionContract(
                name(partition),
                partition.partitionBound().orElse(""),
                new TableDescription(schema, partition, Optional.of(table)).contract());
    }

    /** A column of a partition that is as its parent's is not named. */
    private boolean isOwn(Column column) {
        Optional<Column> inherited = parent.stream()
                .flatMap(table -> table.columns().stream())
                .filter(other -> other.name().equals(column.name()))
                .findFirst();
        return inherited.isEmpty()
                || column.comment().isPresent()
                || inherited.get().isNullable() != column.isNullable()
                || !inherited.get().defaultExpression().equals(column.defaultExpression())
                || !inherited.get().generationExpression().equals(column.generationExpression())
                || !inherited.get().collation().equals(column.collation());
    }

    private ColumnContract column(Column column) {
        ColumnValue value = value(column);
        boolean never = value instanceof ColumnValue.Identity || isInKey(column);
        return new ColumnContract(
                Names.quote(column.name()),
                column.type(),
                // What is said by the key or by being an identity column is not said twice.
                column.isNullable() || (never && !(value instanceof ColumnValue.Identity)),
                column.collation(),
                value,
                column.comment());
    }

    private boolean isInKey(Column column) {
        return parts.primaryKey()
                .filter(key -> key.columns().contains(column.name()))
                .isPresent();
    }

    private ColumnValue value(Column column) {
        if (column.identityGeneration() != IdentityGeneration.NO_IDENTITY) {
            return new ColumnValue.Identity(
                    column.identityGeneration(),
                    column.sequence().map(SequenceOptions::of).orElse(""));
        }
        if (column.generated() != Generated.NOT_GENERATED) {
            return new ColumnValue.From(
                    column.generated(), column.generationExpression().orElse(""));
        }
        return column.defaultExpression()
                .<ColumnValue>map(ColumnValue.Default::new)
                .orElseGet(ColumnValue.None::new);
    }

    private static KeyContract key(Constraint key, Optional<Index> index) {
        return new KeyContract(
                quoted(key.columns()),
                quoted(index.map(Index::includedColumns).orElse(List.of())),
                index.filter(Index::isNullsNotDistinct).isPresent(),
                key.object().is("period"),
                ConstraintTiming.of(key));
    }

    private ForeignKeyContract foreignKey(ForeignKey key) {
        return new ForeignKeyContract(
                quoted(key.columns()),
                key.references().map(this::name).orElse(key.referencedTable()),
                quoted(key.referencedColumns()),
                key.onDelete(),
                quoted(key.onDeleteColumns()),
                key.onUpdate(),
                key.match(),
                key.object().is("period"),
                ConstraintTiming.of(key),
                ConstraintState.of(key));
    }

    private static CheckContract check(CheckConstraint check) {
        return new CheckContract(check.expression(), check.isNoInherit(), ConstraintState.of(check));
    }

    private static List<String> quoted(List<String> names) {
        return names.stream().map(Names::quote).toList();
    }

    private String name(TypedObject other) {
        String bare = Names.quote(other.name());
        return other.schema().equals(schema) ? bare : Names.quote(other.schema()) + "." + bare;
    }
}
