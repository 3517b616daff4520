package io.schemaproof.migration.script;

import java.util.Arrays;
import java.util.BitSet;

/** Collects the text of a statement and where its pieces came from. */
public final class StatementBuffer {

    private final StringBuilder sql = new StringBuilder();
    private final BitSet unread = new BitSet();
    private int[] outStarts = new int[8];
    private int[] sourceOffsets = new int[8];
    private boolean[] fixed = new boolean[8];
    private int segments;
    private boolean commented;

    public boolean isEmpty() {
        return sql.length() == 0;
    }

    /** Whether only comments stand where the statement would, which psql sends, too, where a command says so. */
    public boolean isComment() {
        return isEmpty() && commented;
    }

    /** Take note of a comment that is left out. */
    void comment() {
        commented = true;
    }

    public int length() {
        return sql.length();
    }

    /** Append text that stands at the offset of the source, character by character. */
    void append(CharSequence text, int from, int to, int sourceOffset) {
        if (to > from) {
            segment(sourceOffset, false);
            sql.append(text, from, to);
        }
    }

    /** Append text that replaced something at the offset of the source. */
    void appendReplacement(CharSequence text, int from, int to, int sourceOffset) {
        if (to > from) {
            segment(sourceOffset, true);
            sql.append(text, from, to);
        }
    }

    /** Forget what follows the length. */
    public void truncate(int length) {
        sql.setLength(length);
        unread.clear(length, Math.max(length, unread.length()));
        commented = false;
        while (segments > 0 && outStarts[segments - 1] >= length) {
            segments--;
        }
    }

    /** Take the statement out, leaving the buffer empty. */
    Fragment take(SourceText source, OffsetMap inner) {
        int[] starts = Arrays.copyOf(outStarts, segments);
        int[] offsets = Arrays.copyOf(sourceOffsets, segments);
        boolean[] constant = Arrays.copyOf(fixed, segments);
        String text = sql.toString().stripTrailing();
        String typed = withoutUnread(text);
        truncate(0);
        return new Fragment(text, typed, source, offset -> {
            int found = Arrays.binarySearch(starts, offset);
            int index = Math.max(found >= 0 ? found : -found - 2, 0);
            return inner.toSource(constant[index] ? offsets[index] : offsets[index] + offset - starts[index]);
        });
    }

    /** Append text that replaced something, and that nobody reads as SQL. */
    void appendUnread(CharSequence text, int sourceOffset) {
        for (int at = sql.length(); at < sql.length() + text.length(); at++) {
            unread.set(at);
        }
        appendReplacement(text, 0, text.length(), sourceOffset);
    }

    private String withoutUnread(String text) {
        if (unread.isEmpty()) {
            return text;
        }
        StringBuilder read = new StringBuilder(text);
        unread.stream().filter(at -> at < text.length()).forEach(at -> read.setCharAt(at, ' '));
        return read.toString();
    }

    private void segment(int sourceOffset, boolean constant) {
        int last = segments - 1;
        if (last >= 0
                && fixed[last] == constant
                && sourceOffsets[last] + (constant ? 0 : sql.length() - outStarts[last]) == sourceOffset) {
            return;
        }
        if (segments == outStarts.length) {
            outStarts = Arrays.copyOf(outStarts, segments * 2);
            sourceOffsets = Arrays.copyOf(sourceOffsets, segments * 2);
            fixed = Arrays.copyOf(fixed, segments * 2);
        }
        outStarts[segments] = sql.length();
        sourceOffsets[segments] = sourceOffset;
        fixed[segments++] = constant;
    }
}
