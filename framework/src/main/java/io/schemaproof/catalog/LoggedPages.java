package io.schemaproof.catalog;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Read a stretch of the server's write-ahead log for the pages that it changes. Whatever changes a page that survives a crash
 * names it in the log, before the transaction that did it is seen by others to have ended.
 *
 * <p>A record is believed when its check sum is right and when it names the one before it. Any doubt gives no answer. The layout is that of {@code access/xlogrecord.h} and {@code access/xlog_internal.h} of
 * PostgreSQL 14 to 18.
 */
final class LoggedPages {

    private static final int RECORD_HEADER = 24;
    private static final int CHECK_SUM = 20;
    private static final int PAGE_HEADER = 24;
    private static final int LONG_PAGE_HEADER = 40;

    private static final int LONG_HEADER = 0x02;
    private static final int OVERWRITTEN = 0x08;

    /** Of resource managers: the log's own, how transactions end, and where the files of pg_class and of a few others are. */
    private static final int LOG = 0;

    private static final int TRANSACTION = 1;
    private static final int RELATION_MAP = 7;
    private static final int SWITCH = 0x40;

    private static final int COMMIT = 0x00;
    private static final int ABORT = 0x20;
    private static final int HAS_DETAILS = 0x80;
    private static final int HAS_DATABASE = 0x01;
    private static final int HAS_PARTS = 0x02;

    private static final int MOST_BLOCKS = 32;
    private static final int SHORT_DATA = 255;
    private static final int LONG_DATA = 254;
    private static final int ORIGIN = 253;
    private static final int TOP_TRANSACTION = 252;

    private static final int HAS_IMAGE = 0x10;
    private static final int SAME_FILE = 0x80;
    private static final int HOLE = 0x01;

    private final ByteBuffer bytes;
    private final long first;
    private final LogLayout layout;
    private final Set<Page> pages = new HashSet<>();
    private final Set<Long> ended = new HashSet<>();

    private LoggedPages(ByteBuffer bytes, long first, LogLayout layout) {
        this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.first = first;
        this.layout = layout;
    }

    /**
     * A page of a file.
     *
     * @param database OID, 0 for what all share
     */
    record Page(long database, long file, long block) {}

    /**
     * What a stretch says.
     *
     * @param ended numbers of transactions whose end is in it, and of their parts
     * @param unfinished where the first record is whose transaction may go on; the end of the last record if there is none
     * @param end of the last record
     */
    record Read(Set<Page> pages, Set<Long> ended, long unfinished, long end) {}

    /** What is wrong with it does not matter. */
    private static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1;

