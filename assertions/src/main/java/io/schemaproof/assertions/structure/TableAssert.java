package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.assertions.rows.RowsAssert;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jooq.Field;

/**
 * Assert on a table.
 *
 * <pre>{@code
 * assertThat(schema).table("orders", orders -> orders.hasColumns("id", "total").hasPrimaryKey("id")); // passes
 * assertThat(schema).table("orders").hasNoColumn("total"); // fails
 * }</pre>
 *
 * @since 0.1
 */
public class TableAssert extends AbstractTriggersAssert<TableAssert> {

    public TableAssert(Schema schema, Table actual) {
        super(schema, actual, TableAssert.class);
    }

    @Override
    protected String where() {
        return "table " + actual.identity();
    }

    /** Require an owner. */
    public TableAssert hasOwner(String role) {
        ObjectFacts.owner(actual.object(), role, "ALTER TABLE " + actual.identity())
                .ifPresent(this::fail);
        return this;
    }

    /** Require a comment of this text. */
    public TableAssert hasComment(String comment) {
        ObjectFacts.comment(actual.object(), comment, "COMMENT ON TABLE " + actual.identity())
                .ifPresent(this::fail);
        return this;
    }

    /** Require a comment, whatever it says. */
    public TableAssert hasComment() {
        ObjectFacts.commented(actual.object(), "COMMENT ON TABLE " + actual.identity())
                .ifPresent(this::fail);
        return this;
    }

    /** Require that there is no comment. */
    public TableAssert hasNoComment() {
        ObjectFacts.uncommented(actual.object(), "COMMENT ON TABLE " + actual.identity())
                .ifPresent(this::fail);
        return this;
    }

    /** Require that its rows survive a crash. */
    public TableAssert isLogged() {
        return is(!actual.isUnlogged(), "the table to be logged", "LOGGED", "UNLOGGED", "SET LOGGED");
    }

    /** Require that its rows are not written to the log, and lost in a crash. */
    public TableAssert isUnlogged() {
        return is(actual.isUnlogged(), "the table to be unlogged", "UNLOGGED", "LOGGED", "SET UNLOGGED");
    }

    /** Require a storage parameter: {@code fillfactor}, {@code autovacuum_enabled}, {@code toast.autovacuum_enabled}. */
    public TableAssert hasOption(String name, String value) {
        options().check(name, value, "ALTER TABLE " + actual.identity()).ifPresent(this::fail);
        return this;
    }

    /** Require that no storage parameter is set. */
    public TableAssert hasNoOptions() {
        options().none().ifPresent(this::fail);
        return this;
    }

    /** Require an access method: {@code heap}. */
    public TableAssert hasAccessMethod(String method) {
        return attribute("access method", Names.quote(Names.column(method)), "none");
    }

    /** Require a tablespace. */
    public TableAssert hasTablespace(String name) {
        return attribute("tablespace", Names.quote(Names.column(name)), "the database's default");
    }

    /** Require the tablespace of the database. */
    public TableAssert hasDefaultTablespace() {
        return attribute("tablespace", "the database's default", "the database's default");
    }

    /** Require what identifies an old row for replication. */
    public TableAssert hasReplicaIdentity(ReplicaIdentity identity) {
        return attribute("replica identity", identity.word(), ReplicaIdentity.DEFAULT.word());
    }

    /** Require that rows are identified for replication by this index. */
    public TableAssert hasReplicaIdentityIndex(String name) {
        String expected = Names.quote(Names.column(name));
        String found = actual.indexes().stream()
                .filter(index -> index.object().is("replica identity"))
                .map(index -> Names.quote(index.name()))
                .findFirst()
                .orElse("no index");
        return is(
                found.equals(expected),
                "the replica identity to be the index " + expected,
                expected,
                found,
                "REPLICA IDENTITY USING INDEX " + expected);
    }

    /** Require a foreign table. */
    public TableAssert isForeign() {
        return is(actual.isForeign(), "a foreign table", "foreign table", "table", "");
    }

