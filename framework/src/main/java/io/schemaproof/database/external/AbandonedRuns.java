package io.schemaproof.database.external;

import io.schemaproof.base.SqlText;
import io.schemaproof.database.OwnerProcess;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the databases of runs that were killed. A run is gone when no session of the server holds its lock, and its process was
 * one of this machine that is not there any more, or, where that cannot be seen, none is connected to any of its databases.
 * Everything else is left alone.
 */
final class AbandonedRuns {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedRuns.class);

    private static final String HOMES = """
            SELECT datname, pg_catalog.shobj_description(d.oid, 'pg_database') FROM pg_catalog.pg_database d
            WHERE datname ~ ? AND pg_catalog.pg_get_userbyid(datdba) = current_user ORDER BY datname
            """;

    private static final String IN_USE = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_locks
                           WHERE locktype = 'advisory' AND granted AND objsubid = 1
                             AND (classid::bigint << 32 | objid::bigint) = ?),
                   EXISTS (SELECT FROM pg_catalog.pg_stat_activity
                           WHERE pg_catalog.starts_with(datname, ?) AND usesysid IS NOT NULL)
            """;

    private static final String DATABASES = """
            SELECT datname, datistemplate,
                   EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid AND usesysid IS NOT NULL)
            FROM pg_catalog.pg_database d
            WHERE pg_catalog.starts_with(datname, ?) AND pg_catalog.pg_get_userbyid(datdba) = current_user
            ORDER BY datname = ?, datname
            """;

    /** The server's own code; it would look for five seconds whether they go. */
    static final String OBJECT_IN_USE = "55006";

    private AbandonedRuns() {}

    static void remove(Connection connection, ServerFacts facts) throws SQLException {
        for (Map.Entry<String, @Nullable String> home : homes(connection).entrySet()) {
            Optional<RunName> run = RunName.ofHome(home.getKey());
            if (run.isPresent() && isGone(connection, run.get(), home.getValue())) {
                try {
                    RunSessions.end(connection, run.get());
                    int dropped = drop(connection, run.get());
                    LOG.info(
                            "Removed {} databases {}… of user {}, left by a run that was killed",
                            dropped,
                            run.get().prefix(),
                            facts.user());
                } catch (SQLException e) {
                    LOG.debug("Databases {}… stay: {}", run.get().prefix(), e.getMessage());
                }
            }
        }
    }

    private static Map<String, @Nullable String> homes(Connection connection) throws SQLException {
        Map<String, @Nullable String> homes = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(HOMES)) {
            statement.setString(1, RunName.HOMES);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    homes.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return homes;
    }

    /** A home without a comment is of a run that was killed before it could write one. */
    private static boolean isGone(Connection connection, RunName run, @Nullable String comment) throws SQLException {
        Optional<OwnerProcess> owner = comment == null ? Optional.empty() : run.ownerIn(comment);
        if (comment != null && owner.filter(process -> !process.isHere()).isEmpty()) {
            return false;
        }
        try (PreparedStatement statement = connection.prepareStatement(IN_USE)) {
            statement.setLong(1, run.lock());
            statement.setString(2, run.prefix());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                boolean held = row.getBoolean(1);
                boolean connected = row.getBoolean(2);
                // A session whose client is gone does not notice before its statement ends.
                return !held
                        && (!connected || owner.filter(OwnerProcess::isGone).isPresent());
            }
        }
    }

    /**
     * Drop the databases of a run, its home at last, which tells whose the others are. Returns how many.
     *
     * @throws SQLException if somebody else is connected to one of them, which stays
     */
    static int drop(Connection connection, RunName run) throws SQLException {
        Map<String, Boolean> databases = new LinkedHashMap<>();
        List<String> inUse = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(DATABASES)) {
            statement.setString(1, run.prefix());
            statement.setString(2, run.home());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getBoolean(3)) {
                        inUse.add(rows.getString(1));
                    } else {
                        databases.put(rows.getString(1), rows.getBoolean(2));
                    }
                }
            }
        }
        if (!inUse.isEmpty()) {
            databases.remove(run.home());
        }
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, Boolean> database : databases.entrySet()) {
                String name = SqlText.identifier(database.getKey());
                if (database.getValue()) {
                    statement.execute("ALTER DATABASE " + name + " IS_TEMPLATE false");
                }
                statement.execute("DROP DATABASE IF EXISTS " + name);
            }
        }
        if (!inUse.isEmpty()) {
            throw new SQLException("somebody is connected to " + String.join(", ", inUse), OBJECT_IN_USE);
        }
        return databases.size();
    }
}