        Unreadable() {
            super(null, null, false, false);
        }
    }

    /**
     * Read.
     *
     * @param bytes of the log from the beginning of the page in which the stretch begins
     * @param start where a record begins
     * @param end up to where it is written, perhaps in the middle of a record
     * @param horizon all transactions with lower numbers have ended
     * @return empty where it cannot be told
     */
    static Optional<Read> read(ByteBuffer bytes, long start, long end, long horizon, LogLayout layout) {
        long first = start - start % layout.page();
        try {
            return Optional.of(new LoggedPages(bytes, first, layout).read(start, end, horizon));
        } catch (Unreadable | IndexOutOfBoundsException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private Read read(long start, long end, long horizon) throws Unreadable {
        checkPage(first);
        long unfinished = Long.MAX_VALUE;
        long previous = -1;
        long position = start;
        while (position + RECORD_HEADER <= end) {
            int length = bytes.getInt(offset(position));
            if (length < RECORD_HEADER) {
                throw new Unreadable();
            }
            if (length > end - position) {
                break;
            }
            byte[] copy = new byte[length];
            long after = copy(position, copy);
            if (after > end) {
                break;
            }
            ByteBuffer record = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
            check(copy, record, previous);
            long transaction = Integer.toUnsignedLong(record.getInt(4));
            if (transaction != 0 && transaction >= horizon) {
                unfinished = Math.min(unfinished, position);
            }
            record(record, length);
            previous = position;
            position = begin(after);
        }
        return new Read(pages, ended, Math.min(unfinished, position), position);
    }

    private int offset(long position) throws Unreadable {
        long offset = position - first;
        if (offset < 0 || offset > bytes.capacity()) {
            throw new Unreadable();
        }
        return (int) offset;
    }

    /** Where the next record begins: aligned, and behind the header of a page. */
    private long begin(long position) throws Unreadable {
        long aligned = (position + 7) & -8L;
        return aligned % layout.page() == 0 ? aligned + header(aligned) : aligned;
    }

    private int header(long page) {
        return page % layout.segment() == 0 ? LONG_PAGE_HEADER : PAGE_HEADER;
    }

    private void checkPage(long page) throws Unreadable {
        int offset = offset(page);
        int flags = bytes.getShort(offset + 2);
        boolean isLong = (flags & LONG_HEADER) != 0;
        if (bytes.getLong(offset + 8) != page
                || (flags & OVERWRITTEN) != 0
                || isLong != (header(page) == LONG_PAGE_HEADER)) {
            throw new Unreadable();
        }
    }

    /** Copy a record without the headers of the pages that it goes through; returns where it ends. */
    private long copy(long from, byte[] record) throws Unreadable {
        long position = from;
        int copied = 0;
        while (copied < record.length) {
            if (position % layout.page() == 0 && position - first < bytes.capacity()) {
                checkPage(position);
                position += header(position);
            }
            if (position - first >= bytes.capacity()) {
                // Not written yet.
                return Long.MAX_VALUE;
            }
            int part = (int) Math.min(record.length - copied, layout.page() - position % layout.page());
            part = (int) Math.min(part, bytes.capacity() - (position - first));
            bytes.get(offset(position), record, copied, part);
            copied += part;
            position += part;
        }
        return position;
    }

    private static void check(byte[] copy, ByteBuffer record, long previous) throws Unreadable {
        CRC32C sum = new CRC32C();
        sum.update(copy, RECORD_HEADER, copy.length - RECORD_HEADER);
        sum.update(copy, 0, CHECK_SUM);
        if ((int) sum.getValue() != record.getInt(CHECK_SUM)) {
            throw new Unreadable();
        }
        if (previous >= 0 && record.getLong(8) != previous) {
            throw new Unreadable();
        }
    }

    /** Take in the pages that one record names. */
    private void record(ByteBuffer record, int length) throws Unreadable {
        int manager = Byte.toUnsignedInt(record.get(17));
        int kind = Byte.toUnsignedInt(record.get(16)) & 0xF0;
        if (manager == RELATION_MAP || (manager == LOG && kind == SWITCH)) {
            throw new Unreadable();
        }
        long database = -1;
        long file = -1;
        long data = 0;
        record.position(RECORD_HEADER);
        // The headers come first, and then the data that they announce.
        while (length - record.position() > data) {
            int id = Byte.toUnsignedInt(record.get());
            if (id == SHORT_DATA) {
                data += Byte.toUnsignedInt(record.get());
                break;
            } else if (id == LONG_DATA) {
                data += Integer.toUnsignedLong(record.getInt());
                break;
            } else if (id == ORIGIN) {
                record.getShort();
            } else if (id == TOP_TRANSACTION) {
                record.getInt();
            } else if (id <= MOST_BLOCKS) {
                int flags = Byte.toUnsignedInt(record.get());
                data += Short.toUnsignedInt(record.getShort());
                if ((flags & HAS_IMAGE) != 0) {
                    data += Short.toUnsignedInt(record.getShort());
                    record.getShort();
                    int image = Byte.toUnsignedInt(record.get());
                    if ((image & HOLE) != 0 && (image & layout.compressed()) != 0) {
                        record.getShort();
                    }
                }
                if ((flags & SAME_FILE) == 0) {
                    record.getInt();
                    database = Integer.toUnsignedLong(record.getInt());
                    file = Integer.toUnsignedLong(record.getInt());
                }
                if (file < 0) {
                    throw new Unreadable();
                }
                pages.add(new Page(database, file, Integer.toUnsignedLong(record.getInt())));
            } else {
                throw new Unreadable();
            }
        }
        if (length - record.position() != data) {
            throw new Unreadable();
        }
        if (manager == TRANSACTION && ((kind & ~HAS_DETAILS) == COMMIT || (kind & ~HAS_DETAILS) == ABORT)) {
            ended.add(Integer.toUnsignedLong(record.getInt(4)));
            parts(record, (kind & HAS_DETAILS) != 0);
        }
    }

    /** Take in the numbers of the parts of a transaction that has ended with it. */
    private void parts(ByteBuffer end, boolean details) {
        end.getLong();
        int has = details ? end.getInt() : 0;
        if ((has & HAS_DATABASE) != 0) {
            end.getLong();
        }
        if ((has & HAS_PARTS) != 0) {
            for (int parts = end.getInt(); parts > 0; parts--) {
                ended.add(Integer.toUnsignedLong(end.getInt()));
            }
        }
    }
}
