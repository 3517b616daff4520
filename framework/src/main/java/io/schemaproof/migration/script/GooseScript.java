package io.schemaproof.migration.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
    private static final String PREFIX = "+goose";
    private static final Set<String> ANNOTATIONS =
            Set.of("UP", "DOWN", "STATEMENTBEGIN", "STATEMENTEND", "NO TRANSACTION", "ENVSUB ON", "ENVSUB OFF");

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
        if (isAnnotation(line)) {
            annotation(line, offset);
            return;
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

    /** Whether goose takes a line for one of its own, whatever else stands there. */
    public static boolean isAnnotation(String line) {
        return line.strip().startsWith("--") && line.contains(PREFIX);
    }

    /**
     * What it asks for, in capital letters.
     *
     * @throws IllegalArgumentException if goose refuses it, with what goose says
     */
    public static String annotation(String line) {
        if (line.startsWith(" ") || line.startsWith("\t")) {
            throw new IllegalArgumentException("annotation '" + line.strip() + "' with white space before it");
        }
        String name =
                line.replace("--", "").replaceFirst(Pattern.quote(PREFIX), "").strip();
        if (!ANNOTATIONS.contains(name.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException("unknown annotation '" + line.strip() + "'");
        }
        return name.toUpperCase(Locale.ROOT);
    }

    private void annotation(String line, int offset) {
        String name;
        try {
            name = annotation(line);
        } catch (IllegalArgumentException e) {
            throw failure(
                    offset,
                    String.valueOf(e.getMessage()),
                    "goose takes each line that begins with -- and holds +goose for one of its own. It knows Up, Down,"
                            + " StatementBegin, StatementEnd, NO TRANSACTION, ENVSUB ON and ENVSUB OFF, at the begin of a line.");
        }
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
        }
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
