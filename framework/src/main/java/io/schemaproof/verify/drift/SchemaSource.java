package io.schemaproof.verify.drift;

import io.schemaproof.backup.BackupException;
import io.schemaproof.backup.StartingPoint;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogException;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.check.CheckServer;
import io.schemaproof.verify.history.AppliedMigrations;
import io.schemaproof.verify.result.LostServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where a schema comes from: migrations, a dump, a database that is only read, or what was written down of one.
 *
 * @since 0.1
 */
public final class SchemaSource {

    private static final int OLDEST = 14;
    private static final int NEWEST = 18;

    /** Puts what a schema consists of into an empty database. */
    private interface Filling {
        void into(TestDatabase database) throws SQLException;
    }

    private final String description;
    private final OptionalInt majorVersion;
    private final Function<ServerRequest, Catalog> reader;

    private SchemaSource(String description, OptionalInt majorVersion, Function<ServerRequest, Catalog> reader) {
        this.description = description;
        this.majorVersion = majorVersion;
        this.reader = reader;
    }

    /** The schema that all ups of a folder give. */
    public static SchemaSource of(MigrationFolder folder) {
        return of(folder, Optional.empty());
    }

    /** The schema that all ups of a folder give after a script that makes what they expect to be there. */
    public static SchemaSource of(MigrationFolder folder, Optional<Script> before) {
        return of(folder, before, migration -> {});
    }

    /** The same that tells of each migration before it is applied. */
    public static SchemaSource of(MigrationFolder folder, Optional<Script> before, Consumer<Migration> begun) {
        return filled(
                "the migrations in " + folder.root(),
                database ->
                        AppliedMigrations.apply(database, folder, before, Optional.empty(), Optional.empty(), begun));
    }

    /** The schema of a dump, or of any script for psql. */
    public static SchemaSource of(StartingPoint dump) {
        return filled(dump.description(), dump::restoreInto);
    }

    /**
     * The schema of a database that somebody else owns: it is only read, and without a copy of it.
     *
     * @throws DatabaseException if it cannot be reached; the message holds no secret
     */
    public static SchemaSource of(JdbcUrl database) {
        try (Connection connection = database.connect()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST || version > NEWEST) {
                throw new DatabaseException(database.shown() + " has PostgreSQL " + version + ", and the migrations are"
                        + " applied on " + OLDEST + " to " + NEWEST + ": the servers would differ.");
            }
            return new SchemaSource("database " + database.shown(), OptionalInt.of(version), request -> read(database));
        } catch (SQLException e) {
            throw lost(database, e);
        }
    }

    /**
     * A schema that was read before.
     *
     * @param description what it is, for people
     * @param majorVersion of the server that it was on
     */
    public static SchemaSource of(String description, int majorVersion, Catalog catalog) {
        return new SchemaSource(description, OptionalInt.of(majorVersion), request -> catalog);
    }

    private static SchemaSource filled(String description, Filling filling) {
        return new SchemaSource(description, OptionalInt.empty(), request -> {
            // What is left on a server, such as a role, would be in the way of the other side.
            try (CheckServer server = CheckServer.alone(request);
                    TestDatabase database = TestDatabase.create(server.get())) {
                return LostServer.during(server::get, () -> {
                    filling.into(database);
                    try (Connection connection = database.connect()) {
                        return CatalogReader.read(connection);
                    }
                });
            }
        });
    }

    private static Catalog read(JdbcUrl database) {
        try (Connection connection = database.connect()) {
            return CatalogReader.read(connection);
        } catch (CatalogException e) {
            throw new DatabaseException(
                    database.shown() + " cannot be read: " + database.withoutSecrets(String.valueOf(e.getMessage())));
        } catch (SQLException e) {
            throw lost(database, e);
        }
    }

    private static DatabaseException lost(JdbcUrl database, SQLException e) {
        return new DatabaseException("The connection to " + database.shown() + " was lost: " + e.getSQLState());
    }

    /** What it is, for people; without user and password. */
    public String description() {
        return description;
    }

    /** The version of the server on which it is; empty where any serves. */
    public OptionalInt majorVersion() {
        return majorVersion;
    }

    /**
     * Return all that it consists of.
     *
     * @param request for a server to build it on, where it must be built
     * @throws MigrationException if a migration fails
     * @throws BackupException if a dump cannot be restored
     * @throws DatabaseException if there is no server, or the database cannot be reached
     */
    public Catalog read(ServerRequest request) {
        return reader.apply(request);
    }

    @Override
    public String toString() {
        return description;
    }
}
