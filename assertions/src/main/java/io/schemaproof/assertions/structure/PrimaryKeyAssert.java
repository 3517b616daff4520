package io.schemaproof.assertions.structure;

import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import java.util.Arrays;
import java.util.List;
import org.jooq.Field;

/**
 * Assert on a primary key.
 *
 * <pre>{@code
 * assertThat(schema).table("lines").primaryKey(key -> key.isOn("order_id", "place").isNotDeferrable()); // passes
 * assertThat(schema).table("lines").primaryKey(key -> key.isOn("place", "order_id")); // fails: the order counts
 * }</pre>
 *
 * @since 0.1
 */
public class PrimaryKeyAssert extends AbstractKeyAssert<PrimaryKeyAssert, PrimaryKey> {

    PrimaryKeyAssert(Schema schema, PrimaryKey actual, Table table) {
        super(schema, actual, table, PrimaryKeyAssert.class);
    }

    /** Require exactly these columns in this order. */
    public PrimaryKeyAssert isOn(String... columns) {
        List<String> expected = new Columns(List.of(columns)).folded();
        if (!expected.equals(actual.columns())) {
            fail(Failure.expected("a primary key on " + Names.list(expected))
                    .butWas("PRIMARY KEY " + Names.list(expected), "PRIMARY KEY " + Names.list(actual.columns())));
        }
        return this;
    }

    /** Do the same with jOOQ fields. */
    public PrimaryKeyAssert isOn(Field<?> first, Field<?>... more) {
        return isOn(Names.unqualified(first, more));
    }

    /** Require exactly these columns of INCLUDE; none where none is named. */
    public PrimaryKeyAssert includes(String... columns) {
        List<String> expected = Arrays.stream(columns).map(Names::column).toList();
        List<String> found = actual.index().map(Index::includedColumns).orElse(List.of());
        if (!expected.equals(found)) {
            fail(Failure.expected("INCLUDE " + Names.list(expected))
                    .butWas("INCLUDE " + Names.list(expected), "INCLUDE " + Names.list(found)));
        }
        return this;
    }

    /** Do the same with jOOQ fields. */
    public PrimaryKeyAssert includes(Field<?> first, Field<?>... more) {
        return includes(Names.unqualified(first, more));
    }
}
