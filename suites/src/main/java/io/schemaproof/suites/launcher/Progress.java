package io.schemaproof.suites.launcher;

import java.io.PrintWriter;

/** One line that says what goes on: rewritten in place on a terminal, and at most every two seconds elsewhere. */
final class Progress {

    private static final int LEAST_TEXT = 16;
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
        show(text, "");
    }

    /** @param end what is not cut off where the text is */
    void show(String text, String end) {
        if (terminal) {
            err.print("\r\u001b[K" + fitting(text, end));
            err.flush();
        } else if (System.nanoTime() - last >= PAUSE_NANOS) {
            last = System.nanoTime();
            err.println(text + end);
        }
    }

    /** A longer line would be broken, and its first part stay. */
    private String fitting(String text, String end) {
        if (text.length() + end.length() < width) {
            return text + end;
        }
        int room = width - 2 - end.length();
        return room < LEAST_TEXT ? cut(text, width - 2) : cut(text, room) + end;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }

    void clear() {
        if (terminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
