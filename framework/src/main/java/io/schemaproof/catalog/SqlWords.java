package io.schemaproof.catalog;

import java.util.Locale;

/** Turn words of the grammar into names of enum constants. */
final class SqlWords {

    private SqlWords() {}

    /** {@code by default} is {@code BY_DEFAULT}. */
    static String constant(String words) {
        return words.toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }
}
