package io.schemaproof.assertions.structure;

import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;

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
}
