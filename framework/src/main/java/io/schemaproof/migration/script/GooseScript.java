package io.schemaproof.migration.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Splits a script as goose does: a statement ends at a line whose last word ends in a semicolon.
 *
 * <p>The text is one direction of a file: what stands between {@code -- +goose Up} and {@code -- +goose Down}, or behind it.
 *
 * @since 0.1
 */
public final class GooseScript {

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final SourceText source;
    private final Map<String, String> environment;
    private final List<Fragment> statements = new ArrayList<>();
    private final StatementBuffer buffer = new StatementBuffer();
    private boolean block;
    private boolean substitute;
    private int firstOffset;

    private GooseScript(SourceText source, Map<String, String> environment) {
        this.source = source;
        this.environment = environment;
    }

    /**
     * Split the text.
     *
     * @param environment the variables that {@code ENVSUB} puts in
     * @throws ScriptException where goose refuses the file
     */
    public static List<Fragment> split(SourceText source, Map<String, String> environment) {
        return new GooseScript(source, environment).split();
    }

    private List<Fragment> split() {
        String text = source.text();
        int begin = 0;
        while (begin < text.length()) {
            int stop = text.indexOf('\n', begin);
            int end = stop < 0 ? text.length() : stop;
            int next = end + 1;
            if (end > begin && text.charAt(end - 1) == '\r') {
                end--;
            }
            line(text.substring(begin, end), begin);
            begin = next;
        }
        if (block) {
            throw failure(firstOffset, "missing '-- +goose StatementEnd' annotation", "");
        }
        if (!buffer.isEmpty()) {
            throw failure(
                    firstOffset,
                    "unexpected unfinished SQL query: missing semicolon?",
                    "goose ends a statement only at a line that ends in a semicolon; a body that holds such lines stands"
                            + " between -- +goose StatementBegin and -- +goose StatementEnd.");
        }
        return List.copyOf(statements);
    }

    private void line(String line, int offset) {
        if (line.startsWith("--")) {
            String command = line.substring(2).strip();
            if (command.regionMatches(true, 0, "+goose", 0, 6) && annotation(command, offset)) {
                return;
            }
        }
        if (buffer.isEmpty() && (line.isEmpty() || line.strip().startsWith("--"))) {
            return;
        }
        if (buffer.isEmpty()) {
            firstOffset = offset;
        }
        String withEnd = line + "\n";
        if (substitute) {
            substituted(withEnd, offset);
        } else {
            buffer.append(withEnd, 0, withEnd.length(), offset);
        }
        if (!block && endsWithSemicolon(line)) {
            store();
        }
    }

    private boolean annotation(String command, int offset) {
        String name = command.substring("+goose".length()).strip().replaceAll("\\s+", " ");
        if (name.equalsIgnoreCase("StatementBegin")) {
            if (block) {
                throw failure(offset, "'-- +goose StatementBegin' inside another one", "End the first one before.");
            }
            block = true;
            firstOffset = offset;
        } else if (name.equalsIgnoreCase("StatementEnd")) {
            if (!block) {
                throw failure(offset, "'-- +goose StatementEnd' must be defined after '-- +goose StatementBegin'", "");
            }
            block = false;
            store();
        } else if (name.equalsIgnoreCase("ENVSUB ON")) {
            substitute = true;
        } else if (name.equalsIgnoreCase("ENVSUB OFF")) {
            substitute = false;
        } else if (!name.equalsIgnoreCase("Up")
                && !name.equalsIgnoreCase("Down")
                && !name.equalsIgnoreCase("NO TRANSACTION")) {
            throw failure(offset, "unknown annotation '-- " + command + "'", "");
        }
        return true;
    }

    private void substituted(String line, int offset) {
        Replacement replaced = EnvironmentVariables.replace(
                line,
                environment,
                (at, message) -> failure(
                        offset + at, message, "goose puts in environment variables between ENVSUB ON and ENVSUB OFF."));
        int from = 0;
        while (from < replaced.text().length()) {
            int to = from + 1;
            int in = replaced.map().toSource(from);
            while (to < replaced.text().length() && replaced.map().toSource(to) == in + to - from) {
                to++;
            }
            buffer.append(replaced.text(), from, to, offset + in);
            from = to;
        }
    }

    private void store() {
        if (!buffer.isEmpty()) {
            statements.add(buffer.take(source, OffsetMap.IDENTITY).trimmed());
        }
    }

    private ScriptException failure(int offset, String message, String hint) {
        return new ScriptException(source, offset, "goose: " + message, hint);
    }

    private static boolean endsWithSemicolon(String line) {
        String last = "";
        for (String word : SPACE.split(line.strip(), 0)) {
            if (word.startsWith("--")) {
                break;
            }
            last = word;
        }
        return last.endsWith(";");
    }
}
