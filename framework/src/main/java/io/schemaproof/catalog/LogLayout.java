package io.schemaproof.catalog;

/**
 * How a server's write-ahead log is laid out.
 *
 * @param page bytes of a page
 * @param segment bytes of a file
 * @param compressed which bits of an image's flags say that it is compressed
 */
record LogLayout(int page, long segment, int compressed) {

    /** The bits were given anew when there came to be several ways to compress. */
    static LogLayout of(int majorVersion, int page, long segment) {
        return new LogLayout(page, segment, majorVersion >= 15 ? 0x1C : 0x02);
    }

    /** A position, of PostgreSQL's {@code 0/15D3C50}. */
    static long position(String text) {
        int slash = text.indexOf('/');
        return Long.parseLong(text.substring(0, slash), 16) << 32 | Long.parseLong(text.substring(slash + 1), 16);
    }

    /** The same position as a text. */
    static String text(long position) {
        return Long.toHexString(position >>> 32) + "/" + Long.toHexString(position & 0xFFFFFFFFL);
    }
}
