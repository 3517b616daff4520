package io.schemaproof.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A table, partitioned table, partition or foreign table.
 *
 * @since 0.1
 */
public final class Table extends TypedObject {

    private final Lazy<List<Column>> columns;
    private final Lazy<List<ForeignKey>> foreignKeys;
    private final Lazy<List<Index>> indexes;

    Table(Catalog catalog, CatalogObject object) {
        super(catalog, object);
        columns = new Lazy<>(() -> Column.of(catalog, id()));
        foreignKeys =
                new Lazy<>(() -> constraints("foreign key", ForeignKey::new).toList());
        indexes = new Lazy<>(this::readIndexes);
    }

    /** The columns in the order of the table. */
    public List<Column> columns() {
        return columns.get();
    }

    /** Columns as they stand in SQL, in quotation marks where they need them. */
    public List<String> quoted(List<String> names) {
        return names.stream()
                .map(name -> columns().stream()
                        .filter(column -> column.name().equals(name))
                        .map(Column::quotedName)
                        .findFirst()
                        .orElse(name))
                .toList();
    }

    /** The same with commas between them. */
    public String list(List<String> names) {
        return String.join(", ", quoted(names));
    }

    /** The column of this name, quoted or not. */
    public Optional<Column> column(String name) {
        return Column.find(columns(), name);
    }

    public Optional<PrimaryKey> primaryKey() {
        return constraints("primary key", PrimaryKey::new).findFirst();
    }

    public List<ForeignKey> foreignKeys() {
        return foreignKeys.get();
    }

    public List<UniqueConstraint> uniqueConstraints() {
        return constraints("unique", UniqueConstraint::new).toList();
    }

    public List<CheckConstraint> checks() {
        return constraints("check", CheckConstraint::new).toList();
    }

    /** All constraints, of whatever type; from PostgreSQL 18 on those of NOT NULL are among them. */
    public List<Constraint> constraints() {
        return constraintObjects().map(child -> new Constraint(catalog, child)).toList();
    }

    /** All indexes, those of keys included, by name. */
    public List<Index> indexes() {
        return indexes.get();
    }

    private List<Index> readIndexes() {
        Stream<CatalogObject> ofKeys = constraintObjects().flatMap(child -> catalog.children(child.id()).stream());
        return Stream.concat(catalog.children(id()).stream(), ofKeys)
                .filter(child -> child.id().kind() == ObjectKind.INDEX)
                .sorted(Comparator.comparing(CatalogObject::id))
                .map(child -> new Index(catalog, child))
                .toList();
    }

    public Optional<Index> index(String name) {
        return indexes().stream().filter(index -> index.name().equals(name)).findFirst();
    }

    public List<Trigger> triggers() {
        return children(ObjectKind.TRIGGER)
                .map(child -> new Trigger(catalog, child))
                .toList();
    }

    /** The row level security policies, as plain objects. */
    public List<CatalogObject> policies() {
        return children(ObjectKind.POLICY).toList();
    }

    /** Whether row level security is on. */
    public boolean isRowSecurityEnabled() {
        return object.attribute("row security").isPresent();
    }

    public boolean isForeign() {
        return id().kind() == ObjectKind.FOREIGN_TABLE;
    }

    public boolean isPartitioned() {
        return partitionKey().isPresent();
    }

    /** The partition key, as in {@code RANGE (created_at)}. */
    public Optional<String> partitionKey() {
        return object.attribute("partition key");
    }

    /** The table that this one is a partition of. */
    public Optional<Table> partitionOf() {
        return object.attribute("partition of").flatMap(catalog::table);
    }

    /** The tables that are partitions of this one, by name. */
    public List<Table> partitions() {
        return catalog.tables().stream()
                .filter(table -> table.text("partition of").equals(identity()))
                .toList();
    }

    /** The bound of a partition, as in {@code FOR VALUES FROM (1) TO (10)} or {@code DEFAULT}. */
    public Optional<String> partitionBound() {
        return object.attribute("partition bound");
    }

    /** The tables that this one inherits from, in order; those of a partition are not among them. */
    public List<Table> parents() {
        return QualifiedName.identities(text("inherits")).stream()
                .flatMap(parent -> catalog.table(parent).stream())
                .toList();
    }

    /** The tables that inherit from this one, by name; partitions are not among them. */
    public List<Table> inheritors() {
        return catalog.tables().stream()
                .filter(table -> table.parents().stream().anyMatch(this::equals))
                .toList();
    }

    public boolean isUnlogged() {
        return object.is("unlogged");
    }

    private Stream<CatalogObject> children(ObjectKind kind) {
        return catalog.children(id()).stream().filter(child -> child.id().kind() == kind);
    }

    /** NOT NULL constraints are parts of their columns. */
    private Stream<CatalogObject> constraintObjects() {
        Stream<CatalogObject> ofColumns = columns().stream()
                .flatMap(column -> catalog.children(column.id()).stream())
                .filter(child -> child.id().kind() == ObjectKind.CONSTRAINT);
        return Stream.concat(children(ObjectKind.CONSTRAINT), ofColumns)
                .sorted(Comparator.comparing(CatalogObject::id));
    }

    private <T> Stream<T> constraints(String type, BiFunction<Catalog, CatalogObject, T> view) {
        return children(ObjectKind.CONSTRAINT)
                .filter(child -> child.attribute("type").orElse("").equals(type))
                .map(child -> view.apply(catalog, child));
    }
}
