package io.schemaproof.suites.launcher;

/** Whether a person watches. */
final class Terminal {

    private Terminal() {}

    /** {@code ./schemaproof} says whether its error stream is a terminal, since Java cannot tell from version 22 on. */
    static boolean isPresent() {
        return Boolean.getBoolean("schemaproof.terminal");
    }
}
