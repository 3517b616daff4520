package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.assertions.rows.RowsAssert;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.Field;

/**
 * Assert on a table.
 *
 * @since 0.1
 */
public class TableAssert extends AbstractSchemaproofAssert<TableAssert, Table> {

    private final Schema schema;

    public TableAssert(Schema schema, Table actual) {
        super(actual, TableAssert.class);
        this.schema = schema;
    }

    @Override
    protected String where() {
        return "table " + actual.identity();
    }

    /** Require these columns and no other, in any order. */
    public TableAssert hasExactlyColumns(String... names) {
        ColumnSets.exactly(actual.columns(), names).ifPresent(this::fail);
        return this;
    }

    /** Require these columns and no other, in this order. */
    public TableAssert hasExactlyColumnsInOrder(String... names) {
        ColumnSets.inOrder(actual.columns(), names).ifPresent(this::fail);
        return this;
    }

    /** Require that these columns are there, with or without others. */
    public TableAssert hasColumns(String... names) {
        ColumnSets.atLeast(actual.columns(), names).ifPresent(this::fail);
        return this;
    }

    /** Require that there is no column of this name. */
    public TableAssert hasNoColumn(String name) {
        actual.column(name)
                .ifPresent(column -> fail(Failure.expected("no column " + name)
                        .butWas("no such column", column.name() + " " + column.type())));
        return this;
    }

    /**
     * Go on with a column.
     *
     * @throws AssertionError if there is none of this name
     */
    public ColumnAssert column(String name) {
        return continued(new ColumnAssert(schema, find(name), actual.identity()));
    }

    /** Go on with the column that a jOOQ field stands for. */
    public ColumnAssert column(Field<?> field) {
        return column(Names.unqualified(field));
    }

    /** Assert on a column and come back; all failures are reported together. */
    public TableAssert column(String name, Consumer<ColumnAssert> requirements) {
        return nested(new ColumnAssert(schema, find(name), actual.identity()), requirements);
    }

    /** Require a primary key on these columns in this order. */
    public TableAssert hasPrimaryKey(String... columns) {
        List<String> expected = new Columns(List.of(columns)).folded();
        List<String> found = actual.primaryKey().map(key -> key.columns()).orElse(List.of());
        if (!expected.equals(found)) {
            Failure failure = Failure.expected("a primary key on " + Names.list(expected))
                    .butWas(
                            "PRIMARY KEY " + Names.list(expected),
                            found.isEmpty() ? "no primary key" : "PRIMARY KEY " + Names.list(found));
            fail(
                    found.isEmpty()
                            ? failure.suggest("ALTER TABLE " + actual.identity() + " ADD PRIMARY KEY "
                                    + Names.list(expected) + ";")
                            : failure);
        }
        return this;
    }

    /** Require that there is no primary key. */
    public TableAssert hasNoPrimaryKey() {
        actual.primaryKey()
                .ifPresent(key ->
                        fail(Failure.expected("no primary key").butWas("none", key.name() + " " + key.definition())));
        return this;
    }

    /**
     * Require that no two rows can agree in these columns: by a primary key, a unique constraint or a unique index that
     * is valid, not partial, and on exactly these columns in any order.
     */
    public TableAssert hasUniqueKey(String... columns) {
        UniqueKeys.check(actual, new Columns(List.of(columns))).ifPresent(this::fail);
        return this;
    }

    /** Go on with the foreign key that consists of one column. */
    public ForeignKeyAssert foreignKey(String column) {
        return foreignKey(new Columns(List.of(column)));
    }

    /**
     * Go on with the foreign key that consists of these columns.
     *
     * @throws AssertionError if there is none, or more than one
     */
    public ForeignKeyAssert foreignKey(Columns columns) {
        return continued(new ForeignKeyAssert(schema, find(columns), actual));
    }

    /** Assert on the foreign key of one column and come back; all failures are reported together. */
    public TableAssert foreignKey(String column, Consumer<ForeignKeyAssert> requirements) {
        return foreignKey(new Columns(List.of(column)), requirements);
    }

    /** Assert on the foreign key of these columns and come back; all failures are reported together. */
    public TableAssert foreignKey(Columns columns, Consumer<ForeignKeyAssert> requirements) {
        return nested(new ForeignKeyAssert(schema, find(columns), actual), requirements);
    }

    /** Require that no foreign key contains this column. */
    public TableAssert hasNoForeignKey(String column) {
        String name = find(column).name();
        actual.foreignKeys().stream()
                .filter(key -> key.columns().contains(name))
                .findFirst()
                .ifPresent(key -> fail(Failure.expected("no foreign key on " + name)
                        .butWas("none", key.name() + " " + key.definition())));
        return this;
    }

