package io.schemaproof.backup;

import io.schemaproof.database.ClientPrograms;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.database.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Reads a database of somebody else with pg_dump, which opens a transaction that only reads.
 *
 * @param large bytes from which on rows are not held in memory
 */
record ExternalDump(JdbcUrl database, ClientChoice choice, long large) {

    /** What leads out of the database would lead out of the copy too. */
    private static final List<String> OPTIONS =
            List.of("--format=plain", "--encoding=UTF8", "--no-subscriptions", "--no-tablespaces");

    DumpScript read(DatabaseServer server) {
        int version = majorVersion();
        ClientPrograms programs = choice.forServer(version)
                .orElseThrow(() -> new BackupException("The database " + database.shown() + " (PostgreSQL " + version
                        + ") cannot be read. " + choice.whyNot(version)
                        + "; or write a dump elsewhere and begin with that."));
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Path sql = folder.file("start.sql");
            programs.pgDump(database.environment(), OPTIONS, sql);
            return DumpScript.read(sql, format -> Optional.empty(), server, large)
                    .called(database.shown());
        } catch (DatabaseException e) {
            // Without the cause, whose message may hold what this one leaves out.
            throw new BackupException("The database " + database.shown() + " cannot be dumped: "
                    + database.withoutSecrets(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new BackupException("No temporary file can be made: " + e, e);
        }
    }

    /** Asked for on a connection that may only read. */
    private int majorVersion() {
        try (Connection connection = database.connect()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw new DatabaseException("The connection to " + database.shown() + " was lost: " + e.getSQLState());
        }
    }
}
