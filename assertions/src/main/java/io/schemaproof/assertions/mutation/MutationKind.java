package io.schemaproof.assertions.mutation;

import java.util.Locale;

/**
 * In which way a mutant differs from the schema.
 *
 * @since 0.1
 */
public enum MutationKind {
    DROP_PRIMARY_KEY,
    DROP_UNIQUE,
    DROP_FOREIGN_KEY,
    DROP_CHECK,
    DROP_EXCLUSION,
    /** ON DELETE and ON UPDATE become NO ACTION. */
    WEAKEN_FOREIGN_KEY,
    DROP_NOT_NULL,
    DROP_DEFAULT,
    DROP_IDENTITY,
    /** A length or a precision is lost, or an integer becomes a bigint. */
    WIDEN_TYPE,
    DROP_COLUMN,
    DROP_INDEX,
    MAKE_INDEX_NON_UNIQUE,
    DROP_TRIGGER,
    DISABLE_TRIGGER,
    DROP_POLICY,
    DISABLE_ROW_SECURITY,
    DROP_VIEW,
    DROP_FUNCTION,
    ADD_ENUM_LABEL,
    /** A sequence of its own begins again after its end. */
    CYCLE_SEQUENCE;

    /** In words, in lower case: {@code drop not null}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
