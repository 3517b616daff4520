package io.schemaproof.verify.traffic;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.trace.LockMode;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sees who waits for whom, and holds the gate at which the script stops. */
final class ServerWatch implements AutoCloseable {

    private static final String WAITING =
            "SELECT locktype, mode, coalesce(relation, 0), coalesce(classid, 0)::bigint, coalesce(objid, 0)::bigint,"
                    + " pg_catalog.pg_blocking_pids(pid) FROM pg_catalog.pg_locks WHERE pid = ? AND NOT granted";

    private static final String HELD = "SELECT relation, mode FROM pg_catalog.pg_locks"
            + " WHERE pid = ? AND granted AND locktype = 'relation' AND relation >= 16384";

    private static final String TRANSACTION =
            "SELECT coalesce(max(virtualtransaction), '') FROM pg_catalog.pg_locks WHERE pid = ? AND granted";

    private static final String WAIT_TOO =
            "SELECT count(DISTINCT pid) FROM pg_catalog.pg_locks WHERE NOT granted AND pid = ANY (?)";

    private final Connection connection;

    ServerWatch(ConnectionSettings database) throws SQLException {
        connection = database.connect();
    }

    /**
     * What a session waits for.
     *
     * @param kind of the lock, as pg_locks names it
     * @param mode of the lock that it asks for
     * @param relation OID, or 0
     * @param blockers processes for which it waits
     */
    record Waiting(String kind, String mode, long relation, long first, long second, Set<Integer> blockers) {

        boolean isAtDoor(int door) {
            return kind.equals("advisory") && first == TrafficProbe.GATE && second == door;
        }

        boolean isForRow() {
            return kind.equals("transactionid") || kind.equals("tuple");
        }
    }

    /** Returns empty if the session waits for nobody. */
    Optional<Waiting> waiting(int pid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WAITING)) {
            statement.setInt(1, pid);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? waiting(row) : Optional.empty();
            }
        }
    }

    private static Optional<Waiting> waiting(ResultSet row) throws SQLException {
        Set<Integer> blockers = pids(row.getArray(6));
        return blockers.isEmpty()
                ? Optional.empty()
                : Optional.of(new Waiting(
                        row.getString(1),
                        words(row.getString(2)),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        blockers));
    }

    private static Set<Integer> pids(Array array) throws SQLException {
        Set<Integer> pids = new HashSet<>();
        for (Object pid : (Object[]) array.getArray()) {
            pids.add((Integer) pid);
        }
        return pids;
    }

    /** The locks on relations that a session holds, by OID. */
    Map<Long, Set<LockMode>> held(int pid) throws SQLException {
        Map<Long, EnumMap<LockMode, Boolean>> held = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(HELD)) {
            statement.setInt(1, pid);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String name = words(rows.getString(2)).replace(' ', '_');
                    if (!name.equals("SIREAD")) {
                        held.computeIfAbsent(rows.getLong(1), oid -> new EnumMap<>(LockMode.class))
                                .put(LockMode.valueOf(name), true);
                    }
                }
            }
        }
        Map<Long, Set<LockMode>> modes = new LinkedHashMap<>();
        held.forEach((oid, each) -> modes.put(oid, each.keySet()));
        return modes;
    }

    /** Another text for each transaction of a session. */
    String transaction(int pid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRANSACTION)) {
            statement.setInt(1, pid);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Whether none of these sessions goes on by itself. */
    boolean allWait(Set<Integer> pids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WAIT_TOO)) {
            statement.setArray(1, connection.createArrayOf("int4", pids.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1) == pids.size();
            }
        }
    }

    /** Such as {@code ACCESS EXCLUSIVE} for {@code AccessExclusiveLock}. */
    private static String words(String mode) {
        return mode.replaceAll("Lock$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toUpperCase(Locale.ROOT);
    }

    void shut(int door) throws SQLException {
        execute("SELECT pg_catalog.pg_advisory_lock(" + TrafficProbe.GATE + ", " + door + ")");
    }

    void open(int door) throws SQLException {
        execute("SELECT pg_catalog.pg_advisory_unlock(" + TrafficProbe.GATE + ", " + door + ")");
    }

    void cancel(int pid) throws SQLException {
        execute("SELECT pg_catalog.pg_cancel_backend(" + pid + ")");
    }

    void terminate(int pid) throws SQLException {
        execute("SELECT pg_catalog.pg_terminate_backend(" + pid + ")");
    }

    Connection connection() {
        return connection;
    }

    private void execute(String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
