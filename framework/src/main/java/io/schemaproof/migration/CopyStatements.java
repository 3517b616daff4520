package io.schemaproof.migration;

import java.util.regex.Pattern;

/** Recognises the statements whose data the client must send. */
final class CopyStatements {

    private static final Pattern BEGINS = Pattern.compile("(?i)\\ACOPY\\b");
    private static final Pattern IGNORED =
            Pattern.compile("(?s)'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|--[^\\n]*|/\\*.*?\\*/");
    private static final Pattern FROM_STDIN = Pattern.compile("(?i)\\bFROM\\s+STDIN\\b");

    private CopyStatements() {}

    static boolean isFromStdin(String sql) {
        return BEGINS.matcher(sql).find()
                && FROM_STDIN.matcher(IGNORED.matcher(sql).replaceAll(" ")).find();
    }
}
