package io.schemaproof.migration.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a script as MyBatis Migrations does (its {@code operations/ScriptRunner.java}): a statement ends at the last delimiter
 * of a line that holds one, whatever it stands in; lines that begin with {@code --} or {@code //} are left out, and one of them
 * may set another delimiter. {@code ${variables}} without a value stay as they are.
 *
 * @since 0.1
 */
public final class MyBatisScript {

    private static final Pattern DELIMITER =
            Pattern.compile("^\\s*(?:--|//)?\\s*(?://)?\\s*@DELIMITER\\s+(\\S+)", Pattern.CASE_INSENSITIVE);

    private final SourceText source;
    private final OffsetMap map;
    private final List<Fragment> statements = new ArrayList<>();
    private final StatementBuffer buffer = new StatementBuffer();
    private String delimiter = ";";
    private int first;

    private MyBatisScript(SourceText source, OffsetMap map) {
        this.source = source;
        this.map = map;
    }

    /**
     * Split the text of one direction.
     *
     * @param variables values of {@code ${variables}}
     * @throws ScriptException where MyBatis Migrations refuses the file
     */
    public static List<Fragment> split(SourceText source, Map<String, String> variables) {
        Replacement replaced = Placeholders.replaceKnown(source.text(), variables);
        MyBatisScript script = new MyBatisScript(source, replaced.map());
        ScriptLines.forEach(replaced.text(), script::line);
        return script.end();
    }

    private void line(String line, int offset) {
        String trimmed = line.strip();
        if (trimmed.startsWith("//") || trimmed.startsWith("--")) {
            Matcher matcher = DELIMITER.matcher(trimmed);
            if (matcher.find()) {
                delimiter = matcher.group(1);
            }
            return;
        }
        if (trimmed.isEmpty()) {
            return;
        }
        if (buffer.isEmpty()) {
            first = offset;
        }
        int end = line.lastIndexOf(delimiter);
        String kept = end < 0 ? line + "\n" : line.substring(0, end);
        buffer.append(kept, 0, kept.length(), offset);
        if (end >= 0 && !buffer.isEmpty()) {
            statements.add(buffer.take(source, map).trimmed());
        }
    }

    private List<Fragment> end() {
        if (!buffer.isEmpty()) {
            throw new ScriptException(
                    source,
                    map.toSource(first),
                    "MyBatis Migrations: Line missing end-of-line terminator (" + delimiter + ")",
                    "It ends a statement at each line that holds the delimiter; put -- @DELIMITER $$ or the like above a body that"
                            + " holds semicolons.");
        }
        return statements.stream()
                .filter(statement -> !statement.sql().isBlank())
                .toList();
    }
}
