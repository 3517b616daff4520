package io.schemaproof.verify.result;

import java.util.List;

/**
 * What an assertion saw, as figures that a report draws.
 *
 * @param subject what it is about, such as {@code query SELECT 1}
 * @param outcome what became of it
 * @param message of the failure, or what was measured
 * @param evidence one at least; rows are masked already
 * @since 0.1
 */
public record AssertedEvidence(String subject, Outcome outcome, String message, List<Evidence> evidence) {

    public AssertedEvidence {
        evidence = List.copyOf(evidence);
    }

    /**
     * What became of an assertion.
     *
     * @since 0.1
     */
    public enum Outcome {
        PASSED,
        FAILED,
        /** It failed, and was only to warn. */
        WARNED,
        /** Nobody can tell. */
        UNDECIDED
    }
}
