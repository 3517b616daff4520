package io.schemaproof.catalog;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One object of a database with everything the catalogue says of it. OIDs never leave the reader.
 *
 * @param id its name
 * @param parent the object it is a part of: a column's table, an index's table, a table's schema
 * @param attributes attribute to value, sorted, values as text; an attribute that does not apply is absent
 * @param extension the extension it belongs to; empty for the schema's own
 * @since 0.1
 */
public record CatalogObject(
        ObjectId id, Optional<ObjectId> parent, SortedMap<String, String> attributes, Optional<String> extension) {

    public CatalogObject {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** The value of an attribute, or empty. */
    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /** Whether an attribute has the value {@code yes}. */
    public boolean is(String name) {
        return "yes".equals(attributes.get(name));
    }
}
