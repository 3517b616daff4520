package io.schemaproof.migration.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits a script as sql-migrate does (its {@code sqlparse/sqlparse.go}): a statement ends at a line whose last word ends in a
 * semicolon, or at {@code -- +migrate StatementEnd}; a line that begins with {@code "-- "} is left out.
 *
 * @since 0.1
 */
public final class SqlMigrateScript {

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final String COMMAND = "-- +migrate ";

    private final SourceText source;
    private final List<Fragment> statements = new ArrayList<>();
    private final StatementBuffer buffer = new StatementBuffer();
    private boolean block;
    private int first;
    private boolean text;

    private SqlMigrateScript(SourceText source) {
        this.source = source;
    }

    /**
     * Split the text of one direction.
     *
     * @throws ScriptException where sql-migrate refuses the file
     */
    public static List<Fragment> split(SourceText source) {
        SqlMigrateScript script = new SqlMigrateScript(source);
        ScriptLines.forEach(source.text(), script::line);
        return script.end();
    }

    private void line(String line, int offset) {
        boolean ends = false;
        if (line.startsWith(COMMAND)) {
            String command = SPACE.split(line.substring(COMMAND.length()).strip(), 2)[0];
            ends = command.equals("StatementEnd") && block;
            block = command.equals("StatementBegin") || (block && !ends);
        } else if (!line.startsWith("-- ")) {
            if (!text) {
                first = offset;
            }
            text |= !line.isBlank();
            buffer.append(line + "\n", 0, line.length() + 1, offset);
            ends = !block && endsWithSemicolon(line);
        }
        if (ends) {
            store();
        }
    }

    private void store() {
        if (text) {
            statements.add(buffer.take(source, OffsetMap.IDENTITY).trimmed());
        }
        buffer.truncate(0);
        text = false;
    }

    private List<Fragment> end() {
        if (block) {
            throw failure("saw '-- +migrate StatementBegin' with no matching '-- +migrate StatementEnd'", "");
        }
        if (text) {
            throw failure(
                    "The last statement must be ended by a semicolon or '-- +migrate StatementEnd' marker.",
                    "sql-migrate ends a statement only at a line that ends in a semicolon; a body that holds such lines stands"
                            + " between -- +migrate StatementBegin and -- +migrate StatementEnd.");
        }
        return List.copyOf(statements);
    }

    private ScriptException failure(String message, String hint) {
        return new ScriptException(source, first, "sql-migrate: " + message, hint);
    }

    static boolean endsWithSemicolon(String line) {
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
