package io.schemaproof.assertions.rule;

import java.util.Locale;

/**
 * What sort of constraint it is.
 *
 * @since 0.1
 */
public enum ConstraintType {
    CHECK,
    FOREIGN_KEY,
    PRIMARY_KEY,
    UNIQUE,
    EXCLUSION,
    /** An object of its own from PostgreSQL 18 on. */
    NOT_NULL;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
