package io.schemaproof.verify.audit;

import java.util.Locale;

/**
 * Why a statement failed.
 *
 * @since 0.1
 */
public enum CauseKind {
    /** Something that it needs is not there. */
    MISSING_OBJECT,
    /** What it makes is there already. */
    ALREADY_EXISTS,
    /** Types do not fit, as those of the two ends of a foreign key. */
    TYPE_MISMATCH,
    /** The server does not have an extension. */
    EXTENSION_UNAVAILABLE,
    /** An earlier statement failed in the same transaction. */
    ABORTED_TRANSACTION,
    /** PostgreSQL cannot read it. */
    SYNTAX,
    /** Rows break a constraint. */
    ROWS,
    /** Its user may not do it. */
    PRIVILEGES,
    /** The file ends inside a transaction, so nothing of that was kept. */
    UNCOMMITTED,
    /** Something else, which the message says. */
    OTHER;

    /** The word in reports, such as {@code missing-object}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
