package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Assert on a composite type.
 *
 * <pre>{@code
 * assertThat(schema).compositeType("address").hasExactlyAttributes("street", "zip").hasAttribute("zip", "char(5)"); // passes
 * assertThat(schema).compositeType("address").hasAttribute("city", "text"); // fails: there is none
 * }</pre>
 *
 * @since 0.1
 */
public class CompositeTypeAssert extends AbstractTypeAssert<CompositeTypeAssert, CatalogObject> {

    CompositeTypeAssert(Schema schema, CatalogObject actual) {
        super(schema, actual, actual, CompositeTypeAssert.class);
    }

    /** Require these attributes and no other, in this order, by which a row is written. */
    public CompositeTypeAssert hasExactlyAttributes(String... names) {
        List<String> expected = Arrays.stream(names).map(Names::column).toList();
        List<String> found = List.copyOf(attributes().keySet());
        return expected.equals(found)
                ? this
                : expected.size() == found.size() && expected.containsAll(found)
                        ? same("the attributes in this order", String.join(", ", expected), String.join(", ", found))
                        : exactly("exactly these attributes", expected, found);
    }

    /** Require an attribute of this type, written in any way the server knows. */
    public CompositeTypeAssert hasAttribute(String name, String type) {
        Map<String, String> attributes = attributes();
        String found = attributes.get(Names.column(name));
        if (found == null) {
            fail(Failure.expected("attribute " + name + " to exist")
                    .butWas(name, "no such attribute")
                    .line(Names.didYouMean(Names.column(name), attributes.keySet()))
                    .line("Attributes there are: " + String.join(", ", attributes.keySet())));
            return this;
        }
        return sameType("attribute " + name + " to be " + type, type, found);
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        sql().rows("""
                SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_catalog.pg_type t
                JOIN pg_catalog.pg_attribute a ON a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE t.oid = pg_catalog.to_regtype(?) ORDER BY a.attnum""", identity())
                .forEach(row -> attributes.put(String.valueOf(row.get(0)), String.valueOf(row.get(1))));
        return attributes;
    }
}
