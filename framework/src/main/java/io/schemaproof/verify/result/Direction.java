package io.schemaproof.verify.result;

import io.schemaproof.rule.Finding;

/**
 * The directions of a round trip.
 *
 * @since 0.1
 */
public enum Direction {
    UP("up"),
    DOWN("down"),
    REUP("up again");

    private final String word;

    Direction(String word) {
        this.word = word;
    }

    /** The name of its check. */
    public String word() {
        return word;
    }

    /**
     * Return the direction in which a finding was made.
     *
     * @throws IllegalArgumentException if it is none of the round trip's
     */
    public static Direction of(Finding finding) {
        RoundTripRule rule = RoundTripRule.of(finding.rule())
                .orElseThrow(() -> new IllegalArgumentException(finding.rule() + " is no rule of the round trip"));
        return switch (rule) {
            case UP_FAILS, BATCH_FAILS, VERIFY_FAILS, VERIFY_CHANGES, VERIFY_VACUOUS, NOT_RUN, SESSION_LOST -> UP;
            case DOWN_FAILS, LEAVES_TRACE, NO_DOWN, ENUM_VALUE_STAYS, VALIDATION_STAYS, NOT_DETERMINISTIC, COSMETIC ->
                DOWN;
            case REUP_FAILS, REUP_DIFFERS -> REUP;
        };
    }
}
