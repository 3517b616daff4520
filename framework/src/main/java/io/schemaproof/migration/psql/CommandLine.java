package io.schemaproof.migration.psql;

import io.schemaproof.migration.script.VariableReference;
import io.schemaproof.migration.script.Variables;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rest of a line behind a backslash: a command's name and its arguments, read as psql reads them.
 *
 * @since 0.1
 */
public final class CommandLine {

    private final String line;
    private Variables variables;
    private final String name;
    private int pos;
    private boolean unterminated;

    public CommandLine(String line, Variables variables) {
        this.line = line;
        this.variables = variables;
        while (pos < line.length() && !isSpace(line.charAt(pos)) && line.charAt(pos) != '\\') {
            pos++;
        }
        String word = line.substring(0, pos);
        // The one command that psql takes in capitals, too.
        this.name = word.equalsIgnoreCase("copy") ? "copy" : word;
    }

    /** The command without its backslash. */
    public String name() {
        return name;
    }

    /** Characters of the line that were read. */
    public int consumed() {
        return pos;
    }

    /** Take the rest of the line as it is, without white space around it. */
    public String takeLine() {
        String rest = line.substring(pos).strip();
        pos = line.length();
        return rest;
    }

    /** Whether the next argument would be a shell command that takes the output. */
    public boolean pipes() {
        skipSpace();
        return pos < line.length() && line.charAt(pos) == '|';
    }

    /** Take all arguments that are left, with other variables. */
    public List<String> arguments(Variables others) throws MetaCommandException {
        variables = others;
        return arguments();
    }

    /** Take all arguments that are left. */
    public List<String> arguments() throws MetaCommandException {
        List<String> arguments = new ArrayList<>();
        for (String next = argument(); next != null; next = argument()) {
            arguments.add(next);
        }
        return arguments;
    }

    /** Whether a quote in the arguments has no end. psql complains, takes that argument and what follows for missing, and goes on. */
    public boolean isUnterminated() {
        return unterminated;
    }

    /** Take the next argument; null where there is none. */
    public @Nullable String argument() throws MetaCommandException {
        skipSpace();
        if (pos >= line.length() || line.charAt(pos) == '\\') {
            return null;
        }
        StringBuilder value = new StringBuilder();
        while (pos < line.length() && !isSpace(line.charAt(pos)) && line.charAt(pos) != '\\') {
            piece(value);
        }
        return unterminated ? null : value.toString();
    }

    /** Leave out the arguments of a command that is not run, and the two backslashes that may end it. */
    public void finish() {
        while (pos < line.length() && line.charAt(pos) != '\\') {
            char c = line.charAt(pos++);
            if (c == '\'' || c == '"' || c == '`') {
                skipQuoted(c);
            }
        }
        if (line.startsWith("\\\\", pos)) {
            pos += 2;
        }
    }

    private void skipQuoted(char quote) {
        while (pos < line.length() && line.charAt(pos) != quote) {
            pos += quote == '\'' && line.charAt(pos) == '\\' ? 2 : 1;
        }
        pos = Math.min(pos + 1, line.length());
    }

    private void piece(StringBuilder value) throws MetaCommandException {
        char c = line.charAt(pos);
        switch (c) {
            case '\'' -> singleQuoted(value);
            case '"' -> doubleQuoted(value);
            case '`' ->
                throw new MetaCommandException(
                        "\\" + name + ": `...` is a shell command, which Schemaproof does not run",
                        "Write its result into the script, or hand it over as a variable.");
            case ':' -> variable(value);
            default -> {
                value.append(c);
                pos++;
            }
        }
    }

    private void variable(StringBuilder value) {
        VariableReference reference = VariableReference.at(line, pos, line.length());
        String replaced = reference == null ? null : reference.value(variables);
        if (reference == null) {
            value.append(':');
            pos++;
        } else {
            value.append(replaced == null ? line.substring(pos, reference.end()) : replaced);
            pos = reference.end();
        }
    }

    private void doubleQuoted(StringBuilder value) {
        int close = line.indexOf('"', pos + 1);
        if (close < 0) {
            unterminated = true;
            pos = line.length();
            return;
        }
        value.append(line, pos, close + 1);
        pos = close + 1;
    }

    private void singleQuoted(StringBuilder value) {
        pos++;
        while (pos < line.length()) {
            char c = line.charAt(pos++);
            if (c == '\\' && pos < line.length()) {
                escape(value);
            } else if (c != '\'') {
                value.append(c);
            } else if (pos < line.length() && line.charAt(pos) == '\'') {
                value.append('\'');
                pos++;
            } else {
                return;
            }
        }
        unterminated = true;
    }

    private void escape(StringBuilder value) {
        char c = line.charAt(pos);
        int octal = digits(8, 3, pos);
        int hex = c == 'x' ? digits(16, 2, pos + 1) : 0;
        if (octal > 0) {
            value.append((char) Integer.parseInt(line.substring(pos, pos + octal), 8));
            pos += octal;
        } else if (hex > 0) {
            value.append((char) Integer.parseInt(line.substring(pos + 1, pos + 1 + hex), 16));
            pos += 1 + hex;
        } else {
            value.append(
                    switch (c) {
                        case 'n' -> '\n';
                        case 't' -> '\t';
                        case 'b' -> '\b';
                        case 'r' -> '\r';
                        case 'f' -> '\f';
                        default -> c;
                    });
            pos++;
        }
    }

    private int digits(int radix, int most, int from) {
        int count = 0;
        while (count < most && from + count < line.length() && Character.digit(line.charAt(from + count), radix) >= 0) {
            count++;
        }
        return count;
    }

    private void skipSpace() {
        while (pos < line.length() && isSpace(line.charAt(pos))) {
            pos++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\n';
    }
}
