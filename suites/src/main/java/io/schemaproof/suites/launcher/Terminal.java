package io.schemaproof.suites.launcher;

/** Whether a person watches, and how much fits on a line. Java cannot tell from version 22 on, so {@code ./schemaproof} says it. */
final class Terminal {

    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 20;

    private Terminal() {}

    /** Whether the error stream is a terminal. */
    static boolean isPresent() {
        return Boolean.getBoolean("schemaproof.terminal");
    }

    /** Whether what is printed is read on a terminal. */
    static boolean isPrintedTo() {
        return Boolean.getBoolean("schemaproof.terminal.out");
    }

    /** Characters on a line. */
    static int width() {
        int columns = Integer.getInteger("schemaproof.columns", USUAL_WIDTH);
        return columns < LEAST_WIDTH ? USUAL_WIDTH : columns;
    }
}
