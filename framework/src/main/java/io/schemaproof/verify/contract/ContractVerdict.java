package io.schemaproof.verify.contract;

import java.util.Locale;

/**
 * What is known of one part of a contract.
 *
 * @since 0.1
 */
public enum ContractVerdict {
    /** The database keeps it. */
    PASSED,

    /** The database breaks it. */
    VIOLATED,

    /** Nothing was there to check, or nobody can tell. Never to be taken for a pass. */
    INCONCLUSIVE;

    /** The word in reports: {@code passed}, {@code violated}, {@code inconclusive}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
