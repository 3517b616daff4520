package io.schemaproof.migration.source;

import java.util.regex.Pattern;

/** The words in a file's name. */
final class Descriptions {

    private static final Pattern UNDERSCORES = Pattern.compile("_+");
    private static final Pattern SEPARATORS = Pattern.compile("[-_ ]+");

    private Descriptions() {}

    /** Put spaces for underscores. */
    static String ofUnderscored(String name) {
        return UNDERSCORES.matcher(name).replaceAll(" ").strip();
    }

    /** Put spaces for underscores and dashes. */
    static String ofSeparated(String name) {
        return SEPARATORS.matcher(name).replaceAll(" ").strip();
    }
}
