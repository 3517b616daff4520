package io.schemaproof.trace;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * PostgreSQL's modes of a lock on a relation, from the weakest to the strongest.
 *
 * @since 0.1
 */
public enum LockMode {
    ACCESS_SHARE("AccessShareLock", "ACCESS SHARE"),
    ROW_SHARE("RowShareLock", "ROW SHARE"),
    ROW_EXCLUSIVE("RowExclusiveLock", "ROW EXCLUSIVE"),
    SHARE_UPDATE_EXCLUSIVE("ShareUpdateExclusiveLock", "SHARE UPDATE EXCLUSIVE"),
    SHARE("ShareLock", "SHARE"),
    SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock", "SHARE ROW EXCLUSIVE"),
    EXCLUSIVE("ExclusiveLock", "EXCLUSIVE"),
    ACCESS_EXCLUSIVE("AccessExclusiveLock", "ACCESS EXCLUSIVE");

    private final String serverName;
    private final String sql;

    LockMode(String serverName, String sql) {
        this.serverName = serverName;
        this.sql = sql;
    }

    /** The words of {@code LOCK TABLE}. */
    public String sql() {
        return sql;
    }

    /** Whether {@code SELECT} by others has to wait. */
    public boolean blocksReads() {
        return this == ACCESS_EXCLUSIVE;
    }

    /** Whether {@code INSERT}, {@code UPDATE} and {@code DELETE} by others have to wait. */
    public boolean blocksWrites() {
        return compareTo(SHARE) >= 0;
    }

    /** The mode that pg_locks calls so; empty for what is no lock in the usual sense, such as {@code SIReadLock}. */
    static Optional<LockMode> of(String serverName) {
        return Arrays.stream(values())
                .filter(mode -> mode.serverName.equals(serverName))
                .findFirst();
    }

    /** The modes of a list that pg_locks wrote, parted by commas. */
    static Set<LockMode> ofList(String names) {
        Set<LockMode> modes = EnumSet.noneOf(LockMode.class);
        for (String name : names.split(",", -1)) {
            of(name).ifPresent(modes::add);
        }
        return modes;
    }

    static Optional<LockMode> strongest(Collection<LockMode> modes) {
        return modes.stream().max(LockMode::compareTo);
    }
}
