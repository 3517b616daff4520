package io.schemaproof.assertions.changes;

import java.util.Locale;

/**
 * What happened to a row.
 *
 * @since 0.1
 */
public enum ChangeKind {
    CREATED,
    MODIFIED,
    DELETED;

    /** The word of messages. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
