package io.schemaproof.migration.psql;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arguments of {@code \copy}.
 *
 * @param sql the COPY that goes to the server
 * @param fromClient whether the data go to the server
 * @param file the file's name as written; empty for the script itself or the standard output
 * @since 0.1
 */
public record BackslashCopy(String sql, boolean fromClient, String file) {

    private static final String NAME = "(?:\"(?:[^\"]|\"\")*+\"|[^\\s(),\".]+)";
    private static final Pattern TABLE = Pattern.compile(
            "(?is)\\G\\s*(?:binary\\s+)?" + NAME + "(?:\\s*\\.\\s*" + NAME + "){0,2}(?:\\s*\\([^)]*\\))?");
    private static final Pattern DIRECTION = Pattern.compile("(?i)\\G\\s*(from|to)\\s+");
    private static final Pattern TARGET = Pattern.compile("\\G(?:'((?:[^']|'')*+)(?:'|\\z)|([^\\s;']+))");

    /**
     * Read the arguments.
     *
     * @throws MetaCommandException if psql would not understand them, or if they name a program
     */
    public static BackslashCopy parse(String arguments) throws MetaCommandException {
        int what = endOfSubject(arguments);
        Matcher direction = DIRECTION.matcher(arguments);
        if (what < 0 || !direction.find(what)) {
            throw new MetaCommandException("\\copy: parse error at \"" + arguments + "\"");
        }
        Matcher target = TARGET.matcher(arguments);
        if (!target.find(direction.end())) {
            throw new MetaCommandException("\\copy: arguments required", "\\copy table from 'file' (options)");
        }
        String quoted = target.group(1);
        String plain = target.group(2);
        boolean from = direction.group(1).equalsIgnoreCase("from");
        if (plain != null && plain.equalsIgnoreCase("program")) {
            throw new MetaCommandException(
                    "\\copy: PROGRAM is a shell command, which Schemaproof does not run",
                    "Copy from a file, or put the data into the script.");
        }
        String file = quoted != null ? quoted.replace("''", "'") : String.valueOf(plain);
        if (quoted == null && file.toLowerCase(Locale.ROOT).matches("std(in|out)")) {
            file = "";
        } else if (quoted == null && file.equalsIgnoreCase("pstdin")) {
            throw new MetaCommandException(
                    "\\copy: pstdin is psql's own input, and there is none here",
                    "Use stdin, whose data follow in the script, or a file.");
        } else if (quoted == null && file.equalsIgnoreCase("pstdout")) {
            file = "";
        }
        String sql = "COPY " + arguments.substring(0, what).strip() + (from ? " FROM STDIN " : " TO STDOUT ")
                + arguments.substring(target.end()).strip();
        return new BackslashCopy(sql.strip(), from, file);
    }

    private static int endOfSubject(String arguments) {
        if (arguments.startsWith("(")) {
            int depth = 0;
            for (int i = 0; i < arguments.length(); i++) {
                char c = arguments.charAt(i);
                if (c == '\'' || c == '"') {
                    i = arguments.indexOf(c, i + 1);
                    if (i < 0) {
                        return -1;
                    }
                } else if (c == '(') {
                    depth++;
                } else if (c == ')' && --depth == 0) {
                    return i + 1;
                }
            }
            return -1;
        }
        Matcher table = TABLE.matcher(arguments);
        return table.find() ? table.end() : -1;
    }
}
