package io.schemaproof.trace;

/**
 * How a statement could be looked at, and so what its trace may be trusted with.
 *
 * @since 0.1
 */
public enum Observation {
    /** From within its transaction, before that ended: all that it left there is known. */
    IN_TRANSACTION,
    /**
     * It ends transactions itself. Files and work are exact; locks are those it held or waited for at the places where another
     * session stopped it.
     */
    AT_STOPS,
    /** It has ended its transaction itself where that was not expected: what was locked before the end is not known. */
    INCOMPLETE,
    /** It only governs transactions or settings, and takes no locks on relations: nothing was looked at. */
    NOT_NEEDED,
    /** It failed, and the server has undone what it did before anybody could look. */
    FAILED,
    /** It could not be looked at, such as several statements that psql's {@code \;} sends as one. */
    NONE;

    /** Whether locks, files and work are those of the whole statement. */
    public boolean isComplete() {
        return this == IN_TRANSACTION || this == NOT_NEEDED;
    }
}
