package io.schemaproof.base;

/**
 * What some editors put before the first character of a file.
 *
 * @since 0.1
 */
public final class ByteOrderMark {

    private static final String MARK = "\uFEFF";

    private ByteOrderMark() {}

    /** Return a text without the one that it begins with, if any. */
    public static String removed(String text) {
        return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
    }
}
