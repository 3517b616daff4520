package io.schemaproof.backup;

import io.schemaproof.base.SqlText;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.database.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What databases of ours hold before migrations are applied: what a dump holds, or what a database of somebody else does, which
 * is only read. Read once and then restored as often as it is needed. A large dump is read each time, since it is not held in memory;
 * the rows of a large database, which may change meanwhile, stay in files until the JVM ends.
 *
 * @since 0.1
 */
public final class StartingPoint {

    /** Reads the source for a server. */
    private interface Source {
        DumpScript read(DatabaseServer server);
    }

    private final String description;
    private final Source source;
    /** Whether a second look could see other rows, so that those of the first one are kept. */
    private final boolean changes;

    private final Map<Integer, DumpScript> scripts = new ConcurrentHashMap<>();

    private StartingPoint(String description, Source source, boolean changes) {
        this.description = description;
        this.source = source;
        this.changes = changes;
    }

    /**
     * Begin with a dump of {@code pg_dump} in any format, or with any script for psql.
     *
     * @throws BackupException if it is not there, or is no dump
     */
    public static StartingPoint of(Path dump) {
        return of(dump, Configuration.ofSystem());
    }

    /** The same with a configuration that may name the folder of the client programs. */
    static StartingPoint of(Path dump, Configuration configuration) {
        return of(dump, configuration, LargeDump.LARGE);
    }

    /** @param large bytes from which on rows are not held in memory */
    static StartingPoint of(Path dump, Configuration configuration, long large) {
        DumpFormat.of(dump);
        return new StartingPoint(
                "dump " + dump,
                server -> DumpScript.read(
                        dump,
                        format -> ClientChoice.beside(server, configuration).newest(),
                        server,
                        large),
                false);
    }

    /** Begin with what a database of somebody else holds; nothing is changed there. */
    public static StartingPoint of(JdbcUrl database) {
        return of(database, Configuration.ofSystem());
    }

    /** The same with a configuration that may name the folder of the client programs. */
    static StartingPoint of(JdbcUrl database, Configuration configuration) {
        return of(database, configuration, LargeDump.LARGE);
    }

    /** @param large bytes from which on rows are not held in memory */
    static StartingPoint of(JdbcUrl database, Configuration configuration, long large) {
        return new StartingPoint(
                "database " + database.shown(),
                server -> new ExternalDump(database, ClientChoice.installed(configuration), large).read(server),
                true);
    }

    /** What it is, for people; without user and password. */
    public String description() {
        return description;
    }

    /**
     * Restore it into a database of ours, to the first error. Roles that it names and the server does not have are made,
     * without login.
     *
     * @return the names of these roles
     * @throws BackupException if it cannot be read or restored
     * @throws DatabaseException if the database of somebody else cannot be reached
     */
    public List<String> restoreInto(TestDatabase target) {
        int version = target.server().majorVersion();
        DumpScript known = scripts.get(version);
        if (known != null) {
            return restore(known, target);
        }
        DumpScript script = source.read(target.server());
        if (script.rows().isEmpty() || changes) {
            scripts.put(version, script);
            return restore(script, target);
        }
        // Its rows are on the disk, where they do not stay.
        try (script) {
            return restore(script, target);
        }
    }

    private static List<String> restore(DumpScript script, TestDatabase target) {
        List<String> made = makeRoles(target, script);
        script.restore(target.settings());
        return made;
    }

    private static List<String> makeRoles(TestDatabase target, DumpScript script) {
        List<String> made = new ArrayList<>();
        try (Connection connection = target.connect();
                PreparedStatement query = connection.prepareStatement("SELECT FROM pg_roles WHERE rolname = ?");
                Statement statement = connection.createStatement()) {
            for (String role : DumpRoles.in(script.script().text())) {
                query.setString(1, role);
                boolean known;
                try (ResultSet row = query.executeQuery()) {
                    known = row.next();
                }
                if (!known && target.settings().guarded()) {
                    throw new BackupException(
                            "The role " + role + " of " + script.script().path()
                                    + " is not on the server, which is somebody else's: it would outlive the run. Begin on a server of"
                                    + " its own (--database embedded), have the role made there, or allow it by"
                                    + " --allow-cluster-changes.");
                }
                if (!known) {
                    statement.execute("CREATE ROLE " + SqlText.identifier(role) + " NOLOGIN");
                    made.add(role);
                }
            }
        } catch (SQLException e) {
            throw new BackupException(
                    "The roles of " + script.script().path() + " cannot be made: " + e.getMessage(), e);
        }
        return List.copyOf(made);
    }

    @Override
    public String toString() {
        return description;
    }
}
