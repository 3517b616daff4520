package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Extension;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Namespace;
import io.schemaproof.catalog.Sequence;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.catalog.View;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Begin a rule; made to be imported statically.
 *
 * <p>What extensions brought is left out. A part of a partition or an heir that PostgreSQL keeps like its parent's (its
 * columns, and the indexes and constraints that came from above) is left out too, because the parent's is judged.
 *
 * @since 0.1
 */
public class Rules {

    protected Rules() {}

    /** All tables: partitioned ones, partitions and foreign tables among them. */
    public static Given<Table, TablesThat, TablesShould> tables() {
        return new Given<>(new ObjectSource<>("tables", Catalog::tables), TablesThat::new);
    }

    /** The columns of tables, not of views. */
    public static Given<Column, ColumnsThat, ColumnsShould> columns() {
        return new Given<>(new ObjectSource<>("columns", Rules::columns), ColumnsThat::new);
    }

    /** All indexes, those of keys included. */
    public static Given<Index, IndexesThat, IndexesShould> indexes() {
        return new Given<>(new ObjectSource<>("indexes", Rules::indexes), IndexesThat::new);
    }

    public static Given<ForeignKey, ForeignKeysThat, ForeignKeysShould> foreignKeys() {
        return new Given<>(
                new ObjectSource<>(
                        "foreign keys",
                        catalog -> catalog.tables().stream()
                                .flatMap(table -> table.foreignKeys().stream())
                                .filter(Rules::isOwn)
                                .toList()),
                ForeignKeysThat::new);
    }

    /** The constraints of tables and of domains. */
    public static Given<Constraint, ConstraintsThat, ConstraintsShould> constraints() {
        return new Given<>(new ObjectSource<>("constraints", Rules::constraints), ConstraintsThat::new);
    }

    /** Views and materialized views. */
    public static Given<View, ViewsThat, ViewsShould> views() {
        return new Given<>(new ObjectSource<>("views", Catalog::views), ViewsThat::new);
    }

    /** Functions, procedures and aggregates. */
    public static Given<Function, FunctionsThat, FunctionsShould> functions() {
        return new Given<>(new ObjectSource<>("functions", Catalog::functions), FunctionsThat::new);
    }

    public static Given<Sequence, SequencesThat, SequencesShould> sequences() {
        return new Given<>(new ObjectSource<>("sequences", Catalog::sequences), SequencesThat::new);
    }

    public static Given<Namespace, SchemasThat, SchemasShould> schemas() {
        return new Given<>(new ObjectSource<>("schemas", Catalog::schemas), SchemasThat::new);
    }

    public static Given<Extension, ExtensionsThat, ExtensionsShould> extensions() {
        return new Given<>(new ObjectSource<>("extensions", Catalog::extensions), ExtensionsThat::new);
    }

    /** Everything that has a name: tables, columns, views, indexes, constraints, functions, sequences and enum types. */
    public static Given<TypedObject, AnythingThat, AnythingShould> objects() {
        return new Given<>(new ObjectSource<>("objects", Rules::named), AnythingThat::new);
    }

    /** Keep what violates a rule today in a file, and fail for what is new. */
    public static FrozenRule freeze(Rule rule) {
        return FrozenRule.of(rule);
    }

    private static List<Column> columns(Catalog catalog) {
        return catalog.tables().stream()
                .filter(table -> table.partitionOf().isEmpty())
                .flatMap(table -> table.columns().stream())
                .filter(Rules::isOwn)
                .toList();
    }

    private static List<Index> indexes(Catalog catalog) {
        return catalog.indexes().stream().filter(Rules::isOwn).toList();
    }

    private static List<Constraint> constraints(Catalog catalog) {
        return catalog.constraints().stream().filter(Rules::isOwn).toList();
    }

    private static List<TypedObject> named(Catalog catalog) {
        return Stream.<Collection<? extends TypedObject>>of(
                        catalog.tables(),
                        catalog.views(),
                        columns(catalog),
                        catalog.sequences().stream()
                                .filter(sequence -> !sequence.object().is("identity"))
                                .toList(),
                        constraints(catalog).stream()
                                .filter(constraint -> !constraint.type().equals(ConstraintType.NOT_NULL.word()))
                                .toList(),
                        // An index of a constraint has the constraint's name.
                        indexes(catalog).stream()
                                .filter(index -> index.constraint().isEmpty())
                                .toList(),
                        catalog.functions(),
                        catalog.enumTypes())
                .<TypedObject>flatMap(Collection::stream)
                .toList();
    }

    /** Whether somebody made it where it is, and it did not come from the parent. */
    private static boolean isOwn(TypedObject part) {
        CatalogObject object = part.object();
        return object.attribute("parent constraint").isEmpty()
                && object.attribute("parent index").isEmpty()
                && !object.is("inherited");
    }
}
