package io.schemaproof.migration.script;

/** Hands out the lines of a text without their ends. */
final class ScriptLines {

    private ScriptLines() {}

    /** Takes a line and its offset. */
    @FunctionalInterface
    interface LineReader {
        void line(String line, int offset);
    }

    static void forEach(String text, LineReader reader) {
        int begin = 0;
        while (begin < text.length()) {
            int stop = text.indexOf('\n', begin);
            int next = stop < 0 ? text.length() : stop + 1;
            int end = stop < 0 ? text.length() : stop;
            if (end > begin && text.charAt(end - 1) == '\r') {
                end--;
            }
            reader.line(text.substring(begin, end), begin);
            begin = next;
        }
    }
}