    /** Require a table that stores its rows here. */
    public TableAssert isNotForeign() {
        return is(!actual.isForeign(), "no foreign table", "table", "foreign table", "");
    }

    /** Require that it inherits from exactly these tables, in any order; being a partition is no inheritance. */
    public TableAssert inheritsFrom(String... parents) {
        return tables("to inherit from exactly these tables", actual.parents(), parents);
    }

    /** Do the same with jOOQ tables. */
    public TableAssert inheritsFrom(org.jooq.Table<?> first, org.jooq.Table<?>... more) {
        return inheritsFrom(Names.of(first, more));
    }

    /** Require that exactly these tables inherit from it directly; partitions are not counted. */
    public TableAssert isInheritedBy(String... children) {
        return tables("to be inherited by exactly these tables", actual.inheritors(), children);
    }

    /** Do the same with jOOQ tables. */
    public TableAssert isInheritedBy(org.jooq.Table<?> first, org.jooq.Table<?>... more) {
        return isInheritedBy(Names.of(first, more));
    }

    /** Require that it inherits from a table, directly or through others; a partition from what it is a partition of. */
    public TableAssert isDescendantOf(String ancestor) {
        return descent(ancestor, 0);
    }

    /** Do the same with a jOOQ table. */
    public TableAssert isDescendantOf(org.jooq.Table<?> table) {
        return isDescendantOf(Names.of(table));
    }

    /**
     * Require that it inherits from a table over so many generations.
     *
     * @param generations 1 for a child
     */
    public TableAssert isDescendantOf(String ancestor, int generations) {
        return descent(ancestor, generations);
    }

    /** Do the same with a jOOQ table. */
    public TableAssert isDescendantOf(org.jooq.Table<?> table, int generations) {
        return isDescendantOf(Names.of(table), generations);
    }

    /** Require that it is partitioned. */
    public TableAssert isPartitioned() {
        return is(actual.isPartitioned(), "the table to be partitioned", "partitioned", "not partitioned", "");
    }

    /** Require that it is not partitioned; it may be a partition. */
    public TableAssert isNotPartitioned() {
        return is(
                !actual.isPartitioned(),
                "the table not to be partitioned",
                "not partitioned",
                "PARTITION BY " + actual.partitionKey().orElse(""),
                "");
    }

    /** Require that it is a partition of a table, directly. */
    public TableAssert isPartitionOf(String parent) {
        String expected = known(parent);
        String found = actual.partitionOf().map(TypedObject::identity).orElse("no partition");
        return is(found.equals(expected), "a partition of " + expected, "PARTITION OF " + expected, found, "");
    }

    /** Do the same with a jOOQ table. */
    public TableAssert isPartitionOf(org.jooq.Table<?> table) {
        return isPartitionOf(Names.of(table));
    }

    /**
     * Require the bound of a partition; the server says whether two are the same.
     *
     * @param bound {@code FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')}, {@code FOR VALUES IN (…)}, {@code DEFAULT}
     */
    public TableAssert hasBound(String bound) {
        String found = actual.partitionBound().orElse("no partition");
        String expected = actual.partitionOf()
                .map(parent -> new CanonicalTable(schema.dataSource(), parent.identity())
                        .partitionBound(parent.partitionKey().orElse(""), bound))
                .orElse(bound);
        return is(found.equals(expected), "the partition to be " + bound, expected, found, "");
    }

    /**
     * Go on with how the table is partitioned.
     *
     * @throws AssertionError if it is not
     */
    public PartitioningAssert partitioning() {
        return continued(partitioned());
    }

    /** Assert on how the table is partitioned and come back; all failures are reported together. */
    public TableAssert partitioning(Consumer<PartitioningAssert> requirements) {
        return nested(partitioned(), requirements);
    }

    /** Go on with the rows of this table. */
    public RowsAssert rows() {
        return continued(new RowsAssert(Rows.of(schema.dataSource(), actual.identity())));
    }

    /** Assert on the rows of this table and come back; all failures are reported together. */
    public TableAssert rows(Consumer<RowsAssert> requirements) {
        return nested(new RowsAssert(Rows.of(schema.dataSource(), actual.identity())), requirements);
    }

