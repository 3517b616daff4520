package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.KeyConstraint;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Field;

/**
 * What primary keys and unique constraints have in common.
 *
 * <pre>{@code
 * assertThat(schema).table("lines").primaryKey().isOn("order_id", "place"); // passes
 * assertThat(schema).table("lines").primaryKey().includes("amount"); // fails: the index holds its keys alone
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @param <C> the type of constraint
 * @since 0.1
 */
public abstract class AbstractKeyAssert<S extends AbstractKeyAssert<S, C>, C extends KeyConstraint>
        extends AbstractConstraintAssert<S, C> {

    AbstractKeyAssert(Schema schema, C actual, Table table, Class<?> selfType) {
        super(schema, actual, table, selfType);
    }

    /** Require exactly these columns in this order. */
    public S isOn(String... columns) {
        demandValidity();
        List<String> expected = new Columns(List.of(columns)).folded();
        if (!expected.equals(actual.columns())) {
            String keyword = actual.type().toUpperCase(Locale.ROOT) + " ";
            fail(Failure.expected("a " + word() + " on " + Names.list(expected))
                    .butWas(keyword + Names.list(expected), keyword + Names.list(actual.columns())));
        }
        return myself;
    }

    /** Do the same with jOOQ fields. */
    public S isOn(Field<?> first, Field<?>... more) {
        return isOn(Names.unqualified(first, more));
    }

    /** Require exactly these columns of INCLUDE; none where none is named. */
    public S includes(String... columns) {
        demandValidity();
        List<String> expected = Arrays.stream(columns).map(Names::column).toList();
        List<String> found = actual.index().map(Index::includedColumns).orElse(List.of());
        if (!expected.equals(found)) {
            fail(Failure.expected(Columns.included(expected))
                    .butWas(Columns.included(expected), Columns.included(found)));
        }
        return myself;
    }

    /** Do the same with jOOQ fields. */
    public S includes(Field<?> first, Field<?>... more) {
        return includes(Names.unqualified(first, more));
    }

    @Override
    String doubt() {
        return actual.index().flatMap(index -> new IndexState(index).invalid()).isPresent() ? "INVALID" : super.doubt();
    }

    @Override
    String orElse() {
        return doubt().equals("INVALID") ? "" : super.orElse();
    }

    /** A key holds for the rows of a partition only where its index is there too. */
    @Override
    Optional<Failure> invalidity() {
        return actual.index().flatMap(index -> new IndexState(index).invalid()).or(super::invalidity);
    }
}
