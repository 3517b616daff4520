package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.TypedObject;
import java.util.List;
import java.util.function.Function;

/**
 * All objects of a kind.
 *
 * @param plural what they are called: {@code foreign keys}
 * @param objects finds them, those of extensions included
 */
record ObjectSource<T extends TypedObject>(String plural, Function<Catalog, List<T>> objects) {

    List<T> in(Catalog catalog, boolean withExtensions) {
        return objects.apply(catalog).stream()
                .filter(object -> withExtensions || object.extension().isEmpty())
                .toList();
    }
}
