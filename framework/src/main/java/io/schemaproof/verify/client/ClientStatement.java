package io.schemaproof.verify.client;

import io.schemaproof.query.Relation;

/**
 * A statement of a running application, made from the catalogue.
 *
 * @param table that it is about
 * @param kind what it does
 * @param sql its text, which holds no values
 */
public record ClientStatement(Relation table, Kind kind, String sql) {

    /** What a client does. */
    public enum Kind {
        /** Reads one row. */
        LOOK_UP(false, true),
        /** Reads some rows. */
        RANGE(false, true),
        /** Writes one row as it is. */
        UPDATE(true, true),
        /** Puts a row in, which does not stay. */
        INSERT(true, false),
        /** Takes a row away, which is put back. */
        DELETE(true, false);

        private final boolean writes;
        private final boolean commits;

        Kind(boolean writes, boolean commits) {
            this.writes = writes;
            this.commits = commits;
        }
    }

    /** Whether it changes rows, or may. */
    public boolean writes() {
        return kind.writes;
    }

    /** Whether it is a transaction of its own, or is rolled back. */
    public boolean commits() {
        return kind.commits;
    }
}
