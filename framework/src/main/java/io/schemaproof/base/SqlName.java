package io.schemaproof.base;

import java.nio.charset.StandardCharsets;

/**
 * Read a name as the server does.
 *
 * @since 0.1
 */
public final class SqlName {

    /** What the server keeps of a name, in bytes; {@code NAMEDATALEN} without the zero at its end. */
    private static final int BYTES = 63;

    private SqlName() {}

    /** Fold what is not quoted: the letters from A to Z alone, as in each database of UTF-8. */
    public static String folded(String name) {
        StringBuilder folded = new StringBuilder(name);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c - 'A' + 'a'));
            }
        }
        return folded.toString();
    }

    /** Cut off what the server does, quoted or not: a name is 63 bytes long at most, and no character is cut in two. */
    public static String stored(String name) {
        // No character takes more than three bytes for each of its chars.
        if (name.length() * 3 <= BYTES) {
            return name;
        }
        int bytes = 0;
        int at = 0;
        while (at < name.length()) {
            int next = name.offsetByCodePoints(at, 1);
            bytes += name.substring(at, next).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > BYTES) {
                return name.substring(0, at);
            }
            at = next;
        }
        return name;
    }
}
