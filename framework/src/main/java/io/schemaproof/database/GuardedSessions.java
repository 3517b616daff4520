package io.schemaproof.database;

import java.sql.Connection;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The sessions that lead to a server of somebody else. A connection cannot be asked whose server it is, and many pass one on.
 *
 * @since 0.1
 */
public final class GuardedSessions {

    private static final Set<Connection> SESSIONS =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private GuardedSessions() {}

    static void add(Connection connection) {
        SESSIONS.add(connection);
    }

    /**
     * Whether scripts on it may change nothing but its database.
     *
     * @param connection the driver's own
     */
    public static boolean contains(Connection connection) {
        return SESSIONS.contains(connection);
    }
}