    /** Go on with row level security and its policies. */
    public RowSecurityAssert rowSecurity() {
        return continued(new RowSecurityAssert(schema, actual));
    }

    /** Assert on row level security and come back; all failures are reported together. */
    public TableAssert rowSecurity(Consumer<RowSecurityAssert> requirements) {
        return nested(new RowSecurityAssert(schema, actual), requirements);
    }

    /** Go on with what is granted on the table. */
    public PrivilegesAssert privileges() {
        return continued(PrivilegesAssert.of(schema, Securable.TABLE, actual.identity()));
    }

    /** Assert on what is granted on the table and come back; all failures are reported together. */
    public TableAssert privileges(Consumer<PrivilegesAssert> requirements) {
        return nested(PrivilegesAssert.of(schema, Securable.TABLE, actual.identity()), requirements);
    }

    /**
     * Go on with what is granted on a column; a privilege on the whole table is another one.
     *
     * @throws AssertionError if there is none of this name
     */
    public PrivilegesAssert columnPrivileges(String column) {
        return continued(PrivilegesAssert.ofColumn(
                schema, actual.identity(), find(column).name()));
    }

    /** Assert on what is granted on a column and come back; all failures are reported together. */
    public TableAssert columnPrivileges(String column, Consumer<PrivilegesAssert> requirements) {
        return nested(columnPrivileges(column), requirements);
    }

    /** Go on with what is granted on a column. */
    public PrivilegesAssert columnPrivileges(Field<?> column) {
        return columnPrivileges(Names.unqualified(column));
    }

    /** Assert on what is granted on a column and come back; all failures are reported together. */
    public TableAssert columnPrivileges(Field<?> column, Consumer<PrivilegesAssert> requirements) {
        return nested(columnPrivileges(column), requirements);
    }

    private PartitioningAssert partitioned() {
        if (!actual.isPartitioned()) {
            throw missing(Failure.expected("the table to be partitioned").butWas("partitioned", "not partitioned"));
        }
        return new PartitioningAssert(schema, actual);
    }

    private StorageOptions options() {
        return StorageOptions.of(
                actual.object().attribute("options"), actual.object().attribute("toast options"));
    }

    private TableAssert attribute(String name, String expected, String absent) {
        String found = actual.object().attribute(name).orElse(absent);
        return is(found.equals(expected), "the " + name + " to be " + expected, expected, found, "");
    }

    private TableAssert tables(String rule, List<Table> found, String... names) {
        SetDifference difference = SetDifference.exactly(
                List.of(names).stream().map(this::known).toList(),
                found.stream().map(TypedObject::identity).toList());
        if (!difference.isEmpty()) {
            fail(Failure.expected("the table " + rule).sets(difference));
        }
        return this;
    }

    /** The name of another table; fail at once, with the nearest name, if there is none. */
    private String known(String name) {
        return schema.catalog()
                .table(name)
                .map(TypedObject::identity)
                .orElseThrow(() -> missing(RelationLookup.noTable(schema.catalog(), name)));
    }

    private TableAssert descent(String ancestor, int generations) {
        String expected = known(ancestor);
        Ancestry ancestry = new Ancestry(actual);
        boolean satisfied = generations == 0
                ? ancestry.names().contains(expected)
                : ancestry.at(generations).contains(expected);
        String far =
                generations == 0 ? "" : " over " + generations + (generations == 1 ? " generation" : " generations");
        return is(satisfied, "a descendant of " + expected + far, expected + far, ancestry.toString(), "");
    }

    private TableAssert is(boolean satisfied, String rule, String expected, String found, String repair) {
        if (!satisfied) {
            Failure failure = Failure.expected(rule).butWas(expected, found);
            fail(repair.isEmpty() ? failure : failure.suggest("ALTER TABLE " + actual.identity() + " " + repair + ";"));
        }
        return this;
    }

    /** What identifies an old row for logical replication. */
    public enum ReplicaIdentity {
        /** The primary key, where there is one. */
        DEFAULT,
        FULL,
        NOTHING,
        INDEX;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
