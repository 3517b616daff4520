package io.schemaproof.database;

import java.util.List;

/**
 * Quote the end of a server's log in an error message.
 *
 * @since 0.1
 */
public final class LogTail {

    private static final int LINES = 20;

    private LogTail() {}

    /** Return a sentence with the last lines, indented; says so when there are none. */
    public static String of(String log) {
        List<String> lines = log.strip().lines().toList();
        if (lines.isEmpty()) {
            return "It logged nothing.";
        }
        return "The end of its log:\n  "
                + String.join("\n  ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }
}
