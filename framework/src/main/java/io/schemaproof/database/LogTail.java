package io.schemaproof.database;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Quote the end of a server's log in an error message.
 *
 * @since 0.1
 */
public final class LogTail {

    private static final int LINES = 20;

    private static final String TITLE = "The end of its log:";

    /** Time, process, database, severity. */
    private static final Pattern ENTRY =
            Pattern.compile("\\S+ \\S+ \\S+ \\[\\d+] (?<database>\\S*) ?(?<severity>[A-Z]+\\d?):  .*");

    private LogTail() {}

    /** Return a sentence with the last lines of a server that nobody has worked with yet, indented; says so when there are none. */
    public static String of(String log) {
        return sentence(log.strip().lines().toList());
    }

    /**
     * Return the same of a server that statements were run on: without what it logged of these, which may hold values of sensitive
     * columns, but for why sessions and the server have ended.
     */
    public static String withoutStatements(String log) {
        List<String> shown = new ArrayList<>();
        boolean own = true;
        for (String line : log.strip().lines().toList()) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                own = switch (entry.group("severity")) {
                    case "FATAL", "PANIC" -> true;
                    // Of the server itself; those of a session may be raised by a function.
                    case "LOG" -> entry.group("database").isEmpty();
                    case "HINT" -> own;
                    default -> false;
                };
            }
            if (own) {
                shown.add(line);
            }
        }
        return sentence(shown);
    }

    /** Return a message without the log that it quotes. */
    public static String cutFrom(String message) {
        int begin = message.indexOf(TITLE);
        return begin < 0 ? message : message.substring(0, begin).strip();
    }

    /** Return these lines under their title. */
    public static String sentence(List<String> lines) {
        return lines.isEmpty()
                ? "It logged nothing."
                : TITLE + "\n  " + String.join("\n  ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }
}
