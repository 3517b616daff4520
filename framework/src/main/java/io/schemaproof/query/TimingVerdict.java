package io.schemaproof.query;

/**
 * What the samples say about a limit.
 *
 * @since 0.1
 */
public enum TimingVerdict {
    /** The query holds its limit. */
    PASS,

    /** The query exceeds its limit, and the host is not to blame. */
    FAIL,

    /** The host was too busy, or the limit is too near to the truth, to tell. Never to be taken for a pass. */
    INCONCLUSIVE
}
