package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jooq.Field;

/**
 * Assert on the constraints of a table.
 *
 * <pre>{@code
 * assertThat(schema).table("lines").hasPrimaryKey("order_id", "place").hasCheck("amount > 0"); // passes
 * assertThat(schema).table("lines").hasNoForeignKey("order_id"); // fails, and names the key
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @since 0.1
 */
public abstract class AbstractConstraintsAssert<S extends AbstractConstraintsAssert<S>>
        extends AbstractColumnsAssert<S, Table> {

    AbstractConstraintsAssert(Schema schema, Table actual, Class<?> selfType) {
        super(schema, actual, selfType);
    }

    @Override
    List<Column> columns() {
        return actual.columns();
    }

    /** Require these constraints by name and no other; those of NOT NULL are not counted. */
    public S hasExactlyConstraints(String... names) {
        SetDifference difference = SetDifference.exactly(
                Arrays.stream(names).map(Names::column).map(Names::quote).toList(),
                constraints().map(each -> Names.quote(each.name())).toList());
        if (!difference.isEmpty()) {
            fail(Failure.expected("exactly these constraints").sets(difference));
        }
        return myself;
    }

    /** Require that there is no constraint of this name. */
    public S hasNoConstraint(String name) {
        Predicate<String> meant = Names.meaning(name);
        actual.constraints().stream()
                .filter(constraint -> meant.test(constraint.name()))
                .forEach(found -> fail(
                        Failure.expected("no constraint " + name).butWas("no such constraint", found.definition())));
        return myself;
    }

    private Stream<Constraint> constraints() {
        return actual.constraints().stream()
                .filter(constraint -> !constraint.type().equals("not null"));
    }

    /** Require a primary key on these columns in this order, which each partition has too. */
    public S hasPrimaryKey(String... columns) {
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
        } else {
            actual.primaryKey()
                    .flatMap(key -> key.index())
                    .flatMap(index -> new IndexState(index).invalid())
                    .ifPresent(this::fail);
        }
        return myself;
    }

    /** Do the same with jOOQ fields. */
    public S hasPrimaryKey(Field<?> first, Field<?>... more) {
        return hasPrimaryKey(Names.unqualified(first, more));
    }

    /** Require that there is no primary key. */
    public S hasNoPrimaryKey() {
        actual.primaryKey()
                .ifPresent(key ->
                        fail(Failure.expected("no primary key").butWas("none", key.name() + " " + key.definition())));
        return myself;
    }

    /**
     * Go on with the primary key.
     *
     * @throws AssertionError if there is none
     */
    public PrimaryKeyAssert primaryKey() {
        return continued(new PrimaryKeyAssert(schema, new ConstraintLookup(actual).primaryKey(this::missing), actual));
    }

    /** Assert on the primary key and come back; all failures are reported together. */
    public S primaryKey(Consumer<PrimaryKeyAssert> requirements) {
        return nested(
                new PrimaryKeyAssert(schema, new ConstraintLookup(actual).primaryKey(this::missing), actual),
                requirements);
    }

    /**
     * Require that no two rows can agree in these columns: by a primary key, a unique constraint or a unique index that
     * is valid, not partial, and on exactly these columns in any order.
     */
    public S hasUniqueKey(String... columns) {
        UniqueKeys.check(actual, new Columns(List.of(columns)), UniqueKeys.Kind.ANY)
                .ifPresent(this::fail);
        return myself;
    }

    /** Do the same with jOOQ fields. */
    public S hasUniqueKey(Field<?> first, Field<?>... more) {
        return hasUniqueKey(Names.unqualified(first, more));
    }

    /** Require a unique constraint on exactly these columns in any order; a unique index alone does not do. */
    public S hasUniqueConstraint(String... columns) {
        UniqueKeys.check(actual, new Columns(List.of(columns)), UniqueKeys.Kind.CONSTRAINT)
                .ifPresent(this::fail);
        return myself;
    }

    /** Do the same with jOOQ fields. */
    public S hasUniqueConstraint(Field<?> first, Field<?>... more) {
        return hasUniqueConstraint(Names.unqualified(first, more));
    }

    /** Require a valid unique index of all rows that belongs to no constraint, on exactly these columns in any order. */
    public S hasUniqueIndex(String... columns) {
        UniqueKeys.check(actual, new Columns(List.of(columns)), UniqueKeys.Kind.INDEX)
                .ifPresent(this::fail);
        return myself;
    }

    /** Do the same with jOOQ fields. */
    public S hasUniqueIndex(Field<?> first, Field<?>... more) {
        return hasUniqueIndex(Names.unqualified(first, more));
    }

    /**
     * Go on with the unique constraint on exactly these columns, in any order.
     *
     * @throws AssertionError if there is none; a unique index is none
     */
    public UniqueConstraintAssert uniqueConstraint(Columns columns) {
        return continued(new UniqueConstraintAssert(
                schema, new ConstraintLookup(actual).unique(columns, this::missing), actual));
    }

    /**
     * Go on with the unique constraint of this name.
     *
     * @throws AssertionError if there is none; a unique index is none
     */
    public UniqueConstraintAssert uniqueConstraint(String name) {
        return continued(
                new UniqueConstraintAssert(schema, new ConstraintLookup(actual).unique(name, this::missing), actual));
    }

    /** Assert on the unique constraint of this name and come back; all failures are reported together. */
    public S uniqueConstraint(String name, Consumer<UniqueConstraintAssert> requirements) {
        return nested(uniqueConstraint(name), requirements);
    }

    /** Assert on the unique constraint on these columns and come back; all failures are reported together. */
    public S uniqueConstraint(Columns columns, Consumer<UniqueConstraintAssert> requirements) {
        return nested(
                new UniqueConstraintAssert(schema, new ConstraintLookup(actual).unique(columns, this::missing), actual),
                requirements);
    }

    /** Go on with the foreign key that consists of one column. */
    public ForeignKeyAssert foreignKey(String column) {
        return foreignKey(new Columns(List.of(column)));
    }

    /** Go on with the foreign key that consists of the column that a jOOQ field stands for. */
    public ForeignKeyAssert foreignKey(Field<?> field) {
        return foreignKey(Names.unqualified(field));
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
    public S foreignKey(String column, Consumer<ForeignKeyAssert> requirements) {
        return foreignKey(new Columns(List.of(column)), requirements);
    }

    /** Do the same with a jOOQ field. */
    public S foreignKey(Field<?> field, Consumer<ForeignKeyAssert> requirements) {
        return foreignKey(Names.unqualified(field), requirements);
    }

    /** Assert on the foreign key of these columns and come back; all failures are reported together. */
    public S foreignKey(Columns columns, Consumer<ForeignKeyAssert> requirements) {
        return nested(new ForeignKeyAssert(schema, find(columns), actual), requirements);
    }

    /**
     * Go on with the foreign key of this name.
     *
     * @throws AssertionError if there is none
     */
    public ForeignKeyAssert foreignKeyNamed(String name) {
        return continued(
                new ForeignKeyAssert(schema, new ConstraintLookup(actual).foreignKey(name, this::missing), actual));
    }

    /** Assert on the foreign key of this name and come back; all failures are reported together. */
    public S foreignKeyNamed(String name, Consumer<ForeignKeyAssert> requirements) {
        return nested(
                new ForeignKeyAssert(schema, new ConstraintLookup(actual).foreignKey(name, this::missing), actual),
                requirements);
    }

    /** Require that no foreign key contains this column. */
    public S hasNoForeignKey(String column) {
        String name = find(column).name();
        actual.foreignKeys().stream()
                .filter(key -> key.columns().contains(name))
                .findFirst()
                .ifPresent(key -> fail(Failure.expected("no foreign key on " + name)
                        .butWas("none", key.name() + " " + key.definition())));
        return myself;
    }

    /** Do the same with a jOOQ field. */
    public S hasNoForeignKey(Field<?> field) {
        return hasNoForeignKey(Names.unqualified(field));
    }

    /** Require a check with this condition that holds for every row; the server says whether two are the same. */
    public S hasCheck(String condition) {
        ConstraintLookup.withCondition(schema, actual, condition).ifPresent(this::fail);
        return myself;
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
    public S check(String name, Consumer<CheckAssert> requirements) {
        return nested(
                new CheckAssert(
                        schema,
                        TableLookup.check(actual, name).orElseThrow(() -> missing(TableLookup.noCheck(actual, name))),
                        actual),
                requirements);
    }

    /**
     * Go on with an exclusion constraint.
     *
     * @throws AssertionError if there is none of this name
     */
    public ExclusionAssert exclusion(String name) {
        return continued(new ConstraintLookup(actual).exclusion(schema, name, this::missing));
    }

    /** Assert on an exclusion constraint and come back; all failures are reported together. */
    public S exclusion(String name, Consumer<ExclusionAssert> requirements) {
        return nested(new ConstraintLookup(actual).exclusion(schema, name, this::missing), requirements);
    }

    private ForeignKey find(Columns columns) {
        List<String> wanted = columns.folded();
        List<ForeignKey> found = new ArrayList<>(1);
        for (ForeignKey key : actual.foreignKeys()) {
            if (key.columns().equals(wanted)) {
                found.add(key);
            }
        }
        if (found.size() != 1) {
            throw missing(TableLookup.noForeignKey(actual, columns, found));
        }
        return found.get(0);
    }
}
