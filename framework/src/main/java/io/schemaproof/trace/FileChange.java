package io.schemaproof.trace;

import java.util.Comparator;

/**
 * What a statement did to the file of a relation that existed before it.
 *
 * @param relation the relation
 * @param kind what was done
 * @param bytesBefore size of the file when it was last looked at before the statement, at the latest when the script began
 * @param bytes size of the file behind the statement, in bytes; -1 where it was not looked at, as with a statement that ends transactions
 * @since 0.1
 */
public record FileChange(TracedRelation relation, Kind kind, long bytesBefore, long bytes)
        implements Comparable<FileChange> {

    /** How relation and file were before and after. */
    public enum Kind {
        /** The same object with another file: all of it was written anew. */
        REWRITTEN,
        /** An index (or a TOAST table) of the same name that is another object with another file: built anew. */
        REBUILT,
        /** An index of the same name that is another object with the same file: free. */
        KEPT
    }

    /** Whether what was in it is gone, as after TRUNCATE. */
    public boolean isEmptied() {
        return kind == Kind.REWRITTEN && bytesBefore > 0 && bytes == 0;
    }

    /** Whether a file was written. */
    public boolean isNewFile() {
        return kind != Kind.KEPT;
    }

    @Override
    public int compareTo(FileChange other) {
        return Comparator.comparing(FileChange::relation)
                .thenComparing(FileChange::kind)
                .compare(this, other);
    }
}