    /**
     * Go on with a check constraint.
     *
     * @throws AssertionError if there is none of this name
     */
    public CheckAssert check(String name) {
        return continued(new CheckAssert(
                schema,
                TableLookup.check(actual, name).orElseThrow(() -> missing(TableLookup.noCheck(actual, name))),
                actual));
    }

    /** Assert on a check constraint and come back; all failures are reported together. */
    public TableAssert check(String name, Consumer<CheckAssert> requirements) {
        return nested(check(name), requirements);
    }

    /**
     * Go on with an index of this table.
     *
     * @throws AssertionError if there is none of this name
     */
    public IndexAssert index(String name) {
        return continued(new IndexAssert(schema, findIndex(name)));
    }

    /**
     * Go on with the index whose keys are these columns and expressions in this order.
     *
     * @throws AssertionError if there is none
     */
    public IndexAssert index(Columns keys) {
        return continued(new IndexAssert(schema, findIndex(keys)));
    }

    /** Assert on an index of this table and come back; all failures are reported together. */
    public TableAssert index(String name, Consumer<IndexAssert> requirements) {
        return nested(new IndexAssert(schema, findIndex(name)), requirements);
    }

    /** Assert on the index with these keys and come back; all failures are reported together. */
    public TableAssert index(Columns keys, Consumer<IndexAssert> requirements) {
        return nested(new IndexAssert(schema, findIndex(keys)), requirements);
    }

    /** Require that indexes of these names are there and valid. */
    public TableAssert hasIndexes(String... names) {
        for (String name : names) {
            Optional<Index> index = TableLookup.index(actual, name);
            if (index.isEmpty()) {
                fail(TableLookup.noIndex(actual, name));
            } else {
                new IndexState(index.get()).invalid().ifPresent(this::fail);
            }
        }
        return this;
    }

    /** Require these indexes and no other, those of primary keys and unique constraints included. */
    public TableAssert hasExactlyIndexes(String... names) {
        SetDifference difference = SetDifference.exactly(
                Arrays.stream(names).map(Names::column).toList(),
                actual.indexes().stream().map(TypedObject::name).toList());
        if (!difference.isEmpty()) {
            fail(Failure.expected("exactly these indexes").sets(difference));
        }
        return this;
    }

    /** Require that this table has no index of this name. */
    public TableAssert hasNoIndex(String name) {
        TableLookup.index(actual, name)
                .ifPresent(index ->
                        fail(Failure.expected("no index " + name).butWas("no such index", index.definition())));
        return this;
    }

    /** Go on with the rows of this table. */
    public RowsAssert rows() {
        return continued(new RowsAssert(Rows.of(schema.dataSource(), actual.identity())));
    }

    /** Assert on the rows of this table and come back; all failures are reported together. */
    public TableAssert rows(Consumer<RowsAssert> requirements) {
        return nested(new RowsAssert(Rows.of(schema.dataSource(), actual.identity())), requirements);
    }

    /**
     * Go on with a trigger; one that is disabled fails here.
     *
     * @throws AssertionError if there is none of this name
     */
    public TriggerAssert trigger(String name) {
        return continued(TriggerLookup.enabled(schema, actual.object(), name, this::missing, this::fail));
    }

    /** Assert on a trigger and come back; all failures are reported together. */
    public TableAssert trigger(String name, Consumer<TriggerAssert> requirements) {
        return nested(TriggerLookup.enabled(schema, actual.object(), name, this::missing, this::fail), requirements);
    }

    /** Go on with a trigger, disabled or not. */
    public TriggerAssert triggerInAnyState(String name) {
        return continued(TriggerLookup.any(schema, actual.object(), name, this::missing));
    }

    /**
     * Go on with a rule; one that is disabled fails here.
     *
     * @throws AssertionError if there is none of this name
     */
    public RuleAssert rule(String name) {
        return continued(RuleAssert.of(schema, actual.object(), name, this::missing, this::fail));
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

    /** Go on with what is granted on a column. */
    public PrivilegesAssert columnPrivileges(Field<?> column) {
        return columnPrivileges(Names.unqualified(column));
    }

    private Column find(String name) {
        return actual.column(name).orElseThrow(() -> missing(ColumnSets.missing(actual.columns(), name)));
    }

    private ForeignKey find(Columns columns) {
        List<ForeignKey> found = actual.foreignKeys().stream()
                .filter(key -> key.columns().equals(columns.folded()))
                .toList();
        if (found.size() != 1) {
            throw missing(TableLookup.noForeignKey(actual, columns, found));
        }
        return found.get(0);
    }

    private Index findIndex(String name) {
        return TableLookup.index(actual, name).orElseThrow(() -> missing(TableLookup.noIndex(actual, name)));
    }

    private Index findIndex(Columns keys) {
        return TableLookup.index(schema, actual, keys)
                .orElseThrow(() -> missing(TableLookup.noIndex(actual, keys.toString())));
    }
}
