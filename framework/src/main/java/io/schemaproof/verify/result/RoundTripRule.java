package io.schemaproof.verify.result;

import io.schemaproof.rule.Severity;
import java.util.Optional;

/**
 * The rules of the round trip: what can be found, how much it weighs, and which verdict it brings.
 *
 * @since 0.1
 */
public enum RoundTripRule implements MigrationRule {
    /** The up ends in an error. */
    UP_FAILS("roundtrip.up-fails", Severity.ERROR, MigrationVerdict.UP_FAILS),
    /** The up ends in an error in one transaction with all earlier ones, as its tool applies them. */
    BATCH_FAILS("roundtrip.batch-fails", Severity.ERROR, MigrationVerdict.UP_FAILS),
    /** The script that verifies the up ends in an error after it. */
    VERIFY_FAILS("roundtrip.verify-fails", Severity.ERROR, MigrationVerdict.UP_FAILS),
    /** The script that verifies the up changes the schema. */
    VERIFY_CHANGES("roundtrip.verify-changes", Severity.ERROR, MigrationVerdict.LEAVES_TRACE),
    /** The script that verifies the up passes before it too. */
    VERIFY_VACUOUS("roundtrip.verify-vacuous", Severity.WARNING, MigrationVerdict.OK),
    /** The down ends in an error. */
    DOWN_FAILS("roundtrip.down-fails", Severity.ERROR, MigrationVerdict.DOWN_FAILS),
    /** After up and down the schema is another than before. */
    LEAVES_TRACE("roundtrip.leaves-trace", Severity.ERROR, MigrationVerdict.LEAVES_TRACE),
    /** After up and down the up ends in an error. */
    REUP_FAILS("roundtrip.reup-fails", Severity.ERROR, MigrationVerdict.REUP_FAILS),
    /** The second up ends in another schema than the first, every time in the same. */
    REUP_DIFFERS("roundtrip.reup-differs", Severity.ERROR, MigrationVerdict.REUP_FAILS),
    /** The up changes something and nothing takes it back. */
    NO_DOWN("roundtrip.no-down", Severity.ERROR, MigrationVerdict.NO_DOWN),
    /** The up is not SQL, so nothing was checked. */
    NOT_RUN("roundtrip.not-run", Severity.WARNING, MigrationVerdict.INCONCLUSIVE),
    /** The script ended its own session, so nothing can be said of what it does. */
    SESSION_LOST("roundtrip.session-lost", Severity.WARNING, MigrationVerdict.INCONCLUSIVE),
    /** An enum value stays behind, since PostgreSQL cannot remove one. */
    ENUM_VALUE_STAYS("roundtrip.enum-value-stays", Severity.WARNING, MigrationVerdict.OK),
    /** A constraint stays validated: nothing brings NOT VALID back but to make it anew, and nobody needs that. */
    VALIDATION_STAYS("roundtrip.validation-stays", Severity.NOTE, MigrationVerdict.OK),
    /** The same script gives another schema each time: the clock, the user or a random value is in it. */
    NOT_DETERMINISTIC("roundtrip.not-deterministic", Severity.WARNING, MigrationVerdict.OK),
    /** The down brings back the same schema written differently, such as columns in another order. */
    COSMETIC("roundtrip.cosmetic", Severity.NOTE, MigrationVerdict.OK);

    private final String id;
    private final Severity severity;
    private final MigrationVerdict verdict;

    RoundTripRule(String id, Severity severity, MigrationVerdict verdict) {
        this.id = id;
        this.severity = severity;
        this.verdict = verdict;
    }

    @Override
    public Content content() {
        return new Content(id, severity, verdict);
    }

    /** Return the rule with the given id. */
    public static Optional<RoundTripRule> of(String id) {
        return MigrationRule.find(values(), id);
    }
}
