package io.schemaproof.catalog;

import java.util.Locale;

/**
 * The kinds of objects a snapshot holds, in the order in which reports show them.
 *
 * @since 0.1
 */
public enum ObjectKind {
    SCHEMA,
    TABLE,
    COLUMN,
    INDEX;

    /** The words of PostgreSQL's grammar, in lower case: {@code materialized view}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
