package io.schemaproof.verify.audit;

import java.util.List;
import java.util.Locale;

/**
 * The order of files that would have worked, or the best there is.
 *
 * @param outcome what the search says
 * @param files all files in an order in which they were run, one after the other, on a fresh database
 * @param remaining the statements that failed in that run
 * @param inEveryRun the statements that failed in every run of their file
 * @param runs of files that the search took
 * @param reason how it is known, as a sentence
 * @since 0.1
 */
public record WorkingOrder(
        Outcome outcome,
        List<String> files,
        List<FailedStatement> remaining,
        List<FailedStatement> inEveryRun,
        int runs,
        String reason) {

    public WorkingOrder {
        files = List.copyOf(files);
        remaining = List.copyOf(remaining);
        inEveryRun = List.copyOf(inEveryRun);
    }

    /** What a search for an order says. */
    public enum Outcome {
        /** The given order works. */
        GIVEN,
        /** Another order works; it was run and no statement failed. */
        FOUND,
        /** No order works, and that is proved. */
        NONE,
        /** No order was found, and there may be one. */
        NOT_FOUND;

        /** The word in reports, such as {@code not-found}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
