package io.schemaproof.migration.script;

import io.schemaproof.base.SqlCharacters;
import java.util.ArrayDeque;
import java.util.Deque;

/** What the lexer reads: a line of the script, or the value of a variable that stands in it. */
final class LexerInput {

    private record Frame(String variable, String text, int pos, int end) {}

    private final OffsetMap map;
    private final Deque<Frame> outer = new ArrayDeque<>();
    private String text;
    private int pos;
    private int end;
    private int nextLine;
    private int lineStart;
    private int expandedAt;

    /**
     * Begin at the first line.
     *
     * @param map from offsets in the text to offsets in the source
     */
    LexerInput(String text, OffsetMap map) {
        this.text = text;
        this.map = map;
        nextLine();
    }

    OffsetMap map() {
        return map;
    }

    String text() {
        return text;
    }

    /** Where it stands in {@link #text()}. */
    int pos() {
        return pos;
    }

    /** Where the line ends, or the variable's value. */
    int end() {
        return end;
    }

    boolean isAtEnd() {
        return pos >= end;
    }

    boolean isAtEmptyLastLine() {
        return outer.isEmpty() && isLastLine() && lineStart == text.length();
    }

    boolean isLastLine() {
        return nextLine > text.length();
    }

    /** The character so many places behind the next one, or NUL at the end. */
    char peek(int places) {
        return pos + places < end ? text.charAt(pos + places) : 0;
    }

    /** Where the character stands next, or the end. */
    int find(char wanted) {
        return SqlCharacters.find(text, wanted, pos, end);
    }

    /** Where a comment of one line ends; a carriage return ends it, too. */
    int lineCommentEnd() {
        return SqlCharacters.find(text, '\r', pos, end);
    }

    /** Offset in the script of what is read next; within a variable, of its reference. */
    int offset() {
        return outer.isEmpty() ? pos : expandedAt;
    }

    /** The same in the source. */
    int sourceOffset() {
        return map.toSource(offset());
    }

    void moveTo(int newPos) {
        pos = newPos;
    }

    void nextLine() {
        pos = nextLine;
        lineStart = nextLine;
        int stop = text.indexOf('\n', pos);
        end = stop < 0 ? text.length() : stop;
        nextLine = end + 1;
    }

    /** Take the text up to a place into the buffer and go on behind it. */
    void emit(StatementBuffer out, int to) {
        int stop = Math.min(to, end);
        if (outer.isEmpty()) {
            out.append(text, pos, stop, pos);
        } else {
            out.appendReplacement(text, pos, stop, expandedAt);
        }
        pos = stop;
    }

    boolean isInVariable() {
        return !outer.isEmpty();
    }

    /** Whether the value of this variable is being read. */
    boolean isInVariable(String name) {
        return outer.stream().anyMatch(frame -> frame.variable().equals(name));
    }

    /** The variable whose value is being read. */
    String variable() {
        return outer.getFirst().variable();
    }

    void enterVariable(VariableReference reference, String value) {
        if (outer.isEmpty()) {
            expandedAt = pos;
        }
        outer.push(new Frame(reference.name(), text, reference.end(), end));
        text = value;
        pos = 0;
        end = value.length();
    }

    void leaveVariable() {
        Frame frame = outer.pop();
        text = frame.text();
        pos = frame.pos();
        end = frame.end();
    }

    /**
     * Take the lines behind this one until {@code \.} or the end.
     *
     * @param wholeLine whether only a line that has an end counts, as with psql, which leaves another to the server
     */
    CopyData takeCopyData(boolean wholeLine) {
        String all = outer.isEmpty() ? text : outer.getLast().text();
        int from = Math.min(nextLine, all.length());
        int line = from;
        while (line < all.length()) {
            int stop = all.indexOf('\n', line);
            int lineEnd = stop < 0 ? all.length() : stop;
            if (isEndOfData(all, line, lineEnd) && (stop >= 0 || !wholeLine)) {
                nextLine = lineEnd + 1;
                return new CopyData(all, from, line, map.toSource(from), true);
            }
            line = lineEnd + 1;
        }
        nextLine = all.length() + 1;
        return new CopyData(all, from, all.length(), map.toSource(from), false);
    }

    /** Whether a line below this one, up to {@code \\.}, holds more than a comment, or a comment within a statement that begins in this one. */
    boolean hasStatementsBelow() {
        String all = outer.isEmpty() ? text : outer.getLast().text();
        boolean begun = SqlCharacters.spaceEnd(text, pos, end) < end;
        for (int line = nextLine; line < all.length(); ) {
            int stop = SqlCharacters.find(all, '\n', line, all.length());
            if (isEndOfData(all, line, stop)) {
                return false;
            }
            int begin = SqlCharacters.spaceEnd(all, line, stop);
            if (begin < stop && (begun || !all.startsWith("--", begin))) {
                return true;
            }
            line = stop + 1;
        }
        return false;
    }

    private static boolean isEndOfData(String text, int from, int to) {
        int stop = to > from && text.charAt(to - 1) == '\r' ? to - 1 : to;
        return stop - from == 2 && text.startsWith("\\.", from);
    }
}
