package io.schemaproof.migration.script;

/**
 * Counts, of the words that psql has read of a message, those that make it pass over rows: a statement that begins with COPY and says FROM STDIN somewhere.
 *
 * <p>What stands between the words, and within parentheses, psql does not look at.
 */
final class CopyWords {

    private enum State {
        NOTHING,
        COPY,
        FROM,
        STDIN,
        OTHER
    }

    /** So many words of a statement psql remembers. */
    private static final int REMEMBERED = 8;

    private State state = State.NOTHING;
    private int words;
    private int ended;

    CopyWords() {}

    CopyWords(CopyWords other) {
        state = other.state;
        words = other.words;
        ended = other.ended;
    }

    /** Take note of a word outside of parentheses. */
    void word(String text, int from, int to) {
        if (++words > REMEMBERED) {
            return;
        }
        state = switch (state) {
            case NOTHING -> BodyTracker.is("copy", text, from, to) ? State.COPY : State.OTHER;
            case COPY -> BodyTracker.is("from", text, from, to) ? State.FROM : State.COPY;
            // STDOUT means the same here.
            case FROM ->
                BodyTracker.is("stdin", text, from, to) || BodyTracker.is("stdout", text, from, to)
                        ? State.STDIN
                        : State.OTHER;
            case STDIN, OTHER -> state;
        };
    }

    void statementEnds() {
        ended += state == State.STDIN ? 1 : 0;
        state = State.NOTHING;
        words = 0;
    }

    /** How many there are in what has been read since this was asked last. */
    int take() {
        statementEnds();
        int taken = ended;
        ended = 0;
        return taken;
    }
}
