package io.schemaproof.verify.result;

import io.schemaproof.configuration.SensitiveColumns;
import io.schemaproof.migration.SqlMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides in a server's log what it quotes of statements and rows; which tables there were, nobody knows. */
final class LogMask {

    /** Time, process, database, severity. */
    private static final Pattern BEGIN = Pattern.compile("\\S+ \\S+ \\S+ \\[\\d+] \\S* ?(?<severity>[A-Z]+\\d?):  ");

    private static final Pattern RUNNING = Pattern.compile("Failed process was running: ");
    /** What a server logs of each statement, where somebody has asked for that. */
    private static final Pattern SENT = Pattern.compile(
            "(?s)(?:duration: \\S+ ms  ?)?(?:statement|(?:parse|bind|execute|fastpath) [^:]*|plan):\\s");

    private static final Pattern ROW = Pattern.compile("(?s)Failing row contains \\(.*");
    private static final Pattern KEY = Pattern.compile("(?s)(\\([^()]*\\) ?= ?)\\(.*\\)");
    private static final Pattern VALUE = Pattern.compile("(?s)(?<=: )\".*\"");
    private static final Pattern LITERAL = Pattern.compile("(?s)'(?:[^']|'')*+'");

    private LogMask() {}

    static String of(String log) {
        SqlMask mask = SqlMask.of(key -> Optional.empty());
        List<String> shown = new ArrayList<>();
        StringBuilder entry = new StringBuilder();
        for (String line : log.lines().toList()) {
            if (BEGIN.matcher(line).lookingAt() && !entry.isEmpty()) {
                shown.add(masked(entry.toString(), mask));
                entry.setLength(0);
            }
            entry.append(entry.isEmpty() ? "" : "\n").append(line);
        }
        if (!entry.isEmpty()) {
            shown.add(masked(entry.toString(), mask));
        }
        return String.join("\n", shown);
    }

    private static String masked(String entry, SqlMask mask) {
        Matcher begin = BEGIN.matcher(entry);
        if (!begin.lookingAt()) {
            return mask.script(entry);
        }
        String head = entry.substring(0, begin.end());
        String text = entry.substring(begin.end());
        Matcher running = RUNNING.matcher(text);
        return head
                + switch (begin.group("severity")) {
                    case "STATEMENT", "QUERY" -> mask.script(text);
                    case "ERROR", "DETAIL", "CONTEXT", "FATAL", "PANIC" ->
                        running.find()
                                ? text.substring(0, running.end()) + mask.script(text.substring(running.end()))
                                : values(text);
                    case "LOG" -> sent(text, mask);
                    default -> values(text);
                };
    }

    private static String sent(String text, SqlMask mask) {
        Matcher sent = SENT.matcher(text);
        return sent.lookingAt() ? text.substring(0, sent.end()) + mask.script(text.substring(sent.end())) : text;
    }

    private static String values(String text) {
        String stars = Matcher.quoteReplacement(SensitiveColumns.MASK);
        String row = ROW.matcher(text).replaceAll("Failing row contains (" + stars + ").");
        String key = KEY.matcher(row).replaceAll("$1(" + stars + ")");
        return LITERAL.matcher(VALUE.matcher(key).replaceAll('"' + stars + '"')).replaceAll("'" + stars + "'");
    }
}
