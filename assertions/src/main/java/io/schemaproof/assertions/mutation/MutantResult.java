package io.schemaproof.assertions.mutation;

/**
 * What became of a mutant.
 *
 * @param outcome whether somebody noticed
 * @param detail which test failed and how, or why there is no verdict; may be empty
 * @since 0.1
 */
public record MutantResult(Mutant mutant, Outcome outcome, String detail) {

    /** What can become of a mutant. */
    public enum Outcome {
        /** An assertion failed. */
        KILLED,
        /** A test ended with an exception that is no assertion's, as an SQL error. */
        KILLED_BY_ERROR,
        /** Every test passed: nobody noticed. */
        SURVIVED,
        /** The server refused the change, or it changed nothing. */
        NOT_APPLIED,
        /** Tests were aborted, or the machinery failed. */
        NOT_JUDGED,
        /** More mutants than were allowed. */
        SKIPPED;

        boolean isKilled() {
            return this == KILLED || this == KILLED_BY_ERROR;
        }
    }

    @Override
    public String toString() {
        return mutant + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
