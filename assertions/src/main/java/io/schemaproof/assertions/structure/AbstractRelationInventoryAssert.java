package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Names;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jooq.Sequence;
import org.jooq.Table;

/**
 * Assert on which relations there are.
 *
 * <p>What extensions brought, and partitions among tables, is not counted unless it is named.
 *
 * <pre>{@code
 * assertThat(schema).schema("shop").hasTables("orders").hasNoView("orders_v1"); // passes
 * assertThat(schema).schema("shop").hasExactlyTables("orders"); // fails, and names what is one too many
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @param <A> the type of what is asserted on
 * @since 0.1
 */
public abstract class AbstractRelationInventoryAssert<S extends AbstractRelationInventoryAssert<S, A>, A>
        extends AbstractSchemaproofAssert<S, A> {

    AbstractRelationInventoryAssert(A actual, Class<?> selfType) {
        super(actual, selfType);
    }

    /** Go on with all objects of a kind. */
    public abstract InventoryAssert inventory(Inventory kind);

    /** Assert on all objects of a kind and come back; all failures are reported together. */
    public S inventory(Inventory kind, Consumer<InventoryAssert> requirements) {
        return nested(inventory(kind), requirements);
    }

    static String[] names(String name, String... more) {
        String[] names = new String[more.length + 1];
        names[0] = name;
        System.arraycopy(more, 0, names, 1, more.length);
        return names;
    }

    /** Require that these are there, be they tables, views, materialized views, foreign tables or sequences. */
    public S hasRelations(String name, String... more) {
        inventory(Inventory.RELATIONS).contains(names(name, more));
        return myself;
    }

    /** Do the same with jOOQ tables. */
    public S hasRelations(Table<?> first, Table<?>... more) {
        inventory(Inventory.RELATIONS).contains(Names.of(first, more));
        return myself;
    }

    /** Require that none of these is there, neither as a table nor as a view nor as a sequence. */
    public S hasNoRelation(String name, String... more) {
        inventory(Inventory.RELATIONS).doesNotContain(names(name, more));
        return myself;
    }

    /** Do the same with jOOQ tables. */
    public S hasNoRelation(Table<?> first, Table<?>... more) {
        inventory(Inventory.RELATIONS).doesNotContain(Names.of(first, more));
        return myself;
    }

    /** Require exactly these tables, partitioned ones included; without a name, none. */
    public S hasExactlyTables(String... names) {
        inventory(Inventory.TABLES).containsExactly(names);
        return myself;
    }

    /** Require that these tables are there, with or without others. */
    public S hasTables(String name, String... more) {
        inventory(Inventory.TABLES).contains(names(name, more));
        return myself;
    }

    /** Require that there is no table, partition or foreign table of these names. */
    public S hasNoTable(String name, String... more) {
        inventory(Inventory.TABLES).doesNotContain(names(name, more));
        inventory(Inventory.FOREIGN_TABLES).doesNotContain(names(name, more));
        return myself;
    }

    /** Require exactly these tables, partitioned ones included. */
    public S hasExactlyTables(Table<?> first, Table<?>... more) {
        return hasExactlyTables(Names.of(first, more));
    }

    /** Require that these tables are there, with or without others. */
    public S hasTables(Table<?> table, Table<?>... more) {
        inventory(Inventory.TABLES).contains(Names.of(table, more));
        return myself;
    }

    /** Require that there is no table, partition or foreign table of these names. */
    public S hasNoTable(Table<?> first, Table<?>... more) {
        inventory(Inventory.TABLES).doesNotContain(Names.of(first, more));
        inventory(Inventory.FOREIGN_TABLES).doesNotContain(Names.of(first, more));
        return myself;
    }

    /** Require exactly these partitions of whatever table; without a name, none. */
    public S hasExactlyPartitions(String... names) {
        inventory(Inventory.PARTITIONS).containsExactly(names);
        return myself;
    }

    /** Do the same with jOOQ tables. */
    public S hasExactlyPartitions(Table<?> first, Table<?>... more) {
        return hasExactlyPartitions(Names.of(first, more));
    }

    /** Require that these partitions are there, with or without others. */
    public S hasPartitions(String name, String... more) {
        inventory(Inventory.PARTITIONS).contains(names(name, more));
        return myself;
    }

    /** Do the same with jOOQ tables. */
    public S hasPartitions(Table<?> first, Table<?>... more) {
        String[] names = Names.of(first, more);
        return hasPartitions(names[0], Arrays.copyOfRange(names, 1, names.length));
    }

    /** Require that there is none of these partitions. */
    public S hasNoPartition(String name, String... more) {
        inventory(Inventory.PARTITIONS).doesNotContain(names(name, more));
        return myself;
    }

    /** Do the same with jOOQ tables. */
    public S hasNoPartition(Table<?> first, Table<?>... more) {
        inventory(Inventory.PARTITIONS).doesNotContain(Names.of(first, more));
        return myself;
    }

    /** Require exactly these foreign tables; without a name, none. */
    public S hasExactlyForeignTables(String... names) {
        inventory(Inventory.FOREIGN_TABLES).containsExactly(names);
        return myself;
    }

    /** Do the same with jOOQ tables. */
    public S hasExactlyForeignTables(Table<?> first, Table<?>... more) {
        return hasExactlyForeignTables(Names.of(first, more));
    }

    /** Require that these foreign tables are there, with or without others. */
    public S hasForeignTables(String name, String... more) {
        inventory(Inventory.FOREIGN_TABLES).contains(names(name, more));
        return myself;
    }

    /** Do the same with jOOQ tables. */
    public S hasForeignTables(Table<?> first, Table<?>... more) {
        inventory(Inventory.FOREIGN_TABLES).contains(Names.of(first, more));
        return myself;
    }

    /** Require that there is none of these foreign tables. */
    public S hasNoForeignTable(String name, String... more) {
        inventory(Inventory.FOREIGN_TABLES).doesNotContain(names(name, more));
        return myself;
    }

    /** Do the same with jOOQ tables. */
    public S hasNoForeignTable(Table<?> first, Table<?>... more) {
        inventory(Inventory.FOREIGN_TABLES).doesNotContain(Names.of(first, more));
        return myself;
    }

    /** Require exactly these views; without a name, none. */
    public S hasExactlyViews(String... names) {
        inventory(Inventory.VIEWS).containsExactly(names);
        return myself;
    }

    /** Do the same with jOOQ tables. */
    public S hasExactlyViews(Table<?> first, Table<?>... more) {
        return hasExactlyViews(Names.of(first, more));
    }

    /** Require that these views are there, with or without others. */
    public S hasViews(String name, String... more) {
        inventory(Inventory.VIEWS).contains(names(name, more));
        return myself;
    }

    /** Do the same with jOOQ tables. */
    public S hasViews(Table<?> first, Table<?>... more) {
        inventory(Inventory.VIEWS).contains(Names.of(first, more));
        return myself;
    }

    /** Require that there is no view or materialized view of these names. */
    public S hasNoView(String name, String... more) {
        inventory(Inventory.VIEWS).doesNotContain(names(name, more));
        inventory(Inventory.MATERIALIZED_VIEWS).doesNotContain(names(name, more));
        return myself;
    }

    /** Do the same with jOOQ tables. */
    public S hasNoView(Table<?> first, Table<?>... more) {
        inventory(Inventory.VIEWS).doesNotContain(Names.of(first, more));
        inventory(Inventory.MATERIALIZED_VIEWS).doesNotContain(Names.of(first, more));
        return myself;
    }

    /** Require exactly these materialized views; without a name, none. */
    public S hasExactlyMaterializedViews(String... names) {
        inventory(Inventory.MATERIALIZED_VIEWS).containsExactly(names);
        return myself;
    }

    /** Do the same with jOOQ tables. */
    public S hasExactlyMaterializedViews(Table<?> first, Table<?>... more) {
        return hasExactlyMaterializedViews(Names.of(first, more));
    }

    /** Require that these materialized views are there, with or without others. */
    public S hasMaterializedViews(String name, String... more) {
        inventory(Inventory.MATERIALIZED_VIEWS).contains(names(name, more));
        return myself;
    }

    /** Do the same with jOOQ tables. */
    public S hasMaterializedViews(Table<?> first, Table<?>... more) {
        inventory(Inventory.MATERIALIZED_VIEWS).contains(Names.of(first, more));
        return myself;
    }

    /** Require that there is none of these materialized views. */
    public S hasNoMaterializedView(String name, String... more) {
        inventory(Inventory.MATERIALIZED_VIEWS).doesNotContain(names(name, more));
        return myself;
    }

    /** Do the same with jOOQ tables. */
    public S hasNoMaterializedView(Table<?> first, Table<?>... more) {
        inventory(Inventory.MATERIALIZED_VIEWS).doesNotContain(Names.of(first, more));
        return myself;
    }

    /** Require exactly these sequences, those of identity columns included; without a name, none. */
    public S hasExactlySequences(String... names) {
        inventory(Inventory.SEQUENCES).containsExactly(names);
        return myself;
    }

    /** Do the same with jOOQ sequences. */
    public S hasExactlySequences(Sequence<?> first, Sequence<?>... more) {
        return hasExactlySequences(Names.of(first, more));
    }

    /** Require that these sequences are there, with or without others. */
    public S hasSequences(String name, String... more) {
        inventory(Inventory.SEQUENCES).contains(names(name, more));
        return myself;
    }

    /** Do the same with jOOQ sequences. */
    public S hasSequences(Sequence<?> first, Sequence<?>... more) {
        inventory(Inventory.SEQUENCES).contains(Names.of(first, more));
        return myself;
    }

    /** Require that there is none of these sequences. */
    public S hasNoSequence(String name, String... more) {
        inventory(Inventory.SEQUENCES).doesNotContain(names(name, more));
        return myself;
    }

    /** Do the same with jOOQ sequences. */
    public S hasNoSequence(Sequence<?> first, Sequence<?>... more) {
        inventory(Inventory.SEQUENCES).doesNotContain(Names.of(first, more));
        return myself;
    }

    /** Require exactly these indexes, those of keys included; without a name, none. */
    public S hasExactlyIndexes(String... names) {
        inventory(Inventory.INDEXES).containsExactly(names);
        return myself;
    }

    /** Require that these indexes are there, with or without others. */
    public S hasIndexes(String name, String... more) {
        inventory(Inventory.INDEXES).contains(names(name, more));
        return myself;
    }

    /** Require that there is none of these indexes. */
    public S hasNoIndex(String name, String... more) {
        inventory(Inventory.INDEXES).doesNotContain(names(name, more));
        return myself;
    }
}
