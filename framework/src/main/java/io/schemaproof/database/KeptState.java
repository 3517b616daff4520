package io.schemaproof.database;

import io.schemaproof.base.SqlText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is on a server that outlives JVMs, beside and in databases of theirs.
 *
 * @since 0.1
 */
public final class KeptState {

    /** Whoever is connected to it would be in the way of a new database; nothing is in it that a user has made, nor in that of the sessions here. */
    private static final String TEMPLATE = "template1";

    /** Objects of initdb have smaller numbers. */
    private static final String OBJECTS_OF_USERS = """
            SELECT concat_ws(' ',
                (SELECT count(*) FROM pg_class WHERE oid >= 16384), (SELECT count(*) FROM pg_proc WHERE oid >= 16384),
                (SELECT count(*) FROM pg_type WHERE oid >= 16384), (SELECT count(*) FROM pg_namespace WHERE oid >= 16384),
                (SELECT count(*) FROM pg_extension WHERE oid >= 16384), (SELECT count(*) FROM pg_default_acl),
                (SELECT count(*) FROM pg_largeobject_metadata),
                (SELECT string_agg(nspacl::text, ' ' ORDER BY nspname) FROM pg_namespace))
            """;

    /** A number that nobody else locks. */
    private static final long LOCK = 7_305_804_402_566_168_944L;

    private static final int ATTEMPTS = 5;

    private KeptState() {}

    /**
     * What is done in a session.
     *
     * @since 0.1
     */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * What is outside the databases of JVMs.
     *
     * @param shared what all databases of the server share, such as roles
     * @param digest of that, and of what is in the databases that nobody uses: one for each catalogue, with commas between. Equal ones mean that nobody
     *     has left anything there
     */
    public record Look(String shared, String digest) {}

    /**
     * Do something in a session of its own, of which each costs a process of the server: those that are kept are closed behind whoever drops the last
     * databases.
     *
     * @throws DatabaseException if it fails
     */
    public static <T> T session(DatabaseServer server, String purpose, Work<T> work) {
        try (Connection connection =
                server.connection(server.tenancy().maintenance()).connect()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new DatabaseException(purpose + " failed on a kept server: " + e.getMessage(), e);
        }
    }

    /**
     * Do something in one of the sessions that are kept for maintenance, so that who goes on has it.
     *
     * @throws DatabaseException if it fails
     */
    public static <T> T keptSession(DatabaseServer server, String purpose, Work<T> work) {
        return MaintenanceSessions.run(server, purpose, work::with);
    }

    /** What the names of databases of this JVM begin with. */
    public static String prefix() {
        return DatabaseNames.OF_THIS_JVM;
    }

    /** What all databases of the server share, such as roles. */
    public static String shared(Connection connection) throws SQLException {
        return SharedState.read(connection).contents().toString();
    }

    /** Look at what is outside the databases of JVMs. */
    public static Look look(DatabaseServer server, Connection connection) throws SQLException {
        SortedMap<String, String> contents =
                new TreeMap<>(SharedState.read(connection).contents());
        String shared = contents.toString();
        contents.put("database " + server.tenancy().maintenance(), objectsOfUsers(connection));
        try (Connection template = server.connection(TEMPLATE).connect()) {
            contents.put("database " + TEMPLATE, objectsOfUsers(template));
        }
        return new Look(
                shared,
                contents.entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + hash(entry.getValue()))
                        .collect(Collectors.joining(",")));
    }

    /** Ask, and do nothing with the answers, what is asked by whoever comes and looks for a template. */
    public static void rehearse(Connection connection) throws SQLException {
        databases(connection, true);
        hash(shared(connection) + objectsOfUsers(connection));
        TemplateBuilder.exists(connection, "");
    }

    private static String objectsOfUsers(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OBJECTS_OF_USERS)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Where two digests differ, for people. */
    public static String difference(String one, String other) {
        Set<String> there = Set.of(one.split(",", -1));
        return Stream.of(other.split(",", -1))
                .filter(part -> !there.contains(part))
                .map(part -> part.substring(0, Math.max(0, part.indexOf(':'))))
                .collect(Collectors.joining(", "));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /**
     * Drop the databases of JVMs.
     *
     * @param spared what the names begin with of those that stay
     * @return how many were dropped
     */
    public static int dropAllBut(Connection connection, Collection<String> spared) throws SQLException {
        return drop(connection, name -> spared.stream().noneMatch(name::startsWith));
    }

    /** The same for those with a prefix. */
    public static int drop(Connection connection, String prefix) throws SQLException {
        return drop(connection, name -> name.startsWith(prefix));
    }

    private static int drop(Connection connection, Predicate<String> doomed) throws SQLException {
        int dropped = 0;
        for (int attempt = 1; ; attempt++) {
            List<String> names = new ArrayList<>(databases(connection, false));
            List<String> templates = databases(connection, true);
            names.addAll(templates);
            names.removeIf(name -> !doomed.test(name));
            if (names.isEmpty()) {
                return dropped;
            }
            try (Statement statement = connection.createStatement()) {
                for (String name : names) {
                    if (templates.contains(name)) {
                        // Of one that somebody else is dropping the server would end this session.
                        statement.execute("ALTER DATABASE " + SqlText.identifier(name) + " IS_TEMPLATE false");
                    }
                    statement.execute("DROP DATABASE " + SqlText.identifier(name) + " WITH (FORCE)");
                    dropped++;
                }
            } catch (SQLException e) {
                // Somebody drops the same behind a test's back.
                if (attempt == ATTEMPTS || connection.isClosed()) {
                    throw e;
                }
            }
        }
    }

    private static List<String> databases(Connection connection, boolean templates) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT datname FROM pg_database WHERE datname ~ '"
                        + DatabaseNames.OF_ANY_JVM + "' AND datistemplate = " + templates)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /**
     * Drop templates that outlive JVMs.
     *
     * @param spared those that stay
     */
    public static void dropTemplatesBut(Connection connection, Collection<String> spared) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT datname FROM pg_database WHERE datname ~ '^" + DatabaseNames.LASTING + "[0-9a-f]+$'")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            names.removeAll(spared);
            for (String name : names) {
                statement.execute("ALTER DATABASE " + SqlText.identifier(name) + " IS_TEMPLATE false");
                statement.execute("DROP DATABASE " + SqlText.identifier(name) + " WITH (FORCE)");
            }
        }
    }

    /** Close the sessions that this JVM keeps for maintenance. */
    public static void forget(DatabaseServer server) {
        MaintenanceSessions.forget(server);
    }

    /** Hold a lock that other JVMs on the server respect. */
    public static <T> T locked(DatabaseServer server, Work<T> work) {
        return keptSession(server, "Waiting for other JVMs", connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
                try {
                    return work.with(connection);
                } finally {
                    statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
                }
            }
        });
    }
}
