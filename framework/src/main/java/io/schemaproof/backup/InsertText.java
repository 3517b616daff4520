package io.schemaproof.backup;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes statements as COPY wants text, a line each, while they are read line by line. pg_dump writes a quotation mark in a value
 * twice and never behind a backslash, so that it is enough to count them.
 */
final class InsertText {

    /** The mark that ends what is quoted; 0 outside of quotes. */
    private byte quote;

    private boolean complete;

    /** Write a line of a statement, with its end. */
    void write(byte[] line, OutputStream out) throws IOException {
        complete = false;
        for (byte next : line) {
            if (quote == 0 && (next == '\'' || next == '"')) {
                quote = next;
            } else if (quote != 0) {
                quote = next == quote ? 0 : quote;
            }
            boolean space = next > 0 && next <= ' ';
            complete = quote == 0 && (next == ';' || (complete && space));
            if (next != '\n' || quote != 0 || !complete) {
                write(next, out);
            }
        }
        if (complete) {
            out.write('\n');
        }
    }

    private static void write(byte next, OutputStream out) throws IOException {
        switch (next) {
            case '\n' -> out.write(new byte[] {'\\', 'n'});
            case '\r' -> out.write(new byte[] {'\\', 'r'});
            case '\t' -> out.write(new byte[] {'\\', 't'});
            case '\\' -> out.write(new byte[] {'\\', '\\'});
            default -> out.write(next);
        }
    }

    /** Whether the last line was the end of a statement. */
    boolean isComplete() {
        return complete;
    }
}
