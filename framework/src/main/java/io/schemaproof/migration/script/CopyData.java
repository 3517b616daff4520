package io.schemaproof.migration.script;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * The data that follow COPY FROM STDIN in a script; a part of its text, which is not copied.
 *
 * @param script the text of the script
 * @param from where they begin in it
 * @param to where they end
 * @param sourceOffset where they begin in the source
 * @param terminated whether {@code \.} ended them, and not the end of the file
 * @since 0.1
 */
public record CopyData(String script, int from, int to, int sourceOffset, boolean terminated) {

    private static final int BUFFER = 1 << 16;

    /**
     * Takes bytes that are used anew afterwards.
     *
     * @param <E> what may go wrong
     */
    @FunctionalInterface
    public interface Sink<E extends Exception> {
        void write(byte[] bytes, int length) throws E;
    }

    /** Write the data in pieces. */
    public <E extends Exception> void writeTo(Charset charset, Sink<E> sink) throws E {
        CharsetEncoder encoder = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        CharBuffer in = CharBuffer.wrap(script, from, to);
        ByteBuffer out = ByteBuffer.allocate(BUFFER);
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            result = encoder.encode(in, out, true);
            if (out.position() > 0) {
                sink.write(out.array(), out.position());
            }
            out.clear();
        }
    }
}
