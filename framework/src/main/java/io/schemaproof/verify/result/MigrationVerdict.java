package io.schemaproof.verify.result;

import io.schemaproof.rule.Finding;
import java.util.Locale;

/**
 * The verdict on one migration: the first that applies, in this order.
 *
 * @since 0.1
 */
public enum MigrationVerdict {
    /** Every check that ran passed. Stands first for readers; it applies when none of the others does. */
    OK,
    UP_FAILS,
    DOWN_FAILS,
    LEAVES_TRACE,
    REUP_FAILS,
    LOSES_DATA,
    NO_DOWN,
    UNSAFE,
    INCONCLUSIVE;

    /** Return the verdict that a finding brings; {@link #OK} where it brings none. */
    public static MigrationVerdict of(Finding finding) {
        String id = finding.rule();
        return MigrationRule.of(id)
                .map(MigrationRule::verdict)
                .orElseThrow(() -> new IllegalArgumentException(id + " is no rule of a verification"));
    }

    /** The word in reports, such as {@code up-fails}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
