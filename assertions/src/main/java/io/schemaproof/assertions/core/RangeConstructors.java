package io.schemaproof.assertions.core;

import io.schemaproof.catalog.CatalogObject;

/** Tell the functions that the server makes with a range type from those that somebody wrote. */
public final class RangeConstructors {

    private RangeConstructors() {}

    public static boolean isOne(CatalogObject function) {
        return function.attribute("language").filter("internal"::equals).isPresent()
                && function.attribute("body")
                        .filter(body -> body.matches("(multi)?range_constructor\\d"))
                        .isPresent();
    }
}
