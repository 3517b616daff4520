package io.schemaproof.assertions.structure;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Schema;

/**
 * Assert on a range type.
 *
 * <pre>{@code
 * assertThat(schema).rangeType("price_range").hasSubtype("numeric"); // passes
 * assertThat(schema).rangeType("price_range").hasSubtype("int"); // fails
 * }</pre>
 *
 * @since 0.1
 */
public class RangeTypeAssert extends AbstractTypeAssert<RangeTypeAssert, CatalogObject> {

    RangeTypeAssert(Schema schema, CatalogObject actual) {
        super(schema, actual, actual, RangeTypeAssert.class);
    }

    /** Require the type of its bounds, written in any way the server knows. */
    public RangeTypeAssert hasSubtype(String type) {
        return sameType(
                "the subtype to be " + type, type, object().attribute("subtype").orElse(""));
    }
}
