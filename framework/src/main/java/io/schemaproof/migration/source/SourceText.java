package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Bytes become SQL text, or a message that says why they cannot. */
final class SourceText {

    /** PostgreSQL takes no longer message. */
    private static final long MAX_BYTES = 1L << 30;

    private static final int LOOK = 1 << 14;

    private SourceText() {}

    static String read(Path file, String path, Charset charset) {
        return decode(bytes(file, path), path, charset);
    }

    private static byte[] bytes(Path file, String path) {
        try {
            long size = Files.size(file);
            if (size >= MAX_BYTES) {
                throw new MigrationException(
                        path + " has " + size + " bytes; PostgreSQL takes no script of 1 GiB or more."
                                + " Load such data with \\copy from a file of its own.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(path, Files.isSymbolicLink(file), e);
        }
    }

    static MigrationException unreadable(String path, boolean link, IOException e) {
        if (e instanceof AccessDeniedException) {
            return new MigrationException(
                    path + " may not be read: permission denied. Give the user who runs this read access (chmod u+r).",
                    e);
        }
        if (e instanceof NoSuchFileException && link) {
            return new MigrationException(
                    path + " is a symbolic link to a file that does not exist. Restore its target, or remove the link.",
                    e);
        }
        return new MigrationException(path + " cannot be read: " + e + ".", e);
    }

    static String decode(byte[] bytes, String path, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            refuseOtherByteOrderMark(bytes, path);
        }
        int begin = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        ByteBuffer in = ByteBuffer.wrap(bytes, begin, bytes.length - begin);
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        int valid = valid(in, decoder);
        String decoded = new String(bytes, begin, valid, charset);
        int nul = decoded.indexOf('\0');
        if (nul >= 0) {
            throw new MigrationException(
                    path + " is a binary file, or text in UTF-16 without a mark: it holds a NUL byte on line "
                            + line(decoded, nul) + ". Convert it to UTF-8 text, or move it out of the folder.");
        }
        int offset = begin + valid;
        if (offset < bytes.length) {
            throw new MigrationException(
                    "%s is no valid %s: byte 0x%02X at offset %d, on line %d, does not belong there."
                                    .formatted(
                                            path,
                                            charset.name(),
                                            bytes[offset] & 0xFF,
                                            offset,
                                            line(decoded, decoded.length()))
                            + " Convert the file (for instance: iconv -f LATIN1 -t UTF-8).");
        }
        return decoded;
    }

    /** How many of the bytes are text; they are only looked at, because a second copy of a large file costs more than a second look. */
    private static int valid(ByteBuffer in, CharsetDecoder decoder) {
        int begin = in.position();
        CharBuffer looked = CharBuffer.allocate(LOOK);
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            result = decoder.decode(in, looked.clear(), true);
        }
        return in.position() - begin;
    }

    private static void refuseOtherByteOrderMark(byte[] bytes, String path) {
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            throw new MigrationException(path + " is UTF-16 text, which neither psql nor the server reads."
                    + " Convert it to UTF-8 (for instance: iconv -f UTF-16 -t UTF-8).");
        }
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static long line(String text, int end) {
        return 1 + text.chars().limit(end).filter(c -> c == '\n').count();
    }
}
