package io.schemaproof.verify.result;

/**
 * Hear what an assertion saw that has failed, and what one measured that has passed. Found by {@link java.util.ServiceLoader}; a
 * report is a listener.
 *
 * @since 0.1
 */
public interface AssertionListener {

    /** Whether it wants to hear now; where nobody does, nothing is gathered. */
    default boolean listens() {
        return true;
    }

    /** Do once, beside a run of tests that is about to begin, what takes long the first time in a JVM. Nothing of it may stay. */
    default void rehearse() {}

    /** A test begins; it is told on its thread, before its first line. */
    default void began(StartedTest test) {}

    /** An assertion has ended; it is told on the thread of the test. */
    void asserted(AssertedEvidence asserted);
}
