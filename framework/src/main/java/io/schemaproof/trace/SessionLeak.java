package io.schemaproof.trace;

import io.schemaproof.migration.Statement;
import java.util.Comparator;
import java.util.Optional;

/**
 * Something of the session that is not as it was before a script.
 *
 * @param kind what it is
 * @param name name of the setting, the relation, the prepared statement…
 * @param before value before the script; empty where there was none, and for a setting that had its default
 * @param after value after it; empty where it is gone or has its default again
 * @param statement the last statement that names it; empty where none does, as in a function
 * @since 0.1
 */
public record SessionLeak(
        Kind kind, String name, Optional<String> before, Optional<String> after, Optional<Statement> statement)
        implements Comparable<SessionLeak> {

    /** What a session may keep. */
    public enum Kind {
        SETTING,
        ROLE,
        ADVISORY_LOCK,
        TEMPORARY_RELATION,
        PREPARED_STATEMENT,
        CHANNEL,
        CURSOR
    }

    @Override
    public int compareTo(SessionLeak other) {
        return Comparator.comparing(SessionLeak::kind)
                .thenComparing(SessionLeak::name)
                .compare(this, other);
    }
}
