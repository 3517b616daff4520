package io.schemaproof.suites.launcher;

import java.io.PrintWriter;

/** One line that says what goes on: rewritten in place on a terminal, and at most every two seconds elsewhere. */
final class Progress {

    private static final long PAUSE_NANOS = 2_000_000_000L;

    private final PrintWriter err;
    private final boolean terminal;
    private final int width;
    private long last = System.nanoTime();

    Progress(PrintWriter err, boolean terminal, int width) {
        this.err = err;
        this.width = width;
        this.terminal = terminal;
    }

    void show(String text) {
        if (terminal) {
            // A longer line would be broken, and its first part stay.
            err.print("\r\u001b[K" + (text.length() < width ? text : text.substring(0, width - 2) + "…"));
            err.flush();
        } else if (System.nanoTime() - last >= PAUSE_NANOS) {
            last = System.nanoTime();
            err.println(text);
        }
    }

    void clear() {
        if (terminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
