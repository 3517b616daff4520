package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.TypedObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jooq.Field;

/**
 * Assert on the columns of something that has columns.
 *
 * <pre>{@code
 * assertThat(schema).table("orders").hasExactlyColumns("total", "id").hasNoColumn("amount"); // passes
 * assertThat(schema).table("orders").hasExactlyColumnsInOrder("total", "id"); // fails: id is the first
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @param <A> the type of what is asserted on
 * @since 0.1
 */
public abstract class AbstractColumnsAssert<S extends AbstractColumnsAssert<S, A>, A extends TypedObject>
        extends AbstractSchemaproofAssert<S, A> {

    final Schema schema;

    AbstractColumnsAssert(Schema schema, A actual, Class<?> selfType) {
        super(actual, selfType);
        this.schema = schema;
    }

    @Override
    protected Optional<Schema> database() {
        return Optional.of(schema);
    }

    /** The columns in order. */
    abstract List<Column> columns();

    /** Require these columns and no other, in any order. */
    public S hasExactlyColumns(String... names) {
        ColumnSets.exactly(columns(), names).ifPresent(this::fail);
        return myself;
    }

    /** Require these columns and no other, in any order. */
    public S hasExactlyColumns(Field<?> first, Field<?>... more) {
        return hasExactlyColumns(Names.unqualified(first, more));
    }

    /** Require these columns and no other, in this order. */
    public S hasExactlyColumnsInOrder(String... names) {
        ColumnSets.inOrder(columns(), names).ifPresent(this::fail);
        return myself;
    }

    /** Require these columns and no other, in this order. */
    public S hasExactlyColumnsInOrder(Field<?> first, Field<?>... more) {
        return hasExactlyColumnsInOrder(Names.unqualified(first, more));
    }

    /**
     * Require that these columns are there, with or without others.
     *
     * @throws IllegalArgumentException if none is named
     */
    public S hasColumns(String... names) {
        ColumnSets.atLeast(columns(), names).ifPresent(this::fail);
        return myself;
    }

    /** Require that these columns are there, with or without others. */
    public S hasColumns(Field<?> first, Field<?>... more) {
        return hasColumns(Names.unqualified(first, more));
    }

    /** Require that there is no column of this name, nor one that is found under it because its quotation marks are missing. */
    public S hasNoColumn(String name) {
        Predicate<String> meant = Names.meaning(name);
        columns().stream()
                .filter(column -> meant.test(column.name()))
                .forEach(column -> fail(Failure.expected("no column " + name)
                        .butWas("no such column", Names.quote(column.name()) + " " + column.type())));
        return myself;
    }

    /** Do the same with a jOOQ field. */
    public S hasNoColumn(Field<?> field) {
        return hasNoColumn(Names.unqualified(field));
    }

    /** Require that there is no column of any of these names. */
    public S hasNoColumns(String first, String... more) {
        hasNoColumn(first);
        for (String name : more) {
            hasNoColumn(name);
        }
        return myself;
    }

    /** Do the same with jOOQ fields. */
    public S hasNoColumns(Field<?> first, Field<?>... more) {
        for (String name : Names.unqualified(first, more)) {
            hasNoColumn(name);
        }
        return myself;
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
    public S column(String name, Consumer<ColumnAssert> requirements) {
        return nested(new ColumnAssert(schema, find(name), actual.identity()), requirements);
    }

    /** Assert on the column that a jOOQ field stands for and come back; all failures are reported together. */
    public S column(Field<?> field, Consumer<ColumnAssert> requirements) {
        return column(Names.unqualified(field), requirements);
    }

    final Column find(String name) {
        return Column.find(columns(), name).orElseThrow(() -> missing(ColumnSets.missing(columns(), name)));
    }
}
