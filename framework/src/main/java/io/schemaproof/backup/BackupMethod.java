package io.schemaproof.backup;

/**
 * How a backup was taken.
 *
 * @param kind what it is
 * @param words the same for people, with version and place of the program
 * @since 0.1
 */
public record BackupMethod(Kind kind, String words) {

    /** The methods there are. */
    public enum Kind {
        /** A file that PostgreSQL's own program has written. */
        PG_DUMP,
        /** A copy of the whole database on its server, by {@code CREATE DATABASE … TEMPLATE}. */
        TEMPLATE
    }

    @Override
    public String toString() {
        return words;
    }
}
